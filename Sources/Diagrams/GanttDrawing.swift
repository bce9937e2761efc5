internal import EventLog
public import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Typography

/// A Gantt chart as a picture.
///
/// From top to bottom: the answer, the serial strip, the time saved as a bracket, the lanes with
/// floor and lower bound as rules across them, the axis, the longest calls by name where their bars
/// are too narrow for one, the legend.
struct GanttDrawing {
  let chart: GanttChart
  let rules: GanttRules
  var canvas: Canvas
  /// How far down the picture has come.
  var y = 0.0
  var boxes = 0
  let scale: GanttScale
  /// The longest calls among those whose bars are too narrow for their names.
  let callouts: [GanttChart.Bar]

  private static let rowHeight = 26.0
  private static let barHeight = 20.0

  init(_ chart: GanttChart) {
    self.chart = chart
    rules = GanttRules(chart)
    scale = GanttScale(chart)
    callouts = scale.longestUnnamed(of: chart)
    let rows = Double(chart.lanes.count + chart.serialLanes.count)
    canvas = Canvas(
      "gantt", width: scale.left + scale.width + 10,
      height: rows * Self.rowHeight + Double(callouts.count + rules.rules.count) * 14 + 136)
  }

  /// The picture as a graph whose nodes have places.
  mutating func draw() -> DOTGraph {
    canvas.text(
      chart.comparison.answer, x: 0, y: y + 10, size: 13, width: scale.left + scale.width,
      isBold: true)
    y += 34
    for lane in chart.serialLanes { draw(lane) }
    drawBracket()
    let top = y
    for lane in chart.lanes { draw(lane) }
    drawAxis()
    drawRules(from: top)
    drawCallouts()
    drawLegend()
    return canvas.graph
  }

  // MARK: Lanes

  private mutating func draw(_ lane: GanttChart.Lane) {
    canvas.text(
      lane.title, x: scale.left - 8, y: y + Self.rowHeight / 2, anchor: .end, width: scale.left - 12
    )
    for bar in lane.bars { draw(bar) }
    y += Self.rowHeight
  }

  private mutating func draw(_ bar: GanttChart.Bar) {
    let (start, end) = (scale.x(bar.start), scale.x(bar.end))
    boxes += 1
    let number = callouts.firstIndex { $0.call == bar.call && $0.start == bar.start }
    let label = bar.isSerial ? nil : number.map { String($0 + 1) }
    let inset = bar.activity == .running ? 0.0 : 3
    canvas.box(
      DOTID("bar", boxes), x: start, y: y + (Self.rowHeight - Self.barHeight) / 2 + inset,
      width: end - start, height: Self.barHeight - 2 * inset, title: title(of: bar),
      label: label ?? scale.label(of: bar),
      look(of: bar))
  }

  private func title(of bar: GanttChart.Bar) -> String {
    let word =
      switch (bar.activity, bar.isSerial) {
      case (.running, true): "runs, on the serial side,"
      case (.running, false): bar.isCritical ? "runs, on the critical path," : "runs"
      case (.queued, _): "waits for its machine or its turn"
      case (.blocked, _): "is blocked"
      }
    return "\(bar.title) (call \(bar.call)) \(word) for \(timeText(bar.end - bar.start)), from "
      + "\(timeText(bar.start)) to \(timeText(bar.end))"
  }

  func look(of bar: GanttChart.Bar) -> DOTAttributes {
    switch bar.activity {
    case .running:
      let fill = Palette.fill(of: bar.component, among: chart.componentCount)
      // A border must not fill its bar; a sample in the legend has no width of its own.
      let isNarrow = bar.start < bar.end && scale.width(of: bar) < 8
      let border: DOTValue = isNarrow ? .number(max(0.6, scale.width(of: bar) / 3)) : 2.5
      return bar.isCritical
        ? [
          .style: "filled", .fillcolor: fill,
          .penwidth: border, .color: Palette.ink,
          .class: "outline",
        ]
        : [.style: "filled", .fillcolor: fill, .penwidth: 0.6, .color: Palette.seam]
    case .queued:
      return [
        .style: "dashed", .color: Palette.faint, .fontcolor: Palette.faint, .class: "faint dashes",
        .penwidth: 1,
      ]
    case .blocked:
      return [
        .style: "dotted", .color: Palette.faint, .fontcolor: Palette.faint, .class: "faint dashes",
        .penwidth: 1.2,
      ]
    }
  }
}

extension GanttChart {
  /// The chart as a graph that Graphviz draws with `nop2`.
  public var graph: DOTGraph {
    var drawing = GanttDrawing(self)
    return drawing.draw()
  }
}
