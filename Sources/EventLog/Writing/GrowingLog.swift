/// The lines of a log that is written to its file while it grows, so that a program that is killed leaves all that had
/// happened by then.
///
///     var lines = GrowingLog()
///     journal.start(call, at: now)
///     try lines.write(of: journal.log) { bytes in try file.write(bytes) }
package struct GrowingLog: ~Copyable {
  private var encoder = LogEncoder()
  private var written = 0

  package init() {}

  /// Hands over the lines of the events since the last time, at once.
  ///
  /// The last of them can have no further cause then.
  ///
  /// - Throws: What `write` throws; the lines are not handed over again.
  /// - Complexity: O(*n*) in the bytes of those lines.
  package mutating func write<Failure: Error>(
    of builder: borrowing LogBuilder, _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let log = builder.log
    guard written < log.events.count else { return }
    while written < log.events.count {
      encoder.append(written, of: log)
      written += 1
    }
    defer { encoder.clear() }
    try write(encoder.pending)
  }

  /// Hands over the last lines of a log, which is closed.
  ///
  /// - Throws: What `write` throws.
  package mutating func finish<Failure: Error>(
    _ log: borrowing Log, _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    while written < log.events.count {
      encoder.append(written, of: log)
      written += 1
    }
    try write(encoder.pending)
  }
}
