package import Compression
package import TraceFormats

extension GzipFlaw {
  /// What is told where the rest is read all the same.
  package func note(_ rest: String) -> ImportNote {
    ImportNote(kind: .skipped, count: 1, sentence: "\(description); \(rest).")
  }
}
