internal import Platform

/// A file that is open to be read.
///
///     let file = try OpenedFile("build.events.jsonl")
///     let bytes = try file.read(atMost: 1 << 30)
public struct OpenedFile: ~Copyable {
  /// The path by which it was opened; `-` for standard input.
  public let path: String
  /// Which file it is; nil if it is none that holds bytes.
  public let identity: FileIdentity?
  let descriptor: Int32
  private let size: Int

  /// Opens a file, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - forRepair: Whether it is to be cut as well.
  /// - Throws: `FileError`.
  public init(_ path: String, forRepair: Bool = false) throws(FileError) {
    let flags = (forRepair ? O_RDWR : O_RDONLY) | O_CLOEXEC
    descriptor = path == "-" ? STDIN_FILENO : Platform.open(path, flags)
    guard descriptor >= 0 else {
      throw FileError(path: path, action: forRepair ? "repair" : "read", code: errno)
    }
    self.path = path
    var information = stat()
    let isOrdinary = fstat(descriptor, &information) == 0 && information.isOrdinary
    identity = isOrdinary ? FileIdentity(information) : nil
    size = isOrdinary ? Int(information.st_size) : 0
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// All bytes of it.
  ///
  /// A file that is too large is told so before any of it is read; of what has no size, as a pipe, no more
  /// is read than the bound.
  ///
  /// - Throws: `FileError`.
  public func read(atMost bound: Int = .max) throws(FileError) -> [UInt8] {
    let tooLarge = FileError(path: path, action: "read", reason: .tooLarge(bound: bound))
    guard size <= bound else { throw tooLarge }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    let chunkSize = 1 << 20
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        Platform.read(descriptor, $0.baseAddress, chunkSize)
      }
      if count == 0 { return bytes }
      if count > 0 {
        guard bytes.count <= bound - count else { throw tooLarge }
        bytes += chunk[..<count]
      } else if errno != EINTR {
        throw FileError(path: path, action: "read", code: errno)
      }
    }
  }

  /// The bytes of a file, or of standard input for `-`.
  ///
  /// - Throws: `FileError`.
  public static func bytes(of path: String, atMost bound: Int = .max) throws(FileError) -> [UInt8] {
    try OpenedFile(path).read(atMost: bound)
  }
}
