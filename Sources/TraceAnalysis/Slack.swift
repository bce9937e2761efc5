public import EventLog

/// How much room each call has: what can be late, and what would make the whole shorter.
public struct Slack: Sendable {
  /// How much later each call may be without making the whole later (total float).
  public private(set) var total: [Nanoseconds]
  /// How much later each call may be without making any other call later (free float).
  public private(set) var free: [Nanoseconds]
  /// How much shorter the whole would be if the call took no time; 0 off the critical path.
  public private(set) var drag: [Nanoseconds]

  /// Finds the room of every call; a call's slack is the least of its parts'.
  ///
  /// The backward pass of the critical path method (Kelley and Walker, 1959). Free float is the least
  /// earliest start of what follows, less the earliest finish; what follows are running parts.
  ///
  /// - Complexity: O(*n*) in the number of events and causes, and as much again for each call of
  ///   several parts on the critical path.
  package init(_ graph: RunGraph, _ timing: Timing, _ path: CriticalPath) {
    let sweep = BackwardSweep(graph, timing)
    total = sweep.total
    free = sweep.free
    drag = Array(onLargePages: 0, count: total.count)
    let drags = graph.drags(timing, latest: sweep.latest, path, parts: sweep.parts)
    for (call, saved) in drags { drag[Int(call) - 1] = saved }
  }
}

/// The backward pass over the nodes of a graph.
private struct BackwardSweep {
  /// Total and free float of each call.
  let total: [Nanoseconds]
  let free: [Nanoseconds]
  /// How many running parts each call has.
  let parts: [UInt32]
  /// The latest time of each node that does not make the whole later.
  let latest: [Nanoseconds]

  init(_ graph: RunGraph, _ timing: Timing) {
    let (horizon, calls) = (timing.span, graph.table.calls.count)
    let (nodes, links, earliest) = (graph.nodes, graph.links, timing.earliestOfNodes)
    var totals = [Nanoseconds](onLargePages: horizon, count: calls)
    var frees = [Nanoseconds](onLargePages: horizon, count: calls)
    var partCounts = [UInt32](onLargePages: 0, count: calls)
    var latests = [Nanoseconds](onLargePages: horizon, count: nodes.count)
    // The earliest start of a running part that follows from each node; the span if there is none.
    var nexts = [Nanoseconds](onLargePages: horizon, count: nodes.count)
    do {
      // Spans, since an array asks before each change whether somebody else holds it too.
      var total = totals.mutableSpan
      var free = frees.mutableSpan
      var parts = partCounts.mutableSpan
      var latest = latests.mutableSpan
      var next = nexts.mutableSpan
      for effect in nodes.indices.reversed() {
        // All that follows from the node has been seen.
        let node = nodes[effect]
        let (time, limit) = (earliest[effect], latest[effect])
        let follows = node.takesTimeFromLater ? time : next[effect]
        let start = node.takesTimeFromFirst ? time : follows
        if node.endsCall {
          let place = Int(node.call) - 1
          total[place] = min(total[place], horizon - time)
          free[place] = min(free[place], follows - time)
        }
        for index in graph.links(to: effect) {
          let link = links[index]
          latest[link.node] = min(latest[link.node], limit - link.weight)
          if link.weight == 0 { next[link.node] = min(next[link.node], start) }
          guard link.isRunning else { continue }
          let call = nodes[link.node].call
          let place = Int(call) - 1
          let end = earliest[link.node] + link.weight
          if link.weight > 0 { parts[place] += 1 }
          total[place] = min(total[place], limit - end)
          // What a call asks for while it runs follows from it as well as what comes after its end.
          if node.call != call { free[place] = min(free[place], follows - end) }
        }
      }
    }
    (total, free, parts, latest) = (totals, frees, partCounts, latests)
  }
}
