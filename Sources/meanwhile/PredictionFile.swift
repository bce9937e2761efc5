import Compression
import Diagrams

/// What a file for an answer of `what-if` holds, by its ending.
enum PredictionFile {
  /// The report, in the format that was asked for.
  case report
  /// A picture.
  case picture(Picture.Format)

  init(_ path: String?) {
    guard let path, let dot = path.lastIndex(of: "."),
      let format = Picture.Format(rawValue: path[path.index(after: dot)...].lowercased())
    else {
      self = .report
      return
    }
    self = .picture(format)
  }

  /// Whether it is a picture.
  var isPicture: Bool { if case .picture = self { true } else { false } }
}
