extension Gzip {
  /// What compressed bytes hold.
  public struct Contents: Equatable, Sendable {
    /// What could be read.
    public var bytes: [UInt8]
    /// What is wrong with the compressed bytes, from where on nothing could be read; nil if nothing is.
    public var flaw: GzipFlaw?
    /// Whether they hold more than there was room for, so that it was not read.
    public var isCut: Bool
  }

  /// Gives back what was compressed, up to a bound.
  ///
  ///     Gzip.decompressed(compressed, atMost: 1 << 30).bytes
  ///
  /// A few compressed bytes can hold very many, so nothing is taken from others without a bound.
  ///
  /// - Parameters:
  ///   - compressed: The compressed bytes; any bytes may be given.
  ///   - bound: How many bytes are given back at most.
  /// - Returns: The bytes, and why they are not all.
  /// - Complexity: O(*n*) in the number of bytes read and given back.
  public static func decompressed(_ compressed: [UInt8], atMost bound: Int) -> Contents {
    var contents = Contents(bytes: [], flaw: nil, isCut: false)
    guard var decompressor = GzipDecompressor() else {
      contents.flaw = GzipFlaw(problem: .noMemory, byte: 0)
      return contents
    }
    var piece = [UInt8](repeating: 0, count: pieceSize)
    compressed.withUnsafeBytes { input in
      while true {
        let rest = UnsafeRawBufferPointer(rebasing: input[decompressor.consumed...])
        let (consumed, produced) = piece.withUnsafeMutableBytes {
          decompressor.decompress(rest, into: $0)
        }
        let room = bound - contents.bytes.count
        contents.bytes += piece[..<min(room, produced)]
        contents.isCut = produced > room
        if contents.isCut || decompressor.flaw != nil || (consumed == 0 && produced == 0) { break }
      }
      decompressor.finish()
    }
    contents.flaw = contents.isCut ? nil : decompressor.flaw
    return contents
  }
}
