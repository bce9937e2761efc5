internal import Formatting

/// A value of a variable of the shared state.
///
///     Value.number(1).jsonText      // 1
///     Value.text("1").jsonText      // "1"
///     Value.text("hello").shown     // hello
///     Value.text("1").shown         // "1"
public enum Value: Hashable, Sendable {
  /// Nothing yet.
  case null
  /// True or false.
  case flag(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)

  /// The value as text within other text: numbers in their shortest form, whole ones without a point;
  /// a text as it is, so that `1` and `"1"` look the same here.
  public var description: String {
    switch self {
    case .null: return "null"
    case .flag(let flag): return flag ? "true" : "false"
    case .number(let number):
      if let whole = Int64(exactly: number), abs(number) < 1e15 { return String(whole) }
      return "\(number)"
    case .text(let text): return text
    }
  }

  /// The value as it stands in a log: JSON, which keeps its kind.
  ///
  /// JSON has no word for numbers that are not finite: those too large are written as `1e999`, and
  /// what is no number as `null`.
  public var jsonText: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .number(let number) where number.isNaN: "null"
    case .number(let number) where number.isInfinite: number < 0 ? "-1e999" : "1e999"
    default: description
    }
  }

  /// Reads a value from JSON; nil if it is none in the form that `jsonText` writes.
  public init?(jsonText: String) {
    switch jsonText {
    case "null": self = .null
    case "true": self = .flag(true)
    case "false": self = .flag(false)
    default:
      if let number = Double(jsonText), Value.number(number).jsonText == jsonText {
        self = .number(number)
        return
      }
      var copy = jsonText
      let text = copy.withUTF8 { bytes -> String? in
        var line = LogLine(bytes)
        guard let text = try? line.string(), line.isAtEnd else { return nil }
        return text
      }
      guard let text, JSONText.quoted(text) == jsonText else { return nil }
      self = .text(text)
    }
  }

  /// The value that a text stands for in a log of format 1, which did not keep kinds: what looks like
  /// another kind is taken for it.
  init(formerText text: String) {
    self = Value(jsonText: text) ?? .text(text)
    if case .text = self { self = .text(text) }
  }

  /// The value for people: a text that could be taken for another kind stands in quotation marks.
  public var shown: String {
    guard case .text(let text) = self else { return description }
    return text.isEmpty || Value(jsonText: text) != nil ? jsonText : text
  }

  /// Whether it counts as true: `true`, a number other than 0, a text that is not empty.
  public var isTrue: Bool {
    switch self {
    case .null: false
    case .flag(let flag): flag
    case .number(let number): number != 0 && !number.isNaN
    case .text(let text): !text.isEmpty
    }
  }

  /// The number, if it is one.
  package var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}

extension Log {
  /// The value that an event of the shared state gives by this name.
  ///
  /// - Complexity: O(length of the text).
  public func value(_ name: Name) -> Value { Value(jsonText: names[name]) ?? .text(names[name]) }
}
