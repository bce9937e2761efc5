package import EventLog

/// How many slots were in use at every instant.
public struct Occupancy: Sendable {
  /// Where the number changes, and what it is from there on; what is over at an instant no longer
  /// counts then.
  private var steps: [(at: Nanoseconds, inUse: Int)] = []

  /// Counts what runs, each call as many `slots` as it holds; calls that never end do not count.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  package init(_ table: CallTable, slots: (CallNumber) -> Int) {
    var changes: [(at: Nanoseconds, change: Int)] = []
    for interval in table.intervals
    where interval.activity == .running && interval.start < interval.end
      && !table[interval.call].isEndless
    {
      let held = slots(interval.call)
      changes.append((interval.start, held))
      changes.append((interval.end, -held))
    }
    changes.sort { $0.at < $1.at }
    var inUse = 0
    for change in changes {
      inUse += change.change
      if steps.last?.at == change.at { steps.removeLast() }
      steps.append((change.at, inUse))
    }
  }

  /// The most slots in use at one time.
  var peak: Int { steps.lazy.map(\.inUse).max() ?? 0 }

  /// How long, of a while, a number of slots were in use.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  package func time(from start: Nanoseconds, to end: Nanoseconds, inUse: ClosedRange<Int>)
    -> Nanoseconds
  {
    var time: Nanoseconds = 0
    for (index, step) in steps.enumerated() where inUse.contains(step.inUse) {
      let until = index + 1 < steps.count ? steps[index + 1].at : step.at
      time += max(0, min(until, end) - max(step.at, start))
    }
    return time
  }
}
