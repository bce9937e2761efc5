internal import Compression
internal import Platform

/// Reads what a compressed file holds, piece by piece.
final class CompressedReader {
  private let path: String
  private let descriptor: Int32
  /// Where the next bytes are read in an ordinary file; nil where they are read as they come.
  private var offset: Int?
  private var decompressor: GzipDecompressor
  private var input: [UInt8]
  private var used = 0
  private var isAtEnd = false
  private let bound: Int

  /// The first bytes are known already; the others are read from a file that is open, up to a bound.
  init(
    _ first: [UInt8], then descriptor: Int32, at offset: Int? = nil, path: String,
    atMost bound: Int = .max
  ) throws(FileError) {
    guard let decompressor = GzipDecompressor() else {
      throw FileError(path: path, action: "read", code: ENOMEM)
    }
    self.decompressor = decompressor
    self.path = path
    self.descriptor = descriptor
    self.offset = offset
    self.bound = bound
    input = first
  }

  /// What is wrong with the file, as far as it has been read.
  var flaw: GzipFlaw? { decompressor.flaw }

  /// Reads the next bytes, as many as there is room for; fewer only at the end.
  func read(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    while filled < room.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
      let (consumed, produced) = input.withUnsafeBytes { bytes in
        decompressor.decompress(UnsafeRawBufferPointer(rebasing: bytes[used...]), into: rest)
      }
      used += consumed
      filled += produced
      if decompressor.flaw?.problem == .noMemory {
        throw FileError(path: path, action: "read", code: ENOMEM)
      }
      if decompressor.flaw != nil { break }
      if consumed == 0, produced == 0 {
        if isAtEnd { break }
        try readMore()
      }
    }
    return filled
  }

  private func readMore() throws(FileError) {
    // What holds nothing may have no end either.
    guard decompressor.consumed <= bound else {
      throw FileError(path: path, action: "read", reason: .tooLarge(bound: bound))
    }
    used = 0
    input = try FileSystem.read(Gzip.pieceSize, from: descriptor, at: offset, path: path)
    offset? += input.count
    isAtEnd = input.isEmpty
    if isAtEnd { decompressor.finish() }
  }
}
