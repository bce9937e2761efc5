/// A time with three digits, for where there is little room and nobody adds up.
///
/// From two minutes on it is told in whole seconds, from an hour in whole minutes.
///
///     shortTimeText(12_636_000)           // 12.6 ms
///     shortTimeText(1_474_200_000)        // 1.47 s
///     shortTimeText(123_500_000_000)      // 2 min 4 s
///     shortTimeText(5_430_000_000_000)    // 1 h 31 min
///
/// - Parameter nanoseconds: The time; a sum of times may be longer than 64 bits hold.
/// - Returns: The text.
public func shortTimeText(_ nanoseconds: some BinaryInteger) -> String {
  let magnitude = UInt128(nanoseconds.magnitude)
  let second: UInt128 = 1_000_000_000
  var unit: UInt128 = 1
  if magnitude >= 3_600 * second {
    unit = 60 * second
  } else if magnitude >= 120 * second {
    unit = second
  } else {
    while magnitude / unit >= 1_000 { unit *= 10 }
  }
  let short = rounded(magnitude, by: unit) * unit
  return (nanoseconds < 0 ? "−" : "") + timeText(short)
}
