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
final class YAMLDocument: Sendable {
  /// What a value is.
  enum Kind: UInt8 {
    case plain
    case quoted
    case list
    case mapping
  }

  /// A value in 16 bytes.
  struct Value {
    var line: UInt32
    var column: UInt32
    /// The number of the text of a single value; for a list or mapping the index behind all that is
    /// within it.
    var content: UInt32
    var kind: Kind

    var isSingle: Bool { kind == .plain || kind == .quoted }
  }

  let values: [Value]
  let texts: YAMLTexts

  init(_ values: [Value], _ texts: YAMLTexts) {
    self.values = values
    self.texts = texts
  }

  /// The index of what follows a value with all that is within it.
  func index(after index: Int) -> Int {
    let value = values[index]
    return value.isSingle ? index + 1 : Int(value.content)
  }

  /// What the whole text stands for.
  var root: YAMLNode { YAMLNode(document: self, index: 0) }
}
