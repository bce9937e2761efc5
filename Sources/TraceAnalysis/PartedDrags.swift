internal import EventLog

/// The drags of calls that run in several parts, some of them on the critical path.
///
/// A call can change times only between its first running part and its last, so only what lies
/// between is timed again without it. What is left of the heaviest chain crosses that stretch from
/// before it to behind it, ends before it, begins behind it, or leads through it. Where calls follow
/// one another, their stretches are short and all of it is one more sweep. Where very many lie beside each other,
/// no way is known that is not quadratic: from a bound on, the drag of one part is told instead.
struct PartedDrags {
  /// What is known of such a call from the path.
  struct Onpath {
    /// How long it runs on the path.
    var weight: Nanoseconds = 0
    /// The drag of that of its parts that drags most.
    var mostOfOne: Nanoseconds = 0
  }

  /// From the node at which a call begins to run to the one behind its last running part.
  private struct Stretch {
    var call: CallNumber
    var first = Int.max
    var last = 0
    /// The heaviest chain that is not timed again.
    var outside: Nanoseconds = 0
  }

  private let graph: RunGraph
  private let span: Nanoseconds
  private let earliest: [Nanoseconds]
  private let latest: [Nanoseconds]
  /// The links from each node, by their places, and where those of a node begin.
  private var outgoing: [UInt32]
  private var starts: [UInt32]
  /// The node to which each link leads.
  private var targets: [UInt32]

  init(_ graph: RunGraph, _ timing: Timing, _ latest: [Nanoseconds]) {
    self.graph = graph
    self.latest = latest
    (span, earliest) = (timing.span, timing.earliestOfNodes)
    starts = Array(repeating: 0, count: graph.nodes.count + 1)
    targets = Array(repeating: 0, count: graph.links.count)
    outgoing = targets
    for node in graph.nodes.indices {
      for index in graph.links(to: node) { targets[index] = UInt32(node) }
    }
    for link in graph.links { starts[link.node + 1] += 1 }
    for node in graph.nodes.indices { starts[node + 1] += starts[node] }
    var next = starts
    for (index, link) in graph.links.enumerated() {
      outgoing[Int(next[link.node])] = UInt32(index)
      next[link.node] += 1
    }
  }

  /// The drags, those of the calls first that run longest on the path, as long as that takes no more
  /// steps than a bound.
  func drags(of calls: [CallNumber: Onpath], mostSteps: Int?) -> [RunGraph.CallDrag] {
    let stretches = stretches(of: calls).sorted { left, right in
      let (one, other) = (calls[left.call]?.weight ?? 0, calls[right.call]?.weight ?? 0)
      return (other, left.call) < (one, right.call)
    }
    var times = [Nanoseconds](onLargePages: 0, count: earliest.count)
    var steps = mostSteps ?? Self.mostSteps + Self.stepsPerLink * graph.links.count
    return stretches.map { stretch in
      let cost =
        graph.links(to: stretch.last).upperBound - graph.links(to: stretch.first).lowerBound
      guard cost <= steps else {
        return (stretch.call, calls[stretch.call]?.mostOfOne ?? 0, false)
      }
      steps -= cost
      return (stretch.call, span - heaviest(without: stretch, &times), true)
    }
  }

  private static let mostSteps = 1 << 26
  private static let stepsPerLink = 32

  private func after(_ node: Int) -> Nanoseconds { span - latest[node] }

  /// The heaviest chain when a call takes no time.
  private func heaviest(without stretch: Stretch, _ times: inout [Nanoseconds]) -> Nanoseconds {
    var heaviest = stretch.outside
    for node in stretch.first + 1..<stretch.last + 1 {
      var time: Nanoseconds = 0
      for index in graph.links(to: node) {
        let link = graph.links[index]
        let before = link.node <= stretch.first ? earliest[link.node] : times[link.node]
        let isOfCall = link.isRunning && graph.nodes[link.node].call == stretch.call
        time = max(time, before + (isOfCall ? 0 : link.weight))
      }
      times[node] = time
      heaviest = max(heaviest, time)
      for place in starts[node]..<starts[node + 1] {
        let index = Int(outgoing[Int(place)])
        guard targets[index] > stretch.last else { continue }
        heaviest = max(heaviest, time + graph.links[index].weight + after(Int(targets[index])))
      }
    }
    return heaviest
  }

  /// Where calls run, with the heaviest chains that do not lead into their stretches.
  private func stretches(of calls: [CallNumber: Onpath]) -> [Stretch] {
    var stretches: [CallNumber: Stretch] = [:]
    for (index, link) in graph.links.enumerated() where link.isRunning && link.weight > 0 {
      let call = graph.nodes[link.node].call
      guard calls[call] != nil else { continue }
      var stretch = stretches[call] ?? Stretch(call: call)
      stretch.first = min(stretch.first, link.node)
      stretch.last = max(stretch.last, Int(targets[index]))
      stretches[call] = stretch
    }
    // Chains that begin behind each node.
    var beginnings = [Nanoseconds](repeating: 0, count: earliest.count + 1)
    for node in earliest.indices.reversed() {
      beginnings[node] = max(beginnings[node + 1], after(node))
    }
    let least = span - (calls.values.lazy.map(\.weight).max() ?? 0)
    var crossings = SuffixMaxima(count: earliest.count)
    var ending: Nanoseconds = 0
    var node = 0
    return stretches.values.sorted { ($0.first, $0.call) < ($1.first, $1.call) }.map { stretch in
      var stretch = stretch
      while node <= stretch.first {
        ending = max(ending, earliest[node])
        for place in starts[node]..<starts[node + 1] {
          let index = Int(outgoing[Int(place)])
          let target = Int(targets[index])
          let chain = earliest[node] + graph.links[index].weight + after(target)
          if chain > least { crossings.raise(target, to: chain) }
        }
        node += 1
      }
      stretch.outside = max(
        ending, beginnings[stretch.last + 1], crossings.most(from: stretch.last + 1))
      return stretch
    }
  }
}

/// Numbers in a row that are raised one at a time, with the most of all from a place on: a Fenwick
/// tree.
private struct SuffixMaxima {
  private var tree: [Nanoseconds]

  init(count: Int) { tree = Array(repeating: 0, count: count + 1) }

  /// - Complexity: O(log *n*).
  mutating func raise(_ place: Int, to value: Nanoseconds) {
    var node = place + 1
    while node > 0 {
      tree[node] = max(tree[node], value)
      node -= node & -node
    }
  }

  /// - Complexity: O(log *n*).
  func most(from place: Int) -> Nanoseconds {
    var most: Nanoseconds = 0
    var node = place + 1
    while node < tree.count {
      most = max(most, tree[node])
      node += node & -node
    }
    return most
  }
}
