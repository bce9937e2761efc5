internal import Compression
internal import Platform

/// A file that is open to be read.
///
///     let file = try OpenedFile("build.events.jsonl")
///     let text = try file.contents(atMost: 1 << 30).bytes
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

  /// All bytes of it, as they stand there.
  ///
  /// A file that is too large is told so before any of it is read; of what has no size, as a pipe, no more
  /// is read than the bound.
  ///
  /// - Throws: `FileError`.
  public func read(atMost bound: Int = .max) throws(FileError) -> [UInt8] {
    guard size <= bound else { throw tooLarge(bound) }
    return try read(after: [], atMost: bound)
  }

  /// What it holds: its bytes, or what was compressed to them, told by how it begins.
  ///
  /// - Parameter bound: How many bytes there may be, compressed or not.
  /// - Returns: The bytes; where the file is compressed, what it holds.
  /// - Throws: `FileError`. What is wrong with a compressed file stands in the contents.
  public func contents(atMost bound: Int = .max) throws(FileError) -> FileContents {
    guard size <= bound else { throw tooLarge(bound) }
    let first = try FileSystem.read(Self.signLength, from: descriptor, path: path)
    // What has but one byte of a beginning was cut off there.
    guard Gzip.isIn(first) || first == [0x1F] else {
      return FileContents(bytes: try read(after: first, atMost: bound))
    }
    return try decompress(after: first, atMost: bound)
  }

  /// What a file begins with, or what was compressed to it.
  ///
  /// - Parameter count: How many bytes at most.
  /// - Returns: The bytes; fewer than the most only where there are no more, or where the compressed file is damaged.
  /// - Throws: `FileError`.
  public func beginning(_ count: Int) throws(FileError) -> [UInt8] {
    let first = try FileSystem.read(Self.signLength, from: descriptor, path: path)
    guard Gzip.isIn(first) else {
      return try FileSystem.read(count, after: first, from: descriptor, path: path)
    }
    let reader = try CompressedReader(first, then: descriptor, path: path, atMost: 64 * count)
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      let room = UnsafeMutableRawBufferPointer(room)
      do throws(FileError) { filled = try reader.read(into: room) } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The bytes of a file, or of standard input for `-`.
  ///
  /// - Throws: `FileError`.
  public static func bytes(of path: String, atMost bound: Int = .max) throws(FileError) -> [UInt8] {
    try OpenedFile(path).read(atMost: bound)
  }

  /// What a compressed file begins with takes two bytes.
  private static let signLength = 2
  private static let pieceSize = 1 << 20

  private func tooLarge(_ bound: Int) -> FileError {
    FileError(path: path, action: "read", reason: .tooLarge(bound: bound))
  }

  /// All bytes, of which the first have been read already.
  private func read(after first: [UInt8], atMost bound: Int) throws(FileError) -> [UInt8] {
    var bytes = try FileSystem.read(size, after: first, from: descriptor, path: path)
    try extend(&bytes, atMost: bound) { room throws(FileError) in
      try FileSystem.read(into: room, from: descriptor, path: path)
    }
    return bytes
  }

  private func decompress(
    after first: [UInt8], atMost bound: Int
  ) throws(FileError) -> FileContents {
    let reader = try CompressedReader(first, then: descriptor, path: path, atMost: bound)
    var contents = FileContents(bytes: [], isCompressed: true)
    // A log takes six times as much as when it is compressed.
    contents.bytes.reserveCapacity(min(bound, size * 6))
    try extend(&contents.bytes, atMost: bound) { room throws(FileError) in
      try reader.read(into: room)
    }
    contents.flaw = reader.flaw
    return contents
  }

  /// Appends what is still to be read, piece by piece; a piece that does not fill its room is the last.
  private func extend(
    _ bytes: inout [UInt8], atMost bound: Int,
    _ read: (UnsafeMutableRawBufferPointer) throws(FileError) -> Int
  ) throws(FileError) {
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.pieceSize, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = try read(piece)
      guard bytes.count <= bound - count else { throw tooLarge(bound) }
      bytes += piece[..<count]
      if count < piece.count { return }
    }
  }
}
