import Testing

@testable import XML

/// How texts in XML are taken apart.
@Suite struct XMLTextTests {
  /// The parts of a text: `<name key=value`, `>` and texts.
  private func parts(_ text: String) throws -> (words: [String], flaws: XMLFlaws) {
    try parts(Array(text.utf8))
  }

  private func parts(_ bytes: [UInt8]) throws -> (words: [String], flaws: XMLFlaws) {
    var words: [String] = []
    let flaws = try XMLText.read(bytes) { part in
      switch part {
      case .start(let tag):
        words.append("<\(tag.name)" + (tag["k"].map { " k=\($0)" } ?? "") + " \(tag.line)")
      case .end: words.append(">")
      case .text(let text):
        let text = String(decoding: text, as: UTF8.self)
        if words.last?.hasPrefix("'") ?? false {
          words[words.count - 1] += text
        } else {
          words.append("'" + text)
        }
      }
    }
    return (words, flaws)
  }

  @Test(arguments: [
    (#"<a k="1"><b/>x&lt;</a>"#, ["<a k=1 1", "<b 1", ">", "'x<", ">"]),
    ("<?xml version='1.0'?>\n<a>\n<![CDATA[<b>&amp;]]></a>\n", ["<a 2", "'\n<b>&amp;", ">"]),
    ("<a/><!-- c --><?p q?>", ["<a 1", ">"]),
  ])
  func `elements, attributes and texts come in order`(text: String, expected: [String]) throws {
    let (words, flaws) = try parts(text)
    #expect(words == expected)
    #expect(!flaws.isCut && flaws.broken == nil && flaws.forbidden == 0)
  }

  /// Of those that expat does not know, by the tables of the system.
  @Test(
    arguments: [
      ("windows-1252", [0x80, 0xE9], "€é"), ("ISO-8859-2", [0xB1], "ą"), ("KOI8-R", [0xC1], "а"),
      ("ISO-8859-1", [0xE9], "é"),
    ] as [(String, [UInt8], String)])
  func `a text in an encoding of one byte a character is read`(
    encoding: String, bytes: [UInt8], text: String
  ) throws {
    let head = "<?xml version='1.0' encoding='\(encoding)'?><a>"
    let (words, flaws) = try parts(Array(head.utf8) + bytes + Array("</a>".utf8))
    #expect(words == ["<a 1", "'\(text)", ">"])
    #expect(flaws.broken == nil)
  }

  @Test(arguments: ["klingon-1", "Shift_JIS", "GB18030"])
  func `a text in another encoding is not read, and says so`(encoding: String) throws {
    let (words, flaws) = try parts("<?xml version='1.0' encoding='\(encoding)'?><a/>")
    #expect(words == [])
    #expect(flaws.broken?.problem == "unknown encoding")
  }

  @Test func `several documents one after the other are read, with lines of the whole text`() throws
  {
    let (words, flaws) = try parts(
      "<?xml version=\"1.0\"?>\n<a/>\n<?xml version=\"1.0\"?>\n<b/><c/>")
    #expect(words == ["<a 2", ">", "<b 4", ">", "<c 4", ">"])
    #expect(flaws.documents == 3)
    #expect(flaws.broken == nil)
  }

  @Test func `what is cut off is read as far as it goes`() throws {
    let text = #"<a k="1"><b>text</b></a>"#
    for length in 1..<text.utf8.count {
      let (_, flaws) = try parts(Array(text.utf8.prefix(length)))
      #expect(flaws.isCut, "\(length)")
      #expect(flaws.broken == nil, "\(length)")
    }
  }

  @Test func `what is no XML is told by line and column, and what stands before it is read`() throws
  {
    let (words, flaws) = try parts("<a>\n <b/></c></a>")
    #expect(words.prefix(2) == ["<a 1", "'\n "])
    #expect(flaws.broken == XMLFlaws.Place(line: 2, column: 8, problem: "mismatched tag"))
  }

  @Test(arguments: ["\u{1B}[31m", "&#27;[31m", "&#x1b;[31m", "&#x1B;[31m"])
  func `characters that XML forbids become blanks`(escape: String) throws {
    let (words, flaws) = try parts("<a>\(escape)red</a>")
    #expect(words[1].hasSuffix("[31mred"))
    #expect(flaws.forbidden == 1)
    #expect(flaws.broken == nil)
  }

  @Test func `what is no UTF-8 becomes U+FFFD, unless another encoding is named`() throws {
    let (words, flaws) = try parts(Array("<a>".utf8) + [0xE9] + Array("</a>".utf8))
    #expect(words[1] == "'\u{FFFD}")
    #expect(flaws.wasNotUTF8)
    let latin = #"<?xml version="1.0" encoding="ISO-8859-1"?><a>"#
    #expect(try parts(Array(latin.utf8) + [0xE9] + Array("</a>".utf8)).words[1] == "'é")
  }

  /// The attack that is known as a billion laughs.
  @Test func `an entity that is declared is refused`() throws {
    let text = """
      <?xml version="1.0"?>
      <!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>
      <a>&y;</a>
      """
    #expect(throws: XMLError.entity(line: 2)) { try parts(text) }
  }

  @Test func `elements too deep within one another are refused`() throws {
    #expect(throws: XMLError.tooDeep(line: 1)) { try parts(String(repeating: "<a>", count: 257)) }
    let deep = String(repeating: "<a>", count: 256) + String(repeating: "</a>", count: 256)
    #expect(try parts(deep).words.count == 512)
  }

  @Test func `a text longer than what is read at once is the same`() throws {
    let text = "<a>" + String(repeating: "<b k=\"é\"/>", count: 200_000) + "</a>"
    #expect(try parts(text).words.count == 400_002)
  }
}
