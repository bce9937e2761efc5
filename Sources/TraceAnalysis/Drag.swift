internal import EventLog

extension RunGraph {
  /// The drag of every call on the critical path, in no order that matters.
  ///
  /// Take one edge of the path away: what is left of the heaviest chain must cross the cut behind
  /// its tail on another edge. The heaviest crossing of every cut is found in one go, as for the
  /// most vital edge of a path (Malik, Mittal and Gupta, 1989). For a call of several parts see
  /// `PartedDrags`.
  ///
  /// It takes the latest time of each node and how many running parts each call has.
  func drags(
    _ timing: Timing, latest: [Nanoseconds], _ path: CriticalPath, parts: [UInt32],
    mostSteps: Int? = nil
  ) -> [CallDrag] {
    let running = path.edges.compactMap { edge -> PathLink? in
      let (weight, isRunning) = weight(of: log.causes[edge.cause], to: edge.effect)
      guard isRunning, weight > 0 else { return nil }
      let place = link(of: edge.cause, to: edge.effect)
      return PathLink(place: place, node: links[place].node, weight: weight)
    }
    let crossings = heaviestCrossings(of: running, timing, latest)
    var drags: [CallDrag] = []
    var parted: [CallNumber: PartedDrags.Onpath] = [:]
    for (link, crossing) in zip(running, crossings) {
      let call = nodes[link.node].call
      let saved = min(link.weight, timing.span - crossing)
      if parts[Int(call) - 1] == 1 {
        drags.append((call, saved, true))
      } else {
        parted[call, default: .init()].weight += link.weight
        parted[call, default: .init()].mostOfOne = max(saved, parted[call]?.mostOfOne ?? 0)
      }
    }
    guard !parted.isEmpty else { return drags }
    return drags + PartedDrags(self, timing, latest).drags(of: parted, mostSteps: mostSteps)
  }

  /// What a call drags, and whether that is all.
  typealias CallDrag = (call: CallNumber, saved: Nanoseconds, isExact: Bool)

  /// A running part of the critical path.
  private struct PathLink {
    /// Its place in `links`.
    var place: Int
    /// The node that it comes from.
    var node: Int
    var weight: Nanoseconds
  }

  /// For each link of the path, the heaviest chain that does without it, or less if the chain that
  /// is left is so light that taking the link away saves all of its weight.
  private func heaviestCrossings(
    of path: [PathLink], _ timing: Timing, _ latest: [Nanoseconds]
  ) -> [Nanoseconds] {
    let (span, earliest) = (timing.span, timing.earliestOfNodes)
    // With nothing heavier across a cut, a link is as long as its drag.
    let lightest = span - (path.lazy.map(\.weight).max() ?? 0)
    var crossing = RangeMaxima(count: path.count, least: lightest)
    // Chains that end before the cut behind a link, and chains that begin after it.
    var endings = [Nanoseconds](repeating: lightest, count: path.count + 1)
    var beginnings = endings
    // The first link of the path whose tail is not before the node.
    var place = 0
    for effect in nodes.indices {
      // Whatever leads through the node is lighter than that, and so is what ends or begins there.
      guard span - latest[effect] + earliest[effect] > lightest else { continue }
      while place < path.count, path[place].node < effect { place += 1 }
      let after = span - latest[effect]
      let range = links(to: effect)
      for index in range {
        let link = links[index]
        let chain = earliest[link.node] + link.weight + after
        guard chain > lightest else { continue }
        let first = firstLink(from: link.node, path)
        let isOnPath = first < place && path[first].place == index
        if !isOnPath { crossing.raise(first..<place, to: chain) }
      }
      if range.isEmpty { beginnings[place] = max(beginnings[place], after) }
      endings[place] = max(endings[place], earliest[effect])
    }
    for place in path.indices { endings[place + 1] = max(endings[place + 1], endings[place]) }
    for place in path.indices.reversed() {
      beginnings[place] = max(beginnings[place], beginnings[place + 1])
    }
    return crossing.values().enumerated().map { max($1, endings[$0], beginnings[$0 + 1]) }
  }

  /// The first link of the path whose tail is not before a node.
  private func firstLink(from node: Int, _ path: [PathLink]) -> Int {
    path.partitioningIndex { $0.node >= node }
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
