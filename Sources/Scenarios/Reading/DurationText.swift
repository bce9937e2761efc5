package import EventLog
internal import Simulation

/// Why a text is not a length of time.
package enum DurationProblem: Error, Equatable {
  case noUnit
  case notADuration
  /// A word that is no unit, such as `sec`.
  case unknownUnit(String)
  /// Units that do not stand from the largest to the smallest, each once.
  case unitsOutOfOrder
  case negative
  case tooLong
  case tooFine

  /// The problem in words, with the text that has it.
  package func description(of text: String) -> String {
    let found = "found \(Complaint.found(text))"
    switch self {
    case .noUnit:
      return "Expected a length of time with its unit, \(Self.example), \(found)."
    case .notADuration: return "Expected a length of time \(Self.example), \(found)."
    case .unknownUnit(let word):
      let meant = unit(meantBy: word).map { "; did you mean \(Complaint.quote($0))?" } ?? "."
      return "Expected a length of time \(Self.example), \(found). There is no unit "
        + "\(Complaint.quote(word))\(meant) The units are \(Self.units)."
    case .unitsOutOfOrder:
      return
        "Expected a length of time \(Self.example), \(found). Write the larger unit first, and each once: "
        + "the units are \(Self.units)."
    case .negative: return "Expected a length of time that is not negative, \(found)."
    case .tooLong:
      return "Expected at most 100 years, the longest time that is simulated, \(found)."
    case .tooFine: return "Expected whole nanoseconds, \(found)."
    }
  }

  private static let units = "`d`, `h`, `min` or `m`, `s`, `ms`, `us` and `ns`"

  private static let example = "such as `4s`, `150ms` or `1h30m`"
}

/// The nanoseconds that a text such as `4s`, `1.5 ms` or `1h30m` stands for.
///
/// One or more numbers with their units, the larger first; decimals are exact.
///
/// - Complexity: O(length of `text`).
package func nanoseconds(in text: String) throws(DurationProblem) -> Nanoseconds {
  var rest = text.utf8[...]
  if rest.first == UInt8(ascii: "-") { throw .negative }
  var total: Nanoseconds = 0
  var largest = Nanoseconds.max
  repeat {
    let number = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    rest = rest[number.endIndex...].drop { $0 == UInt8(ascii: " ") }
    let word = rest.prefix { !isDigit($0) && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ".") }
    rest = rest[word.endIndex...].drop { $0 == UInt8(ascii: " ") }
    guard !number.isEmpty else { throw .notADuration }
    guard !word.isEmpty else { throw .noUnit }
    guard let unit = unitLengths.first(where: { word.elementsEqual($0.name.utf8) })?.length else {
      let name = String(Substring(word))
      throw name.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
        ? .unknownUnit(name) : .notADuration
    }
    guard unit < largest else { throw .unitsOutOfOrder }
    largest = unit
    let part = try product(of: number, unit)
    let (sum, overflow) = total.addingReportingOverflow(part)
    guard !overflow, sum <= Limits.longestTime else { throw .tooLong }
    total = sum
  } while !rest.isEmpty
  return total
}

/// The lengths of the units, in nanoseconds.
private let unitLengths: [(name: String, length: Nanoseconds)] = [
  ("s", 1_000_000_000), ("ms", 1_000_000), ("m", 60_000_000_000), ("min", 60_000_000_000),
  ("h", 3_600_000_000_000), ("d", 86_400_000_000_000), ("us", 1_000), ("µs", 1_000),
  ("μs", 1_000), ("ns", 1),
]

/// The unit that a word of other tools or of prose stands for; nil if it is none.
private func unit(meantBy word: String) -> String? {
  let word = word.lowercased()
  if unitLengths.contains(where: { $0.name == word }) { return word }
  return otherUnits.first { $0.words.contains(word) }?.unit
}

private let otherUnits: [(unit: String, words: [String])] = [
  ("d", ["day", "days"]), ("h", ["hr", "hrs", "hour", "hours"]),
  ("min", ["mins", "minute", "minutes"]), ("s", ["sec", "secs", "second", "seconds"]),
  ("ms", ["msec", "msecs", "millis", "millisecond", "milliseconds"]),
  ("us", ["usec", "usecs", "micros", "microsecond", "microseconds"]),
  ("ns", ["nsec", "nsecs", "nanos", "nanosecond", "nanoseconds"]),
]

private func product(
  of number: Substring.UTF8View.SubSequence, _ unit: Nanoseconds
) throws(DurationProblem) -> Nanoseconds {
  let parts = number.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { throw .notADuration }
  let (whole, overflow) = try integer(parts[0]).multipliedReportingOverflow(by: unit)
  guard !overflow else { throw .tooLong }
  guard parts.count == 2, let last = parts[1].lastIndex(where: { $0 != UInt8(ascii: "0") }) else {
    return whole
  }
  let decimals = parts[1][...last]
  guard decimals.count <= 15 else { throw .tooFine }
  let scale = (0..<decimals.count).reduce(Int128(1)) { scale, _ in scale * 10 }
  let (fraction, remainder) = (Int128(try integer(decimals)) * Int128(unit))
    .quotientAndRemainder(dividingBy: scale)
  guard remainder == 0 else { throw .tooFine }
  return whole + Nanoseconds(fraction)
}

private func integer(
  _ digits: Substring.UTF8View.SubSequence
) throws(DurationProblem) -> Nanoseconds {
  guard let value = Nanoseconds(Substring(digits)) else { throw .tooLong }
  return value
}

private func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}
