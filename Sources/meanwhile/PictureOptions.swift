public import ArgumentParser
public import Diagrams
import Graphviz

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

  @Option(
    help:
      "What the picture is made for: a slide (16:9, text of 14 points and more), a page, a poster.")
  var size: PictureStyle.Size?

  @Option(help: "The ground of the picture: light or dark.")
  var theme: PictureStyle.Theme?

  @Option(help: ArgumentHelp("A title above the picture.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("A line that belongs to the picture.", valueName: "text"))
  var caption: String?

  private var style: PictureStyle {
    PictureStyle(size: size, theme: theme, title: title, caption: caption)
  }

  /// The format that the ending of the file says; nil if it says none.
  private var fileFormat: Picture.Format? {
    if output == "-" { return Picture.Format(rawValue: (format ?? .svg).rawValue) }
    guard let output, let dot = output.lastIndex(of: ".") else { return nil }
    return Picture.Format(rawValue: output[output.index(after: dot)...].lowercased())
  }

  func validate() throws {
    if output == nil, let format, format == .png || format == .pdf {
      throw ValidationError(
        "The value '\(format.rawValue)' is invalid for '--format <format>' without -o: give -o with "
          + "a file, or -o - to send the bytes to standard output.")
    }
    guard let output else {
      if format == nil || format == .text,
        size != nil || theme != nil || title != nil || caption != nil
      {
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
  func write(_ picture: Picture, text: () -> String) throws {
    ProgressLine.begin("laying out the picture")
    do {
      guard let chosen = fileFormat ?? Picture.Format(rawValue: (format ?? .text).rawValue) else {
        return try Files.write(text())
      }
      try Files.write(try picture.render(as: chosen, style: style), to: output)
    } catch let error as GraphvizError {
      throw Failure(error)
    }
  }
}

extension PictureStyle.Size: ExpressibleByArgument {}
extension PictureStyle.Theme: ExpressibleByArgument {}
