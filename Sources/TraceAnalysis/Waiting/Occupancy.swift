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
  /// - Complexity: O(*n*) in the number of events.
  package init(_ table: CallTable, slots: (CallNumber) -> Int) {
    var inUse = 0
    Self.forEachChange(in: table) { call, begins, time in
      let held = slots(call)
      guard held > 0 else { return }
      inUse += begins ? held : -held
      note(inUse, at: time)
    }
  }

  /// Gives each beginning and each end of what runs and takes time, by their times, at one instant ends first.
  ///
  /// Events are in the order of their times, so that nothing has to be sorted: intervals are kept in the order in which they
  /// end, and one begins with an event at most.
  ///
  /// - Complexity: O(*n*) in the number of events.
  @inline(__always)
  static func forEachChange(
    in table: CallTable, _ body: (_ call: CallNumber, _ begins: Bool, Nanoseconds) -> Void
  ) {
    let intervals = table.intervals
    var beginnings = [Int32](onLargePages: -1, count: table.runsAfter.count)
    for place in intervals.indices where counts(intervals[place], table) {
      beginnings[intervals[place].from] = Int32(place)
    }
    var ended = 0
    for place in beginnings where place >= 0 {
      let interval = intervals[Int(place)]
      while ended < intervals.count, intervals[ended].end <= interval.start {
        if counts(intervals[ended], table) {
          body(intervals[ended].call, false, intervals[ended].end)
        }
        ended += 1
      }
      body(interval.call, true, interval.start)
    }
    for interval in intervals[ended...] where counts(interval, table) {
      body(interval.call, false, interval.end)
    }
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
    if let last = steps.last {
      if last.at == time {
        steps.removeLast()
        if steps.last?.inUse == inUse { return }
      } else if last.inUse == inUse {
        return
      }
    }
    steps.appendOnLargePages((time, inUse))
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
    var time: Nanoseconds = 0
    for (step, next) in zip(steps, steps.dropFirst()) where inUse.contains(step.inUse) {
      time += max(0, min(next.at, end) - max(step.at, start))
    }
    return time
  }
}
