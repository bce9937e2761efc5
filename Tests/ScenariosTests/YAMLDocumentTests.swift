import EventLog
import Synchronization
import TestSupport
import Testing

@testable import Scenarios
@testable import YAML

/// A YAML text as a document of flat arrays.
@Suite struct YAMLDocumentTests {
  /// Each value with its line and column: `'…'` for one that was quoted, lists and mappings in brackets.
  private func outline(_ text: String) throws -> String {
    try outline(YAMLBuilder.document(of: text).root)
  }

  private func outline(_ node: YAMLNode) throws -> String {
    let place = "\(node.line):\(node.column) "
    if node.isList {
      return place + "[\(try node.elements(expected: "").map(outline).joined(separator: ", "))]"
    }
    guard node.isMapping else { return place + (node.isPlain ? node.string : "'\(node.string)'") }
    let pairs = try node.pairs(expected: "").map {
      "\(try outline($0.key)): \(try outline($0.value))"
    }
    return place + "{\(pairs.joined(separator: ", "))}"
  }

  @Test(
    arguments: [
      ("a", "1:1 a"), ("'a'", "1:1 'a'"), ("~", "1:1 ~"), ("---\n", "2:1 "), ("[]", "1:1 []"),
      ("!!str true", "1:1 'true'"), ("!!seq [! 1, !!int 2]", "1:1 [1:8 '1', 1:13 2]"),
      ("{}", "1:1 {}"), ("a: b", "1:1 {1:1 a: 1:4 b}"),
      ("a:\nb: ", "1:1 {1:1 a: 1:3 , 2:1 b: 2:3 }"),
      ("- a\n- - b\n  - c", "1:1 [1:3 a, 2:3 [2:5 b, 3:5 c]]"),
      (
        "x: { a: [1, {}], b: [] }",
        "1:1 {1:1 x: 1:4 {1:6 a: 1:9 [1:10 1, 1:13 {}], 1:18 b: 1:21 []}}"
      ),
      ("\"\\u00e9\\n\": |\n  two\n  lines", "1:1 {1:1 'é\n': 1:13 'two\nlines'}"),
      ("a: two\n  lines", "1:1 {1:1 a: 1:4 two lines}"), ("!!str a", "1:1 'a'"),
      ("!!seq [a]", "1:1 [1:8 a]"),
      ("? [a, b]\n: c", "1:1 {1:3 [1:4 a, 1:7 b]: 2:3 c}"),
      ("日本👩‍👩‍👧‍👦: b", "1:1 {1:1 日本👩‍👩‍👧‍👦: 1:12 b}"),
      ("a: 1\r\nb: 2\rc: 3", "1:1 {1:1 a: 1:4 1, 2:1 b: 2:4 2, 3:1 c: 3:4 3}"),
      ("a: \u{FEFF}b", "1:1 {1:1 a: 1:4 b}"), ("# only\na # a", "2:1 a"),
    ] as [(String, String)])
  func `every value is known with where it begins`(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    arguments: [
      ("", 1, 1, "empty"), ("# only\n", 1, 1, "empty"), ("a: &b c", 1, 4, "Anchors"),
      ("- &b [c]", 1, 3, "Anchors"), ("- &b { c: d }", 1, 3, "Anchors"),
      ("a: [b, *c]", 1, 8, "Anchors"),
      ("&b a: 1", 1, 1, "Anchors"), ("a\n--- b", 2, 1, "another one begins"),
      ("a: 1\nb: 2\na: 3", 3, 1, "`a` stands here again; it is in line 1"),
      ("a: 1\n\"a\": 2", 2, 1, "it is in line 1"), ("1: 1\n\"1\": 2", 2, 1, "it is in line 1"),
      ("é: 1\n\"e\\u0301\": 2", 2, 1, "`é` stands here again; it is in line 1"),
      ("x: { a: { b: 1 }, c: { a: 1, b: 2, a: 3 } }", 1, 36, "`a` stands here again"),
      ("a: { b: 1, b: 2 }\na: 3", 1, 12, "`b` stands here again"),
      ("? [a]\n: { b: 1 }\nb: 2\nb: 3", 4, 1, "it is in line 3"),
      ("a: \u{1}", 1, 4, "U+0001"), ("é: \u{1}", 1, 4, "U+0001"),
    ] as [(String, Int, Int, String)])
  func `what a scenario cannot have is refused where it stands`(
    text: String, line: Int, column: Int, problem: String
  ) {
    let error = #expect(throws: ScenarioError.self) { try YAMLBuilder.document(of: text) }
    #expect(error?.line == line && error?.column == column, "\(String(describing: error))")
    #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
  }

