public import EventLog

/// Tests on any number of workers who each take the longest that is left, for how long that takes alone.
///
/// They are put in order once, however many numbers are asked for.
public struct LongestFirst: Sendable {
  private let durations: [Nanoseconds]

  /// - Complexity: O(*n* log *n*) in the number of tests.
  public init(_ tests: [TestSet.Test]) {
    durations = TimeOrder.places(count: tests.count) { -tests[$0].duration }
      .map { tests[Int($0)].duration }
  }

  /// When the last test ends on so many workers, counted from when the first begins; at least 1.
  ///
  /// - Complexity: O(*n* log *w*) in the numbers of tests and workers.
  public func makespan(workers: Int) -> Nanoseconds {
    var free = SoonestFree(min(max(1, workers), max(1, durations.count)))
    var makespan: Nanoseconds = 0
    for duration in durations {
      let end = free.firstTime.addingClamped(duration)
      makespan = max(makespan, end)
      free.keepFirst(until: end)
    }
    return makespan
  }
}
