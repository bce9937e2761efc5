internal import EventLog
public import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Typography

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
  private let rowHeight: Double

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
    rowHeight = max(14, min(26, (620 / Double(max(1, rowCount))).rounded(.down)))
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
    let bars = unnamed + detail.standouts.longest
    return Array(
      bars.sorted { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) }
        .prefix(Standouts.mostLongest))
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

  // MARK: Rows

  private mutating func draw(_ row: LevelOfDetail.Row) {
    canvas.text(
      row.row.title, x: scale.left - 8, y: y + rowHeight / 2, anchor: .end,
      width: scale.left - 12)
    // What is critical comes last, so that nothing covers its border.
    for isCritical in [false, true] {
      for mark in row.marks {
        switch mark {
        case .bar(let bar): if bar.isCritical == isCritical { draw(bar) }
        case .block(let block): if !isCritical { draw(block, in: row.row) }
        }
      }
    }
    for mark in row.marks { if case .bar(let bar) = mark { drawNumber(of: bar) } }
    if row.row.isBand, row.row.isQueue { drawLength(of: row) }
    y += rowHeight
  }

  /// How long a queue got, behind it if there is room.
  private mutating func drawLength(of row: LevelOfDetail.Row) {
    guard case .block(let last)? = row.marks.last else { return }
    let words = "up to \(row.row.most) calls"
    let end = scale.x(last.end)
    let isRoomy = end + words.textWidth(fontSize: 10) * Canvas.reserve + 12 < scale.right
    canvas.text(
      words, x: isRoomy ? end + 6 : end - 6, y: y + rowHeight / 2,
      anchor: isRoomy ? .start : .end, size: 10)
  }

  private var barHeight: Double { rowHeight > 20 ? 20 : rowHeight - 3 }

  /// Where the serial side leaves the picture, and where it would end.
  private mutating func drawSerialCut() {
    canvas.text(
      "goes on to \(timeText(chart.comparison.serialTime ?? 0)) ▸", x: scale.right - 2,
      y: y - rowHeight / 2, anchor: .end, size: 10, isBold: true, class: "mark")
  }

  private mutating func draw(_ bar: GanttChart.Bar) {
    let (start, end) = (scale.x(bar.start), scale.x(bar.end))
    boxes += 1
    let number = bar.isSerial ? nil : number(of: bar).map(String.init)
    let inset = bar.activity == .running ? 0.0 : (barHeight / 7).rounded()
    var look = look(of: bar)
    if barHeight < 14 { look[.fontsize] = 9 }
    canvas.box(
      DOTID("bar", boxes), x: start, y: y + (rowHeight - barHeight) / 2 + inset,
      width: end - start, height: barHeight - 2 * inset, title: title(of: bar),
      label: scale.width(of: bar) < 9
        ? "" : number ?? scale.label(of: bar, named: chart.title(of: bar)),
      look)
  }

  private func number(of bar: GanttChart.Bar) -> Int? {
    callouts.firstIndex { $0.call == bar.call && $0.start == bar.start }.map { $0 + 1 }
  }

  /// The number of a bar that is too narrow to have it inside.
  private mutating func drawNumber(of bar: GanttChart.Bar) {
    guard !bar.isSerial, scale.width(of: bar) < 9, let number = number(of: bar) else { return }
    canvas.text(
      "\(number)", x: scale.x((bar.start + bar.end) / 2), y: y + rowHeight / 2, anchor: .middle,
      size: 10, isBold: true, class: "mark")
  }

  private mutating func draw(_ block: GanttBlock, in row: GanttRow) {
    boxes += 1
    let height = (barHeight * Double(block.level) / Double(GanttBlock.steps)).rounded()
    canvas.box(
      DOTID("block", boxes), x: scale.x(block.start),
      y: y + (rowHeight + barHeight) / 2 - height, width: scale.x(block.end) - scale.x(block.start),
      height: height, title: block.words(of: row), label: "", look(of: block))
  }

  private func title(of bar: GanttChart.Bar) -> String {
    let word =
      switch (bar.activity, bar.isSerial) {
      case (.running, true): "runs, on the serial side,"
      case (.running, false): bar.isCritical ? "runs, on the critical path," : "runs"
      case (.queued, _): "waits for its machine or its turn"
      case (.blocked, _): "is blocked"
      }
    let ending =
      switch bar.ending {
      case .none: ""
      case .failed: ", and fails"
      case .stopped: ", and is stopped before it ends"
      }
    return
      "\(chart.title(of: bar).clipped(toBytes: Canvas.longestTitle)) (call \(bar.call)) \(word) "
      + "for \(timeText(bar.end - bar.start)), from \(timeText(bar.start)) to "
      + timeText(bar.end) + ending
  }

  // MARK: Looks

  func look(of bar: GanttChart.Bar) -> DOTAttributes {
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
        look[.class] = "outline"
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

extension GanttChart {
  /// The chart as a graph that Graphviz draws with `nop2`.
  public var graph: DOTGraph {
    var drawing = GanttDrawing(self)
    return drawing.draw()
  }
}
