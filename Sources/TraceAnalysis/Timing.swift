public import EventLog

/// The earliest and latest times of every event, on machines without limit.
///
/// The critical path method (Kelley and Walker, 1959) on the events themselves: a running call
/// weighs its time, everything else nothing; waiting for a machine does not count. A log is in
/// topological order, so one sweep forwards and one backwards do.
public struct Timing: Sendable {
  /// The earliest time of each event.
  public private(set) var earliest: [Nanoseconds]
  /// The latest time of each event that does not make the whole later.
  public private(set) var latest: [Nanoseconds]
  /// The heaviest chain: the span T∞, and the horizon of the latest times.
  public let span: Nanoseconds

  /// Times the events of a log.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  package init(_ graph: RunGraph) {
    earliest = graph.earliestTimes { !$0.edge.isResource }
    let span = earliest.max() ?? 0
    self.span = span
    latest = Array(repeating: span, count: earliest.count)
    for effect in earliest.indices.reversed() {
      let limit = latest[effect]
      for cause in graph.log.causes(of: effect) where !cause.edge.isResource {
        let seq = Int(cause.seq)
        latest[seq] = min(latest[seq], limit - graph.weight(of: cause, to: effect))
      }
    }
  }
}

/// A log as a weighted graph: events are its nodes, causes its edges.
package struct RunGraph: Sendable {
  let log: Log
  let table: CallTable

  package init(log: Log, table: CallTable) {
    self.log = log
    self.table = table
  }

  /// How long the edge from a cause to its effect takes.
  ///
  /// Within a call, the time from started or resumed to what it does next is running; a call that
  /// asks for another has run until then. A timer weighs the time for which it was set. Everything
  /// else weighs nothing.
  func weight(of cause: Cause, to effect: Int) -> Nanoseconds {
    let seq = Int(cause.seq)
    guard cause.edge == .time || cause.edge == .program && table.runsAfter[seq] else { return 0 }
    return log.events[effect].at - log.events[seq].at
  }

  /// The earliest time of each event when only some edges hold and one call takes no time.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  func earliestTimes(
    without weightless: CallNumber = 0, over holds: (Cause) -> Bool
  ) -> [Nanoseconds] {
    var times = [Nanoseconds](repeating: 0, count: log.events.count)
    for effect in log.events.indices {
      var time: Nanoseconds = 0
      for cause in log.causes(of: effect) where holds(cause) {
        let seq = Int(cause.seq)
        let isWeightless =
          weightless > 0 && log.events[seq].call == weightless && cause.edge != .time
        time = max(time, times[seq] + (isWeightless ? 0 : weight(of: cause, to: effect)))
      }
      times[effect] = time
    }
    return times
  }
}
