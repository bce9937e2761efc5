import JSON
import TestSupport
import Testing

/// Long lists that are read piece by piece, here such of few bytes.
@Suite struct JSONListTests {
  /// The elements of a list as they stand there, and the text without them; nil if it is not read in pieces.
  private func pieces(
    _ text: String, piece: Int, stretch: Int
  ) -> (elements: [String], rest: String)? {
    let list = JSONText.readList(
      ["events"], of: Array(text.utf8),
      sizes: JSONPieceSizes(least: 0, stretch: stretch, piece: piece), into: [String]()
    ) { read, elements in
      for element in elements { read.append(String(decoding: element.raw, as: UTF8.self)) }
    }
    return list.map { ($0.stretches.flatMap { $0 }, String(decoding: $0.rest, as: UTF8.self)) }
  }

  /// The elements of the same list, of the text as a whole.
  private func whole(_ text: String) throws -> (elements: [String], flaws: JSONFlaws) {
    try JSONText.read(Array(text.utf8)) { text in
      let list = text.roots.first.map { $0["events"] ?? $0 }
      return (
        (list?.elements).map { $0.map { String(decoding: $0.raw, as: UTF8.self) } } ?? [],
        text.flaws
      )
    }
  }

  @Test(arguments: 0..<300)
  func `a list holds the same in pieces as it does as a whole`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let text = RandomList(&random).text
    let expected = try whole(text)
    #expect(expected.flaws.isNone, "seed \(seed): \(text)")
    for (piece, stretch) in [(1, 1), (1, 1_000), (16, 16), (16, 64), (100, 300), (10_000, 10_000)] {
      // A piece that begins within an element is no reason to take another for it.
      guard let read = pieces(text, piece: piece, stretch: stretch) else { continue }
      #expect(read.elements == expected.elements, "seed \(seed), pieces of \(piece): \(text)")
      #expect(try whole(read.rest).elements == [], "seed \(seed): \(read.rest)")
    }
    // As one piece, each can be read.
    #expect(pieces(text, piece: 10_000, stretch: 10_000) != nil, "seed \(seed): \(text)")
  }

  @Test func `what is around the elements is left`() throws {
    let text =
      #" {"a": [{"x": 1}, {"x": 2}], "events" : [{"x":1}, {"x":[{"x":2},{"x":3}]} , {"x":4}]}, "b": 2} "#
      .replacing("}]}, \"b\"", with: "}], \"b\"")
    for piece in [1, 20, 1_000] {
      let read = try #require(pieces(text, piece: 1_000, stretch: piece))
      #expect(read.elements == [#"{"x":1}"#, #"{"x":[{"x":2},{"x":3}]}"#, #"{"x":4}"#])
      #expect(read.rest == #" {"a": [{"x": 1}, {"x": 2}], "events" : [], "b": 2} "#)
    }
  }

  /// The list that `a` and `b` lead to where it can be read in pieces, which stands for LIST.
  private func listOfPath(in text: String) -> (elements: [String], rest: String)? {
    let list = JSONText.readList(
      ["a", "b"], of: Array(text.replacing("LIST", with: #"[{"x":1}]"#).utf8),
      sizes: JSONPieceSizes(least: 0, stretch: 100, piece: 100), into: [String]()
    ) { read, elements in
      for element in elements { read.append(String(decoding: element.raw, as: UTF8.self)) }
    }
    return list.map { ($0.stretches.flatMap { $0 }, String(decoding: $0.rest, as: UTF8.self)) }
  }

  @Test(arguments: [
    #"{"a":{"b":LIST}}"#, #"{"b":[{"x":2}],"a":{"b":LIST}}"#, "LIST",
    #"{"s":"\"a\": {\\","o":{"a":{"b":[]}},"a" : {"c":[{"b":[{"x":2}]}], "b" : LIST, "d":{}}}"#,
  ])
  func `a list within objects is found by its path`(text: String) throws {
    let list = try #require(listOfPath(in: text))
    #expect(list.elements == [#"{"x":1}"#])
    #expect(list.rest == text.replacing("LIST", with: "[]"))
  }

  @Test(arguments: [
    #"{"a":[{"b":LIST}]}"#, #"{"a":{"c":LIST},"b":LIST}"#, #"{"a":{},"b":{"b":LIST}}"#,
    #"{"b":LIST}"#, #"{"a":{"b":{"x":LIST}}}"#, #"{"\u0061":{"b":LIST}}"#, #"{"a":{"b":"#,
  ])
  func `a list that its path does not lead to is not read in pieces`(text: String) {
    #expect(listOfPath(in: text) == nil)
  }

  /// Then the text is to be taken apart as a whole, which mends it and counts what is wrong.
  @Test(arguments: [
    // Nothing like a list of objects.
    "", " ", "[", "{", "[]", "[1]", #"{"a": 1}"#, #"{"events": 5}"#, #"{"events": []}"#,
    #""events""#,
    #"{"a": {"events": [{"x": 1}]}}"#,
    // It does not end.
    #"[{"x":1}"#, #"[{"x":1},"#, #"[{"x":1},{"x":2"#, #"[{"x":1},{"x":"2"#,
    // A comma too many or too few.
    #"[{"x":1},]"#, #"[{"x":1}{"x":2}]"#, #"[{"x":1},,{"x":2}]"#, #"[{"x":1,}]"#,
    // A bracket too many or the wrong one, a field without a value, a control character in a text.
    #"[{"x":1}},{"x":2}]"#, #"[{"x":[1}},{"x":2}]"#, #"[{"x"},{"x":2}]"#, "[{\"x\":\"a\nb\"}]",
  ])
  func `a list in which anything is wrong is not read in pieces`(text: String) {
    for piece in [1, 8, 100] { #expect(pieces(text, piece: piece, stretch: 100) == nil, "\(text)") }
  }

  @Test func `bytes that are no text are not read in pieces`() {
    let bytes = Array(#"[{"x":"a"#.utf8) + [0xFF] + Array(#""}]"#.utf8)
    let read = JSONText.readList(
      ["events"], of: bytes, sizes: JSONPieceSizes(least: 0, stretch: 8, piece: 8), into: 0
    ) { count, elements in for _ in elements { count += 1 } }
    #expect(read == nil)
  }

  @Test func `a text that is not long is not read in pieces`() {
    let bytes = Array(#"[{"x":1},{"x":2}]"#.utf8)
    #expect(JSONText.readList(["events"], of: bytes, into: 0) { _, _ in } == nil)
  }
}

/// A list of objects with much in it that looks like the border between two of them.
private struct RandomList {
  private(set) var text = ""

  init(_ random: inout SeededGenerator) {
    let isField = Bool.random(using: &random)
    if isField {
      text =
        Bool.random(using: &random) ? #"{"events":["# : #"{"v":[1,{"x":1}],"s":"],","events" : [ "#
    } else {
      text = "["
    }
    let blank = ["", " ", "\n", ",\n", "\r\n  "][Int.random(in: 0..<5, using: &random)]
    for element in 0..<Int.random(in: 1...30, using: &random) {
      if element > 0 { text += blank.hasPrefix(",") ? blank : blank + "," + blank }
      text += object(&random, depth: 0)
    }
    text += isField ? #"],"rest":[{"x":5},{"x":6}]}"# : " ]\n"
  }

  private func object(_ random: inout SeededGenerator, depth: Int) -> String {
    let first = Int.random(in: 0..<5, using: &random) > 0 ? "x" : "y"
    var fields = [#""\#(first)":\#(value(&random, depth))"#]
    for field in 0..<Int.random(in: 0..<3, using: &random) {
      fields.append(#""f\#(field)": \#(value(&random, depth))"#)
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private func value(_ random: inout SeededGenerator, _ depth: Int) -> String {
    switch Int.random(in: 0..<(depth < 3 ? 8 : 5), using: &random) {
    case 0: #""},{\"x\":1},{""#
    case 1: #""a\\""#
    case 2: "-12.5e3"
    case 3: #""é😀""#
    case 4: "null"
    case 5: object(&random, depth: depth + 1)
    case 6: "[]"
    default: "[\(object(&random, depth: depth + 1)),\(object(&random, depth: depth + 1))]"
    }
  }
}
