internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What must not become of a run beside its baseline: `makespan > +5%`.
///
/// A measure, a sign, and a limit: a change in percent (`+5%`), a change in time (`+2s`), or a value (`90s`, `0.5`).
public struct GateCondition: Sendable {
  /// What is measured.
  public enum Measure: String, CaseIterable, Sendable {
    /// The end of the last call.
    case makespan
    /// The heaviest chain.
    case criticalPath = "critical-path"
    /// The running of all calls together.
    case work
    /// What parallelism saved: against the serial twin of a scenario, or the own work of a trace.
    case saved
    /// Speedup by machine.
    case efficiency
  }

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
  let measure: Measure
  let isAbove: Bool
  let isEqualEnough: Bool
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
    guard let sign = words.firstIndex(where: { "<>".contains($0) }) else {
      throw Self.problem(text, "no `>` or `<`")
    }
    guard let measure = Measure(rawValue: String(words[..<sign])) else {
      let known = Measure.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw Self.problem(text, "`\(words[..<sign])`, where one of \(known) is known")
    }
    self.measure = measure
    isAbove = words[sign] == ">"
    var rest = words[words.index(after: sign)...]
    isEqualEnough = rest.first == "="
    if isEqualEnough { rest = rest.dropFirst() }
    let isNegative = rest.first == "-"
    let isChange = isNegative || rest.first == "+"
    let number = String(isChange ? rest.dropFirst() : rest)
    func signed(_ value: Int64) -> Int128 { isNegative ? -Int128(value) : Int128(value) }
    if number.hasSuffix("%"), let value = Self.millionths(number.dropLast()), value < 1 << 50 {
      limit = .percent(signed(value / 100))
    } else if measure == .efficiency, let value = Self.millionths(number[...]) {
      limit = isChange ? .change(signed(value)) : .value(signed(value))
    } else if measure != .efficiency, let value = time(number) {
      limit = isChange ? .change(signed(value)) : .value(signed(value))
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

  /// A decimal number in millionths; nil if it is none.
  private static func millionths(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    guard !parts[0].isEmpty, fraction.count <= 6, (parts[0] + fraction).allSatisfy(\.isASCIIDigit)
    else { return nil }
    return Int64(parts[0] + fraction + String(repeating: "0", count: 6 - fraction.count))
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
