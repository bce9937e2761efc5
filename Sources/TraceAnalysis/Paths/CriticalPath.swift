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
  ///
  /// A call that takes no time, a milestone, is a part of 0 s.
  public let parts: [Part]
  /// The edges along the path: the place of each in `Log.causes`, and the event it leads to.
  package let edges: [(cause: Int, effect: Int)]

  /// Follows the path back from its end.
  ///
  /// Of several causes that are equally late, the path goes on with what a call was blocked on, then with
  /// what starts earliest, then with the lower event.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  package init(_ graph: RunGraph, _ timing: Timing) {
    let walk = CriticalWalk(graph, timing)
    let end = walk.end
    let edges = walk.back(from: end)
    self.edges = edges.filter { timing.earliest[$0.effect] > 0 }
    let chain = edges + walk.milestones(after: end)
    parts = chain.reduce(into: []) { walk.add($1, to: &$0) }
  }
}
