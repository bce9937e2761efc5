import JSON
import TestSupport
import Testing

/// Keys of objects, which are compared as values.
@Suite struct JSONKeyTests {
  /// The keys of an object that has one.
  private func key(_ text: String) throws -> JSONKey {
    try JSONText.read(Array("{\"\(text)\" : 1}".utf8)) { text in
      text.roots[0].fields.first { _ in true }.map(\.key.key) ?? "no key"
    }
  }

  @Test func `each of up to sixteen bytes is told from all others`() throws {
    // Texts that differ in one place, of every length, and such in which the ends overlap.
    var texts: [String] = []
    for length in 0...16 {
      for letter in ["a", "b"] {
        texts.append(String(repeating: letter, count: length))
        for place in 0..<length {
          var text = Array(repeating: letter, count: length)
          text[place] = "c"
          texts.append(text.joined())
        }
      }
    }
    texts = Array(Set(texts)).sorted()
    let keys = try texts.map(key)
    for (place, one) in keys.enumerated() {
      #expect(one.isShort)
      for other in place..<keys.count {
        #expect((one == keys[other]) == (place == other), "\(texts[place]), \(texts[other])")
      }
    }
  }

  @Test func `known keys are found, and blanks behind a key are none of it`() throws {
    #expect(try key("") == "")
    #expect(try key("ts") == "ts")
    #expect(try key("name") == "name")
    #expect(try key("duration") == "duration")
    #expect(try key("completed_at") == "completed_at")
    #expect(try key("sixteen letters!") == "sixteen letters!")
    #expect(try key("ph") != "pha")
  }

  @Test func `longer ones are none that is known`() throws {
    let long = try key("seventeen letters")
    #expect(!long.isShort)
    #expect(long != "")
    #expect(long != "seventeen letter")
  }

  @Test func `a value that is no text has no key`() throws {
    let kept = try JSONText.read(Array("[1, true, {}, \"a\"]".utf8)) { text in
      text.roots[0].elements.filter { $0.key.isShort }.count
    }
    #expect(kept == 1)
  }
}
