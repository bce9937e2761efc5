/// The statements of a `build.ninja`, one after the other.
///
/// Only the shape is looked at: texts are places in the file, with their `$` escapes and variables
/// as they stand there (`NinjaVariables` expands them). An escape that is none is an error here, so
/// what comes after need not expect one.
///
/// Source: the manual of ninja, "Ninja file reference".
struct NinjaManifest {
  /// A text as it stands in the file.
  typealias Text = Range<Int>

  /// What a path is to a build statement, by the sign it stands behind.
  enum Role: Sendable {
    /// What is made, named or behind `|`.
    case output, implicitOutput
    /// What is needed: named, behind `|`, behind `||`.
    case input, implicitInput, orderOnly
    /// What is built along with it but not waited for, behind `|@`.
    case validation
  }

  /// A variable that is given a value.
  struct Binding: Equatable {
    var name: Text
    var value: Text
  }

  /// A build statement.
  struct Build: Equatable {
    struct Path: Equatable {
      var role: Role
      var text: Text
    }
    var rule: Text
    var paths: [Path]
    var bindings: [Binding]
  }

  enum Statement: Equatable {
    case variable(Binding)
    case rule(name: Text, [Binding])
    case pool(name: Text, [Binding])
    case build(Build)
    case defaults([Text])
    case include(Text)
    /// As `include`, in a scope of its own.
    case subninja(Text)
  }

  /// A place in the file, both from 1; columns count bytes.
  struct Position: Equatable, Sendable {
    var line: Int
    var column: Int
  }

  /// Why a statement cannot be read.
  struct SyntaxError: Error, Equatable {
    var position: Position
    var problem: String
  }

  let bytes: [UInt8]
  /// Where the statement that was read last begins.
  private(set) var position = Position(line: 1, column: 1)
  private var at = 0
  private var line = 1
  private var lineStart = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next statement; nil at the end of the file.
  ///
  /// - Complexity: O(*n*) in its length.
  mutating func next() throws(SyntaxError) -> Statement? {
    skipEmptyLines()
    guard at < bytes.count else { return nil }
    position = here
    guard bytes[at] != .space else { throw error("nothing here can be indented") }
    let word = try name("a statement")
    skipSpaces()
    if peek == .equals { return .variable(try binding(word)) }
    switch keyword(word) {
    case .build: return .build(try build())
    case .rule: return .rule(name: try lineWithName("a rule"), try bindings())
    case .pool: return .pool(name: try lineWithName("a pool"), try bindings())
    case .default: return .defaults(try defaults())
    case .include: return .include(try lineWithPath())
    case .subninja: return .subninja(try lineWithPath())
    case nil:
      throw error("expected `=` after `\(text(word))`, found \(found)")
    }
  }

  /// A text as it stands in the file.
  func text(_ place: Text) -> String { String(decoding: bytes[place], as: UTF8.self) }

  // MARK: Statements

  private enum Keyword: String {
    case build, rule, pool, `default`, include, subninja
  }

  private func keyword(_ word: Text) -> Keyword? {
    word.count <= 8 ? Keyword(rawValue: text(word)) : nil
  }

  private mutating func build() throws(SyntaxError) -> Build {
    var paths: [Build.Path] = []
    var role = Role.output
    while peek != .colon {
      if peek == .bar, role == .output, !peeks(.bar, .bar), !peeks(.bar, .at) {
        at += 1
        role = .implicitOutput
        skipSpaces()
      } else {
        paths.append(Build.Path(role: role, text: try path("an output or `:`")))
      }
    }
    guard !paths.isEmpty else { throw error("expected an output before `:`") }
    at += 1
    skipSpaces()
    let rule = try name("the name of a rule")
    skipSpaces()
    role = .input
    while !isAtEndOfLine {
      if let (next, length) = separator(after: role) {
        role = next
        at += length
        skipSpaces()
      } else {
        paths.append(Build.Path(role: role, text: try path("an input or the end of the line")))
      }
    }
    endLine()
    return Build(rule: rule, paths: paths, bindings: try bindings())
  }

