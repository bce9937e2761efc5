internal import EventLog
internal import Formatting
public import Graphviz
internal import Reports
internal import TraceAnalysis

extension ComponentDiagram {
  /// The diagram as a graph that Graphviz lays out with `dot`: from left to right, or from top to bottom where calls
  /// lie so deep within each other that it is easier to see so.
  public var graph: DOTGraph { graph(of: map()) }

  func graph(of map: ComponentMap, _ style: PictureStyle = PictureStyle()) -> DOTGraph {
    let unit = style.size?.magnification ?? 1
    let boxes = boxes(of: map, widest: unit > 1 ? 150 : 190)
    let shape = ComponentShape(boxes: boxes.count, arrows: map.arrows)
    let sheet = style.size.map { ($0.points.width / unit, $0.points.height / unit) }
    let (isDownwards, _) = shape.layout(boxes.map(\.size), on: sheet ?? Self.screen)
    let frame = BoxGraph(style)
    let notes = legend(map, isShort: style.size != nil).flatMap {
      $0.wrapped(toWidth: frame.titleWidth, fontSize: 13, lines: 2)
    }
    var graph = frame.graph(
      "components", frame.titleLines(comparison, notes: notes), isDownwards ? "TB" : "LR",
      separations: (0.15, 0.45))
    for box in boxes { add(box, unit, to: &graph) }
    for row in shape.rows {
      for (before, after) in zip(row, row.dropFirst()) {
        graph.addEdge(
          DOTID("row", before + 1), from: boxes[before].id, to: boxes[after].id, [.style: "invis"])
      }
    }
    for isOnPath in [false, true] {
      for (index, arrow) in map.arrows.enumerated() where arrow.isOnPath == isOnPath {
        add(arrow, index, boxes, to: &graph)
      }
    }
    return graph
  }

  private func add(_ box: Box, _ unit: Double, to graph: inout DOTGraph) {
    var attributes: DOTAttributes = [
      .label: .lines(box.lines), .width: .number(box.size.width * unit / 72),
      .height: .number(box.size.height * unit / 72), .fillcolor: box.fill,
    ]
    if box.isOthers { attributes[.style] = "rounded,filled,dashed" }
    if box.isMarked {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.class] = "outline"
    }
    graph.addNode(box.id, title: box.title.clipped(toBytes: 2_000), attributes)
  }

  private func add(
    _ arrow: ComponentMap.Arrow, _ index: Int, _ boxes: [Box], to graph: inout DOTGraph
  ) {
    var attributes = look(of: arrow.kind)
    if arrow.count > 1, arrow.kind != .before { attributes[.label] = .text("×\(arrow.count)") }
    if arrow.isOnPath {
      attributes[.penwidth] = 2.5
      attributes[.color] = Palette.ink
      attributes[.fontcolor] = Palette.ink
      attributes[.class] = "ink strong"
    }
    let (from, to) = (boxes[arrow.from], boxes[arrow.to])
    let count = arrow.count > 1 ? ", \(arrow.count) times" : ""
    graph.addEdge(
      DOTID("arrow", index + 1), from: from.id, to: to.id,
      title: arrow.kind.sentence(from.name, to.name) + count, attributes)
  }

  private func look(of kind: ComponentMap.Kind) -> DOTAttributes {
    switch kind {
    case .calls: [.style: "solid"]
    case .led: Self.bold("solid")
    case .woke: Self.bold("dashed")
    case .before: [.style: "dotted", .arrowhead: "vee", .constraint: false]
    }
  }

  private static func bold(_ style: DOTValue) -> DOTAttributes {
    [
      .style: style, .arrowhead: "vee", .penwidth: 2, .color: Palette.bound,
      .fontcolor: Palette.bound, .class: "bound",
    ]
  }
}

extension ComponentMap.Kind {
  /// What the one does to the other.
  func sentence(_ one: String, _ other: String) -> String {
    switch self {
    case .calls: "\(one) calls \(other)"
    case .led: "\(one) led to \(other)"
    case .woke: "\(one) seems to have let \(other) go on or begin"
    case .before: "\(one) ran before \(other)"
    }
  }
}
