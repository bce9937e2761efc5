internal import EventLog
internal import Formatting

/// Round instants along an axis, with their labels, all in one unit.
///
///     0 s   10 s   20 s   30 s
///     0 s   30 s   60 s   90 s   120 s   and not 2 min
struct TimeAxis {
  /// The instants, from 0 to at most the end.
  let ticks: [(at: Nanoseconds, label: String)]

  /// An axis with at most so many steps.
  init(end: Nanoseconds, steps: Int) {
    guard end > 0 else {
      ticks = [(0, timeText(0))]
      return
    }
    let step = Self.roundSteps.first { end / $0 < steps } ?? end
    let unit = Self.unit(ofSteps: step, until: end)
    ticks = stride(from: 0, through: end, by: Int64.Stride(step)).map {
      ($0, Self.label($0, unit))
    }
  }

  private typealias Unit = (name: String, length: Nanoseconds)

  private static let units: [Unit] = [
    ("ns", 1), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000),
    ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
  ]

  /// The largest unit of which the step is a simple part: 500 ms are 0.5 s on an axis of seconds.
  private static func unit(ofSteps step: Nanoseconds, until end: Nanoseconds) -> Unit {
    let whole = units.last { step % $0.length == 0 } ?? units[0]
    let larger = units.last { $0.length <= 1_000_000_000 && $0.length <= end } ?? whole
    let tenths = larger.length / 100
    return larger.length > whole.length && tenths > 0 && step % tenths == 0 ? larger : whole
  }

  private static func label(_ time: Nanoseconds, _ unit: Unit) -> String {
    let (whole, rest) = time.quotientAndRemainder(dividingBy: unit.length)
    guard rest > 0 else { return "\(whole) \(unit.name)" }
    let hundredths = rest / (unit.length / 100)
    let digits = String(100 + hundredths).dropFirst()
    return "\(whole).\(digits.last == "0" ? digits.dropLast() : digits) \(unit.name)"
  }

  /// 1, 2 and 5 times a power of ten up to 50 s, then what divides minutes, hours and days, and from
  /// a day on 1, 2 and 5 times a power of ten again.
  private static let roundSteps: [Nanoseconds] = {
    let second: Nanoseconds = 1_000_000_000
    let day = 86_400 * second
    var steps: [Nanoseconds] = []
    var power: Nanoseconds = 1
    while power <= second {
      steps += [power, 2 * power, 5 * power]
      power *= 10
    }
    steps += [10, 15, 20, 30].map { $0 * second }
    steps += [1, 2, 5, 10, 15, 20, 30].map { $0 * 60 * second }
    steps += [1, 2, 3, 6, 12].map { $0 * 3_600 * second }
    power = 1
    while power <= 10_000 {
      steps += [power * day, 2 * power * day, 5 * power * day]
      power *= 10
    }
    return steps
  }()
}
