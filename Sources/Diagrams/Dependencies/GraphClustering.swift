internal import EventLog
internal import TraceAnalysis

/// A dependency diagram small enough for one screen.
///
/// Up to `limit` calls, each has a box of its own, unless too many of them lie beside or behind each
/// other, or too many arrows would cross. Beyond, a graph of few levels is grouped by level and neighbours (`LayerClusters`), a deep
/// one along the critical path (`PathClusters`). Arrows say only what no chain of others says, and scarce
/// machines draw none.
struct GraphClustering {
  /// One call, or several.
  struct Box {
    /// The calls, in the order of their starts; none for a join alone.
    var calls: [CallNumber]
    /// The joins in it.
    var joins: [CallNumber] = []
    var isCritical: Bool
    /// Whether each of the calls leads to the next alone.
    var isChain = false
  }

  /// Something in one box came after something in another.
  struct Arrow {
    var from: Int
    var to: Int
    /// In which ways, as bits.
    private(set) var kinds: UInt8
    /// How long a timer ran between the two, at most.
    var pause: Nanoseconds = 0
    var isInferred = false
    var isCritical = false
    /// Whether it leads only from starts, not from ends.
    var isFromStart = false
    /// How many links it stands for.
    var links = 1

    /// In which ways what is there came after what was before.
    var edges: [Edge] { Edge.allCases.filter { kinds & 1 << $0.rawValue != 0 } }
    /// Whether it is only that both ran on one machine.
    var isResource: Bool { edges.allSatisfy(\.isResource) }

    fileprivate init(from: Int, to: Int, _ link: DependencyDiagram.Link) {
      (self.from, self.to, pause) = (from, to, link.pause)
      (isInferred, isCritical) = (link.isInferred, link.isCritical)
      isFromStart = link.isFromStart
      kinds = 1 << link.edge.rawValue
    }

    fileprivate mutating func add(_ link: DependencyDiagram.Link) {
      links += 1
      kinds |= 1 << link.edge.rawValue
      pause = max(pause, link.pause)
      isCritical = isCritical || link.isCritical
      isInferred = isInferred && link.isInferred
      isFromStart = isFromStart && link.isFromStart
    }
  }

  /// How the calls were grouped.
  enum Method { case none, levels, path }

  private(set) var method = Method.none
  private(set) var boxes: [Box] = []
  private(set) var arrows: [Arrow] = []
  /// How many calls there are in all.
  let callCount: Int

  /// About how many boxes a person can read.
  static let limit = 80
  /// How many boxes below each other, and how many behind each other, a person can see at once.
  static let widestLevel = 16
  static let mostLevels = 16
  /// How many arrows a person can follow among so many boxes.
  static func mostArrows(boxes: Int) -> Int { 24 + boxes }

  /// How many links are left out since longer ways say the same, and how many since they only say
  /// that two calls ran on one machine.
  private(set) var impliedCount = 0
  private(set) var machineCount = 0

  var isCondensed: Bool { method != .none }

  /// - Complexity: O(*n* log *n*) in the number of calls and links.
  init(_ diagram: DependencyDiagram, within limits: PictureLimits = PictureLimits()) {
    callCount = diagram.calls.count
    let isFlow = diagram.links.lazy.map(\.from).filter {
      !diagram.isJoin($0) && diagram.run.table[$0].isFlow
    }
    let flows = Set(isFlow).sorted()
    let graph = CallGraph(diagram)
    let levels = graph.levelSizes
    // Of calls that wait for each other, many lie behind each other that could have run beside each other.
    let widest = limits.boxesOfLevel * (diagram.deadlock.isEmpty ? 1 : 2)
    if callCount <= limits.calls, (levels.max() ?? 0) <= widest,
      levels.count <= limits.levels
    {
      let joins = diagram.joins.indices.map { CallNumber(diagram.run.table.calls.count + 1 + $0) }
      boxes = flows.map { Box(calls: [$0], isCritical: false) }
      boxes += joins.map {
        Box(calls: [], joins: [$0], isCritical: diagram.critical.contains($0))
      }
      for isCritical in [false, true] {
        for call in diagram.calls where diagram.critical.contains(call.number) == isCritical {
          boxes.append(Box(calls: [call.number], isCritical: isCritical))
        }
      }
      let all = Self.arrows(diagram, diagram.links, boxes)
      arrows = Self.withoutDetours(all, boxCount: boxes.count)
      impliedCount = all.count - arrows.count
      if arrows.count > Self.mostArrows(boxes: boxes.count) {
        let ordered = arrows.filter { !$0.isResource }
        machineCount = arrows.count - ordered.count
        arrows = ordered
      }
      if arrows.count <= Self.mostArrows(boxes: boxes.count) * 2 { return }
      (impliedCount, machineCount) = (0, 0)
    }
    let starts = flows.isEmpty ? [] : [Box(calls: flows, isCritical: false)]
    let links = diagram.links.filter { !$0.edge.isResource }
    if let layers = LayerClusters(graph, limits, kinds: diagram.kinds(of: graph.calls)) {
      method = .levels
      show(diagram, links, starts + Self.boxes(layers.groups, graph, diagram))
      return
    }
    method = .path
    let running = graph.calls.map { diagram.isJoin($0) ? 0 : diagram.run.table[$0].running }
    let along = PathClusters(graph, running: running)
    for stretches in [8, 6, 5, 4, 3, 2] {
      let groups = along.groups(stretches: stretches)
      show(diagram, links, starts + Self.boxes(groups, graph, diagram))
      if boxes.count <= limits.boxes, stepsInARow <= limits.ranks { break }
    }
  }

