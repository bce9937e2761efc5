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
    earliest = graph.earliestTimes { _ in true }
    let span = earliest.max() ?? 0
    self.span = span
    latest = Array(onLargePages: span, count: earliest.count)
    for effect in earliest.indices.reversed() {
      let limit = latest[effect]
      for index in graph.links(to: effect) {
        let link = graph.links[index]
        latest[link.seq] = min(latest[link.seq], limit - link.weight)
      }
    }
  }
}
