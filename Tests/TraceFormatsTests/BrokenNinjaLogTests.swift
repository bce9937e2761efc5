import EventLog
import TestSupport
import Testing
import TraceAnalysis
@testable import TraceFormats

@Suite struct BrokenNinjaLogTests {
  @Test(arguments: [
    ("0\t1\t2\tout", "expected 5 fields with tabs between them, found 4"),
    ("garbage", "expected 5 fields with tabs between them, found 1"),
    ("x\t1\t0\tout\th", "expected a start and an end in milliseconds"),
    ("0\t1.5\t0\tout\th", "expected a start and an end in milliseconds"),
    ("-1\t1\t0\tout\th", "expected a start and an end in milliseconds"),
    ("0\t99999999999999999999\t0\tout\th", "expected a start and an end in milliseconds"),
    ("0\t9223372036854775807\t0\tout\th", "expected a start and an end in milliseconds"),
    ("0\t1\tyesterday\tout\th", "expected a modification time"),
    ("0\t1\t99999999999999999999\tout\th", "expected a modification time"),
    ("2\t1\t0\tout\th", "the command ends before it starts"),
    ("0\t1\t0\t\th", "the output has no path"),
  ])
  func `a broken row is left out and its place told`(broken: String, problem: String) throws {
    let bytes = ninjaLog(row(0, 1, "a"), broken, row(0, 2, "b"), broken)
    let trace = try NinjaLog.read(bytes, name: "build")
    #expect(trace.words == ["a 0–1 on 1", "b 0–2 on 2"])
    #expect(
      trace.notes.first
        == ImportNote(
          kind: .skipped, count: 2,
          sentence: "2 lines were left out, the first at line 3: \(problem)."))
    try expectSound(trace)
  }

  @Test func `a last line that does not end is left out`() throws {
    let trace = try NinjaLog.read(
      ninjaLog(row(0, 1, "a")) + Array(row(0, 2, "b").utf8), name: "build")
    #expect(trace.words == ["a 0–1 on 1"])
    #expect(
      trace.notes.first?.sentence
        == "1 line was left out, the first at line 3: the line does not end.")
  }

  @Test func `a path that is no text is shown as far as it is`() throws {
    let bytes =
      ninjaLog(row(0, 1, "a")) + Array("0\t2\t0\tb".utf8) + [0xFF, 0xC3] + Array("\th\n".utf8)
    let trace = try NinjaLog.read(bytes, name: "build")
    #expect(trace.words == ["a 0–1 on 1", "b\u{FFFD}\u{FFFD} 0–2 on 2"])
    #expect(
      trace.notes.first?.sentence
        == "1 path is not UTF-8, the first at line 3: what could not be read is shown as \u{FFFD}.")
    try expectSound(trace)
  }

  @Test func `a hundred years on every lane are not too much`() throws {
    let century: Int64 = 100 * 365 * 86_400_000
    let bytes = ninjaLog(
      row(0, century, "a"), row(0, century, "b"), row(0, century, "c"), row(0, century, "d"),
      row(century, century, "e", modified: .max), row(century, century, "f", modified: .min))
    try expectSound(try NinjaLog.read(bytes, name: "build"))
  }

  @Test func `mutated logs are read or refused, never a trap`() throws {
    let seedText = ninjaLog(
      row(0, 50, "a", modified: 100_050_000_000), row(0, 60, "b", modified: 100_060_000_000),
      row(50, 90, "c", modified: 100_090_000_000), row(3, 20, "a", modified: 200_020_000_000),
      row(20, 20, "d"), row(20, 30, "e", hash: "h"), row(20, 30, "f", hash: "h"))
    let alphabet = Array("0123456789\t\n\r -#v".utf8) + [0, 0xC3, 0xFF]
    for seed in UInt64(0)..<2_000 {
      var generator = SeededGenerator(seed: seed)
      var bytes = seedText
      for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &generator)
        let byte = alphabet[Int.random(in: alphabet.indices, using: &generator)]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(place + 20, bytes.count))
        }
      }
      guard let trace = try? NinjaLog.read(bytes, name: "build") else { continue }
      for build in 1...trace.parts {
        try expectSound(try NinjaLog.read(bytes, name: "build", build: build), "seed \(seed)")
      }
    }
  }
}
