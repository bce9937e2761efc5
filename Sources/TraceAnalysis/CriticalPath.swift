public import EventLog

/// The heaviest chain of a run, on machines without limit.
public struct CriticalPath: Sendable {
  /// A part of a call that lies on the path.
  public struct Part: Equatable, Sendable {
    /// What happens meanwhile.
    public var kind: Kind
    /// The call that runs, or that a timer sets off or lets go on.
    public var call: CallNumber
    /// When it begins, on machines without limit.
    public var start: Nanoseconds
    /// When it is over, on machines without limit.
    public var end: Nanoseconds
  }

  /// What happens in a part of the path.
  public enum Kind: String, Sendable {
    /// The call runs.
    case running
    /// A timer runs: the call waits to be tried again, or the flow for its time.
    case timer
  }

  /// The parts along the path, first to last; they follow one another from 0 to the span.
  public let parts: [Part]
  /// The edges along the path: the place of each in `Log.causes`, and the event it leads to.
  package let edges: [(cause: Int, effect: Int)]

  /// Follows the path back from its end; ties go to what starts earliest, then to the lower event.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  package init(_ graph: RunGraph, _ timing: Timing) {
    let log = graph.log
    let earliest = timing.earliest
    func start(of seq: Int) -> Nanoseconds {
      let call = log.events[seq].call
      guard call > 0, let started = graph.table[call].started else { return earliest[seq] }
      return earliest[started]
    }
    // Of the events of a node, the first is the lowest.
    var end: Int?
    for (node, time) in timing.earliestOfNodes.enumerated() where time == timing.span {
      let event = graph.nodes[node].event
      if let known = end, start(of: known) <= start(of: event) { continue }
      end = event
    }
    var edges: [(cause: Int, effect: Int)] = []
    var effect = end ?? 0
    while earliest[effect] > 0 {
      var best: Int?
      for index in log.causeRange(of: effect) where !log.causes[index].edge.isResource {
        let cause = log.causes[index]
        let seq = Int(cause.seq)
        guard earliest[seq] + graph.weight(of: cause, to: effect).time == earliest[effect] else {
          continue
        }
        if let known = best, start(of: Int(log.causes[known].seq)) <= start(of: seq) { continue }
        best = index
      }
      guard let best else { break }
      edges.append((best, effect))
      effect = Int(log.causes[best].seq)
    }
    self.edges = edges.reversed()
    parts = self.edges.reduce(into: []) { parts, edge in
      let cause = Int(log.causes[edge.cause].seq)
      guard earliest[cause] < earliest[edge.effect] else { return }
      let kind: Kind = log.causes[edge.cause].edge == .time ? .timer : .running
      let call = log.events[kind == .timer ? edge.effect : cause].call
      if let last = parts.last, last.call == call, last.kind == kind, last.end == earliest[cause] {
        parts[parts.count - 1].end = earliest[edge.effect]
      } else {
        parts.append(
          Part(kind: kind, call: call, start: earliest[cause], end: earliest[edge.effect]))
      }
    }
  }
}
