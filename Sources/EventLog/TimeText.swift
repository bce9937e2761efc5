/// A time as people read it.
///
/// The largest of ns, µs, ms and s that is at least 1, with at most 3 decimals and no zeros at the
/// end; from 120 s in minutes and seconds, from an hour in hours too.
///
///     timeText(4_000_000_000)      // 4 s
///     timeText(150_000_000)        // 150 ms
///     timeText(123_500_000_000)    // 2 min 3.5 s
///     timeText(5_400_000_000_000)  // 1 h 30 min
public func timeText(_ time: Nanoseconds) -> String {
  let magnitude = time.magnitude
  let sign = time < 0 ? "−" : ""
  let units: [(name: String, length: UInt64)] = [
    ("ns", 1), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
  ]
  for (index, unit) in units.enumerated() where index < 3 && magnitude < units[index + 1].length {
    // A thousandth of this unit, rounded; it may round up to one of the next unit.
    let thousandths = rounded(UInt64(magnitude) * 1_000, by: unit.length)
    if thousandths < 1_000_000 {
      return magnitude == 0 ? "0 s" : "\(sign)\(decimal(thousandths)) \(unit.name)"
    }
  }
  let milliseconds = rounded(UInt64(magnitude), by: 1_000_000)
  if milliseconds < 120_000 { return "\(sign)\(decimal(milliseconds)) s" }
  let (minutes, rest) = milliseconds.quotientAndRemainder(dividingBy: 60_000)
  let seconds = rest > 0 ? " \(decimal(rest)) s" : ""
  if minutes < 60 { return "\(sign)\(minutes) min\(seconds)" }
  let (hours, remainder) = minutes.quotientAndRemainder(dividingBy: 60)
  let shownMinutes = remainder > 0 || rest > 0 ? " \(remainder) min" : ""
  return "\(sign)\(hours) h\(shownMinutes)\(seconds)"
}

private func rounded(_ value: UInt64, by unit: UInt64) -> UInt64 {
  value / unit + (value % unit * 2 >= unit ? 1 : 0)
}

/// Thousandths as a decimal number without zeros at the end.
private func decimal(_ thousandths: UInt64) -> String {
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
