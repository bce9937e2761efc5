/// Tells by its keys whether a text is meant to be a scenario.
///
/// A scenario is a YAML mapping with keys of ours at its top. Texts of other tools have some of these words
/// too, deep within or beside keys that no scenario has.
struct ScenarioSigns {
  /// Keys that hardly anything but a scenario has at its top.
  private static let own: Set = ["components", "flow", "machines", "tasks", "workers", "policy"]
  /// Keys that a scenario may have beside those.
  private static let shared: Set = ["name", "state", "streams", "reactive", "limits", "expect"]

  /// Whether a text is meant to be a scenario.
  ///
  /// - Complexity: O(*n*), at most.
  static func areIn(_ bytes: ArraySlice<UInt8>) -> Bool {
    let first = bytes.first { !" \t\r\n".utf8.contains($0) }
    let isFlow = first == UInt8(ascii: "{")
    var own = 0
    var shared = 0
    var others = 0
    // Most scenarios say what they are in the first few keys, however long they are.
    func count(_ key: String) -> Bool {
      if Self.own.contains(key) {
        own += 1
      } else if Self.shared.contains(key) {
        shared += 1
      } else {
        others += 1
      }
      return isFlow || own == 0
    }
    if isFlow { keysInBraces(bytes, count) } else { keysOfLines(bytes, count) }
    // With `tasks` alone a document in braces may be anybody's.
    if isFlow, others > 0 { return own > others }
    return own > 0 || (shared > 0 && others == 0)
  }

  /// Gives the keys at the beginnings of lines, until `body` wants no more.
  private static func keysOfLines(_ bytes: ArraySlice<UInt8>, _ body: (String) -> Bool) {
    var rest = bytes
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest[line.endIndex...].dropFirst()
      guard let first = line.first, !" #-\t\r.%".utf8.contains(first) else { continue }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex < 80 else {
        continue
      }
      if !body(bare(line[..<colon])) { return }
    }
  }

  /// Gives the keys of a mapping in braces.
  private static func keysInBraces(_ bytes: ArraySlice<UInt8>, _ body: (String) -> Bool) {
    var depth = 0
    var quote: UInt8?
    var isEscaped = false
    var start = bytes.startIndex
    for (place, byte) in zip(bytes.indices, bytes) {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == open {
          quote = nil
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): quote = byte
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        start = place + 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        start = place + 1
      case UInt8(ascii: ","): start = place + 1
      case UInt8(ascii: ":") where depth == 1 && place - start < 80:
        if !body(bare(bytes[start..<place])) { return }
      default: break
      }
    }
  }

  /// A key without its quotes and the blanks around it.
  private static func bare(_ key: ArraySlice<UInt8>) -> String {
    let signs = Array(" \t\r\n\"'".utf8)
    let text = key.drop { signs.contains($0) }
    let end = text.lastIndex { !signs.contains($0) }.map { $0 + 1 } ?? text.startIndex
    return String(decoding: text[..<end], as: UTF8.self)
  }
}
