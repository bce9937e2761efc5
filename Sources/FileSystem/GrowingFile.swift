internal import Platform

/// A file that grows while what it tells of happens: what has been written is there, however the program ends.
///
///     let file = try GrowingFile("run.events.jsonl", overwriting: false)
///     try file.write(bytes)
///     try file.finish()
package final class GrowingFile: Sendable {
  /// What it is called.
  package let path: String
  /// Whether it is no ordinary file: a pipe, a device.
  package let isSpecial: Bool
  private let descriptor: Int32

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: What it is called.
  ///   - overwriting: Whether it may take the place of what is there.
  /// - Throws: `FileError`, with the reason `holdsOther` if something is there already.
  package init(_ path: String, overwriting: Bool) throws(FileError) {
    self.path = path
    let place = try OutputPlace(path)
    isSpecial = place.isSpecial
    if place.mode != nil, !place.isSpecial, !overwriting {
      throw FileError(path: path, action: "write", reason: .holdsOther)
    }
    if let mode = place.mode, !place.isSpecial,
      mode & 0o222 == 0 || access(place.path, W_OK) != 0
    {
      throw FileError(path: path, action: "write", reason: .isWriteProtected)
    }
    let how = O_WRONLY | O_CREAT | O_CLOEXEC | (overwriting ? O_TRUNC : 0)
    descriptor = Platform.open(place.path, how, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path, action: "write", code: errno) }
  }

  deinit { close(descriptor) }

  /// Appends bytes, all at once where the system can.
  ///
  /// - Throws: `FileError`.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try FileSystem.write(bytes, to: descriptor, path: path)
  }

  /// Makes it durable.
  ///
  /// - Throws: `FileError`.
  package func finish() throws(FileError) {
    // A pipe or a device knows no such thing.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw FileError(path: path, action: "write", code: errno)
    }
  }
}
