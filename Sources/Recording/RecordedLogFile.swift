internal import EventLog
internal import FileSystem

/// The file of a log that is written while it is recorded; what goes wrong with it does not stop what is recorded.
final class RecordedLogFile {
  private let file: GrowingFile
  private var lines = GrowingLog()
  /// What went wrong first; nothing is written after that.
  private(set) var failure: FileError?

  /// Begins the file.
  ///
  /// - Throws: `RecordingError` if it cannot be written, or something is there that it may not take the place of.
  init(_ path: String, overwriting: Bool) throws(RecordingError) {
    do throws(FileError) { file = try GrowingFile(path, overwriting: overwriting) } catch {
      throw .file(error)
    }
  }

  /// Writes the events since the last time.
  func write(_ log: borrowing LogBuilder) {
    guard failure == nil else { return }
    do throws(FileError) {
      try lines.write(of: log) { bytes throws(FileError) in try file.write(bytes) }
    } catch { failure = error }
  }

  /// Writes what is left of a log that is closed.
  func close(_ log: Log) {
    guard failure == nil else { return }
    do throws(FileError) {
      try lines.finish(log) { bytes throws(FileError) in try file.write(bytes) }
      try file.finish()
    } catch { failure = error }
  }
}
