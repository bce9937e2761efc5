/// A name in a log's `NameTable`.
///
/// Two names of one log are equal exactly if their texts are.
public struct Name: Hashable, Sendable {
  /// The position of the text in the table.
  public let index: UInt32

  /// No name.
  public static let none = Name(index: .max)

  /// Whether there is no name.
  public var isNone: Bool { self == .none }

  init(index: UInt32) { self.index = index }
}

/// Every text of a log, once, in the order of first use.
///
/// Texts are the same if their bytes are: what Unicode holds to be equivalent, such as the two ways
/// of writing é, is two names here, so that a log is written as it was read.
public struct NameTable: Equatable, Sendable {
  /// The texts; a name's index is its place here.
  public private(set) var texts: [String] = []
  private var indices: [ExactText: UInt32] = [:]

  /// Makes an empty table.
  public init() {}

  /// The text of a name; empty for `Name.none`.
  public subscript(name: Name) -> String {
    name.isNone ? "" : texts[Int(name.index)]
  }

  /// The name of a text, entered if it is new.
  ///
  /// - Complexity: O(length of `text`), amortised.
  public mutating func intern(_ text: String) -> Name {
    if let index = indices[ExactText(text: text)] { return Name(index: index) }
    let index = UInt32(texts.count)
    texts.append(text)
    indices[ExactText(text: text)] = index
    return Name(index: index)
  }

  /// The name of a text, or `Name.none` if the log does not use it.
  ///
  /// - Complexity: O(length of `text`).
  public func find(_ text: String) -> Name {
    indices[ExactText(text: text)].map(Name.init(index:)) ?? .none
  }

  /// Whether both hold the same texts in the same order.
  public static func == (left: NameTable, right: NameTable) -> Bool {
    left.texts.elementsEqual(right.texts) { ExactText(text: $0) == ExactText(text: $1) }
  }
}

/// A text that is equal only to one of the same bytes.
private struct ExactText: Hashable {
  var text: String

  static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(text.utf8.count)
  }
}
