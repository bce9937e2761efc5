import Foundation

/// What a piece of work gave, and how long it took.
struct Measurement<Result> {
  let result: Result
  /// Processor time in seconds, the best of three: what else the machine does disturbs it least.
  let seconds: Double
  /// Seconds that somebody who waits for it sees, which are fewer where several cores work; the best of three.
  let wait: Double

  init(_ work: () throws -> Result) rethrows {
    var best: (result: Result, seconds: Double, wait: Double)?
    let clock = ContinuousClock()
    for _ in 0..<3 {
      // Room is made first: what an earlier try made must not be in the way of the next.
      let (start, begin) = (processorTime(), clock.now)
      let result = try work()
      let (seconds, wait) = (processorTime() - start, (clock.now - begin) / .seconds(1))
      best = (
        result, min(seconds, best?.seconds ?? seconds), min(wait, best?.wait ?? wait)
      )
    }
    guard let best else { preconditionFailure("three is more than none") }
    (result, seconds, wait) = best
  }

  /// Prints a line: how many a second, how long for one, and how many times a peer's.
  func report(
    _ what: String, of count: Int, _ unit: String, digest: Int, per peer: Double? = nil,
    _ peerName: String = ""
  ) {
    let rate = String(format: "%6.2f", Double(count) / seconds / 1e6)
    let share = String(format: "%5.0f", seconds / Double(count) * 1e9)
    let ratio = peer.map {
      String(format: ", %.1f× \(peerName)", $0 * Double(count) / seconds)
    }
    let padded = what.padding(toLength: 9, withPad: " ", startingAt: 0)
    print("  \(padded) \(rate) M \(unit)/s, \(share) ns each\(ratio ?? "") [\(digest)]")
  }
}

/// The processor time that this process has used, in seconds.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// How cost grows with size.
struct Growth {
  private var rows: [(size: Int, seconds: [(what: String, seconds: Double)])] = []

  mutating func add(size: Int, _ seconds: [(String, Double)]) {
    rows.append((size, seconds.map { (what: $0.0, seconds: $0.1) }))
  }

  /// Prints what one costs at each size, as many times what it costs at the first.
  func report(_ one: String = "a task") {
    guard let first = rows.first, rows.count > 1 else { return }
    print(
      "growth: the cost of \(one), in nanoseconds, and as many times that at a size of \(first.size)"
    )
    for (place, (what, least)) in first.seconds.enumerated() {
      let costs = rows.map { row in
        let cost = row.seconds[place].seconds / Double(row.size)
        return String(
          format: "%6.0f (%.2f×)", cost * 1e9, cost / (least / Double(first.size)))
      }
      let padded = what.padding(toLength: 9, withPad: " ", startingAt: 0)
      print("  \(padded) \(costs.joined(separator: "  "))")
    }
  }
}
