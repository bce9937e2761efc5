/// A value of a variable of the shared state.
public enum Value: Hashable, Sendable {
  /// Nothing yet.
  case null
  /// True or false.
  case flag(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)

  /// The value as it is written in a log: numbers in their shortest form, whole ones without a point.
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
  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}
