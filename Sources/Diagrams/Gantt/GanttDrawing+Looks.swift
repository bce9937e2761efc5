internal import EventLog
internal import Graphviz
internal import TraceAnalysis

/// How bars and blocks look: no colour without a second sign.
extension GanttDrawing {
  /// Bars that are narrower than so many points have no frame, which would hide their colour and, where many stand side
  /// by side, each of them: a line above them says that they are critical.
  private static let leastFramed = 6.0

  /// Whether a bar that is critical has a frame that says so; a sample in the legend has no width of its own.
  func isFramed(_ bar: GanttChart.Bar) -> Bool {
    bar.isCritical && (bar.start == bar.end || scale.width(of: bar) >= Self.leastFramed)
  }

  func look(of bar: GanttChart.Bar) -> DOTAttributes {
    if bar.isForEver { return Self.forEverLook }
    switch bar.activity {
    case .running:
      // A border must not fill its bar; a sample in the legend has no width of its own.
      let isNarrow = bar.start < bar.end && scale.width(of: bar) < 8
      let border: DOTValue = isNarrow ? .number(max(0.6, scale.width(of: bar) / 3)) : 2.5
      var look: DOTAttributes = [.style: "filled", .fillcolor: chart.fill(of: bar.colour)]
      switch (isFramed(bar), bar.ending) {
      case (true, _):
        look[.penwidth] = border
        look[.color] = Palette.ink
        look[.class] = "outline"
      case (false, .failed):
        look[.penwidth] = border
        look[.color] = Palette.loss
        look[.class] = "loss"
      case (false, _):
        look[.penwidth] = 0.6
        look[.color] = Palette.seam
      }
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

  /// The head of an arrow at the end of a call that was stopped.
  static let stopMark: DOTAttributes = [
    .style: "filled", .shape: "cds", .fillcolor: Palette.mark, .color: Palette.page,
    .penwidth: 0.6,
  ]

  func look(of block: GanttBlock) -> DOTAttributes {
    let fill =
      switch (block.activity, block.colour) {
      case (.running, let colour?): chart.fill(of: colour)
      case (.running, nil): Palette.mixed
      default: Palette.queue
      }
    return block.unwell > 0
      ? [.style: "filled", .fillcolor: fill, .penwidth: 1.5, .color: Palette.loss, .class: "loss"]
      : [.style: "filled", .fillcolor: fill, .penwidth: 0, .color: fill]
  }
}
