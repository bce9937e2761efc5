import JSON
import Testing

/// Reads a text and writes it down again as it was understood, with `!` behind what is broken.
private func outline(_ text: String) throws -> (roots: [String], flaws: JSONFlaws) {
  try JSONText.read(Array(text.utf8)) { text in (text.roots.map(written), text.flaws) }
}

private func written(_ node: JSONNode) -> String {
  let mark = node.isWhole ? "" : "!"
  switch node.kind {
  case .object:
    let fields = node.fields.map { "\($0.key.string ?? "?"):\(written($0.value))" }
    return "{\(fields.joined(separator: ","))}\(mark)"
  case .array: return "[\(node.elements.map(written).joined(separator: ","))]\(mark)"
  case .string: return "'\(node.string ?? "?")'"
  case .number, .word: return String(decoding: node.raw, as: UTF8.self)
  }
}

/// What is read from JSON texts, whole and damaged.
@Suite struct JSONTextTests {
  /// A whole text is read as it is written.
  @Test(arguments: [
    (#"{}"#, ["{}"]),
    (#" [ ] "#, ["[]"]),
    (#"[1, -2.5e3, true, null, "a"]"#, ["[1,-2.5e3,true,null,'a']"]),
    (#"{"a": {"b": [{}, {"c": 1}]}, "d": 2}"#, ["{a:{b:[{},{c:1}]},d:2}"]),
    (#"{"a" : "x\"},{y" , "b":[ ]}"#, [#"{a:'x"},{y',b:[]}"#]),
    ("{\"a\":1}\n{\"b\":2}\n", ["{a:1}", "{b:2}"]),
    ("{\"a\":1} {\"b\":2} [3]", ["{a:1}", "{b:2}", "[3]"]),
  ])
  func `whole texts are read as they are written`(_ text: String, _ roots: [String]) throws {
    let read = try outline(text)
    #expect(read.roots == roots)
    #expect(read.flaws.isNone)
  }

  /// Escapes in strings stand for what JSON says they do.
  @Test(arguments: [
    (#"["\n\t\r\b\f\/\\\""]"#, "\n\t\r\u{8}\u{C}/\\\""),
    (#"["\u00e9 \uD83D\uDE00"]"#, "é 😀"),
    (#"["\uD83D"]"#, "\u{FFFD}"), (#"["\uDE00x"]"#, "\u{FFFD}x"), (#"["\u12"]"#, "\u{FFFD}12"),
  ])
  func `escapes are read`(_ text: String, _ string: String) throws {
    let read = try JSONText.read(Array(text.utf8)) { text in
      text.roots[0].elements.first { _ in true }?.string
    }
    #expect(read == string)
  }

  /// What is broken is left out, and the rest is read.
  @Test(arguments: [
    // An element that is broken costs itself.
    (#"[{"a":1},{"b" 2},{"c":3}]"#, "[{a:1},{}!,{c:3}]"),
    (#"[{"a":1},{"b":},{"c":3}]"#, "[{a:1},{}!,{c:3}]"),
    (#"[{"a":1},{"b":[1,},{"c":3}]"#, "[{a:1},{b:[1]!}!,{c:3}]"),
    (#"[{"a":1},{"b":{"x":1,{"c":3}]"#, "[{a:1},{b:{x:1,c:3}!}!]"),
    // A closing bracket too many closes nothing.
    (#"[{"a":1}},{"c":3}]"#, "[{a:1},{c:3}]"),
    // What is broken within an element costs only that.
    (#"[{"a":{"x":tru e},"b":1}]"#, "[{a:{x:tru}!,b:1}]"),
    // A text that is cut off keeps what is whole.
    (#"[{"a":1},{"b":2},{"c"#, "[{a:1},{b:2},{}!]!"),
    (#"{"e":[{"a":1},{"b":12"#, "{e:[{a:1},{b:12}!]!}!"),
    (#"[{"a":1},"#, "[{a:1}]!"), ("[", "[]!"), (#"{"a":"b\"#, "{a:'b'}!"),
  ])
  func `broken parts are left out`(_ text: String, _ rest: String) throws {
    let read = try outline(text)
    #expect(read.roots == [rest])
    #expect(!read.flaws.isNone)
  }

  /// Commas too many or too few cost nothing.
  @Test(arguments: [
    (#"[{"a":1},{"b":2},]"#, "[{a:1},{b:2}]"), (#"[{"a":1} {"b":2}]"#, "[{a:1},{b:2}]"),
    ("[{\"a\":1}\n{\"b\":2}]", "[{a:1},{b:2}]"), (#"{"a":1,}"#, "{a:1}"),
  ])
  func `commas are let be`(_ text: String, _ whole: String) throws {
    let read = try outline(text)
    #expect(read.roots == [whole])
    #expect(read.flaws.commas == 1)
    #expect(read.flaws.broken == 0)
  }

  /// A line of JSON Lines that is cut off costs no other line.
  @Test(arguments: ["{\"a\":{\"b\"", "{\"a\":[{\"k\":1},{\"k\"", "{\"a\":\"x", "{\"a\":\"x\\"])
  func `a cut line costs no other`(_ line: String) throws {
    let read = try outline("{\"first\":1}\n\(line)\n{\"last\":2}\n{\"very\":3}\n")
    #expect(read.roots.count == 4)
    #expect(read.roots.first == "{first:1}")
    #expect(read.roots.suffix(2) == ["{last:2}", "{very:3}"])
    #expect(read.roots[1].hasSuffix("!"))
  }

  /// Control characters in strings and bytes that are no UTF-8 are mended and counted.
  @Test func `characters are mended`() throws {
    let lines = try outline("[{\"a\":\"x\ny\tz\"}]")
    #expect(lines.roots == ["[{a:'x y z'}]"])
    #expect(lines.flaws.controlCharacters == 2)
    let bytes: [UInt8] = Array("[\"".utf8) + [0xFF, 0x41, 0xC3] + Array("\"]".utf8)
    let (root, flaws) = try JSONText.read(bytes) { (written($0.roots[0]), $0.flaws) }
    #expect(root == "['\u{FFFD}A\u{FFFD}']")
    #expect(flaws.notUTF8 == 2)
  }

  /// Texts without a token are refused.
  @Test(arguments: ["", " ", "\n\n"]) func `empty texts are refused`(_ text: String) {
    #expect(throws: JSONError.empty) { try outline(text) }
  }

  /// Words outside of documents are counted.
  @Test func `stray words are counted`() throws {
    let read = try outline("loading: done [1] ]")
    #expect(read.roots == ["[1]"])
    #expect(read.flaws.stray == 4)
  }

  /// Deep nesting is read without recursion.
  @Test func `deep nesting is read`() throws {
    let depth = 200_000
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let flaws = try JSONText.read(Array(text.utf8)) { $0.flaws }
    #expect(flaws.isNone)
    let open = try JSONText.read(Array(repeating: UInt8(ascii: "["), count: depth)) { $0.flaws }
    #expect(open.openAtEnd == depth)
  }

  /// A text that is cut at any byte is read as far as it goes, and never twice.
  @Test func `any beginning is read`() throws {
    let text = #"{"e":[{"n":"a\u00e9","t":1.5},{"n":"b","x":{"y":[1,{"z":2}]}}],"m":{}}"#
    let bytes = Array(text.utf8)
    for length in 1..<bytes.count {
      let whole = try JSONText.read(Array(bytes.prefix(length))) { text in
        text.roots[0]["e"].map { $0.elements.count { $0.isWhole && $0.kind == .object } } ?? 0
      }
      #expect(whole <= 2)
      if length > 62 { #expect(whole == 2) }
    }
  }

  /// Any one byte that is changed does no harm.
  @Test func `any changed byte is survived`() throws {
    let text = #"[{"n":"a","t":1.5},{"n":"b","x":{"y":[1,{"z":2}]}},{"n":"c","t":[]}]"#
    let bytes = Array(text.utf8)
    for place in bytes.indices {
      for byte in "{}[],:\"\\ x1\n".utf8 + [0xFF] {
        var changed = bytes
        changed[place] = byte
        _ = try? JSONText.read(changed) { text in text.roots.map(written) }
      }
    }
  }

  /// Lines and columns are counted from 1.
  @Test func `places are told`() throws {
    let place = try JSONText.read(Array("[\n {\"a\" 1}]".utf8)) { text in
      text.place(of: text.flaws.firstBroken?.offset ?? 0)
    }
    #expect(place == (2, 7))
  }

  /// What is damaged takes no more time than in proportion to its length: these would take hours.
  @Test(arguments: [
    "{\"events\":[{\"name\":\"" + String(repeating: "\n", count: 1_000_000) + "\"}]}",
    "{\"events\":[{}],\"x\":" + String(repeating: "{\"a\":", count: 300_000)
      + String(repeating: "]", count: 300_000),
    "[" + String(repeating: "[", count: 300_000) + String(repeating: "}", count: 300_000),
  ])
  func `a long text that is damaged everywhere is read in the end`(text: String) throws {
    let flaws = try JSONText.read(Array(text.utf8)) { $0.flaws }
    #expect(!flaws.isNone)
  }
}
