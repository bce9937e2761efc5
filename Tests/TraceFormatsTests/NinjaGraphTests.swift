import EventLog
import Foundation
import TestSupport
import Testing

@testable import TraceFormats

/// The graph that a `build.ninja` describes, with its variables expanded and its includes read.
@Suite struct NinjaGraphTests {
  static func read(_ text: String, _ included: [String: String] = [:]) throws -> NinjaGraph {
    try NinjaGraph.read(Array(text.utf8), file: "build.ninja") { path in
      included[path].map { Array($0.utf8) }
    }
  }

  /// The edges, each as `outputs < inputs`.
  static func edges(_ graph: NinjaGraph) -> [String] {
    graph.edges.map { edge in
      let (outputs, inputs) = (edge.outputs, edge.inputs)
      func list(_ paths: [Int32]) -> String {
        paths.map { graph.paths.string(Int($0)) }.joined(separator: " ")
      }
      return "\(list(outputs)) < \(list(inputs))"
    }
  }

  private static let rules = "rule cc\n  command = x\n"

  @Test func `every input counts, of whatever kind, and validations do not`() throws {
    let graph = try Self.read(Self.rules + "build a b | c: cc d | e || f |@ g\nbuild d: phony a2\n")
    #expect(Self.edges(graph) == ["a b c < d e f", "d < a2"])
    #expect(graph.edges.map(\.isPhony) == [false, true])
    #expect(graph.order == [1, 0])
    #expect(graph.notes.isEmpty)
    #expect(graph.commandCount == 1)
    #expect(graph.edge(making: "c") == 0)
    #expect(graph.edge(making: "./d") == 1)
    #expect(graph.edge(making: "g") == nil)
  }

  @Test(arguments: [
    ("$$", "$"), ("a$ b", "a b"), ("a$:b", "a:b"), ("$x", "1"), ("${x}", "1"), ("$x.y", "1.y"),
    ("${x.y}", "2"), ("$none", ""), ("a$\n   b", "ab"), ("a$\r\n  b", "ab"), ("$own", "of it"),
    ("$both", "its own"), ("$early", "1"), ("$of_file", "top"), ("$x$x${x}", "111"),
  ])
  func `variables and escapes are expanded`(text: String, path: String) throws {
    let graph = try Self.read(
      """
      x = 1
      x.y = 2
      early = $x
      both = the file's
      of_file = top
      rule cc
        command = x
        of_file = of the rule
      build out/\(text)/end: cc
        own = of it
        both = its own
      x = 3
      """)
    let expected = path.isEmpty ? "out/end" : "out/\(path)/end"
    #expect(Self.edges(graph) == ["\(expected) < "])
  }

  @Test func `a variable of a build statement sees the file's variables and not its others`() throws
  {
    let graph = try Self.read(
      "x = 1\nrule cc\n  command = x\nbuild $y: cc\n  x = 2\n  y = y$x\n")
    #expect(Self.edges(graph) == ["y1 < "])
  }

  @Test(arguments: [
    ("  depfile = $out.d\n", "", true), ("  deps = gcc\n", "", true), ("", "", false),
    ("  depfile = $DEP_FILE\n", "", false), ("  depfile = $DEP_FILE\n", "  DEP_FILE = a.d\n", true),
    ("  depfile = $a\n  a = $b\n  b = $in\n", "", true), ("  deps = gcc\n", "  deps =\n", false),
    ("", "  deps = msvc\n", true),
  ])
  func `a rule's variables are expanded for each build statement`(
    rule: String, build: String, reportsHeaders: Bool
  ) throws {
    let graph = try Self.read("rule cc\n  command = x\n\(rule)build a.o: cc a.c\n\(build)")
    #expect(graph.edges.map(\.reportsHeaders) == [reportsHeaders])
  }

  // MARK: Includes

  @Test func `an included file shares the scope, a subninja has its own`() throws {
    let graph = try Self.read(
      "dir = top\ninclude rules.ninja\nsubninja sub/x.ninja\nbuild $dir/b: cc $new b$hidden\n",
      [
        "rules.ninja": "rule cc\n  command = x\nnew = set\n",
        "sub/x.ninja": "build $dir/a: cc $new\ndir = sub\nhidden = h\nbuild $dir/a: cc\n",
      ])
    #expect(Self.edges(graph) == ["top/a < set", "sub/a < ", "top/b < set b"])
    #expect(graph.notes.isEmpty)
  }

  @Test func `a rule may be replaced in a subninja`() throws {
    let graph = try Self.read(
      "rule cc\n  command = x\nsubninja s\nbuild b: cc\n",
      ["s": "rule cc\n  command = y\n  deps = gcc\nbuild a: cc\n"])
    #expect(graph.edges.map(\.reportsHeaders) == [true, false])
  }

