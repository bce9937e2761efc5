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
  private(set) var foldings: [String]
  /// The same as lines of the picture.
  private(set) var notes: [String]
  private let heading: [String]
  var canvas: Canvas
  /// How far down the picture has come.
  var y = 0.0
  var boxes = 0
  /// Where the last bar of each call ends, of a run that deadlocked.
  var places: [CallNumber: (x: Double, y: Double)] = [:]
  private(set) var rowHeight: Double

  /// What the marks mean, in lines.
  private(set) var legend: [[GanttLegend.Entry]]
  private let caption: [String]
  /// The answer below a title of somebody's own.
  private let subtitle: [String]

  /// What is free within the margins of a sheet, in points of the drawing; nil on a screen.
  private let sheet: (width: Double, height: Double)?
  /// The instant at which the run is shown; nil for all of it.
  let instant: Nanoseconds?
  /// Which part of a picture that plays this is; nil for one that does not.
  let layer: PictureLayer?
  /// How far down the rows begin and end, once they are drawn.
  private(set) var rowsSpan: (top: Double, bottom: Double) = (0, 0)
  /// How far to the right anything may be drawn.
  var edge: Double { sheet?.width ?? .infinity }
  /// Whether the picture is for a sheet.
  var isOnSheet: Bool { sheet != nil }
  /// How high rows are at least if bars have labels: on a sheet, where those are as large as other text.
  let leastRowHeight: Double
  /// How high the drawing is without its rows.
  private var heightOfOthers: Double

  /// Arranges a chart on a screen, or on a sheet with as many rows as it has room for.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ chart: GanttChart, _ style: PictureStyle = PictureStyle()) {
    guard let sheet = style.size else {
      self.init(chart, style, rows: RowPlan.limit)
      return
    }
    // What is folded takes room for words about it, so how many rows fit shows only by trying.
    var limit = min(RowPlan.limit, Int(sheet.points.height / sheet.magnification / 28))
    var tooMany = RowPlan.limit + 1
    self.init(chart, style, rows: limit)
    for _ in 0..<Self.mostTries {
      let free = freeRows
      if free < 0 { tooMany = limit }
      let next = max(Self.leastRows, min(limit + free, tooMany - 1))
      guard next != limit, free < 0 || chart.lanes.count > limit else { break }
      limit = next
      let other = GanttDrawing(chart, style, rows: limit)
      if free < 0 || other.freeRows >= 0 { self = other } else { tooMany = limit }
    }
  }

  /// So many rows are drawn even if they are too low for labels.
  private static let leastRows = 4
  private static let mostTries = 5

  /// For how many more rows a sheet has room; negative if it has too many.
  private var freeRows: Int {
    let room = Int((((sheet?.height ?? 0) - heightOfOthers) / leastRowHeight).rounded(.down))
    return room - detail.rows.count - detail.serial.count
  }

  private init(_ chart: GanttChart, _ style: PictureStyle, rows limit: Int) {
    self.chart = chart
    layer = style.layer
    instant = style.layer == .outline ? 0 : style.layer == nil ? style.instant : nil
    rules = GanttRules(chart, at: instant)
    let unit = style.size?.magnification ?? 1
    let sheet = style.size.map {
      (width: ($0.points.width - 22) / unit, height: ($0.points.height - 22) / unit)
    }
    self.sheet = sheet
    leastRowHeight = sheet == nil ? 14 : 17
    let allNotes = chart.cuts
    let rows = RowPlan(chart, limit: limit)
    scale = GanttScale(chart, rows: rows.serial + rows.run, room: sheet?.width)
    detail = LevelOfDetail(chart, rows, scale)
    callouts = sheet == nil ? Self.callouts(of: chart, detail, scale) : []
    foldings = allNotes + detail.foldings(of: chart)
    let width = scale.left + scale.width
    let answer = chart.heading(
      toWidth: width / Canvas.boldReserve, fontSize: style.title == nil ? 13 : 11,
      at: style.instant)
    // A page has the answer in its head.
    let isAlone = style.element?.hasHeading ?? true
    heading =
      !isAlone
      ? []
      : style.title.map {
        $0.wrapped(toWidth: width / Canvas.boldReserve, fontSize: 13, lines: 2)
      } ?? answer
    subtitle =
      (style.title == nil || !isAlone ? [] : answer)
      + (style.instant.map { [chart.comparison.run.state(at: $0)] } ?? [])
    let noteWidth = scale.noteWidth
    caption =
      style.caption.map {
        $0.wrapped(toWidth: noteWidth, fontSize: 10, lines: sheet == nil ? 3 : 2)
      }
      ?? []
    let rowCount = rows.serial.count + rows.run.count
    // Many rows are lower, so that all of them stand on one screen.
    rowHeight = max(
      leastRowHeight, min(26, (560 / Double(max(1, rowCount))).rounded(.down)))
    let most = sheet == nil ? 4 : 3
    notes = foldings.flatMap { $0.wrapped(toWidth: noteWidth, fontSize: 10, lines: most) }
    canvas = Canvas("gantt", width: 0, height: 0)
    legend = []
    heightOfOthers = 0
    if let unnamed = unnamedMilestones ?? chart.leftOutMilestones {
      foldings.append(unnamed)
      notes += unnamed.wrapped(toWidth: noteWidth, fontSize: 10, lines: most)
    }
    let lines = callouts.count + rules.rules.count + notes.count + caption.count
    legend = GanttLegend(self).lines(width: scale.width)
    let more = Double(max(0, legend.count - 1)) * 16
    heightOfOthers =
      Double(lines) * 14 + Double(heading.count - 1 + subtitle.count) * 17
      + (notes.isEmpty ? 0 : 8) + more + chart.bracketHeight + 106
    if let sheet {
      let room = ((sheet.height - heightOfOthers) / Double(max(1, rowCount))).rounded(.down)
      rowHeight = max(13, min(38, chart.ghost == nil ? room : (room * 0.8).rounded(.down)))
    }
    heightOfOthers += Double(rows.run.count) * ghostHeight
    let height = Double(rowCount) * rowHeight + heightOfOthers
    canvas = Canvas(
      "gantt", width: sheet?.width ?? width + 10, height: max(height, sheet?.height ?? 0),
      unit: unit, on: style.size)
  }

  /// The longest of the bars that have room for a number but not for a name, and of those that are
  /// narrower still the longest few.
  private static func callouts(
    of chart: GanttChart, _ detail: LevelOfDetail, _ scale: GanttScale
  ) -> [GanttChart.Bar] {
    // A lane of one component says its name already.
    let lanes = detail.rows.flatMap { row in
      row.marks.compactMap { mark -> GanttChart.Bar? in
        guard case .bar(let bar) = mark, chart.title(of: bar) != row.row.title,
          // Of a thread, the legend tells what has a colour, and too much is narrow.
          !chart.isOfThreads || bar.colour < 0 && scale.width(of: bar) >= 9
        else { return nil }
        return bar
      }
    }
    let unnamed = lanes.filter {
      $0.activity == .running && scale.width(of: $0) >= 9
        && chart.label(of: $0, width: scale.width(of: $0), scale).isEmpty
    }
    let bars =
      unnamed
      + detail.highlights.longest.filter { bar in
        lanes.contains { $0.call == bar.call && $0.start == bar.start }
      }
    return Array(
      bars.sorted { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) }
        .prefix(Highlights.mostLongest))
  }

  /// The picture as a graph whose nodes have places.
  mutating func draw() -> DOTGraph {
    let answer = chart.answer(at: instant)
    for line in heading {
      canvas.text(
        line, x: 0, y: y + 10, size: 13, isBold: true,
        title: !subtitle.isEmpty || heading.joined(separator: " ") == answer ? nil : answer)
      y += 17
    }
    let width = scale.left + scale.width
    for line in subtitle {
      canvas.text(line, x: 0, y: y + 8, size: 11, width: width, reserve: Canvas.boldReserve)
      y += 17
    }
    y += 17
    let first = y
    for row in detail.serial { draw(row, isSerial: true) }
    if chart.isSerialCut { drawSerialCut() }
    drawBracket()
    let top = y
    for row in detail.rows {
      draw(row)
      drawGhosts(of: row)
    }
    drawWaits()
    rowsSpan = (first, y)
    drawInstant(from: first)
    drawAxis()
    drawRules(from: top)
    drawCallouts()
    drawFoldings()
    drawLegend()
    for line in caption {
      canvas.text(
        line, x: scale.left, y: y + 4, size: 10, class: "faint", color: Palette.faint)
      y += 14
    }
    return canvas.graph
  }
}

extension GanttChart {
  /// What fits into so much of a bar.
  func label(of bar: Bar, width: Double, _ scale: GanttScale) -> String {
    let name = shortTitle(of: bar)
    return isOfThreads
      ? scale.threadLabel(of: bar, named: name, width: width)
      : scale.label(of: bar, named: name, width: width)
  }

  /// How much room there is between the baseline and the run: for the time saved, if any was.
  var bracketHeight: Double {
    if let saved, saved != 0 { return 30 }
    return serialLanes.isEmpty ? 4 : 16
  }

  /// The chart as a graph that Graphviz draws with `nop2`.
  public var graph: DOTGraph {
    var drawing = GanttDrawing(self)
    return drawing.draw()
  }
}
