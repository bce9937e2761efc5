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
    } else if let format = path.flatMap(Picture.Format.init(endingOf:)) {
      self = .picture(format)
    } else {
      self = .report
    }
  }
}
