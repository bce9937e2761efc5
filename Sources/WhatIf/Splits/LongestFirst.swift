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
    let count = min(max(1, workers), max(1, durations.count))
    if count == 1 { return durations.reduce(0) { $0.addingClamped($1) } }
    // When each is free, as a heap; all take the same tests, so that it does not matter who is who.
    return withUnsafeTemporaryAllocation(of: Nanoseconds.self, capacity: count) { free in
      free.initialize(repeating: 0)
      var makespan: Nanoseconds = 0
      for duration in durations {
        let end = free[0].addingClamped(duration)
        makespan = max(makespan, end)
        var place = 0
        while case var child = 2 * place + 1, child < count {
          if child + 1 < count, free[child + 1] < free[child] { child += 1 }
          guard free[child] < end else { break }
          free[place] = free[child]
          place = child
        }
        free[place] = end
      }
      return makespan
    }
  }
}
