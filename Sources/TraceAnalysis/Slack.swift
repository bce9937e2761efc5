public import EventLog

/// How much room each call has: what can be late, and what would make the whole shorter.
public struct Slack: Sendable {
  /// How much later each call may be without making the whole later (total float).
  public private(set) var total: [Nanoseconds]
  /// How much later each call may be without making any other call later (free float).
  public private(set) var free: [Nanoseconds]
  /// How much shorter the whole would be if the call took no time; 0 off the critical path.
  public var drag: [Nanoseconds] { drags.value.times }
  /// The calls whose drag may be more than `drag` says: that of the part that drags most.
  ///
  /// Empty but for runs in which very many calls of several parts lie on the critical path beside each other.
  public var dragsAtLeast: Set<CallNumber> { drags.value.atLeast }

  /// Drags take longer to find than the rest, so they are when they are first asked for.
  private let drags: Lazy<Drags>

  private struct Drags: Sendable {
    var times: [Nanoseconds]
    var atLeast: Set<CallNumber>
  }

  /// Finds the room of every call; a call's slack is the least of its parts'.
  ///
  /// The backward pass of the critical path method (Kelley and Walker, 1959). What follows a call is
  /// what comes of its start and its end, of what it does while it runs, and of timers that it sets.
  ///
  /// Drags of calls of several parts are told in full within `mostSteps` steps; by default within as many as
  /// keep it linear.
  ///
  /// - Complexity: O(*n*) in the number of events and causes; O(*n* log *n*) once drags are asked for.
  package init(
    _ graph: RunGraph, _ timing: Timing,
    _ path: @autoclosure @escaping @Sendable () -> CriticalPath,
    mostSteps: Int? = nil
  ) {
    let sweep = BackwardSweep(graph, timing)
    total = sweep.total
    free = sweep.free
    drags = Lazy {
      var drags = Drags(times: Array(onLargePages: 0, count: sweep.total.count), atLeast: [])
      let all = graph.drags(
        timing, latest: sweep.latest, path(), parts: sweep.parts, mostSteps: mostSteps)
      for (call, saved, _) in all { drags.times[Int(call) - 1] = saved }
      drags.atLeast = Set(all.lazy.filter { !$0.isExact }.map(\.call))
      return drags
    }
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
    // The latest time of each node at which nothing comes too late to another call.
    var harmlesses = [Nanoseconds](onLargePages: horizon, count: nodes.count)
    do {
      // Spans, since an array asks before each change whether somebody else holds it too.
      var total = totals.mutableSpan
      var free = frees.mutableSpan
      var parts = partCounts.mutableSpan
      var latest = latests.mutableSpan
      var harmless = harmlesses.mutableSpan
      for effect in nodes.indices.reversed() {
        // All that follows from the node has been seen.
        let node = nodes[effect]
        let (time, limit) = (earliest[effect], latest[effect])
        if node.endsCall {
          let place = Int(node.call) - 1
          total[place] = min(total[place], horizon - time)
          free[place] = min(free[place], harmless[effect] - time)
        }
        for index in graph.links(to: effect) {
          let link = links[index]
          let call = nodes[link.node].call
          // What comes to a call from another one, or lets it start, must not come later than it does.
          let isAwaited =
            node.isOfStartedCall && (call != node.call || !nodes[link.node].isOfStartedCall)
          let bound = isAwaited ? time : harmless[effect]
          latest[link.node] = min(latest[link.node], limit - link.weight)
          harmless[link.node] = min(harmless[link.node], bound - link.weight)
          guard link.isRunning else { continue }
          let place = Int(call) - 1
          let end = earliest[link.node] + link.weight
          if link.weight > 0 { parts[place] += 1 }
          total[place] = min(total[place], limit - end)
          free[place] = min(free[place], bound - end)
        }
      }
      // What comes of its start, such as a task that needs no more of it, is as late as the call is.
      for record in graph.table.calls {
        guard let started = record.started, !record.isFlow else { continue }
        let (place, node) = (Int(record.number) - 1, Int(graph.nodeOfEvent[started]))
        total[place] = min(total[place], latest[node] - earliest[node])
        free[place] = min(free[place], harmless[node] - earliest[node])
      }
    }
    (total, free, parts, latest) = (totals, frees, partCounts, latests)
  }
}
