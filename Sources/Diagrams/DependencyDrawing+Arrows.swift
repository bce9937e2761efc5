internal import EventLog
internal import Graphviz
internal import TraceAnalysis
internal import Formatting

/// The arrows of a dependency diagram, each kind with a line of its own.
extension DependencyDiagram {
  func add(
    _ arrow: GraphClustering.Arrow, _ index: Int, of clustering: GraphClustering,
    to graph: inout DOTGraph
  ) {
    var attributes = look(of: arrow.edge)
    // Between groups almost everything is data: the tip of the arrow says so.
    if clustering.isCondensed, arrow.edge == .data { attributes[.label] = nil }
    if arrow.isCritical {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.fontcolor] = Palette.ink
      attributes[.class] = "ink strong"
    }
    let (from, to) = (clustering.boxes[arrow.from], clustering.boxes[arrow.to])
    let count = arrow.links > 1 ? ", \(arrow.links) times" : ""
    graph.addEdge(
      DOTID("link", index + 1), from: id(of: from), to: id(of: to),
      title: "\(name(of: to)) came after \(name(of: from)): \(arrow.edge?.word ?? "several ways")"
        + count + (arrow.isInferred ? ", inferred" : ""), attributes)
  }

  private func name(of box: GraphClustering.Box) -> String {
    if run.table[box.calls[0]].isFlow { return "the start of the flow" }
    return box.calls.count == 1
      ? run.title(of: box.calls[0]).clipped(toBytes: Canvas.longestTitle)
      : "\(box.calls.count) calls"
  }

  /// Each kind of edge has a line of its own and, but for the order of the program, its word.
  private func look(of edge: Edge?) -> DOTAttributes {
    switch edge {
    case nil, .program: [.style: "solid"]
    case .blocking: [.style: "solid", .label: "blocking"]
    case .data: [.style: "solid", .label: "data", .arrowhead: "vee"]
    case .time: [.style: "dashed", .label: "timer", .arrowhead: "vee"]
    case .queue: [.style: "dashed", .label: "queue"]
    case .machine: [.style: "dotted", .label: "machine", .penwidth: 1.2]
    }
  }
}
