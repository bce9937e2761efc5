/// Which keys of a context the expressions of a workflow file read: `build` of `needs.build.outputs.tag`.
///
/// Names of contexts and keys are the same in capital and small letters. What names a key outside of an expression counts
/// too, since a script or another workflow may make an expression of it.
package struct ContextUse {
  /// The keys that are read, in small letters.
  package private(set) var keys: Set<String> = []
  /// Whether the context is read as a whole, or keys of it that only the run knows: `toJSON(needs)`, `needs.*.result`.
  package private(set) var isWhole = false

  private let context: [UInt8]

  /// Finds what is read of a context.
  ///
  /// - Parameters:
  ///   - context: Its name: `needs`, `steps`.
  ///   - texts: Texts that may have expressions in them.
  ///   - conditions: Texts that are expressions as a whole, as those of `if` are.
  /// - Complexity: O(*n*) in the length of the texts.
  package init(of context: String, in texts: [String], conditions: [String] = []) {
    self.context = Array(context.lowercased().utf8)
    for text in texts { read(text, isExpression: false) }
    for text in conditions { read(text, isExpression: true) }
  }

  /// Whether a key is read.
  package func reads(_ key: String) -> Bool { isWhole || keys.contains(key.lowercased()) }

  private mutating func read(_ text: String, isExpression isAll: Bool) {
    let text = Array(text.lowercased().utf8)
    var isExpression = isAll
    var place = 0
    while place < text.count {
      let rest = text[place...]
      if rest.starts(with: "${{".utf8) {
        isExpression = true
        place += 3
      } else if !isAll, rest.starts(with: "}}".utf8) {
        isExpression = false
        place += 2
      } else if isExpression, text[place] == UInt8(ascii: "'") {
        // What stands in a text of an expression is no name.
        place = (rest.dropFirst().firstIndex(of: UInt8(ascii: "'")) ?? text.count - 1) + 1
      } else if Self.isOfName(text[place]) {
        let end = rest.firstIndex { !Self.isOfName($0) } ?? text.count
        let isMember = place > 0 && text[place - 1] == UInt8(ascii: ".")
        if !isMember, text[place..<end].elementsEqual(context) {
          readKey(text[end...], isExpression: isExpression)
        }
        place = end
      } else {
        place += 1
      }
    }
  }

  /// Notes which key is read of the context, by what stands behind its name.
  private mutating func readKey(_ rest: ArraySlice<UInt8>, isExpression: Bool) {
    let rest = Self.withoutBlanks(rest)
    switch rest.first {
    case UInt8(ascii: "."):
      let key = Self.withoutBlanks(rest.dropFirst())
      if key.first == UInt8(ascii: "*") { return isWhole = true }
      keys.insert(String(decoding: key.prefix(while: Self.isOfName), as: UTF8.self))
    case UInt8(ascii: "["):
      let key = Self.withoutBlanks(rest.dropFirst())
      guard let quote = key.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        return isWhole = true
      }
      keys.insert(
        String(decoding: key.dropFirst().prefix { $0 != quote }, as: UTF8.self))
    default: if isExpression { isWhole = true }
    }
  }

  private static func withoutBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
  }

  /// Whether a byte can stand in a name.
  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