  @Test func `the same key may stand in several mappings`() throws {
    let text = "a: { a: { a: 1, b: 2 }, b: { a: 1 } }\nb: [{ a: 1 }, { a: 2 }]"
    #expect(try outline(text).contains("2:15 {2:17 a: 2:20 2}"))
    #expect(try outline("? [a]\n: 1\n? [a]\n: 2").contains("3:3 [3:4 a]"))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[?", "{? ", "[{", "[\n", "- ? ", "a:\n"])
  func `lists and mappings stand in each other at most a hundred deep`(opening: String) {
    for depth in [200, 1_000_000] {
      let text = String(repeating: opening, count: depth)
      let error = #expect(throws: ScenarioError.self) { try YAMLBuilder.document(of: text) }
      // The last of them is not nested, but one mapping with a key again.
      let problem = opening == "a:\n" ? "stands here again" : Complaint.tooDeep
      #expect(error?.problem.contains(problem) == true, "\(depth): \(String(describing: error))")
    }
  }

  @Test func `a hundred deep is not too deep`() throws {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(try YAMLBuilder.document(of: deep).values.count == 100)
    #expect(throws: ScenarioError.self) { try YAMLBuilder.document(of: "[\(deep)]") }
    // Depth, not number.
    let wide = "[" + String(repeating: "[[]],", count: 1_000) + "]"
    #expect(try YAMLBuilder.document(of: wide).root.elements(expected: "").count == 1_000)
  }

  @Test func `a random tree that is written and read is the same`() throws {
    for seed in 0..<300 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let tree = Tree.random(depth: 5, using: &generator)
      let root = try YAMLBuilder.document(of: tree.yaml).root
      #expect(try Tree(root) == tree, "seed \(seed):\n\(tree.yaml)")
      #expect(root.document.index(after: 0) == root.document.values.count, "seed \(seed)")
    }
  }

  @Test func `who waits is told how much is read, from nothing to all of it`() throws {
    let text = "[" + String(repeating: "ab,", count: 300_000) + "]"
    let told = Mutex<[Int]>([])
    _ = try YAMLBuilder.document(
      of: text, progress: ProgressHook { done in told.withLock { $0.append(done) } })
    let reports = told.withLock { $0 }
    #expect(reports.count == 300_000 / ProgressHook.interval)
    #expect(
      reports == reports.sorted() && reports.allSatisfy { (1...text.utf8.count).contains($0) })
  }
}

/// Lists and mappings of texts.
private indirect enum Tree: Equatable {
  case text(String)
  case list([Tree])
  case mapping([[Tree]])

  init(_ node: YAMLNode) throws {
    if node.isList {
      self = .list(try node.elements(expected: "").map(Tree.init))
    } else if node.isMapping {
      self = .mapping(
        try node.pairs(expected: "").map { [try Tree($0.key), try Tree($0.value)] })
    } else {
      self = .text(node.string)
    }
  }

  static func random(depth: Int, using generator: inout SeededGenerator) -> Tree {
    let count = Int.random(in: 0...4, using: &generator)
    switch depth == 0 ? 0 : Int.random(in: 0...3, using: &generator) {
    case 1: return .list((0..<count).map { _ in random(depth: depth - 1, using: &generator) })
    case 2, 3:
      return .mapping(
        (0..<count).map { key in
          [.text("key \(key)"), random(depth: depth - 1, using: &generator)]
        })
    default:
      let words = ["", "a", "true", "é", "👩‍👩‍👧‍👦", "two words", "key 1", "longer than a small string"]
      return .text(words[Int.random(in: words.indices, using: &generator)])
    }
  }

  var yaml: String {
    switch self {
    case .text(let text): "'\(text)'"
    case .list(let elements): "[\(elements.map(\.yaml).joined(separator: ", "))]"
    case .mapping(let pairs):
      "{ \(pairs.map { "\($0[0].yaml) : \($0[1].yaml)" }.joined(separator: ", ")) }"
    }
  }
}
