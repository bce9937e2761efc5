internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What must not become of a run beside its baseline: `makespan > +5%`.
///
/// A measure, a sign, and a limit: a change in percent (`+5%`), a change in time (`+2s`), or a value (`90s`, `0.5`).
public struct GateCondition: Sendable {
  /// What the measure is compared with.
  enum Limit: Sendable {
    /// A change, in millionths of the baseline.
    case percent(Int128)
    /// A change, in the unit of the measure.
    case change(Int128)
    /// A value, in the unit of the measure.
    case value(Int128)
  }

  /// Why a text is no condition.
  public struct Problem: Error, Sendable {
    /// What was found, and what was expected.
    public let sentence: String
  }

  /// The condition as it was written.
  public let text: String
  let measure: RunMeasure
  let relation: Relation
  let limit: Limit

  /// Reads a condition.
  ///
  /// - Parameters:
  ///   - text: The condition.
  ///   - time: Reads a length of time, in nanoseconds; nil if it is none.
  /// - Throws: `Problem` if it is none.
  public init(_ text: String, time: (String) -> Int64?) throws(Problem) {
    self.text = text
    let words = text.split(separator: " ").joined()
    guard let sign = Relation.first(in: words), sign.relation.isOrder else {
      throw Self.problem(text, "no `>` or `<`")
    }
    let word = String(words[..<sign.place.lowerBound])
    guard let measure = RunMeasure(word: word) else {
      let known = RunMeasure.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw Self.problem(text, "`\(word)`, where one of \(known) is known")
    }
    self.measure = measure
    relation = sign.relation
    let rest = words[sign.place.upperBound...]
    let isNegative = rest.first == "-"
    let isChange = isNegative || rest.first == "+"
    let number = String(isChange ? rest.dropFirst() : rest)
    if number.hasSuffix("%"), let value = MeasuredValue(decimal: number.dropLast()) {
      limit = .percent((isNegative ? -1 : 1) * value.millionths / 100)
    } else if let value = Self.amount(number, of: measure.unit, time) {
      limit = isChange ? .change((isNegative ? -1 : 1) * value) : .value(value)
    } else {
      throw Self.problem(text, "`\(rest)`")
    }
  }

  private static func problem(_ text: String, _ found: String) -> Problem {
    Problem(
      sentence:
        "Expected a condition such as `makespan > +5%`, `critical-path > 90s` or `efficiency < 0.5`, and "
        + "found \(found) in `\(text)`.")
  }

  /// An amount in the unit in which the measure is compared; nil if the text is none.
  private static func amount(
    _ text: String, of unit: RunMeasure.Unit, _ time: (String) -> Int64?
  ) -> Int128? {
    switch unit {
    case .time: time(text).map { Int128($0) }
    case .ratio: MeasuredValue(decimal: text)?.millionths
    case .count: UInt32(text).map { Int128($0) }
    }
  }
}

extension Relation {
  /// Whether it is one of order: above or below.
  fileprivate var isOrder: Bool { self != .isEqual && self != .isNotEqual }
}
