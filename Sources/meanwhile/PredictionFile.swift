import Compression
import Diagrams

/// What a file for an answer of `what-if` holds, by its ending.
enum PredictionFile {
  /// The report, in the format that was asked for.
  case report
  /// A picture.
  case picture(Picture.Format)
  /// The log of the run with the changes.
  case log

  init(_ path: String?) {
    if let path, Gzip.withoutEnding(path).hasSuffix(".events.jsonl") {
      self = .log
      return
    }
    guard let path, let dot = path.lastIndex(of: "."),
      let format = Picture.Format(rawValue: path[path.index(after: dot)...].lowercased())
    else {
      self = .report
      return
    }
    self = .picture(format)
  }
}
