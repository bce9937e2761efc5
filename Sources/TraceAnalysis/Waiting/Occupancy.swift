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
  /// Events are in the order of their times, so that nothing has to be sorted: intervals are kept in the order in which they
  /// end, and one begins with an event at most.
  ///
  /// - Complexity: O(*n*) in the number of events.
  package init(_ table: CallTable, slots: (CallNumber) -> Int) {
    let intervals = table.intervals
    var beginnings = [Int32](onLargePages: -1, count: table.runsAfter.count)
    for place in intervals.indices where Self.counts(intervals[place], table) {
      beginnings[intervals[place].from] = Int32(place)
    }
    var (inUse, ended) = (0, 0)
    for place in beginnings where place >= 0 {
      let interval = intervals[Int(place)]
      while ended < intervals.count, intervals[ended].end <= interval.start {
        end(intervals[ended], table, &inUse, slots)
        ended += 1
      }
      inUse += slots(interval.call)
      note(inUse, at: interval.start)
    }
    for interval in intervals[ended...] { end(interval, table, &inUse, slots) }
  }

  private mutating func end(
    _ interval: Interval, _ table: CallTable, _ inUse: inout Int, _ slots: (CallNumber) -> Int
  ) {
    guard Self.counts(interval, table) else { return }
    inUse -= slots(interval.call)
    note(inUse, at: interval.end)
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
      inUse += changes[Int(place)].by
      note(inUse, at: changes[Int(place)].at)
    }
  }

  /// Notes how many slots are in use from an instant on, as far as is known.
  private mutating func note(_ inUse: Int, at time: Nanoseconds) {
    if steps.last?.at == time { steps.removeLast() }
    if steps.last?.inUse != inUse { steps.appendOnLargePages((time, inUse)) }
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
