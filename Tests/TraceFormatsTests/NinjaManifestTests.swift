import TestSupport
import Testing

@testable import TraceFormats

/// The statements of a `build.ninja`, before anything in them is expanded.
@Suite struct NinjaManifestTests {
  /// All statements of a text, each on a line.
  static func statements(_ text: String) throws -> [String] {
    var manifest = NinjaManifest(Array(text.utf8))
    var statements: [String] = []
    while let statement = try manifest.next() {
      statements.append(describe(statement, manifest))
    }
    return statements
  }

  private static func describe(
    _ statement: NinjaManifest.Statement, _ manifest: NinjaManifest
  ) -> String {
    func list(_ bindings: [NinjaManifest.Binding]) -> String {
      bindings.map { " {\(manifest.text($0.name))=\(manifest.text($0.value))}" }.joined()
    }
    switch statement {
    case .variable(let binding):
      return "set \(manifest.text(binding.name)) to [\(manifest.text(binding.value))]"
    case .rule(let name, let bindings): return "rule \(manifest.text(name))\(list(bindings))"
    case .pool(let name, let bindings): return "pool \(manifest.text(name))\(list(bindings))"
    case .build(let build):
      let paths = build.paths.map { "\($0.role) \(manifest.text($0.text))" }
      return "\(manifest.text(build.rule)): \(paths.joined(separator: ", "))\(list(build.bindings))"
    case .defaults(let paths): return "default \(paths.map(manifest.text).joined(separator: ", "))"
    case .include(let path): return "include \(manifest.text(path))"
    case .subninja(let path): return "subninja \(manifest.text(path))"
    }
  }

  @Test(arguments: [
    ("", []), ("\n\n  \n# nothing\n   # nothing either\n", []),
    ("a = 1", ["set a to [1]"]),
    ("a=\nb  =  1 2: | 3 \n", ["set a to []", "set b to [1 2: | 3 ]"]),
    ("a = x # y\n", ["set a to [x # y]"]),
    (
      "ninja_required_version = 1.5\r\nb.c-d_e = 2\r\n",
      [
        "set ninja_required_version to [1.5]", "set b.c-d_e to [2]",
      ]
    ),
    (
      "rule cc\n  command = gcc $in\n  # why\n\n  deps = gcc\nx = 1\n",
      [
        "rule cc {command=gcc $in} {deps=gcc}", "set x to [1]",
      ]
    ),
    ("pool link\n  depth = 2\n", ["pool link {depth=2}"]),
    ("build a: cc\n", ["cc: output a"]), ("build a:cc b", ["cc: output a, input b"]),
    (
      "build a b | c d : cc e f | g h || i j |@ k l\n  x = 1\n",
      [
        "cc: output a, output b, implicitOutput c, implicitOutput d, input e, input f, "
          + "implicitInput g, implicitInput h, orderOnly i, orderOnly j, validation k, validation l "
          + "{x=1}"
      ]
    ),
    ("build a: cc || b |@ c", ["cc: output a, orderOnly b, validation c"]),
    (
      "build a|b:cc c|d||e|@f",
      [
        "cc: output a, implicitOutput b, input c, implicitInput d, orderOnly e, validation f"
      ]
    ),
    ("build $\n    a $\n  b: $\n  cc $\n  c\n", ["cc: output a, output b, input c"]),
    ("build a$ b$:c: cc ${x}y$z\n", ["cc: output a$ b$:c, input ${x}y$z"]),
    (
      "default a b\ninclude x$y.ninja\nsubninja z\n",
      [
        "default a, b", "include x$y.ninja", "subninja z",
      ]
    ),
  ])
  func `statements are read as they stand`(text: String, statements: [String]) throws {
    #expect(try Self.statements(text) == statements)
  }

  @Test(arguments: [
    ("  a = 1\n", "1:1: nothing here can be indented"),
    ("a = 1\n b = 2\n", "2:1: nothing here can be indented"),
    ("a\n", "1:2: expected `=` after `a`, found the end of the line"),
    ("a b\n", "1:3: expected `=` after `a`, found `b`"),
    ("?\n", "1:1: expected a statement, found `?`"),
    ("\ta = 1\n", "1:1: expected a statement, found a tab (ninja indents with spaces)"),
    ("rule\n", "1:5: expected the name of a rule, found the end of the line"),
    ("rule a b\n", "1:8: expected the end of the line, found `b`"),
    ("rule a\n  command\n", "2:10: expected `=` after `command`, found the end of the line"),
    (
      "rule a\n\tcommand = x\n",
      "2:1: expected a statement, found a tab (ninja indents with spaces)"
    ),
    ("build a\n", "1:8: expected an output or `:`, found the end of the line"),
    ("build : cc\n", "1:7: expected an output before `:`"),
    ("build a:\n", "1:9: expected the name of a rule, found the end of the line"),
    ("build a: cc b:\n", "1:14: expected an input or the end of the line, found `:`"),
    ("build a: cc || b | c\n", "1:18: expected an input or the end of the line, found `|`"),
    ("build a || b: cc\n", "1:9: expected an output or `:`, found `|`"),
    ("default\n", "1:8: expected a target, found the end of the line"),
    ("include\n", "1:8: expected a path, found the end of the line"),
    ("include a b\n", "1:11: expected the end of the line, found `b`"),
    ("a = $\n\n\nb = $?\n", "4:5: this is no escape: a `$` of its own is written `$$`"),
    ("a = ${x", "1:5: this is no escape: a `$` of its own is written `$$`"),
    ("a = ${}\n", "1:5: this is no escape: a `$` of its own is written `$$`"),
    ("a = $", "1:5: this is no escape: a `$` of its own is written `$$`"),
    ("build \u{1}", "1:8: expected an output or `:`, found the end of the file"),
  ])
  func `a mistake is told where it is`(text: String, message: String) {
    let error = #expect(throws: NinjaManifest.SyntaxError.self) {
      _ = try Self.statements(text)
    }
    let place = error.map { "\($0.position.line):\($0.position.column): \($0.problem)" }
    #expect(place == message)
  }

  @Test(arguments: [
    ("a", "a"), ("a/b", "a/b"), ("/a", "/a"), ("./a", "a"), ("a/./b", "a/b"), ("a//b", "a/b"),
    ("a/../b", "b"), ("../a", "../a"), ("a/../../b", "../b"), ("a/b/../../c", "c"), ("/../a", "/a"),
    ("/a/../b", "/b"), ("a/", "a"), (".", "."), ("a/..", "."), ("..", ".."), ("/", "/"),
    (".hidden", ".hidden"), ("a/.b", "a/.b"), ("a..b/..c", "a..b/..c"), ("", ""),
    ("../../a/../b", "../../b"),
  ])
  func `a path is written in one way`(path: String, canonical: String) {
    let result = NinjaPath.canonical(Array(path.utf8)[...])
    #expect(String(decoding: result, as: UTF8.self) == canonical)
  }
}
