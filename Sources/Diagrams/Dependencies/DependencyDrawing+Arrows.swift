internal import EventLog
internal import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// The arrows of a dependency diagram, each kind with a line of its own.
extension DependencyDiagram {
  func add(
    _ arrow: GraphClustering.Arrow, _ index: Int, of clustering: GraphClustering,
    to graph: inout DOTGraph
  ) {
    var attributes = look(of: arrow)
    if arrow.isCritical {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.fontcolor] = Palette.ink
      attributes[.class] = "ink strong"
    }
    let (from, to) = (clustering.boxes[arrow.from], clustering.boxes[arrow.to])
    // What leads into a join ends in a dot.
    if to.calls.isEmpty { attributes[.arrowhead] = "none" }
    let count = arrow.links > 1 ? ", \(arrow.links) times" : ""
    graph.addEdge(
      DOTID("link", index + 1), from: id(of: from), to: id(of: to),
      title: "\(name(of: to)) came after \(name(of: from)): \(words(for: arrow))"
        + count + (arrow.isInferred ? ", inferred" : ""), attributes)
  }

  private func name(of box: GraphClustering.Box) -> String {
    guard let first = box.calls.first else { return "all that the flow waited for" }
    if run.table[first].isFlow { return "the start of the flow" }
    return box.calls.count == 1
      ? run.title(of: first).clipped(toBytes: Canvas.longestTitle)
      : "\(box.calls.count) calls"
  }

  /// The ways in which one came after the other, in words.
  private func words(for arrow: GraphClustering.Arrow) -> String {
    let words = label(of: arrow).map { [$0] } ?? []
    let isTold = arrow.pause > 0 || arrow.isFromStart
    return (arrow.edges.filter { !isTold || $0 != .time && !arrow.isFromStart }.map(\.word) + words)
      .joined(separator: ", ")
  }

  /// What stands beside an arrow of which it is not the end of the one that the other came after; nil beside others.
  private func label(of arrow: GraphClustering.Arrow) -> String? {
    if arrow.isFromStart {
      return arrow.pause > 0 ? "\(timeText(arrow.pause)) after start" : "after start"
    }
    return arrow.pause > 0 ? "\(timeText(arrow.pause)) later" : nil
  }

  /// Each kind of edge has a line of its own; a word is beside what is neither the order of the
  /// program, nor waiting for a call, nor data.
  private func look(of arrow: GraphClustering.Arrow) -> DOTAttributes {
    if let label = label(of: arrow) { return [.style: "dashed", .label: .text(label)] }
    let edges = arrow.edges
    if edges.contains(.blocking) || edges.contains(.program) { return [.style: "solid"] }
    if edges.contains(.data) { return [.style: "solid", .arrowhead: "vee"] }
    if edges.contains(.time) { return [.style: "dashed", .label: "timer", .arrowhead: "vee"] }
    if edges.contains(.queue) { return [.style: "dashed", .label: "its turn"] }
    return [.style: "dotted", .label: "machine", .penwidth: 1.2]
  }
}
