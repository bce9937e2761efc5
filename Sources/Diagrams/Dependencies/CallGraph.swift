internal import EventLog
internal import TraceAnalysis

/// The calls of a dependency diagram and what they came after, in flat arrays.
///
/// Flows are left out, and so is waiting for machines. Nodes are the calls in the order in which they
/// started and the joins between them, so every link leads to a higher node.
struct CallGraph {
  /// The call or join of each node.
  let calls: [CallNumber]
  /// Whether a node is on the critical path.
  let isCritical: [Bool]
  /// The nodes of the critical path, in order.
  let path: [Int]
  private let before: Neighbours
  private let after: Neighbours

  /// The nodes that lead to one, and those that it leads to, each once, lowest first.
  func predecessors(of node: Int) -> ArraySlice<Int32> { before[node] }
  func successors(of node: Int) -> ArraySlice<Int32> { after[node] }

  /// How many nodes are as many steps from the start, along the longest way; joins do not count.
  ///
  /// - Complexity: O(*n*) in the number of calls and links.
  var levelSizes: [Int] {
    var levels = [Int](repeating: 0, count: calls.count)
    var sizes: [Int] = []
    for node in calls.indices {
      levels[node] = predecessors(of: node).reduce(0) { max($0, levels[Int($1)] + 1) }
      while sizes.count <= levels[node] { sizes.append(0) }
      sizes[levels[node]] += 1
    }
    return sizes
  }

  /// - Complexity: O(*n* log *n*) in the number of calls and links.
  init(_ diagram: DependencyDiagram) {
    let table = diagram.run.table
    let joins = diagram.joins.indices.map { CallNumber(table.calls.count + 1 + $0) }
    let order = (diagram.calls.map(\.number) + joins).map { number in
      let started = diagram.isJoin(number) ? diagram.event(ofJoin: number) : table[number].started
      return (started ?? .max, number)
    }
    calls = order.sorted { $0 < $1 }.map(\.1)
    var nodeOf = [Int](repeating: -1, count: table.calls.count + joins.count + 1)
    for (node, call) in calls.enumerated() { nodeOf[Int(call)] = node }
    isCritical = calls.map { diagram.critical.contains($0) }
    path = diagram.chain.map { nodeOf[Int($0)] }.filter { $0 >= 0 }.sorted()
    var pairs: [(from: Int32, to: Int32)] = []
    pairs.reserveCapacity(diagram.links.count)
    // Links come by later and then by earlier call: those between the same two follow one another.
    for link in diagram.links where !link.edge.isResource {
      let pair = (Int32(nodeOf[Int(link.from)]), Int32(nodeOf[Int(link.to)]))
      guard pair.0 >= 0, pair.0 < pair.1 else { continue }
      if let last = pairs.last, last == pair { continue }
      pairs.append(pair)
    }
    before = Neighbours(of: pairs.lazy.map { ($0.to, $0.from) }, count: calls.count)
    after = Neighbours(of: pairs.lazy.map { ($0.from, $0.to) }, count: calls.count)
  }
}

/// For each node its neighbours, in rows that lie one after the other.
private struct Neighbours {
  private var starts: [Int]
  private var values: [Int32]

  init(of pairs: some Sequence<(Int32, Int32)>, count: Int) {
    starts = Array(repeating: 0, count: count + 1)
    for (node, _) in pairs { starts[Int(node) + 1] += 1 }
    for node in 0..<count { starts[node + 1] += starts[node] }
    values = Array(repeating: 0, count: starts[count])
    var next = starts
    for (node, value) in pairs {
      values[next[Int(node)]] = value
      next[Int(node)] += 1
    }
    for node in 0..<count where starts[node + 1] - starts[node] > 1 {
      values[starts[node]..<starts[node + 1]].sort()
    }
  }

  subscript(node: Int) -> ArraySlice<Int32> { values[starts[node]..<starts[node + 1]] }
}
