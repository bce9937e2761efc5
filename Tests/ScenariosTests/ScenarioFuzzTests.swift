import EventLog
import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing

/// Whatever the text, reading ends in a model that runs or in a sentence with its place.
@Suite struct ScenarioFuzzTests {
  @Test func `a changed scenario is read or refused`() {
    let words = [
      "*a", "&a", "{", "}", "[", "]", ": ", "- ", "\n", "  ", "\t", "\"", "'", "|", ">", "? ",
      "!!str ",
      "\u{85}", "\u{2028}", "\u{0}", "\u{FEFF}", "<<", "---\n", "...\n", "#", "4s", "forever",
      "takes",
      "e\u{301}", "%YAML 1.1\n", "\\", "👩‍👩‍👧‍👦", "null", "~", "&a *a", "!<x>", "- - - ",
    ].map { Array($0.utf8) }
    for seed in 0..<6000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var bytes = Array(randomModel(seed: seed % 50).yaml.utf8)
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(place..<min(place + 5, bytes.count - 1))
        default:
          let word = words[Int.random(in: words.indices, using: &generator)]
          bytes.insert(contentsOf: word, at: place)
        }
      }
      read(bytes, "seed \(seed)")
    }
  }

  /// The changes put words in the place of others of their kind, so that much is still a scenario, and
  /// one that nobody would write.
  @Test func `a changed scenario with state, streams and choices is read or refused, and runs`() {
    var count = 0
    for seed in Self.seeds {
      var generator = SeededGenerator(seed: seed)
      var bytes = Array(randomComponents(seed: seed).yaml.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        replaceWord(of: &bytes, using: &generator)
      }
      if read(bytes, "seed \(seed)") { count += 1 }
    }
    #expect(count > Self.seeds.count / 5, "too few changed scenarios are still scenarios")
  }

  /// More are run by hand: `FUZZ_SEEDS=100000 swift test --filter ScenarioFuzzTests`.
  private static let seeds =
    0..<(ProcessInfo.processInfo.environment["FUZZ_SEEDS"].flatMap(UInt64.init) ?? 60)

  /// Words that can stand in each other's place.
  private static let kinds: [[String]] = [
    [
      "0ns", "1ns", "1000000000ns", "2000000000ns", "5000000000ns", "3153600000000000000ns",
      "forever",
    ],
    ["0.0000%", "0.0001%", "50.0000%", "99.9999%", "100.0000%"],
    ["0", "1", "2", "3", "0.5", "-0.5", "1000000", "1000000000", "4294967295"],
    ["start", "item", "end"], ["true", "false", "null"], ["and", "or"], ["reads", "emits"],
    ["<", "<=", "==", "!=", ">", ">="], ["+", "-", "*"], ["stream_0", "stream_1", "stream_2"],
    ["machine_0", "machine_1"], ["train", "deploy", "flow"], ["run", "stop", "wait"],
    CallStatus.allCases.map(\.rawValue).map { ".\($0)" }, ["for_each", "emits"],
    ["timeout", "takes"], ["loss", "\"best loss\""], ["every", "at"], ["times", "value"],
  ]

  /// Puts another word of its kind in the place of a word of the text, seldom any other.
  private func replaceWord(of bytes: inout [UInt8], using generator: inout SeededGenerator) {
    func isLetter(_ byte: UInt8) -> Bool { !" \n\"{}[]:,()`".utf8.contains(byte) }
    let starts = bytes.indices.filter {
      isLetter(bytes[$0]) && ($0 == 0 || !isLetter(bytes[$0 - 1]))
    }
    let start = starts[Int.random(in: starts.indices, using: &generator)]
    let old = bytes[start...].prefix(while: isLetter)
    let word = String(decoding: old, as: UTF8.self)
    let kinds = Self.kinds.filter { kind in
      kind.contains(word) || kind[0].hasSuffix("ns") && word.hasSuffix("ns")
        || kind[0].hasSuffix("%") && word.hasSuffix("%") || kind[0] == "0" && Double(word) != nil
    }
    guard
      let kind = kinds.first
        ?? (Int.random(in: 0..<8, using: &generator) == 0
          ? Self.kinds.randomElement(using: &generator) : nil),
      let new = kind.randomElement(using: &generator)
    else { return }
    bytes.replaceSubrange(start..<start + old.count, with: Array(new.utf8))
  }

  @Test func `whatever components and flows do, the run ends and its log can be read`() {
    for seed in Self.seeds {
      run(randomComponents(seed: seed), "seed \(seed)")
    }
  }

  @Test func `any signs are read or refused`() {
    let signs = Array("{}[]:,-?&*!|>'\"%@` \n\t#a~0".utf8)
    for seed in 0..<6000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        signs[Int.random(in: signs.indices, using: &generator)]
      }
      read(bytes, "seed \(seed)")
    }
  }

  @discardableResult
  private func read(_ bytes: [UInt8], _ what: String) -> Bool {
    do {
      let text = try Scenario.text(of: bytes)
      let model = try Scenario.read(text, name: "fuzz")
      run(model, what)
      return true
    } catch {
      #expect(error.line >= 1 && error.column >= 1, "\(what)")
      #expect(error.problem.last == "." || error.problem.last == "?", "\(what): \(error)")
      let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) {
        $0.isNewline
      }
      #expect(error.line <= lines.count + 1, "\(what): \(error)")
      return false
    }
  }

  @Test func `the log of every scenario in every mode can be read`() throws {
    for name in Project.scenarios {
      let model = try Scenario.read(try Project.text("traces/\(name).yaml"), name: name)
      run(model, name)
    }
  }

  /// Runs a model in every mode, within small limits.
  private func run(_ model: Model, _ what: String) {
    for mode in RunMode.allCases {
      let log = Simulator.run(
        model, LogHeader.Setup(text: what, mode: mode), limits: Limits(events: 10_000))
      #expect(throws: Never.self, "\(what) \(mode)") { try Log.read(log.encoded()) }
    }
  }
}
