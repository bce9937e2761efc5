import Compression
import TestSupport
import Testing

/// Bytes that are compressed come back as they were, and no other bytes pass for them.
@Suite struct GzipTests {
  /// Bytes of any length, some of which repeat and some of which do not.
  private func bytes(seed: UInt64, most: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    let count = Int.random(in: 0...most, using: &generator)
    while bytes.count < count {
      if Bool.random(using: &generator) {
        bytes += "{\"seq\":\(bytes.count),\"at\":0,\"kind\":\"call.started\"}\n".utf8
      } else {
        bytes += (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
    }
    return Array(bytes.prefix(count))
  }

  @Test(arguments: 0..<60)
  func `what is compressed comes back, in pieces of any size`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let text = bytes(seed: seed, most: seed < 50 ? 5_000 : 400_000)
    let file = try compressed(text, piece: Int.random(in: 1...100_000, using: &generator))
    let sizes = (
      Int.random(in: 1...1_000, using: &generator), Int.random(in: 1...1_000, using: &generator)
    )
    let (back, flaw) = try decompressed(file, piece: sizes.0, room: sizes.1)
    #expect(back == text && flaw == nil, "seed \(seed)")
  }

  @Test func `the same bytes give the same file, which names no file, time or system`() throws {
    let text = bytes(seed: 1, most: 400_000)
    let file = try compressed(text, piece: 1_000)
    #expect(try compressed(text, piece: 77) == file)
    #expect(Array(file.prefix(10)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 255])
  }

  @Test func `an empty text is compressed to a whole file`() throws {
    let file = try compressed([])
    #expect(file.count == 20)
    #expect(try decompressed(file) == ([], nil))
  }

  @Test
  func `several files one behind the other hold one text, and zeros behind them mean nothing`()
    throws
  {
    let parts = (0..<5).map { bytes(seed: $0, most: 3_000) }
    let file = try parts.flatMap { try compressed($0) }
    for zeros in [0, 1, 600] {
      for piece in [1, 7, 10_000] {
        let (text, flaw) = try decompressed(
          file + [UInt8](repeating: 0, count: zeros), piece: piece)
        #expect(text == parts.flatMap(\.self) && flaw == nil)
      }
    }
  }

  @Test func `a file that ends anywhere but at its end is known to`() throws {
    let text = bytes(seed: 3, most: 3_000)
    let file = try compressed(text)
    for count in 1..<file.count {
      let (back, flaw) = try decompressed(Array(file.prefix(count)))
      #expect(flaw == GzipFlaw(problem: .endsTooEarly, byte: count))
      #expect(text.starts(with: back))
    }
  }

  @Test func `a byte that is changed is found, or changes nothing`() throws {
    let text = bytes(seed: 3, most: 3_000)
    let file = try compressed(text)
    for place in 2..<file.count {
      for bit in 0..<8 {
        var other = file
        other[place] ^= 1 << UInt8(bit)
        let (back, flaw) = try decompressed(other)
        if place < 10 {
          // The time, the system and what is to be known of the text are not in the checksum.
          #expect(flaw != nil || back == text)
        } else {
          #expect(flaw != nil, "bit \(bit) of byte \(place)")
        }
        #expect(flaw.map { $0.byte <= file.count } ?? true)
      }
    }
  }

  @Test func `what is wrong is told by its kind and its place`() throws {
    let text = Array("meanwhile\n".utf8)
    let file = try compressed(text)
    var wrong = file
    wrong[file.count - 5] ^= 1
    #expect(try decompressed(wrong).flaw?.problem == .wrongChecksum)
    #expect(try decompressed(wrong).bytes == text)
    wrong = file
    wrong[file.count - 1] ^= 1
    #expect(try decompressed(wrong).flaw?.problem == .wrongLength)
    #expect(
      try decompressed(file + [7]).flaw == GzipFlaw(problem: .trailingBytes, byte: file.count))
    #expect(
      try decompressed(file + [0, 7]).flaw
        == GzipFlaw(problem: .trailingBytes, byte: file.count + 1))
    wrong = file
    wrong[2] = 7
    #expect(
      try decompressed(wrong).flaw?.problem
        == .noCompressedData(reason: "unknown compression method"))
  }

  @Test(arguments: 0..<200)
  func `any bytes behind a beginning are read without a trap`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let noise = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    let beginning: [UInt8] = seed % 2 == 0 ? [0x1F, 0x8B] : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    _ = try decompressed(beginning + noise)
  }
}

/// A compressed file of a text that is written in pieces.
private func compressed(_ text: [UInt8], piece: Int = 1 << 20) throws -> [UInt8] {
  var file: [UInt8] = []
  guard var compressor = GzipCompressor() else { throw NoMemory() }
  var start = 0
  while start < text.count {
    let end = min(text.count, start + piece)
    text[start..<end].withUnsafeBytes { bytes in compressor.write(bytes) { file += $0 } }
    start = end
  }
  compressor.finish { file += $0 }
  return file
}

/// What a compressed file holds that is read in pieces, into room for so many bytes at a time.
private func decompressed(
  _ file: [UInt8], piece: Int = 100, room: Int = 1_000
) throws -> (bytes: [UInt8], flaw: GzipFlaw?) {
  guard var decompressor = GzipDecompressor() else { throw NoMemory() }
  var (bytes, output): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: room))
  var start = 0
  while decompressor.flaw == nil {
    let input = Array(file[start...].prefix(piece))
    let (consumed, produced) = input.withUnsafeBytes { input in
      output.withUnsafeMutableBytes { decompressor.decompress(input, into: $0) }
    }
    bytes += output[..<produced]
    start += consumed
    if consumed == 0, produced == 0 {
      guard start == file.count else { break }
      decompressor.finish()
      break
    }
  }
  #expect(decompressor.consumed == start)
  return (bytes, decompressor.flaw)
}

private struct NoMemory: Error {}