  private mutating func show(
    _ diagram: DependencyDiagram, _ links: [DependencyDiagram.Link], _ boxes: [Box]
  ) {
    self.boxes = boxes
    arrows = Self.withoutDetours(Self.arrows(diagram, links, boxes), boxCount: boxes.count)
  }

  /// Boxes of groups of nodes; those of the critical path come last.
  private static func boxes(
    _ groups: [[Int]], _ graph: CallGraph, _ diagram: DependencyDiagram
  ) -> [Box] {
    let boxes = groups.map { nodes in
      let numbers = nodes.map { graph.calls[$0] }
      return Box(
        calls: numbers.filter { !diagram.isJoin($0) }, joins: numbers.filter(diagram.isJoin),
        isCritical: nodes.contains { graph.isCritical[$0] },
        isChain: nodes.count > 1
          && zip(nodes, nodes.dropFirst()).allSatisfy { node, next in
            graph.successors(of: node).elementsEqual(CollectionOfOne(Int32(next)))
              && graph.predecessors(of: next).count == 1
          })
    }
    return boxes.filter { !$0.isCritical } + boxes.filter(\.isCritical)
  }

  /// The most boxes of which each leads to the next.
  private var stepsInARow: Int {
    var steps = Array(repeating: 1, count: boxes.count)
    // Boxes do not depend on each other in a circle: a round for each step is enough.
    for _ in boxes.indices {
      var isLonger = false
      for arrow in arrows where steps[arrow.to] <= steps[arrow.from] {
        steps[arrow.to] = steps[arrow.from] + 1
        isLonger = true
      }
      if !isLonger { break }
    }
    return steps.max() ?? 0
  }

  private static func arrows(
    _ diagram: DependencyDiagram, _ links: [DependencyDiagram.Link], _ boxes: [Box]
  ) -> [Arrow] {
    let count = diagram.run.table.calls.count + diagram.joins.count + 1
    var boxOf = [Int](repeating: -1, count: count)
    for (index, box) in boxes.enumerated() {
      for number in box.calls + box.joins { boxOf[Int(number)] = index }
    }
    var places = [Int32](repeating: -1, count: boxes.count * boxes.count)
    var arrows: [Arrow] = []
    for link in links {
      let (from, to) = (boxOf[Int(link.from)], boxOf[Int(link.to)])
      guard from >= 0, to >= 0, from != to else { continue }
      let key = from * boxes.count + to
      if case let place = Int(places[key]), place >= 0 {
        arrows[place].add(link)
      } else {
        places[key] = Int32(arrows.count)
        arrows.append(Arrow(from: from, to: to, link))
      }
    }
    return arrows
  }

  /// The arrows that no chain of other arrows stands for; those of the critical path stay.
  ///
  /// - Complexity: O(boxes³), and there are at most about `limit`.
  private static func withoutDetours(_ arrows: [Arrow], boxCount: Int) -> [Arrow] {
    var reaches = Array(repeating: Array(repeating: false, count: boxCount), count: boxCount)
    for arrow in arrows where !arrow.isResource { reaches[arrow.from][arrow.to] = true }
    let direct = reaches
    // What came after the start of something need not have come after its end.
    var fromEnds = reaches
    for arrow in arrows where arrow.isFromStart { fromEnds[arrow.from][arrow.to] = false }
    for middle in 0..<boxCount {
      for from in 0..<boxCount where reaches[from][middle] {
        for to in 0..<boxCount where reaches[middle][to] { reaches[from][to] = true }
      }
    }
    return arrows.filter { arrow in
      let next = arrow.isFromStart ? direct[arrow.from] : fromEnds[arrow.from]
      // What hands items to and fro is no way around anything.
      return arrow.isCritical || arrow.pause > 0 || reaches[arrow.to][arrow.from]
        || !(0..<boxCount).contains {
          // A call that another asked for leads back to it: what goes on from there is no way around.
          $0 != arrow.to && $0 != arrow.from && next[$0] && reaches[$0][arrow.to]
            && !reaches[$0][arrow.from]
        }
    }
  }
}
