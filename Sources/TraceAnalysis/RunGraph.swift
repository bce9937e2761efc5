package import EventLog

/// A log as a weighted graph: what happens to a call at once is a node, causes that are no resource
/// are links.
///
/// Of the events of a call, many follow from the one before and from nothing else, and no time passes
/// between them where machines have no limit: that it is asked for, that it queues, that it starts. They
/// share a node, so a sweep has less to go through than there are events. Nodes are in the order of
/// their first events, which is topological, in one flat array; so are links, those that lead to a
/// node side by side.
package struct RunGraph: Sendable {
  /// Events of a call that follow from one another without time passing.
  struct Node {
    private let first: UInt32
    /// The call, or 0.
    let call: CallNumber
    fileprivate let linksEnd: UInt32
    /// Whether the call ends with it.
    let endsCall: Bool
    /// Whether a call that is no flow has started with it or before: what comes to it too late makes
    /// the call late.
    fileprivate(set) var isOfStartedCall: Bool

    fileprivate init(_ event: Event, _ seq: Int, isOfStartedCall: Bool, linksEnd: UInt32) {
      self.linksEnd = linksEnd
      self.isOfStartedCall = isOfStartedCall
      first = UInt32(seq)
      call = event.call
      endsCall = event.endsCall
    }

    /// The first event.
    var event: Int { Int(first) }
  }

  /// What leads to a node from an earlier one.
  struct Link {
    private let from: UInt32
    /// In which way an event of the earlier node is a cause.
    let edge: Edge
    /// Whether the call of the earlier node runs on the way.
    let isRunning: Bool
    /// How long the way takes.
    let weight: Nanoseconds

    fileprivate init(from node: UInt32, _ edge: Edge, isRunning: Bool, weight: Nanoseconds) {
      from = node
      self.edge = edge
      self.isRunning = isRunning
      self.weight = weight
    }

    /// The earlier node.
    var node: Int { Int(from) }
  }

  let log: Log
  let table: CallTable
  /// The end of the last call; what comes after it weighs nothing.
  let makespan: Nanoseconds
  private(set) var nodes: [Node] = []
  /// What leads to the first node, to the second, and so on.
  private(set) var links: [Link] = []
  /// The node of each event.
  private(set) var nodeOfEvent: [UInt32] = []
  /// Whether a call waits for the end of another that is not parallel.
  private(set) var hasBlocking = false

  /// Makes the graph of a log.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  package init(log: Log, table: CallTable) {
    self.log = log
    self.table = table
    makespan = table.makespan
    nodes.reserveOnLargePages(log.events.count)
    links.reserveOnLargePages(log.causes.count)
    var numbers = [UInt32](onLargePages: 0, count: log.events.count)
    do {
      // A span, since an array asks before each change whether somebody else holds it too.
      var nodeOfEvent = numbers.mutableSpan
      for (seq, event) in log.events.enumerated() {
        let causes = log.causeRange(of: seq)
        if let node = sharedNode(of: event, causes, nodeOfEvent.span) {
          nodeOfEvent[seq] = node
          if case .callStarted = event.kind, !table[event.call].isFlow {
            nodes[Int(node)].isOfStartedCall = true
          }
        } else {
          nodeOfEvent[seq] = UInt32(nodes.count)
          append(event, seq, causes, nodeOfEvent.span)
        }
      }
    }
    nodeOfEvent = numbers
  }

  /// The node of an event that adds nothing to an earlier one.
  ///
  /// Events of no call that nothing leads to all share the first; it is as good a beginning as any.
  @inline(__always)
  private func sharedNode(
    of event: Event, _ causes: Range<Int>, _ nodeOfEvent: Span<UInt32>
  ) -> UInt32? {
    guard event.call > 0 else { return causes.isEmpty && !nodes.isEmpty ? 0 : nil }
    guard !event.endsCall else { return nil }
    var before: Int?
    for index in causes {
      let cause = log.causes[index]
      if cause.edge.isResource { continue }
      guard before == nil, cause.edge == .program else { return nil }
      before = Int(cause.seq)
    }
    guard let before, !table.isRunning(after: before) else { return nil }
    let node = nodeOfEvent[before]
    return nodes[Int(node)].call == event.call ? node : nil
  }

  /// Adds a node that begins with an event, and what leads to it.
  @inline(__always)
  private mutating func append(
    _ event: Event, _ seq: Int, _ causes: Range<Int>, _ nodeOfEvent: Span<UInt32>
  ) {
    for index in causes {
      let cause = log.causes[index]
      if cause.edge.isResource { continue }
      let from = nodeOfEvent[Int(cause.seq)]
      let (weight, isRunning) = weight(of: cause, to: seq)
      links.append(Link(from: from, cause.edge, isRunning: isRunning, weight: weight))
      if cause.edge == .blocking { hasBlocking = true }
    }
    nodes.append(
      Node(
        event, seq, isOfStartedCall: isOfStartedCall(event, seq), linksEnd: UInt32(links.count)))
  }

  /// Whether an event comes to a call that is no flow, at its start or after it.
  ///
  /// When a call is over that never ends by itself matters to nobody.
  @inline(__always)
  private func isOfStartedCall(_ event: Event, _ seq: Int) -> Bool {
    guard event.call > 0, case let call = table[event.call], !call.isFlow,
      let started = call.started
    else { return false }
    return seq >= started && !(call.isEndless && event.endsCall)
  }

  /// How long the edge from a cause to its effect takes, and whether a call runs on the way.
  ///
  /// - In the order of the program, from where a call has started or resumed to what it does or asks
  ///   for next: the time between them, in which it runs.
  /// - Likewise where the call never ends, but that does not count as running, since it is no work;
  ///   and the way to where it is stopped at last weighs nothing.
  /// - From where a timer was set to what it sets off: the time between them; nothing runs. But the time after which a call
  ///   that runs is ended is what it runs, and would not pass if it took less.
  /// - Everything else weighs nothing, and nothing weighs beyond the makespan.
  func weight(of cause: Cause, to effect: Int) -> (time: Nanoseconds, isRunning: Bool) {
    let earlier = Int(cause.seq)
    var isRunning = false
    switch cause.edge {
    case .time:
      guard log.events[effect].call > 0 else { return (0, false) }
      if endsRunning(cause, effect) { return (0, false) }
    case .program:
      switch table.runsAfter[earlier] {
      case .no: return (0, false)
      case .endlessly: if log.events[effect].endsCall { return (0, false) }
      case .working: isRunning = true
      }
    default: return (0, false)
    }
    let (from, to) = (log.events[earlier].at, log.events[effect].at)
    return (min(to, makespan) - min(from, makespan), isRunning)
  }

  /// Whether a timer ends a call that did nothing but run since it was set.
  private func endsRunning(_ cause: Cause, _ effect: Int) -> Bool {
    guard log.events[effect].endsCall,
      case .working = table.runsAfter[Int(cause.seq)]
    else { return false }
    return log.causes(of: effect).contains { $0.edge == .program && $0.seq == cause.seq }
  }

  /// Where in `links` that which leads to a node lies.
  func links(to node: Int) -> Range<Int> {
    (node == 0 ? 0 : Int(nodes[node - 1].linksEnd))..<Int(nodes[node].linksEnd)
  }

  /// Where in `links` the link lies that was made of a cause of the first event of a node.
  func link(of cause: Int, to effect: Int) -> Int {
    let causes = log.causeRange(of: effect).lowerBound..<cause
    let before = log.causes[causes].count { !$0.edge.isResource }
    return links(to: Int(nodeOfEvent[effect])).lowerBound + before
  }

  /// The earliest time of each node when only some edges hold.
  ///
  /// - Complexity: O(*n*) in the number of nodes and links.
  func earliestTimes(over holds: (Edge) -> Bool) -> [Nanoseconds] {
    var times = [Nanoseconds](onLargePages: 0, count: nodes.count)
    for node in nodes.indices {
      var time: Nanoseconds = 0
      for index in links(to: node) where holds(links[index].edge) {
        time = max(time, times[links[index].node] + links[index].weight)
      }
      times[node] = time
    }
    return times
  }
}
