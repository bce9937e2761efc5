internal import FileSystem
internal import Platform

/// What a command writes, kept in a file that is there when there is something to keep.
///
/// What goes past a bound is read and left out, so that the command goes on.
final class KeptOutput {
  /// The end of the pipe from which it is read; nil once all has been.
  private(set) var readEnd: Int32?
  /// Where it is kept.
  let path: String
  /// How many bytes are in the file.
  private(set) var kept = 0
  /// How many bytes were left out.
  private(set) var leftOut = 0
  /// What went wrong with the file.
  private(set) var failure: FileError?
  private var file: GrowingFile?

  /// Keeps what comes from a pipe; reading never blocks from then on.
  init(from readEnd: Int32, path: String) {
    _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
    self.readEnd = readEnd
    self.path = path
  }

  deinit { end() }

  /// Reads what is there, up to so many bytes of it for the file.
  ///
  /// - Returns: Whether there may be more at once.
  @discardableResult
  func take(_ chunk: inout [UInt8], keeping bound: Int) -> Bool {
    guard let readEnd else { return false }
    let count = read(readEnd, &chunk, chunk.count)
    guard count > 0 else {
      if count == 0 || errno != EINTR && errno != EAGAIN { end() }
      return false
    }
    let part = failure == nil ? min(count, max(0, bound)) : 0
    leftOut += count - part
    guard part > 0 else { return true }
    do throws(FileError) {
      let file: GrowingFile
      if let begun = self.file {
        file = begun
      } else {
        file = try GrowingFile(path, overwriting: true)
      }
      self.file = file
      try chunk[..<part].withUnsafeBufferPointer { bytes throws(FileError) in
        try file.write(UnsafeRawBufferPointer(bytes))
      }
      kept += part
    } catch {
      failure = error
      leftOut += part
    }
    return true
  }

  private func end() {
    if let readEnd { close(readEnd) }
    readEnd = nil
    file = nil
  }
}
