import EventLog
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

  private func read(_ bytes: [UInt8], _ what: String) {
    do {
      let text = try Scenario.text(of: bytes)
      let model = try Scenario.read(text, name: "fuzz")
      let log = Simulator.run(model, LogHeader.Setup(text: text))
      #expect(throws: Never.self, "\(what)") { try Log.read(log.encoded()) }
    } catch {
      #expect(error.line >= 1 && error.column >= 1, "\(what)")
      #expect(error.problem.last == "." || error.problem.last == "?", "\(what): \(error)")
      let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) {
        $0.isNewline
      }
      #expect(error.line <= lines.count + 1, "\(what): \(error)")
    }
  }
}
