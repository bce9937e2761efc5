public import EventLog

extension Log {
  /// The lines of the log's file.
  public func encodedLines() -> [String] {
    String(decoding: encoded(), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