  /// The sign that begins the next kind of inputs; they come in one order only.
  private func separator(after role: Role) -> (Role, length: Int)? {
    guard peek == .bar else { return nil }
    if peeks(.bar, .at) { return role == .validation ? nil : (.validation, 2) }
    if peeks(.bar, .bar) {
      return role == .input || role == .implicitInput ? (.orderOnly, 2) : nil
    }
    return role == .input ? (.implicitInput, 1) : nil
  }

  private mutating func defaults() throws(SyntaxError) -> [Text] {
    var paths: [Text] = []
    while !isAtEndOfLine { paths.append(try path("a target")) }
    guard !paths.isEmpty else { throw error("expected a target, found \(found)") }
    endLine()
    return paths
  }

  private mutating func lineWithName(_ what: String) throws(SyntaxError) -> Text {
    let name = try name("the name of \(what)")
    skipSpaces()
    guard isAtEndOfLine else { throw error("expected the end of the line, found \(found)") }
    endLine()
    return name
  }

  private mutating func lineWithPath() throws(SyntaxError) -> Text {
    let path = try path("a path")
    guard isAtEndOfLine else { throw error("expected the end of the line, found \(found)") }
    endLine()
    return path
  }

  /// The indented lines that follow.
  private mutating func bindings() throws(SyntaxError) -> [Binding] {
    var bindings: [Binding] = []
    while true {
      skipEmptyLines()
      guard at < bytes.count, bytes[at] == .space else { return bindings }
      skipSpaces()
      let name = try name("the name of a variable")
      skipSpaces()
      bindings.append(try binding(name))
    }
  }

  private mutating func binding(_ name: Text) throws(SyntaxError) -> Binding {
    guard peek == .equals else {
      throw error("expected `=` after `\(text(name))`, found \(found)")
    }
    at += 1
    skipSpaces()
    let start = at
    while !isAtEndOfLine {
      if bytes[at] == .dollar { try escape() } else { at += 1 }
    }
    let value = start..<at
    endLine()
    return Binding(name: name, value: value)
  }

  // MARK: Words

  private mutating func name(_ what: String) throws(SyntaxError) -> Text {
    let start = at
    while at < bytes.count, bytes[at].isInNinjaName { at += 1 }
    guard at > start else { throw error("expected \(what), found \(found)") }
    return start..<at
  }

  /// A path, and the spaces behind it.
  private mutating func path(_ what: String) throws(SyntaxError) -> Text {
    let start = at
    while !isAtEndOfLine, bytes[at] != .space, bytes[at] != .colon, bytes[at] != .bar {
      if bytes[at] == .dollar { try escape() } else { at += 1 }
    }
    guard at > start else { throw error("expected \(what), found \(found)") }
    let path = start..<at
    skipSpaces()
    return path
  }

  /// Passes over a `$` and what belongs to it.
  private mutating func escape() throws(SyntaxError) {
    switch NinjaEscape(bytes, at: at) {
    case .character(_, let length), .variable(_, let length): at += length
    case .lineBreak(let length, let textAt):
      at += length
      line += 1
      lineStart = at
      at = textAt
    case nil:
      throw error("this is no escape: a `$` of its own is written `$$`")
    }
  }

  // MARK: Blanks

  /// Spaces, and line breaks that a `$` takes away.
  private mutating func skipSpaces() {
    while at < bytes.count {
      if bytes[at] == .space {
        at += 1
      } else if bytes[at] == .dollar, case .lineBreak(let length, _)? = NinjaEscape(bytes, at: at) {
        at += length
        line += 1
        lineStart = at
      } else {
        return
      }
    }
  }