  @Test func `a missing include is counted with its place, and rules are not missed then`() throws {
    let graph = try Self.read("\ninclude a.ninja\nsubninja ./b.ninja\nbuild x: cc y\n")
    #expect(Self.edges(graph) == ["x < y"])
    #expect(
      graph.notes.map(\.sentence) == [
        "2 included files are missing, the first `a.ninja` at build.ninja:2: what it says is not "
          + "known."
      ])
    #expect(graph.lacksRules)
  }

  @Test func `files that include one another are told and read once each`() throws {
    let graph = try Self.read(
      "include a\n", ["a": "build x: phony\ninclude b\n", "b": "include a\nbuild y: phony\n"])
    #expect(Self.edges(graph) == ["x < ", "y < "])
    #expect(graph.notes.count == 1)
    #expect(graph.notes[0].sentence.hasPrefix("1 include was left out, the first of `a` at b:1"))
  }

  @Test func `includes that double at every step end soon`() throws {
    var files: [String: String] = [:]
    for depth in 0..<60 { files["f\(depth)"] = "include f\(depth + 1)\ninclude f\(depth + 1)\n" }
    let graph = try Self.read("include f0\n", files)
    #expect(graph.notes.contains { $0.sentence.contains("was read 100 times") })
  }

  @Test func `includes may lie deep, and too deep is told`() throws {
    var files: [String: String] = [:]
    for depth in 0..<200 { files["f\(depth)"] = "include f\(depth + 1)\nbuild o\(depth): phony\n" }
    let graph = try Self.read("include f0\n", files)
    #expect(graph.edges.count == 99)
    #expect(graph.notes[0].sentence.contains("the first of `f99` at f98:1"))
  }

  // MARK: What is mended

  @Test(arguments: [
    (
      "build a: nope b\n",
      "1 build statement names a rule that is not there, the first `nope` at build.ninja:1."
    ),
    (
      "build a $x: phony b\n",
      "1 path was left out because nothing is left of it, the first `$x` at build.ninja:1."
    ),
    (
      "build a: phony\nbuild a b: phony\n",
      "1 output is made by two build statements, the first `a` at build.ninja:2; the earlier "
        + "statement counts."
    ),
    (
      "rule cc\n  command = x\n  dyndep = d\nbuild a: cc || d\nbuild b: cc || d\n",
      "1 dyndep file is missing or cannot be read, the first `d` of the statement at build.ninja:4: "
        + "dependencies that were found while building are not known, so span and floor may be "
        + "larger."
    ),
    (
      "build a: phony b\nbuild b: phony c\nbuild c: phony a\nbuild d: phony a\n",
      "1 dependency that closes a circle was left out, the first in a → b → c → a "
        + "(each needs the next)."
    ),
    (
      "rule r\n  command = x\nbuild a: r a\n",
      "1 dependency that closes a circle was left out, the first in a → a (each "
        + "needs the next)."
    ),
  ])
  func `what cannot be is told`(text: String, sentence: String) throws {
    #expect(try Self.read(text).notes.map(\.sentence) == [sentence])
  }

  @Test func `a phony statement that needs itself is none the worse for it`() throws {
    let graph = try Self.read("build a: phony a b\n")
    #expect(Self.edges(graph) == ["a < b"])
    #expect(graph.notes.isEmpty)
  }

  @Test func `a long circle is told in short`() throws {
    let text = (0..<1000).map { "build n\($0): phony n\(($0 + 1) % 1000)\n" }.joined()
    let sentence = try Self.read(text).notes.first?.sentence ?? ""
    #expect(sentence.contains("in n0 → n1 → n2 → n3 → n4 → n5 → n6 → n7 → … → n0 (each"))
  }

  @Test func `an error names the file it is in`() throws {
    let error = #expect(throws: NinjaGraphError.self) {
      try Self.read("include a\n", ["a": "\n build\n"])
    }
    #expect(error?.description == "a:2:1: Nothing here can be indented.")
  }

  // MARK: Hostile inputs

  @Test func `variables that double at every step are refused`() throws {
    var text = "v0 = 0123456789\n"
    for step in 1...64 { text += "v\(step) = $v\(step - 1)$v\(step - 1)\n" }
    let error = #expect(throws: NinjaGraphError.self) { try Self.read(text) }
    #expect(error?.problem.hasPrefix("By here, variables have expanded to more than") ?? false)
  }

  @Test(arguments: ["  depfile = $depfile\n", "  depfile = $a\n  a = $b\n  b = $a\n"])
  func `a rule's variable that needs itself is refused`(rule: String) throws {
    let error = #expect(throws: NinjaGraphError.self) {
      try Self.read("rule cc\n  command = x\n\(rule)build a: cc\n")
    }
    #expect(error?.line == (rule.contains("a =") ? 6 : 4))
    #expect(error?.problem.contains("needs itself") ?? false)
  }

  @Test func `a rule's empty variables that double at every step are refused`() throws {
    var text = "rule cc\n  command = x\n  depfile = $v64\n  v0 =\n"
    for step in 1...64 { text += "  v\(step) = $v\(step - 1)$v\(step - 1)\n" }
    #expect(throws: NinjaGraphError.self) { try Self.read(text + "build a: cc\n") }
  }

  @Test func `a chain of a hundred thousand edges needs no deep stack`() throws {
    let text = (0..<100_000).map { "build n\($0): phony n\($0 + 1)\n" }.joined()
    let graph = try Self.read(text)
    #expect(graph.order.first == 99_999)
    #expect(graph.notes.isEmpty)
  }

  @Test(arguments: 0..<400)
  func `any bytes are a graph or are refused`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = Array(
      (try Project.text("traces/build.ninja")
        + "include x\nsubninja x\npool p\n  depth = 1\nbuild a$ b | ${c}: phony $\n  d || e |@ f\n")
        .utf8)
    let signs = Array("$\n :|=#{}@\t\r\0buildrule".utf8) + [0xFF]
    var bytes = whole
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = signs.randomElement(using: &generator) ?? 0
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(signs.randomElement(using: &generator) ?? 0, at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + 20))
      }
    }
    guard
      let graph = try? NinjaGraph.read(bytes, file: "x", include: { $0 == "x" ? bytes : nil })
    else { return }
    #expect(graph.order.sorted() == (0..<Int32(graph.edges.count)).map { $0 }, "seed \(seed)")
    #expect(graph.makers.count == graph.paths.count, "seed \(seed)")
  }

  @Test func `the recorded graph is read whole`() throws {
    let graph = try Self.read(Project.text("traces/build.ninja"))
    #expect(graph.commandCount == 32)
    #expect(graph.notes.isEmpty)
  }
}
