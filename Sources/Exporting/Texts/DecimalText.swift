internal import EventLog
internal import Formatting

/// A time in a larger unit, with all its digits and no zeros at the end: 1500 ns are `1.5` µs.
func decimalText(_ nanoseconds: Nanoseconds, digits: Int) -> String {
  let unit = (0..<digits).reduce(Int64(1)) { unit, _ in unit * 10 }
  let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: unit)
  guard rest > 0 else { return String(whole) }
  return "\(whole).\(String(unit + rest).dropFirst().trimmingZeros)"
}
