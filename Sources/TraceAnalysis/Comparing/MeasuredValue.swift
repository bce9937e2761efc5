/// A measure of a run as an exact fraction: nanoseconds or a number of calls over one, or one time over another.
public struct MeasuredValue: Equatable, Sendable {
  /// What is counted.
  public var numerator: Int128
  /// In how many parts; above 0.
  public var denominator: Int128

  /// A time in nanoseconds, a number of calls, or a ratio of two of them.
  ///
  /// - Precondition: `denominator` is above 0.
  public init(_ numerator: some BinaryInteger, over denominator: some BinaryInteger = Int128(1)) {
    precondition(denominator > 0)
    (self.numerator, self.denominator) = (Int128(numerator), Int128(denominator))
  }

  /// A decimal number of at most 6 decimals, such as `0.8`; nil if the text is none.
  public init?(decimal text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    guard let first = parts.first, !first.isEmpty, parts.count < 2 || !fraction.isEmpty,
      fraction.utf8.count <= 6, (String(first) + fraction).utf8.allSatisfy(\.isDigit),
      let millionths = Int64(first + fraction + String(repeating: "0", count: 6 - fraction.count)),
      millionths < Self.most
    else { return nil }
    self.init(millionths, over: Self.millionth)
  }

  /// Parts of a decimal number, and how many of them it has at most, so that no product of two values is too large.
  private static let (millionth, most) = (1_000_000, Int64(1) << 40)

  /// The value in millionths, rounded down.
  package var millionths: Int128 { numerator * Int128(Self.millionth) / denominator }
}

/// How a value is compared with another: `<=`.
public enum Relation: String, CaseIterable, Sendable {
  case isLess = "<"
  case isAtMost = "<="
  case isGreater = ">"
  case isAtLeast = ">="
  case isEqual = "=="
  case isNotEqual = "!="

  /// Whether it is so.
  public func holds(_ left: MeasuredValue, _ right: MeasuredValue) -> Bool {
    let (left, right) = (
      left.numerator * right.denominator, right.numerator * left.denominator
    )
    return switch self {
    case .isLess: left < right
    case .isAtMost: left <= right
    case .isGreater: left > right
    case .isAtLeast: left >= right
    case .isEqual: left == right
    case .isNotEqual: left != right
    }
  }

  /// The first sign of a comparison in a text, and where it stands; nil if there is none.
  package static func first(in text: String) -> (relation: Relation, place: Range<String.Index>)? {
    guard let start = text.firstIndex(where: { "<>=!".contains($0) }) else { return nil }
    let rest = text[start...]
    let longest = allCases.sorted { $0.rawValue.utf8.count > $1.rawValue.utf8.count }
    guard let relation = longest.first(where: { rest.hasPrefix($0.rawValue) }) else { return nil }
    return (relation, start..<text.index(start, offsetBy: relation.rawValue.count))
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
