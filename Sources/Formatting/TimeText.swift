/// A time in nanoseconds as people read it.
///
/// The largest of ns, µs, ms and s that is at least 1, with at most 3 decimals and no zeros at the
/// end; from 120 s in minutes and seconds, from an hour in hours too, from a day in days too.
///
///     timeText(4_000_000_000)           // 4 s
///     timeText(150_000_000)             // 150 ms
///     timeText(123_500_000_000)         // 2 min 3.5 s
///     timeText(5_400_000_000_000)       // 1 h 30 min
///     timeText(97_200_000_000_000)      // 1 d 3 h
///     timeText(2_592_000_000_000_000)   // 30 d
///
/// Where several times stand beside each other, `TimeScale` words them all alike.
///
/// - Parameter nanoseconds: The time; a sum of times may be longer than 64 bits hold.
/// - Returns: The text.
public func timeText(_ nanoseconds: some BinaryInteger) -> String {
  TimeScale(longest: nanoseconds).text(nanoseconds)
}

/// A time in nanoseconds as an option takes it: every digit, and no blanks.
///
///     exactTimeText(1_500_000_000)   // 1.5s
///     exactTimeText(1_234_567_890)   // 1.23456789s
///     exactTimeText(250_000_000)     // 250ms
///
/// - Parameter nanoseconds: The time.
/// - Returns: The text, in the largest of ns, us, ms and s that is at least 1.
public func exactTimeText(_ nanoseconds: Int64) -> String {
  let magnitude = nanoseconds.magnitude
  let units: [(unit: UInt64, name: String)] = [
    (1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "us"), (1, "ns"),
  ]
  let (unit, name) = units.first { magnitude >= $0.unit } ?? (1_000_000_000, "s")
  let fraction = String(unit + magnitude % unit).dropFirst().trimmingZeros
  return (nanoseconds < 0 ? "-" : "") + "\(magnitude / unit)"
    + (fraction.isEmpty ? "" : ".\(fraction)")
    + name
}

/// Days, hours, minutes and seconds, from the first that is not 0 to the last that is not.
func largeTimeText(_ milliseconds: UInt128) -> String {
  let (minutes, rest) = milliseconds.quotientAndRemainder(dividingBy: 60_000)
  let (hours, restOfHour) = minutes.quotientAndRemainder(dividingBy: 60)
  let (days, restOfDay) = hours.quotientAndRemainder(dividingBy: 24)
  let parts: [(isNothing: Bool, text: String)] = [
    (days == 0, "\(days) d"), (restOfDay == 0, "\(restOfDay) h"),
    (restOfHour == 0, "\(restOfHour) min"), (rest == 0, "\(decimal(rest)) s"),
  ]
  let first = parts.firstIndex { !$0.isNothing } ?? 0
  let last = parts.lastIndex { !$0.isNothing } ?? 0
  return parts[first...last].map(\.text).joined(separator: " ")
}

func rounded(_ value: UInt128, by unit: UInt128) -> UInt128 {
  value / unit + (value % unit * 2 >= unit ? 1 : 0)
}

/// Thousandths as a decimal number without zeros at the end.
func decimal(_ thousandths: UInt128) -> String {
  let (whole, fraction) = thousandths.quotientAndRemainder(dividingBy: 1_000)
  guard fraction > 0 else { return String(whole) }
  return "\(whole).\(String(1_000 + fraction).dropFirst().trimmingZeros)"
}

extension Substring {
  /// The digits without zeros at their end.
  package var trimmingZeros: Substring {
    var trimmed = self
    while trimmed.last == "0" { trimmed.removeLast() }
    return trimmed
  }
}
