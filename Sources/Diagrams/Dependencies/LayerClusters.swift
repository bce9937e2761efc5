internal import EventLog

/// The calls of a run, grouped by how many steps it takes to get to them and by their neighbours.
///
/// First, chains become one: calls of which each leads to the next alone. Then calls as many steps
/// from the start are one group, and groups are split as long as the picture has room: by what their
/// calls are called, then by which groups their neighbours are in, over and over (partition
/// refinement after Paige and Tarjan, 1987, cut off at a size). So siblings with the same
/// neighbours stay together to the end. Every call of the critical path is on its own.
///
/// A link always leads to a later level, and there is none inside a level but along a chain, so
/// however levels are split, groups never depend on each other in a circle.
struct LayerClusters {
  private let graph: CallGraph
  private let limits: PictureLimits
  /// The first call of the chain of each node.
  private var head: [Int]
  private var level: [Int]
  private var group: [Int]
  /// How many groups each level has; the sum of them.
  private var sizes: [Int]
  private var count = 0
  /// The level of each group.
  private var levelOf: [Int] = []

  /// The groups of a graph of few levels; nil for one that is too deep for a screen.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls and links.
  init?(_ graph: CallGraph, _ limits: PictureLimits, kinds: [Int]) {
    self.graph = graph
    self.limits = limits
    head = Array(graph.calls.indices)
    level = Array(repeating: 0, count: graph.calls.count)
    group = level
    sizes = []
    for node in graph.calls.indices {
      let causes = graph.predecessors(of: node)
      if causes.count == 1, let cause = causes.first.map(Int.init),
        graph.successors(of: cause).count == 1, !graph.isCritical[node], !graph.isCritical[cause]
      {
        head[node] = head[cause]
        level[node] = level[cause]
      } else {
        level[node] = causes.reduce(0) { max($0, level[Int($1)] + 1) }
      }
    }
    let levels = (level.max() ?? -1) + 1
    guard levels <= limits.ranks else { return nil }
    sizes = Array(repeating: 0, count: levels)
    groupByLevel()
    split(by: kinds)
    for _ in 0..<Self.mostRounds { if !split(by: head.indices.map(neighbourhood)) { break } }
    let members = sizesOfGroups
    split(by: head.indices.map { members[group[head[$0]]] <= Self.fewCalls ? $0 : 0 })
  }

  private static let mostRounds = 3
  /// So few calls say more one by one, if there is room.
  private static let fewCalls = 3

  /// How many chains each group has.
  private var sizesOfGroups: [Int] {
    var sizes = Array(repeating: 0, count: count)
    for node in head.indices where head[node] == node { sizes[group[node]] += 1 }
    return sizes
  }

  /// The nodes of each group; groups come by their first node.
  var groups: [[Int]] {
    var groups: [[Int]] = Array(repeating: [], count: count)
    for node in head.indices { groups[group[head[node]]].append(node) }
    return groups.sorted { $0[0] < $1[0] }
  }

  /// A group for each level, and one for each critical call.
  private mutating func groupByLevel() {
    var numbers: [Int: Int] = [:]
    for node in head.indices where head[node] == node {
      let key = graph.isCritical[node] ? -1 - node : level[node]
      let number = numbers[key] ?? count
      if number == count { open(level: level[node]) }
      numbers[key] = number
      group[node] = number
    }
  }

  private mutating func open(level: Int) {
    count += 1
    levelOf.append(level)
    sizes[level] += 1
  }

  /// Splits every group whose chains differ in what is said of their heads, those into fewest parts first, as long as
  /// there is room; says whether any was split.
  @discardableResult
  private mutating func split(by traits: [Int]) -> Bool {
    var parts: [[Int: Int]] = Array(repeating: [:], count: count)
    for node in head.indices where head[node] == node {
      let number = parts[group[node]].count
      if parts[group[node]][traits[node]] == nil { parts[group[node]][traits[node]] = number }
    }
    var first = Array(repeating: -1, count: count)
    let splittable = parts.indices.filter { parts[$0].count > 1 }
    for index in splittable.sorted(by: { (parts[$0].count, $0) < (parts[$1].count, $1) }) {
      let more = parts[index].count - 1
      guard count + more <= limits.boxes, sizes[levelOf[index]] + more <= limits.boxesOfRank else {
        continue
      }
      first[index] = count
      for _ in 0..<more { open(level: levelOf[index]) }
    }
    for node in head.indices where head[node] == node && first[group[node]] >= 0 {
      let part = parts[group[node]][traits[node]] ?? 0
      if part > 0 { group[node] = first[group[node]] + part - 1 }
    }
    return first.contains { $0 >= 0 }
  }

  /// The groups around a call, as one number: different sets of groups have different ones, but for
  /// a chance of about one in 2⁶⁴.
  private func neighbourhood(_ node: Int) -> Int {
    guard head[node] == node else { return 0 }
    var hash: UInt64 = 0
    func add(_ neighbours: ArraySlice<Int32>, salt: UInt64) {
      var groups = Set<Int>()
      for neighbour in neighbours where head[Int(neighbour)] != head[node] {
        groups.insert(group[head[Int(neighbour)]])
      }
      for group in groups { hash &+= Self.mixed(UInt64(group) &+ salt) }
    }
    add(graph.predecessors(of: node), salt: 1)
    add(graph.successors(of: tail(of: node)), salt: 1 << 32)
    return Int(truncatingIfNeeded: hash)
  }

  /// The last call of the chain that begins with a node.
  private func tail(of node: Int) -> Int {
    var tail = node
    while let next = graph.successors(of: tail).first, head[Int(next)] == head[node] {
      tail = Int(next)
    }
    return tail
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
