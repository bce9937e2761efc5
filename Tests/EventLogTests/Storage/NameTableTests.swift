import EventLog
import Testing

/// A table of texts finds each text again, however it was entered.
@Suite struct NameTableTests {
  /// Texts of many lengths, some of them again and again.
  private static func texts(seed: UInt64, count: Int) -> [String] {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<count).map { _ in
      String((0..<random(20)).map { _ in ["a", "b", "é", "✓"][random(4)] as Character })
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a text has one name, whether it is entered whole or put together`(seed: UInt64) {
    var (names, known) = (NameTable(), [String: Name]())
    for text in Self.texts(seed: seed, count: 2_000) {
      let name = names.intern(text)
      #expect(known.updateValue(name, forKey: text) ?? name == name, "seed \(seed)")
      #expect(names[name] == text, "seed \(seed)")
      let joined = text.utf8.count < 9 ? "x" : "é…"
      let longer = Array(joined.utf8).withUnsafeBufferPointer { names.intern(name, " › ", $0) }
      #expect(names[longer] == text + " › " + joined, "seed \(seed)")
      #expect(names.intern(text + " › " + joined) == longer, "seed \(seed)")
      #expect(names[name] == text, "seed \(seed)")
    }
    #expect(names.texts.count == Set(names.texts).count)
  }

  @Test func `a text that is put together leaves a copy of the table as it was`() {
    var names = NameTable()
    let train = names.intern("train")
    let copy = names
    let step = Array("step".utf8).withUnsafeBufferPointer { names.intern(train, "::", $0) }
    #expect(names[step] == "train::step")
    #expect(copy.texts == ["train"])
    #expect(copy.find("train::step").isNone)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a table made of another one's texts is as one into which they were entered`(seed: UInt64) {
    var names = NameTable()
    for text in Self.texts(seed: seed, count: 500) { _ = names.intern(text) }
    let order = (0..<names.count).filter { $0 % 3 > 0 }.reversed().map {
      names.find(names.texts[$0])
    }
    let made = NameTable(order, of: names)
    var entered = NameTable()
    for name in order { _ = entered.intern(names[name]) }
    #expect(made == entered, "seed \(seed)")
    for name in order {
      #expect(made.find(names[name]) == entered.find(names[name]), "seed \(seed)")
      #expect(made.find(name, of: names) == entered.find(name, of: names), "seed \(seed)")
    }
    let missing = names.texts.filter { !made.texts.contains($0) }
    #expect(missing.allSatisfy { made.find($0).isNone }, "seed \(seed)")
  }
}
