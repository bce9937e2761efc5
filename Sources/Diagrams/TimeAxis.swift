internal import EventLog
internal import Reports
internal import Formatting

/// Round instants along an axis, with their labels.
struct TimeAxis {
  /// The instants, from 0 to at most the end.
  let ticks: [(at: Nanoseconds, label: String)]

  /// An axis with at most so many steps.
  init(end: Nanoseconds, steps: Int) {
    let step = Self.roundSteps.first { end / $0 < steps } ?? end
    ticks = stride(from: 0, through: end, by: Int64.Stride(step)).map { ($0, timeText($0)) }
  }

  /// 1, 2 and 5 times a power of ten up to 50 s, then what divides minutes, hours and days.
  private static let roundSteps: [Nanoseconds] = {
    let second: Nanoseconds = 1_000_000_000
    var steps: [Nanoseconds] = []
    var power: Nanoseconds = 1
    while power <= 10 * second {
      steps += [power, 2 * power, 5 * power]
      power *= 10
    }
    steps += [1, 2, 5, 10, 20, 30].map { $0 * 60 * second }
    steps += [1, 2, 4, 6, 12, 24, 48, 120, 240].map { $0 * 3_600 * second }
    steps += [20, 50, 100, 200, 500, 1_000, 2_000, 5_000].map { $0 * 86_400 * second }
    return steps
  }()
}
