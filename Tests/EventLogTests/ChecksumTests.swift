import TestSupport
import Testing

@testable import EventLog

@Suite struct ChecksumTests {
  /// The checksum of pieces, by what the processor has and by tables, which never differ.
  private func checksum(_ pieces: ArraySlice<UInt8>...) -> UInt32 {
    var (crc, byTables) = (CRC32C(), CRC32C(byTables: true))
    for piece in pieces {
      crc.update(Array(piece))
      byTables.update(Array(piece))
    }
    #expect(crc.value == byTables.value)
    return crc.value
  }

  /// The vectors of RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.
  @Test(
    arguments: [
      ([], 0), (Array("123456789".utf8), 0xE306_9283),
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      ([UInt8](0..<32), 0x46DD_794E), ([UInt8](0..<32).reversed(), 0x113F_DB5C),
    ] as [([UInt8], UInt32)])
  func `the checksum is CRC-32C`(bytes: [UInt8], value: UInt32) {
    #expect(checksum(bytes[...]) == value)
  }

  @Test func `the checksum of pieces is that of the whole`() {
    var generator = SeededGenerator(seed: 1)
    let bytes = (0..<67).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let whole = checksum(bytes[...])
    for first in bytes.indices {
      for second in first..<bytes.count {
        let value = checksum(bytes[..<first], bytes[first..<second], bytes[second...])
        #expect(value == whole, "cut at \(first) and \(second)")
      }
    }
  }

  @Test func `an event is 32 bytes large and a cause 8`() {
    #expect(MemoryLayout<Event>.stride == 32)
    #expect(MemoryLayout<Cause>.stride == 8)
  }
}
