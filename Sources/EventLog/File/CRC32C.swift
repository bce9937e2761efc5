internal import CChecksum

/// The Castagnoli checksum (CRC-32C), carried on over any number of pieces.
///
/// Polynomial 0x1EDC6F41, reflected, as in RFC 3720 §12.1. Computed by the instruction for it where
/// the processor has one, else sixteen bytes at a time by slicing: "slicing-by-8" (Kounavis and
/// Berry, 2005) with twice as many tables. Both give the same.
///
///     var crc = CRC32C()
///     crc.update(Array("123456789".utf8))
///     crc.value  // 0xE306_9283
public struct CRC32C: Sendable {
  private var state: UInt32 = .max
  private let tables = CRC32C.slicingTables
  /// Whether the processor has the instruction, and it is to be used.
  private let hasInstruction: Bool

  /// Starts with no bytes.
  public init() { self.init(byTables: false) }

  /// Starts with no bytes, perhaps to use the tables whatever the processor has.
  init(byTables: Bool) { hasInstruction = !byTables && mw_has_crc32c() }

  /// The checksum of all bytes so far.
  public var value: UInt32 { ~state }

  /// Takes in the bytes of an array.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Takes in the bytes of a buffer.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    if hasInstruction {
      state = mw_crc32c(state, bytes.baseAddress, bytes.count)
    } else {
      updateByTables(bytes)
    }
  }

  private mutating func updateByTables(_ bytes: UnsafeRawBufferPointer) {
    var crc = state
    var index = 0
    let count = bytes.count
    func word<Word: FixedWidthInteger>(_ type: Word.Type, at offset: Int) -> Word {
      Word(littleEndian: bytes.loadUnaligned(fromByteOffset: index + offset, as: Word.self))
    }
    tables.withUnsafeBufferPointer { table in
      while count - index >= 16 {
        // Only the first of the four words has to wait for what came before.
        let rest =
          Self.advance(word(UInt32.self, at: 4), past: 8, table)
          ^ Self.advance(word(UInt32.self, at: 8), past: 4, table)
          ^ Self.advance(word(UInt32.self, at: 12), past: 0, table)
        crc = Self.advance(crc ^ word(UInt32.self, at: 0), past: 12, table) ^ rest
        index += 16
      }
      let rest = count - index
      guard rest >= 4 else {
        while index < count {
          crc = (crc >> 8) ^ table[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
          index += 1
        }
        return
      }
      // Again only the first word has to wait; each byte after it stands before as many zeros as
      // there are bytes left.
      crc = Self.advance(crc ^ word(UInt32.self, at: 0), past: rest - 4, table)
      for place in 4..<rest {
        crc ^= table[(rest - 1 - place) << 8 | Int(bytes[index + place])]
      }
    }
    state = crc
  }

  /// The checksum of four bytes and so many zeros after them.
  @inline(__always)
  private static func advance(
    _ word: UInt32, past zeros: Int, _ table: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    func entry(_ byte: Int) -> UInt32 {
      table[(zeros + 3 - byte) << 8 | Int(word >> UInt32(8 * byte) & 0xFF)]
    }
    return (entry(0) ^ entry(1)) ^ (entry(2) ^ entry(3))
  }

  /// Sixteen tables of 256 entries: entry *b* of table *k* is the checksum of *b* and *k* zeros.
  private static let slicingTables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 16 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
      tables[byte] = crc
    }
    for index in 256..<tables.count {
      let shorter = tables[index - 256]
      tables[index] = (shorter >> 8) ^ tables[Int(shorter & 0xFF)]
    }
    return tables
  }()
}
