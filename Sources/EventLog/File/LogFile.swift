internal import Glibc

/// Why a file could not be read or written.
public struct FileError: Error, Equatable, Sendable {
  /// The file.
  public var path: String
  /// What was tried, such as `read`.
  public var action: String
  /// The operating system's number for the reason (`errno`).
  public var code: Int32

  /// Makes an error with the operating system's number for the reason.
  public init(path: String, action: String, code: Int32) {
    self.path = path
    self.action = action
    self.code = code
  }

  /// Whether the file does not exist.
  public var isMissing: Bool { code == ENOENT }

  /// The whole sentence.
  public var description: String {
    "\(path): cannot \(action): \(String(cString: strerror(code)).lowercased())."
  }
}

/// Reads and writes whole files, durably.
public enum LogFile {
  /// The bytes of a file, or of standard input for `-`.
  ///
  /// - Throws: `FileError`.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = path == "-" ? STDIN_FILENO : Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(path: path, action: "read", code: errno) }
    defer { if file != STDIN_FILENO { close(file) } }
    var information = stat()
    let size = fstat(file, &information) == 0 ? Int(information.st_size) : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    let chunkSize = 1 << 20
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, chunkSize) }
      if count == 0 { return bytes }
      if count > 0 {
        bytes += chunk[..<count]
      } else if errno != EINTR {
        throw FileError(path: path, action: "read", code: errno)
      }
    }
  }

  /// Writes a file aside, makes it durable, and only then gives it its name.
  ///
  /// A reader never sees half of it, and a file that was there before stays whole until then. What
  /// is no ordinary file (a pipe, `/dev/null`) is written to directly; a link is followed.
  ///
  /// - Throws: `FileError`.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try replace(path) { file throws(FileError) in try write(bytes, to: file, path: path) }
  }

  /// Writes a log to a file as `write` does bytes; they are never all in memory.
  ///
  /// - Throws: `FileError`.
  public static func write(_ log: Log, to path: String) throws(FileError) {
    try replace(path) { file throws(FileError) in
      try log.encode { piece throws(FileError) in try write(piece, to: file, path: path) }
    }
  }

  private static func replace(
    _ path: String, with fill: (Int32) throws(FileError) -> Void
  ) throws(FileError) {
    var information = stat()
    let exists = stat(path, &information) == 0
    if exists, information.st_mode & S_IFMT != S_IFREG {
      return try open(path, flags: O_WRONLY, synchronise: false, fill)
    }
    let target = target(of: path)
    // A name that nothing has, so that no file and no other writer is in the way.
    var aside = Array("\(target).XXXXXX".utf8CString)
    let file = mkstemp(&aside)
    guard file >= 0 else { throw FileError(path: path, action: "write", code: errno) }
    defer { close(file) }
    do throws(FileError) {
      try fill(file)
      let mode = exists ? information.st_mode & 0o7777 : 0o666 & ~currentMask()
      guard fchmod(file, mode) == 0, fsync(file) == 0, rename(aside, target) == 0 else {
        throw FileError(path: path, action: "write", code: errno)
      }
    } catch {
      unlink(aside)
      throw error
    }
  }

  /// What this process takes away from the permissions of new files.
  private static func currentMask() -> mode_t {
    let mask = umask(0o022)
    umask(mask)
    return mask
  }

  /// Writes all bytes to an open file; a closed pipe ends the process as the system wants it.
  ///
  /// - Throws: `FileError`.
  public static func write(_ bytes: [UInt8], to file: Int32, path: String) throws(FileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try write(UnsafeRawBufferPointer(buffer), to: file, path: path)
    }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to file: Int32, path: String
  ) throws(FileError) {
    var written = 0
    while written < bytes.count, let base = bytes.baseAddress {
      let count = Glibc.write(file, base + written, bytes.count - written)
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw FileError(path: path, action: "write", code: errno)
      }
    }
  }

  /// Cuts a file's torn tail off, after keeping it in a file of its own.
  ///
  /// - Returns: The file that holds the tail: `FILE.torn`, or `FILE.torn-2` and so on if that is
  ///   there already.
  /// - Throws: `FileError`; the log is then as it was.
  public static func cut(_ tail: [UInt8], from path: String, at size: Int) throws(FileError)
    -> String
  {
    var kept = "\(path).torn"
    var number = 1
    while access(kept, F_OK) == 0 {
      number += 1
      kept = "\(path).torn-\(number)"
    }
    try open(kept, flags: O_WRONLY | O_CREAT | O_EXCL, synchronise: true) {
      file throws(FileError) in
      try write(tail, to: file, path: kept)
    }
    let file = Glibc.open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(path: path, action: "repair", code: errno) }
    defer { close(file) }
    guard ftruncate(file, off_t(size)) == 0, fsync(file) == 0 else {
      throw FileError(path: path, action: "repair", code: errno)
    }
    return kept
  }

  /// The file that links lead to; the path as it is if it leads to none.
  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func open(
    _ path: String, flags: Int32, synchronise: Bool, _ fill: (Int32) throws(FileError) -> Void
  ) throws(FileError) {
    let file = Glibc.open(path, flags | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw FileError(path: path, action: "write", code: errno) }
    defer { close(file) }
    try fill(file)
    guard !synchronise || fsync(file) == 0 else {
      throw FileError(path: path, action: "write", code: errno)
    }
  }
}
