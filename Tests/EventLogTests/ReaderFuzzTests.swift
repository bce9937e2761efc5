import TestSupport
import Testing

@testable import EventLog

/// Whatever the bytes, reading ends in a log that holds or in a reason with its place.
@Suite struct ReaderFuzzTests {
  private func read(_ bytes: [UInt8], _ seed: UInt64) {
    do {
      let reading = try Log.read(bytes)
      #expect(reading.log.encoded() + bytes[reading.tornTail] == bytes, "seed \(seed)")
      let ended = reading.log.endingOpenCalls()
      #expect(throws: Never.self, "seed \(seed)") { try Log.read(ended.encoded()) }
    } catch {
      #expect(error.byte <= bytes.count && error.line >= 1, "seed \(seed)")
    }
  }

  @Test func `any bytes are read or refused`() {
    for seed in 0..<2000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let alphabet = seed % 2 == 0 ? Array(0...255) : Array("{}[]\":,\\u0019\n\ncrseqat".utf8)
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &generator)]
      }
      read(bytes, seed)
    }
  }

  @Test func `a changed file is read or refused`() {
    let sample = sampleLog().encoded()
    for seed in 0..<2000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var bytes = sample
      for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, &generator) }
      read(bytes, seed)
    }
  }

  @Test func `a changed file with right checksums is read or refused`() {
    let samples = [sampleLog()] + (0..<7).map { randomModel(seed: $0).run() }
    let openings = samples.map(openedLines(of:))
    for seed in 0..<6000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var lines = openings[Int.random(in: openings.indices, using: &generator)]
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: lines.indices, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: lines.swapAt(place, Int.random(in: lines.indices, using: &generator))
        case 1 where lines.count > 1: lines.remove(at: place)
        default: lines[place] = mutated(lines[place], &generator)
        }
      }
      read(sealed(renumbered(lines, seed)), seed)
    }
  }

  /// Every other seed numbers the lines anew, so that what follows an edit is looked at too.
  private func renumbered(_ lines: [String], _ seed: UInt64) -> [String] {
    guard seed % 2 == 0 else { return lines }
    return lines.enumerated().map { seq, line in
      guard let comma = line.firstIndex(of: ",") else { return line }
      return "{\"seq\":\(seq)" + line[comma...]
    }
  }

  private func mutated(_ line: String, _ generator: inout SeededGenerator) -> String {
    let words = [
      "call.succeeded", "call.started", "machine.released", "0", "1", "2", "4294967295",
      "18446744073709551616", "[[1,\"data\"]]", "\\\"", "\\u0000", ",\"call\":1", "log.closed",
    ]
    if Bool.random(using: &generator) {
      var bytes = Array(line.utf8)
      mutate(&bytes, &generator)
      return String(decoding: bytes, as: UTF8.self)
    }
    let parts = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let place = Int.random(in: parts.indices, using: &generator)
    var changed = parts
    let word = words[Int.random(in: words.indices, using: &generator)]
    let key = parts[place].split(separator: ":").first.map(String.init) ?? ""
    changed[place] = Bool.random(using: &generator) ? "\(key):\(word)" : "\(key):\"\(word)\""
    return changed.joined(separator: ",")
  }

  private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: bytes.indices, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
    default: bytes.removeSubrange(place..<min(bytes.count, place + 9))
    }
  }
}
