internal import Formatting
internal import Graphviz
internal import Reports
internal import TraceAnalysis

/// What pictures of boxes and arrows have in common: how a graph looks, and what stands above it.
struct BoxGraph {
  let style: PictureStyle
  /// How much larger than on a screen all is.
  var unit: Double { style.size?.magnification ?? 1 }

  init(_ style: PictureStyle) { self.style = style }

  /// A graph without boxes.
  ///
  /// - Parameters:
  ///   - name: What it is called in its file.
  ///   - lines: What stands above it.
  ///   - direction: Where its arrows lead: `LR`, `TB`.
  ///   - separations: How far boxes are from each other, in inches: of one rank, and of two.
  /// - Returns: The graph.
  func graph(
    _ name: DOTID, _ lines: [String], _ direction: DOTValue,
    separations: (nodes: DOTValue, ranks: DOTValue)
  ) -> DOTGraph {
    var graph = DOTGraph(
      name,
      [
        .rankdir: direction, .bgcolor: Palette.page, .pad: 0.2, .nodesep: separations.nodes,
        .ranksep: separations.ranks, .label: .lines(lines, .left), .labelloc: "t",
        .labeljust: "l", .fontsize: .number(13 * unit), .fontname: .sansSerif,
      ])
    if let sheet = style.size { graph.fill(sheet) }
    graph.nodeDefaults = [
      .shape: "box", .style: "rounded,filled", .fixedsize: true, .fontname: .sansSerif,
      .fontsize: .number(11 * unit), .penwidth: 0.7, .color: Palette.faint,
      .fillcolor: Palette.other,
    ]
    graph.edgeDefaults = [
      .fontname: .sansSerif, .fontsize: .number(style.size == nil ? 9 : 10.8 * unit),
      .fontcolor: Palette.faint, .color: Palette.faint,
      .class: "faint line", .arrowsize: .number(0.7 * unit),
    ]
    return graph
  }

  /// How wide what stands above a graph may be.
  var titleWidth: Double { style.size.map { $0.points.width * 0.86 / unit } ?? 900 }

  /// How wide what stands above a graph is, at most, in whatever font it is shown, with its margins.
  ///
  /// Graphviz takes it for narrower than a wide font is, such as DejaVu Sans.
  func headingWidth(of graph: DOTGraph) -> Double {
    let lines = graph.attributes[.label]?.labelLines ?? []
    let widest = lines.map { $0.textWidth(fontSize: 13 * unit) }.max() ?? 0
    return max(1, widest * 1.2 + 4 * 13 * unit)
  }

  /// What stands above a graph: its title, the answer, its caption and notes; in a page, only the notes.
  func titleLines(_ comparison: Comparison, notes: [String]) -> [String] {
    if style.element != nil { return notes }
    let title = style.title?.wrapped(toWidth: titleWidth, fontSize: 13, lines: 2) ?? []
    let heading = comparison.heading(toWidth: titleWidth, fontSize: 13, at: style.instant)
    let caption = style.caption?.wrapped(toWidth: titleWidth, fontSize: 13, lines: 2) ?? []
    let state = style.instant.map { [comparison.run.state(at: $0)] } ?? []
    return title + heading + state + caption + notes + [""]
  }
}
