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
    let (log, calls) = (graph.log, graph.table.calls)
    total = Array(onLargePages: timing.span, count: calls.count)
    free = total
    drag = Array(onLargePages: 0, count: calls.count)
    let successors = graph.earliestSuccessors(timing)
    for index in calls.indices {
      guard let ended = calls[index].ended else { continue }
      total[index] = timing.span - timing.earliest[ended]
      free[index] = successors[ended] - timing.earliest[ended]
    }
    // How many running parts each call has.
    var parts = [UInt32](onLargePages: 0, count: calls.count)
    for effect in log.events.indices {
      for index in graph.links(to: effect) {
        let link = graph.links[index]
        guard link.isRunning else { continue }
        let call = log.events[link.seq].call
        let index = Int(call) - 1
        let end = timing.earliest[link.seq] + link.weight
        if link.weight > 0 { parts[index] += 1 }
        total[index] = min(total[index], timing.latest[effect] - end)
        // What a call asks for while it runs follows from it as well as what comes after its end.
        if log.events[effect].call != call {
          free[index] = min(free[index], successors[effect] - end)
        }
      }
    }
    for (call, saved) in graph.drags(timing, path, parts) { drag[Int(call) - 1] = saved }
  }
}

extension RunGraph {
  /// For each event, the earliest start of a running part that follows from it; the span if none.
  ///
  /// Free float after Kelley and Walker: the least earliest start of the successors, less the
  /// earliest finish.
  fileprivate func earliestSuccessors(_ timing: Timing) -> [Nanoseconds] {
    var next = [Nanoseconds](onLargePages: timing.span, count: log.events.count)
    var runs = [Bool](onLargePages: false, count: log.events.count)
    for effect in log.events.indices.reversed() {
      let start = runs[effect] ? timing.earliest[effect] : next[effect]
      for index in links(to: effect) {
        let link = links[index]
        if link.weight > 0 {
          runs[link.seq] = true
        } else {
          next[link.seq] = min(next[link.seq], start)
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
    _ timing: Timing, _ path: CriticalPath, _ parts: [UInt32]
  ) -> [(call: CallNumber, saved: Nanoseconds)] {
    let running = path.edges.compactMap { edge in
      let cause = log.causes[edge.cause]
      let link = Link(cause, to: edge.effect, log, table)
      return link.isRunning && link.weight > 0 ? PathEdge(link: link, effect: edge.effect) : nil
    }
    let crossings = heaviestCrossings(of: running, timing)
    var drags: [(call: CallNumber, saved: Nanoseconds)] = []
    var isTimed = Set<CallNumber>()
    for (edge, crossing) in zip(running, crossings) {
      let call = log.events[edge.link.seq].call
      if parts[Int(call) - 1] == 1 {
        drags.append((call, min(edge.link.weight, timing.span - crossing)))
      } else if isTimed.insert(call).inserted {
        let rest = earliestTimes(without: call) { _ in true }
        drags.append((call, timing.span - (rest.max() ?? 0)))
      }
    }
    return drags
  }

  /// A running part of the critical path.
  private struct PathEdge {
    var link: Link
    var effect: Int

    /// Whether it is that very link.
    func leads(_ other: Link, to effect: Int) -> Bool {
      effect == self.effect && link.seq == other.seq && link.edge == other.edge
    }
  }

  /// For each edge of the path, the heaviest chain that does without it, or less if the chain that
  /// is left is so light that taking the edge away saves all of its weight.
  private func heaviestCrossings(of edges: [PathEdge], _ timing: Timing) -> [Nanoseconds] {
    // With nothing heavier across a cut, an edge is as long as its drag.
    let lightest = timing.span - (edges.lazy.map(\.link.weight).max() ?? 0)
    var crossing = RangeMaxima(count: edges.count, least: lightest)
    // Chains that end before the cut behind an edge, and chains that begin after it.
    var endings = [Nanoseconds](repeating: lightest, count: edges.count + 1)
    var beginnings = endings
    // The first edge of the path whose tail is not before the event.
    var place = 0
    for effect in log.events.indices {
      while place < edges.count, edges[place].link.seq < effect { place += 1 }
      let after = timing.span - timing.latest[effect]
      let range = links(to: effect)
      for index in range {
        let link = links[index]
        let chain = timing.earliest[link.seq] + link.weight + after
        guard chain > lightest else { continue }
        let first = firstEdge(from: link.seq, edges)
        let isOnPath = first < place && edges[first].leads(link, to: effect)
        if !isOnPath { crossing.raise(first..<place, to: chain) }
      }
      if range.isEmpty { beginnings[place] = max(beginnings[place], after) }
      endings[place] = max(endings[place], timing.earliest[effect])
    }
    for place in edges.indices { endings[place + 1] = max(endings[place + 1], endings[place]) }
    for place in edges.indices.reversed() {
      beginnings[place] = max(beginnings[place], beginnings[place + 1])
    }
    return crossing.values().enumerated().map { max($1, endings[$0], beginnings[$0 + 1]) }
  }

  /// The first edge of the path whose tail is not before an event.
  private func firstEdge(from seq: Int, _ edges: [PathEdge]) -> Int {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle].link.seq < seq { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Numbers in a row that are raised a range at a time.
///
/// A segment tree without recursion; raising costs O(log *k*) for a range of *k*.
private struct RangeMaxima {
  private let count: Int
  private var tree: [Nanoseconds]

  init(count: Int, least: Nanoseconds) {
    self.count = count
    tree = Array(repeating: least, count: 2 * count)
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
