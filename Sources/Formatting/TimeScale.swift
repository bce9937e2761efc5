/// How all times of one report are worded, so that they can be compared at a glance.
///
/// From two minutes on a time is worded in minutes. Where any of several times is as long as that, those from one
/// minute on are worded in minutes too, so that `1 min 59 s` stands beside `2 min 1 s`, and not `119 s`; and those of
/// less than a second in seconds, unless nothing would be left of them.
///
///     TimeScale(longest: 121_000_000_000).text(119_000_000_000)   // 1 min 59 s
///     TimeScale(longest: 119_000_000_000).text(119_000_000_000)   // 119 s
public struct TimeScale: Equatable, Sendable {
  /// Whether times from a minute on are worded in minutes.
  public let hasMinutes: Bool

  /// The scale for times of which none is longer than this one, in nanoseconds.
  public init(longest nanoseconds: some BinaryInteger) {
    hasMinutes = rounded(UInt128(nanoseconds.magnitude), by: Self.millisecond) >= 120_000
  }

  private static let millisecond: UInt128 = 1_000_000
  /// From here on two digits are left of a time in seconds: 10 ms.
  private static let inSeconds: UInt128 = 10_000_000

  /// A time on this scale: otherwise as `timeText` words it.
  ///
  /// - Parameter nanoseconds: The time; a sum of times may be longer than 64 bits hold.
  /// - Returns: The text.
  public func text(_ nanoseconds: some BinaryInteger) -> String {
    let magnitude = UInt128(nanoseconds.magnitude)
    let sign = nanoseconds < 0 ? "−" : ""
    let units: [(name: String, length: UInt128)] = [
      ("ns", 1), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ]
    for (index, unit) in units.enumerated()
    where index < 3
      && magnitude < (hasMinutes && index == 2 ? Self.inSeconds : units[index + 1].length)
    {
      // A thousandth of this unit, rounded; it may round up to one of the next unit.
      let thousandths = rounded(magnitude * 1_000, by: unit.length)
      if thousandths < 1_000_000 {
        return magnitude == 0 ? "0 s" : "\(sign)\(decimal(thousandths)) \(unit.name)"
      }
    }
    let milliseconds = rounded(magnitude, by: Self.millisecond)
    if milliseconds < (hasMinutes ? 60_000 : 120_000) {
      return "\(sign)\(decimal(milliseconds)) s"
    }
    return sign + largeTimeText(milliseconds)
  }
}
