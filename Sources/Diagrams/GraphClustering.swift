internal import EventLog
internal import TraceAnalysis

/// A dependency diagram small enough for one screen.
///
/// Up to `limit` calls, each has a box of its own, unless more than `widestLevel` of them lie beside
/// each other. Beyond, a graph of few levels is grouped by level and neighbours (`LayerClusters`), a deep
/// one along the critical path (`PathClusters`). Arrows say only what no chain of others says, and scarce
/// machines draw none.
struct GraphClustering {
  /// One call, or several.
  struct Box {
    /// The calls, in the order of their starts.
    var calls: [CallNumber]
    var isCritical: Bool
    /// Whether each of the calls leads to the next alone.
    var isChain = false
  }

  /// Something in one box came after something in another.
  struct Arrow {
    var from: Int
    var to: Int
    /// How, if it was the same for all.
    var edge: Edge?
    var isInferred = false
    var isCritical = false
    /// How many links it stands for.
    var links = 1
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
  /// How many boxes below each other a person can see without going up and down for long.
  static let widestLevel = 16

  var isCondensed: Bool { method != .none }

  /// - Complexity: O(*n* log *n*) in the number of calls and links.
  init(_ diagram: DependencyDiagram) {
    callCount = diagram.calls.count
    let isFlow = diagram.links.lazy.map(\.from).filter { diagram.run.table[$0].isFlow }
    let flows = Set(isFlow).sorted()
    let graph = CallGraph(diagram)
    guard callCount > Self.limit || graph.widestLevel > Self.widestLevel else {
      boxes = flows.map { Box(calls: [$0], isCritical: false) }
      for isCritical in [false, true] {
        for call in diagram.calls where diagram.critical.contains(call.number) == isCritical {
          boxes.append(Box(calls: [call.number], isCritical: isCritical))
        }
      }
      arrows = Self.arrows(diagram, diagram.links, boxes)
      return
    }
    let starts = flows.isEmpty ? [] : [Box(calls: flows, isCritical: false)]
    let links = diagram.links.filter { !$0.edge.isResource }
    let limits = PictureLimits()
    if let levels = LayerClusters(graph, limits, kinds: diagram.kinds(of: graph.calls)) {
      method = .levels
      show(diagram, links, starts + Self.boxes(levels.groups, graph))
      return
    }
    method = .path
    let running = graph.calls.map { diagram.run.table[$0].running }
    let along = PathClusters(graph, running: running)
    for stretches in [8, 6, 5, 4, 3, 2] {
      let groups = along.groups(stretches: stretches)
      show(diagram, links, starts + Self.boxes(groups, graph))
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
  private static func boxes(_ groups: [[Int]], _ graph: CallGraph) -> [Box] {
    let boxes = groups.map { nodes in
      Box(
        calls: nodes.map { graph.calls[$0] }, isCritical: nodes.contains { graph.isCritical[$0] },
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
    var boxOf = [Int](repeating: -1, count: diagram.run.table.calls.count + 1)
    for (index, box) in boxes.enumerated() {
      for call in box.calls { boxOf[Int(call)] = index }
    }
    // Links of different kinds between two calls are drawn apart; between groups they are one.
    let kinds = 1 + Int(Edge.allCases.map(\.rawValue).max() ?? 0)
    var places = [Int32](repeating: -1, count: boxes.count * boxes.count * kinds)
    var arrows: [Arrow] = []
    for link in links {
      let (from, to) = (boxOf[Int(link.from)], boxOf[Int(link.to)])
      guard from >= 0, to >= 0, from != to else { continue }
      let isSingle = boxes[from].calls.count == 1 && boxes[to].calls.count == 1
      let key = (from * boxes.count + to) * kinds + (isSingle ? Int(link.edge.rawValue) : 0)
      if case let place = Int(places[key]), place >= 0 {
        arrows[place].links += 1
        if arrows[place].edge != link.edge { arrows[place].edge = nil }
        arrows[place].isCritical = arrows[place].isCritical || link.isCritical
      } else {
        places[key] = Int32(arrows.count)
        arrows.append(
          Arrow(
            from: from, to: to, edge: link.edge, isInferred: link.isInferred,
            isCritical: link.isCritical))
      }
    }
    return arrows
  }

  /// The arrows that no chain of other arrows stands for; those of the critical path stay.
  ///
  /// - Complexity: O(boxes³), and there are at most about `limit`.
  private static func withoutDetours(_ arrows: [Arrow], boxCount: Int) -> [Arrow] {
    var reaches = Array(repeating: Array(repeating: false, count: boxCount), count: boxCount)
    for arrow in arrows { reaches[arrow.from][arrow.to] = true }
    let direct = reaches
    for middle in 0..<boxCount {
      for from in 0..<boxCount where reaches[from][middle] {
        for to in 0..<boxCount where reaches[middle][to] { reaches[from][to] = true }
      }
    }
    return arrows.filter { arrow in
      arrow.isCritical
        || !(0..<boxCount).contains {
          $0 != arrow.to && direct[arrow.from][$0] && reaches[$0][arrow.to]
        }
    }
  }
}
