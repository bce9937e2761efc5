public import EventLog

/// The earliest time of every event, on machines without limit.
///
/// The forward pass of the critical path method (Kelley and Walker, 1959): a running call weighs its
/// time, everything else nothing; waiting for a machine does not count. A log is in topological
/// order, so one sweep does. For the backward pass see `Slack`.
public struct Timing: Sendable {
  /// The earliest time of each event.
  public var earliest: EventTimes { EventTimes(nodes: nodeOfEvent, times: earliestOfNodes) }
  /// The earliest time of each node of the graph.
  let earliestOfNodes: [Nanoseconds]
  private let nodeOfEvent: [UInt32]
  /// The heaviest chain: the span T∞, and the horizon of the latest times.
  public let span: Nanoseconds

  /// Times the events of a log.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  package init(_ graph: RunGraph) {
    earliestOfNodes = graph.earliestTimes { _ in true }
    nodeOfEvent = graph.nodeOfEvent
    span = earliestOfNodes.max() ?? 0
  }
}

/// A time for each event of a log; many events share one.
public struct EventTimes: RandomAccessCollection, Sendable {
  fileprivate let nodes: [UInt32]
  fileprivate let times: [Nanoseconds]

  /// The number of the first event.
  public var startIndex: Int { 0 }
  /// How many events there are.
  public var endIndex: Int { nodes.count }

  /// The time of an event.
  public subscript(event: Int) -> Nanoseconds { times[Int(nodes[event])] }
}
