import ArgumentParser
import Diagrams
import Graphviz

/// The forms of a picture that can go to standard output.
enum PictureFormat: String, CaseIterable, ExpressibleByArgument {
  case text, svg, dot
}

/// How a picture is written; the same for every verb that draws one.
struct PictureOptions: ParsableArguments {
  @Option(help: "What to write to standard output.")
  var format: PictureFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write a picture to a file; its ending says which: svg, png, pdf or dot.", valueName: "file"),
    completion: .file(extensions: ["svg", "png", "pdf", "dot"]))
  var output: String?

  /// The format that the ending of the file says; nil if it says none.
  private var fileFormat: Picture.Format? {
    guard let output, let dot = output.lastIndex(of: ".") else { return nil }
    return Picture.Format(rawValue: output[output.index(after: dot)...].lowercased())
  }

  func validate() throws {
    guard let output else { return }
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
      if let fileFormat {
        return try Files.write(try picture.render(as: fileFormat), to: output)
      }
      switch format ?? .text {
      case .text: try Files.write(text())
      case .svg: try Files.write(try picture.render(as: .svg), to: nil)
      case .dot: try Files.write(try picture.render(as: .dot), to: nil)
      }
    } catch let error as GraphvizError {
      throw Failure(error)
    }
  }
}
