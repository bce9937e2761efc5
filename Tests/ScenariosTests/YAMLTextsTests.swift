import TestSupport
import Testing

@testable import Scenarios
@testable import YAML

/// Texts that are kept once.
@Suite struct YAMLTextsTests {
  private func number(of text: String, in texts: inout YAMLTexts) -> UInt32 {
    Array(text.utf8).withUnsafeBufferPointer { texts.number(of: $0) }
  }

  @Test func `a text has one number, and the number has the text`() {
    for seed in 0..<20 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var (texts, known) = (YAMLTexts(), [[UInt8]: UInt32]())
      for _ in 0..<3_000 {
        let text = String(Int.random(in: 0...4_000, using: &generator), radix: 2)
        let expected = known[Array(text.utf8), default: UInt32(known.count)]
        known[Array(text.utf8)] = expected
        #expect(number(of: text, in: &texts) == expected, "seed \(seed): \(text)")
        #expect(texts.text(expected) == text && texts.original(of: text) == expected)
      }
      #expect(texts.count == known.count, "seed \(seed)")
      #expect(texts.original(of: "2") == nil && texts.original(of: "") == nil)
    }
  }

  @Test func `what Unicode holds to be the same has one original, and is kept as it was written`() {
    var texts = YAMLTexts()
    let numbers = ["", "e\u{301}", "é", "e", "é", "e\u{301}"].map { number(of: $0, in: &texts) }
    #expect(numbers == [0, 1, 2, 3, 2, 1])
    #expect(numbers.map { texts.original(of: $0) } == [0, 1, 1, 3, 1, 1])
    #expect(Array(texts.text(1).utf8) == Array("e\u{301}".utf8))
    #expect(Array(texts.text(2).utf8) == Array("é".utf8))
    #expect(texts.original(of: "é") == 1 && texts.original(of: "") == 0)
    #expect(texts.original(of: "\u{212B}") == nil)
    let isEmpty = [0, 1, 3].map { number in
      "".utf8.withContiguousStorageIfAvailable { texts.isSame(number, $0) }
    }
    #expect(isEmpty == [true, false, false])
  }
}
