import ArgumentParser
import Diagrams
import EventLog
import Graphviz
import TraceAnalysis

/// The forms of a picture that can go to standard output.
enum PictureFormat: String, CaseIterable, ExpressibleByArgument {
  case text, svg, png, pdf, dot
}

/// How a picture is written; the same for every verb that draws one.
struct PictureOptions: ParsableArguments {
  @Option(help: "What to write to standard output.")
  var format: PictureFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write a picture to a file; its ending says which: svg, png, pdf or dot. - is standard output.",
      valueName: "file"),
    completion: .file(extensions: ["svg", "png", "pdf", "dot"]))
  var output: String?

  @OptionGroup var look: PictureStyleOptions

  /// The format that the ending of the file says; nil if it says none.
  private var fileFormat: Picture.Format? {
    if output == "-" { return Picture.Format(rawValue: (format ?? .svg).rawValue) }
    return output.flatMap(Picture.Format.init(endingOf:))
  }

  /// Whether no picture is asked for, but text.
  var isText: Bool { output == nil && (format ?? .text) == .text }

  /// Whether an SVG is asked for.
  var isSVG: Bool { fileFormat == .svg || output == nil && format == .svg }

  /// Writes a Gantt chart that plays.
  func write(animationOf comparison: Comparison, time: Nanoseconds) throws {
    ProgressLine.begin("laying out the picture")
    let bytes: [UInt8]
    do throws(GraphvizError) {
      bytes = try Picture.animation(of: comparison, style: look.style, time: time)
    } catch { throw Failure(error) }
    try Files.write(bytes, to: output)
  }

  func validate() throws {
    if output == nil, let format, format == .png || format == .pdf {
      throw ValidationError(
        "The value '\(format.rawValue)' is invalid for '--format <format>' without -o: give -o with "
          + "a file, or -o - to send the bytes to standard output.")
    }
    guard let output else {
      if format == nil || format == .text, look.isGiven {
        throw ValidationError(
          "--size, --theme, --title and --caption are for pictures: give -o or --format.")
      }
      return
    }
    if output == "-" { return }
    guard let chosen = fileFormat else {
      throw ValidationError(
        "Cannot tell from '\(output)' which picture to write: end it in .svg, .png, .pdf or .dot.")
    }
    guard format == nil || format?.rawValue == chosen.rawValue else {
      throw ValidationError("--format and the ending of '\(output)' ask for different pictures.")
    }
  }

  /// Writes the form that was asked for: a picture, or text.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - instant: The instant at which a run is shown; nil for all of it.
  ///   - text: What is written where no picture was asked for.
  /// - Throws: `Failure`.
  func write(_ picture: Picture, at instant: Nanoseconds? = nil, text: () -> String) throws {
    var style = look.style
    style.instant = instant
    guard let chosen = fileFormat ?? Picture.Format(rawValue: (format ?? .text).rawValue) else {
      return try Files.write(text())
    }
    try Files.write(picture, as: chosen, style, to: output)
  }
}

extension Picture.Format {
  /// The format that the ending of a file says; nil if it says none.
  init?(endingOf path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}

extension Files {
  /// Draws a picture, and writes it to a file or to standard output.
  static func write(
    _ picture: Picture, as format: Picture.Format, _ style: PictureStyle, to path: String?
  ) throws(Failure) {
    ProgressLine.begin("laying out the picture")
    let bytes: [UInt8]
    do throws(GraphvizError) { bytes = try picture.render(as: format, style: style) } catch {
      throw Failure(error)
    }
    try write(bytes, to: path)
  }
}
