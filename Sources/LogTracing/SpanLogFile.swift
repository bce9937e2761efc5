internal import EventLog
internal import FileSystem

/// The file of a log that is written while spans run; what goes wrong with it does not stop the program.
final class SpanLogFile {
  private let file: GrowingFile
  private var lines = GrowingLog()
  /// What went wrong first; nothing is written after that.
  private(set) var failure: FileError?

  /// Begins the file.
  ///
  /// - Throws: `FileError` if it cannot be written, or something is there that it may not take the place of.
  init(_ path: String, overwriting: Bool) throws(FileError) {
    file = try GrowingFile(path, overwriting: overwriting)
  }

  /// Writes the events since the last time.
  func write(_ log: borrowing LogBuilder) {
    guard failure == nil else { return }
    do throws(FileError) {
      try lines.write(of: log) { bytes throws(FileError) in try file.write(bytes) }
    } catch { failure = error }
  }

  /// Writes what is left of a log that is closed.
  ///
  /// If calls are called otherwise now than their lines say, the log as it
  /// is to be is written aside and takes the place of the other: there is a whole log at every instant.
  func close(_ log: consuming Log, _ renamed: [CallNumber: CallWords]) {
    guard failure == nil else { return }
    do throws(FileError) {
      try lines.finish(log) { bytes throws(FileError) in try file.write(bytes) }
      try file.finish()
      guard !renamed.isEmpty, !file.isSpecial else { return }
      log.rename(renamed)
      let other = try PendingFile(file.path)
      try log.encode { bytes throws(FileError) in try other.write(bytes) }
      try other.finish()
    } catch { failure = error }
  }
}
