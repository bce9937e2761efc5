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
  /// - Complexity: O(*n*) in the number of events and causes, and as much again for each call of
  ///   several parts on the critical path.
  package init(_ graph: RunGraph, _ timing: Timing, _ path: CriticalPath) {
    let calls = graph.table.calls
    total = calls.map { timing.span - ($0.ended.map { timing.earliest[$0] } ?? 0) }
    free = total
    drag = Array(repeating: 0, count: calls.count)
    let successors = graph.earliestSuccessors(timing)
    for call in calls {
      guard let ended = call.ended else { continue }
      free[Int(call.number) - 1] = successors[ended] - timing.earliest[ended]
    }
    let log = graph.log
    for effect in log.events.indices {
      for cause in log.causes(of: effect)
      where cause.edge == .program && graph.table.runsAfter[Int(cause.seq)] {
        let call = log.events[Int(cause.seq)].call
        let index = Int(call) - 1
        let end = timing.earliest[Int(cause.seq)] + graph.weight(of: cause, to: effect)
        total[index] = min(total[index], timing.latest[effect] - end)
        // What a call asks for while it runs follows from it as well as what comes after its end.
        if log.events[effect].call != call {
          free[index] = min(free[index], successors[effect] - end)
        }
      }
    }
    for (call, saved) in graph.drags(timing, path) { drag[Int(call) - 1] = saved }
  }
}

extension RunGraph {
  /// For each event, the earliest start of a running part that follows from it; the span if none.
  ///
  /// Free float after Kelley and Walker: the least earliest start of the successors, less the
  /// earliest finish.
  fileprivate func earliestSuccessors(_ timing: Timing) -> [Nanoseconds] {
    var next = [Nanoseconds](repeating: timing.span, count: log.events.count)
    var runs = [Bool](repeating: false, count: log.events.count)
    for effect in log.events.indices.reversed() {
      let start = runs[effect] ? timing.earliest[effect] : next[effect]
      for cause in log.causes(of: effect) where !cause.edge.isResource {
        let seq = Int(cause.seq)
        if weight(of: cause, to: effect) > 0 {
          runs[seq] = true
        } else {
          next[seq] = min(next[seq], start)
        }
      }
    }
    return next
  }

  /// The drag of every call on the critical path, in no order that matters.
  ///
  /// Take one edge of the path away: what is left of the heaviest chain must cross the cut behind
  /// its tail on another edge. The heaviest crossing of every cut is found in one go, as for the
  /// most vital edge of a path (Malik, Mittal and Gupta, 1989). A call of several parts is simply
  /// taken out and the rest timed again.
  fileprivate func drags(
    _ timing: Timing, _ path: CriticalPath
  ) -> [(call: CallNumber, saved: Nanoseconds)] {
    let weighty = path.edges.filter {
      log.causes[$0.cause].edge == .program && weight(of: log.causes[$0.cause], to: $0.effect) > 0
    }
    let crossings = heaviestCrossings(of: weighty, timing)
    let owners = weighty.map { log.events[Int(log.causes[$0.cause].seq)].call }
    var parts = [UInt32](repeating: 0, count: table.calls.count)
    for effect in log.events.indices {
      for cause in log.causes(of: effect)
      where cause.edge == .program && weight(of: cause, to: effect) > 0 {
        parts[Int(log.events[Int(cause.seq)].call) - 1] += 1
      }
    }
    var drags: [(call: CallNumber, saved: Nanoseconds)] = []
    var isTimed = Set<CallNumber>()
    for (place, edge) in weighty.enumerated() {
      let call = owners[place]
      if parts[Int(call) - 1] == 1 {
        let weight = weight(of: log.causes[edge.cause], to: edge.effect)
        drags.append((call, min(weight, timing.span - crossings[place])))
      } else if isTimed.insert(call).inserted {
        let rest = earliestTimes(without: call) { !$0.edge.isResource }
        drags.append((call, timing.span - (rest.max() ?? 0)))
      }
    }
    return drags
  }

  /// For each edge of the path, the heaviest chain that does without it.
  private func heaviestCrossings(
    of edges: [(cause: Int, effect: Int)], _ timing: Timing
  ) -> [Nanoseconds] {
    var crossing = RangeMaxima(count: edges.count)
    // Chains that end before the cut behind an edge, and chains that begin after it.
    var endings = [Nanoseconds](repeating: 0, count: edges.count + 1)
    var beginnings = endings
    let firstEdge = firstEdges(of: edges)
    var pathEdge = 0
    for effect in log.events.indices {
      let after = timing.span - timing.latest[effect]
      let place = firstEdge[effect]
      var hasCause = false
      for index in log.causeRange(of: effect) where !log.causes[index].edge.isResource {
        hasCause = true
        if pathEdge < edges.count, edges[pathEdge].cause == index {
          pathEdge += 1
          continue
        }
        let cause = log.causes[index]
        let seq = Int(cause.seq)
        crossing.raise(
          firstEdge[seq]..<place,
          to: timing.earliest[seq] + weight(of: cause, to: effect) + after)
      }
      if !hasCause { beginnings[place] = max(beginnings[place], after) }
      endings[place] = max(endings[place], timing.earliest[effect])
    }
    for place in edges.indices { endings[place + 1] = max(endings[place + 1], endings[place]) }
    for place in edges.indices.reversed() {
      beginnings[place] = max(beginnings[place], beginnings[place + 1])
    }
    return crossing.values().enumerated().map { max($1, endings[$0], beginnings[$0 + 1]) }
  }

  /// For each event, the first edge of the path whose tail is not before it.
  private func firstEdges(of edges: [(cause: Int, effect: Int)]) -> [Int] {
    var firstEdge = [Int](repeating: edges.count, count: log.events.count)
    var next = edges.count
    for seq in log.events.indices.reversed() {
      while next > 0, log.causes[edges[next - 1].cause].seq >= seq { next -= 1 }
      firstEdge[seq] = next
    }
    return firstEdge
  }
}

/// Numbers in a row that are raised a range at a time.
///
/// A segment tree without recursion; raising costs O(log *k*) for a range of *k*.
private struct RangeMaxima {
  private let count: Int
  private var tree: [Nanoseconds]

  init(count: Int) {
    self.count = count
    tree = Array(repeating: 0, count: 2 * count)
  }

  mutating func raise(_ range: Range<Int>, to value: Nanoseconds) {
    var (low, high) = (range.lowerBound + count, range.upperBound + count)
    while low < high {
      if low & 1 == 1 {
        tree[low] = max(tree[low], value)
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        tree[high] = max(tree[high], value)
      }
      low /= 2
      high /= 2
    }
  }

  consuming func values() -> [Nanoseconds] {
    for node in 2..<max(2, tree.count) { tree[node] = max(tree[node], tree[node / 2]) }
    return Array(tree[count...])
  }
}
