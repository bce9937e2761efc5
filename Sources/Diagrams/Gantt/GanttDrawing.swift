internal import EventLog
public import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// A Gantt chart as a picture.
///
/// From top to bottom: the answer, the serial strip, the time saved as a bracket, the lanes with
/// floor and lower bound as rules across them, the axis, the longest calls by name where their bars
/// are too narrow for one, what is folded, the legend.
struct GanttDrawing {
  let chart: GanttChart
  let rules: GanttRules
  let scale: GanttScale
  let detail: LevelOfDetail
  /// The longest calls among those whose bars are too narrow for their names.
  let callouts: [GanttChart.Bar]
  /// What is not drawn on its own, a line each.
  let foldings: [String]
  /// The same as lines of the picture.
  let notes: [String]
  private let heading: [String]
  var canvas: Canvas
  /// How far down the picture has come.
  var y = 0.0
  var boxes = 0
  let rowHeight: Double

  init(_ chart: GanttChart) {
    self.chart = chart
    rules = GanttRules(chart)
    let rows = RowPlan(chart)
    scale = GanttScale(chart, rows: rows.serial + rows.run)
    detail = LevelOfDetail(chart, rows, scale)
    callouts = Self.callouts(of: chart, detail, scale)
    foldings = chart.cuts + detail.foldings(of: chart)
    let width = scale.left + scale.width
    heading = chart.comparison.heading(toWidth: width / Canvas.boldReserve, fontSize: 13)
    let rowCount = rows.serial.count + rows.run.count
    // Many rows are lower, so that all of them stand on one screen.
    rowHeight = max(14, min(26, (560 / Double(max(1, rowCount))).rounded(.down)))
    let noteWidth = scale.noteWidth
    notes = foldings.flatMap { $0.wrapped(toWidth: noteWidth, fontSize: 10, lines: 4) }
    let lines = callouts.count + rules.rules.count + notes.count
    canvas = Canvas(
      "gantt", width: width + 10,
      height: Double(rowCount) * rowHeight + Double(lines) * 14
        + Double(heading.count - 1) * 17 + (notes.isEmpty ? 0 : 8) + 136)
  }

  /// The longest of the bars that have room for a number but not for a name, and of those that are
  /// narrower still the longest few.
  private static func callouts(
    of chart: GanttChart, _ detail: LevelOfDetail, _ scale: GanttScale
  ) -> [GanttChart.Bar] {
    let unnamed = detail.bars.filter {
      $0.activity == .running && scale.width(of: $0) >= 9
        && scale.label(of: $0, named: chart.title(of: $0)).isEmpty
    }
    let bars = unnamed + detail.highlights.longest
    return Array(
      bars.sorted { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) }
        .prefix(Highlights.mostLongest))
  }

  /// The picture as a graph whose nodes have places.
  mutating func draw() -> DOTGraph {
    let answer = chart.comparison.answer
    for line in heading {
      canvas.text(
        line, x: 0, y: y + 10, size: 13, isBold: true,
        title: heading.joined(separator: " ") == answer ? nil : answer)
      y += 17
    }
    y += 17
    for row in detail.serial { draw(row) }
    if chart.isSerialCut { drawSerialCut() }
    drawBracket()
    let top = y
    for row in detail.rows { draw(row) }
    drawAxis()
    drawRules(from: top)
    drawCallouts()
    drawFoldings()
    drawLegend()
    return canvas.graph
  }
}

extension GanttChart {
  /// The chart as a graph that Graphviz draws with `nop2`.
  public var graph: DOTGraph {
    var drawing = GanttDrawing(self)
    return drawing.draw()
  }
}
