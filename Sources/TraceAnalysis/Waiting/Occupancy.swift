package import EventLog

/// How many slots were in use at every instant.
public struct Occupancy: Sendable {
  /// A change of how many slots are in use.
  private typealias Change = (at: Nanoseconds, by: Int)

  /// Where the number changes, and what it is from there on; what is over at an instant no longer
  /// counts then.
  package private(set) var steps: [(at: Nanoseconds, inUse: Int)] = []

  /// Counts what runs, each call as many `slots` as it holds; calls that never end do not count.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  package init(_ table: CallTable, slots: (CallNumber) -> Int) {
    var changes: [Change] = []
    for interval in table.intervals where Self.counts(interval, table) {
      let held = slots(interval.call)
      guard held != 0 else { continue }
      changes.appendOnLargePages((interval.start, held))
      changes.appendOnLargePages((interval.end, -held))
    }
    self.init(changes)
  }

  /// The slots in use of each machine by itself.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  static func byMachine(_ table: CallTable) -> [Name: Occupancy] {
    var changes: [Name: [Change]] = [:]
    for interval in table.intervals where counts(interval, table) {
      table.forEachMachine(of: interval.call) { machine, held in
        changes[machine, default: []].append((interval.start, held))
        changes[machine, default: []].append((interval.end, -held))
      }
    }
    return changes.mapValues { Occupancy($0) }
  }

  private static func counts(_ interval: Interval, _ table: CallTable) -> Bool {
    interval.activity == .running && interval.start < interval.end
      && !table[interval.call].isEndless
  }

  private init(_ changes: [Change]) {
    var inUse = 0
    for place in TimeOrder.places(count: changes.count, time: { changes[$0].at }) {
      let change = changes[Int(place)]
      inUse += change.by
      if steps.last?.at == change.at { steps.removeLast() }
      if steps.last?.inUse != inUse { steps.appendOnLargePages((change.at, inUse)) }
    }
  }

  /// The most slots in use at one time.
  package var peak: Int { steps.lazy.map(\.inUse).max() ?? 0 }

  /// The times, each as long as possible, in which a number of slots were in use.
  func times(inUse: ClosedRange<Int>) -> [Range<Nanoseconds>] {
    var times: [Range<Nanoseconds>] = []
    for (step, next) in zip(steps, steps.dropFirst()) where inUse.contains(step.inUse) {
      if let last = times.last, last.upperBound == step.at {
        times[times.count - 1] = last.lowerBound..<next.at
      } else {
        times.append(step.at..<next.at)
      }
    }
    return times
  }

  /// How long, of a while, a number of slots were in use.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  package func time(from start: Nanoseconds, to end: Nanoseconds, inUse: ClosedRange<Int>)
    -> Nanoseconds
  {
    times(inUse: inUse).reduce(0) {
      $0 + max(0, min($1.upperBound, end) - max($1.lowerBound, start))
    }
  }
}
