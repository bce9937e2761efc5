internal import EventLog
internal import Formatting

/// The unit in which a page tells times: the largest power of 10 that divides all instants of its runs.
///
/// So times are small whole numbers, which JavaScript holds exactly.
struct PageClock: Equatable {
  /// The unit in nanoseconds.
  let unit: Nanoseconds
  private let digits: Int

  /// The unit of some runs.
  ///
  /// - Complexity: O(*n*) in the number of events.
  init(_ logs: [Log]) {
    var (unit, digits): (Nanoseconds, Int) = (1, 0)
    let isWhole = { (unit: Nanoseconds) in
      logs.allSatisfy { log in log.events.allSatisfy { $0.at % unit == 0 } }
    }
    while digits < 9, isWhole(unit * 10) {
      unit *= 10
      digits += 1
    }
    (self.unit, self.digits) = (unit, digits)
  }

  /// An instant of a run in units.
  func ticks(_ time: Nanoseconds) -> Int64 { time / unit }

  /// Any time in units, as JSON has numbers.
  func number(_ time: some BinaryInteger) -> String {
    let (whole, rest) = Int128(time).quotientAndRemainder(dividingBy: Int128(unit))
    guard rest != 0 else { return String(whole) }
    let fraction = String(Int128(unit) + Int128(rest.magnitude)).dropFirst().trimmingZeros
    return "\(time < 0 && whole == 0 ? "-" : "")\(whole).\(fraction)"
  }
}

extension JSONSink {
  /// A time in units, or null where it is not known.
  mutating func time(_ key: StaticString, _ time: (some BinaryInteger)?, _ clock: PageClock) {
    field(key, word: time.map { clock.number($0) } ?? "null")
  }
}
