internal import EventLog
/// A YAML document as flat arrays: values in the order of the text, each with where it begins.
///
/// What is within a list or mapping follows it at once, and each list or mapping knows where that ends:
///
///     tasks: { a: { takes: 3s } }
///
///     0 mapping, up to 7    1 tasks    2 mapping, up to 7    3 a    4 mapping, up to 7
///     5 takes               6 3s
///
/// So a document of millions of values is a few arrays, and nothing goes through it by recursion.
package final class YAMLDocument: Sendable {
  /// What a value is.
  package enum Kind: UInt8 {
    case plain
    case quoted
    case list
    case mapping
  }

  /// A value in 16 bytes.
  package struct Value {
    package var line: UInt32
    package var column: UInt32
    /// The number of the text of a single value; for a list or mapping the index behind all that is
    /// within it.
    package var content: UInt32
    package var kind: Kind

    package init(line: UInt32, column: UInt32, content: UInt32, kind: Kind) {
      self.line = line
      self.column = column
      self.content = content
      self.kind = kind
    }

    package var isSingle: Bool { kind == .plain || kind == .quoted }
  }

  package let values: [Value]
  package let texts: YAMLTexts

  package init(_ values: [Value], _ texts: YAMLTexts) {
    self.values = values
    self.texts = texts
  }

  /// The index of what follows a value with all that is within it.
  package func index(after index: Int) -> Int {
    let value = values[index]
    return value.isSingle ? index + 1 : Int(value.content)
  }

  /// Where the first key of a mapping stands that fulfils a condition.
  ///
  /// - Complexity: O(*n*) in the number of its keys.
  package func firstKey(of mapping: Int, where condition: (Int) -> Bool) -> Int? {
    let end = index(after: mapping)
    var key = mapping + 1
    while key < end, !condition(key) { key = index(after: index(after: key)) }
    return key < end ? key : nil
  }

  /// Whether a single value that was written so stands at an index.
  package func isText(_ index: Int, _ text: String) -> Bool {
    let value = values[index]
    guard value.isSingle else { return false }
    return text.utf8.withContiguousStorageIfAvailable { texts.isSame(value.content, $0) }
      ?? (text == texts.text(value.content))
  }

  /// What the whole text stands for.
  package var root: YAMLNode { YAMLNode(document: self, index: 0) }
}