  /// Lines with nothing or only a comment on them.
  private mutating func skipEmptyLines() {
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] == .space { end += 1 }
      if end < bytes.count, bytes[end] == .hash {
        while end < bytes.count, bytes[end] != .newline { end += 1 }
      }
      let isEmpty = end == bytes.count || bytes[end] == .newline || isReturn(end)
      guard isEmpty else { return }
      at = end
      endLine()
    }
  }

  private func isReturn(_ place: Int) -> Bool {
    bytes[place] == .carriageReturn && place + 1 < bytes.count && bytes[place + 1] == .newline
  }

  private var isAtEndOfLine: Bool {
    at == bytes.count || bytes[at] == .newline || isReturn(at)
  }

  /// Goes to the next line; the last one of a file may lack its end.
  private mutating func endLine() {
    guard at < bytes.count else { return }
    at += bytes[at] == .newline ? 1 : 2
    line += 1
    lineStart = at
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func peeks(_ first: UInt8, _ second: UInt8) -> Bool {
    at + 1 < bytes.count && bytes[at] == first && bytes[at + 1] == second
  }

  // MARK: Errors

  private var here: Position { Position(line: line, column: at - lineStart + 1) }

  private func error(_ problem: String) -> SyntaxError {
    SyntaxError(position: here, problem: problem)
  }

  /// What stands here, for messages.
  private var found: String {
    guard !isAtEndOfLine else {
      return at == bytes.count ? "the end of the file" : "the end of the line"
    }
    let byte = bytes[at]
    if byte == UInt8(ascii: "\t") { return "a tab (ninja indents with spaces)" }
    return byte > 0x20 && byte < 0x7F
      ? "`\(Character(UnicodeScalar(byte)))`" : "byte 0x\(String(byte, radix: 16))"
  }
}

/// A `$` in a `build.ninja`, and what belongs to it.
enum NinjaEscape: Equatable {
  /// `$$`, `$ `, `$:` and `$^`, which is a line break.
  case character(UInt8, length: Int)
  /// `$x` or `${x}`.
  case variable(name: Range<Int>, length: Int)
  /// A `$` at the end of its line; the text goes on behind the spaces of the next one, at `textAt`.
  case lineBreak(length: Int, textAt: Int)

  /// What begins at a `$`; nil if it is no escape.
  init?(_ bytes: [UInt8], at start: Int) {
    guard start + 1 < bytes.count else { return nil }
    let second = bytes[start + 1]
    switch second {
    case .dollar, .space, .colon: self = .character(second, length: 2)
    case UInt8(ascii: "^"): self = .character(.newline, length: 2)
    case .newline: self = Self.lineBreak(bytes, start, length: 2)
    case .carriageReturn where start + 2 < bytes.count && bytes[start + 2] == .newline:
      self = Self.lineBreak(bytes, start, length: 3)
    case UInt8(ascii: "{"):
      var end = start + 2
      while end < bytes.count, bytes[end].isInNinjaName { end += 1 }
      guard end > start + 2, end < bytes.count, bytes[end] == UInt8(ascii: "}") else { return nil }
      self = .variable(name: start + 2..<end, length: end + 1 - start)
    default:
      var end = start + 1
      while end < bytes.count, bytes[end].isInNinjaName, bytes[end] != UInt8(ascii: ".") {
        end += 1
      }
      guard end > start + 1 else { return nil }
      self = .variable(name: start + 1..<end, length: end - start)
    }
  }

  private static func lineBreak(_ bytes: [UInt8], _ start: Int, length: Int) -> Self {
    var textAt = start + length
    while textAt < bytes.count, bytes[textAt] == .space { textAt += 1 }
    return .lineBreak(length: length, textAt: textAt)
  }
}

extension UInt8 {
  static let space = UInt8(ascii: " ")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let dollar = UInt8(ascii: "$")
  static let colon = UInt8(ascii: ":")
  static let bar = UInt8(ascii: "|")
  static let at = UInt8(ascii: "@")
  static let equals = UInt8(ascii: "=")
  static let hash = UInt8(ascii: "#")

  /// Whether it may be part of the name of a variable or a rule.
  fileprivate var isInNinjaName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
