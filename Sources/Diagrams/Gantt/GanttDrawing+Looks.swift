internal import EventLog
internal import Graphviz
internal import TraceAnalysis

/// How bars and blocks look: no colour without a second sign.
extension GanttDrawing {
  func look(of bar: GanttChart.Bar) -> DOTAttributes {
    if bar.isForEver { return Self.forEverLook }
    switch bar.activity {
    case .running:
      // A border must not fill its bar; a sample in the legend has no width of its own.
      let isNarrow = bar.start < bar.end && scale.width(of: bar) < 8
      let border: DOTValue = isNarrow ? .number(max(0.6, scale.width(of: bar) / 3)) : 2.5
      let isSliver = isNarrow && bar.isCritical && scale.width(of: bar) < 3
      let fill =
        isSliver
        ? Palette.ink : Palette.fill(of: Int(bar.component), among: chart.componentCount)
      var look: DOTAttributes = [.style: "filled", .fillcolor: fill]
      switch (bar.isCritical, bar.ending) {
      case (true, _):
        look[.penwidth] = border
        look[.color] = Palette.ink
        look[.class] = isSliver ? "sliver" : "outline"
      case (false, .failed):
        look[.penwidth] = border
        look[.color] = Palette.loss
        look[.class] = "loss"
      case (false, _):
        look[.penwidth] = 0.6
        look[.color] = Palette.seam
      }
      if bar.ending == .stopped { look[.shape] = "cds" }
      return look
    case .queued: return lookOfWaiting("dashed", width: 1, bar.ending)
    case .blocked: return lookOfWaiting("dotted", width: 1.2, bar.ending)
    }
  }

  private func lookOfWaiting(
    _ style: DOTValue, width: DOTValue, _ ending: GanttChart.Ending
  ) -> DOTAttributes {
    var look: DOTAttributes = [
      .style: style, .color: Palette.faint, .fontcolor: Palette.faint, .class: "faint dashes",
      .penwidth: width,
    ]
    if ending == .failed { (look[.color], look[.class]) = (Palette.loss, "loss dashes") }
    return look
  }

  /// The head of an arrow at the end of a call that waited when it was stopped: dashes have no shape.
  static let stopMark: DOTAttributes = [
    .style: "filled", .shape: "cds", .fillcolor: Palette.faint, .color: Palette.faint,
    .penwidth: 0, .class: "line",
  ]

  func look(of block: GanttBlock) -> DOTAttributes {
    let fill =
      switch (block.activity, block.component) {
      case (.running, let component?):
        Palette.fill(of: Int(component), among: chart.componentCount)
      case (.running, nil):
        chart.componentCount <= Palette.fills.count ? Palette.mixed : Palette.plainFill
      default: Palette.queue
      }
    return block.unwell > 0
      ? [.style: "filled", .fillcolor: fill, .penwidth: 1.5, .color: Palette.loss, .class: "loss"]
      : [.style: "filled", .fillcolor: fill, .penwidth: 0, .color: fill]
  }
}
