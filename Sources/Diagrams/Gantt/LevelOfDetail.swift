internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What of a Gantt chart is drawn on its own at a certain width, and what is folded.
///
/// In every lane, bars narrower than a cell are folded with their neighbours into blocks. What
/// matters stays on its own however narrow it is: the longest bars of the critical path, bars of
/// calls that failed or were stopped, the longest of all. Cells are as narrow as the limit of marks
/// allows, so that a picture of any run has about the same size.
struct LevelOfDetail {
  /// Something that is drawn in a row.
  enum Mark {
    case bar(GanttChart.Bar)
    case block(GanttBlock)
  }

  struct Row {
    var row: GanttRow
    var marks: [Mark]
    /// What is drawn of the run that a prediction is of.
    var ghosts: [Mark] = []

    /// The bars on the critical path that are not drawn on their own: those of bands and of blocks.
    var foldedCriticalBars: [GanttChart.Bar] {
      let critical = row.lanes.flatMap { lane in
        lane.bars.filter { $0.isCritical || $0.isPartlyCritical }
      }
      guard !row.isBand, !critical.isEmpty else { return critical }
      var drawn: Set<Highlights.Key> = []
      for case .bar(let bar) in marks { drawn.insert(.init(call: bar.call, start: bar.start)) }
      return critical.filter { !drawn.contains(.init(call: $0.call, start: $0.start)) }
    }
  }

  private(set) var serial: [Row] = []
  private(set) var rows: [Row] = []
  /// Bars that are drawn on their own though they are narrow.
  private(set) var highlights = Highlights()

  /// The most bars and blocks of a picture.
  static let limit = 2_400
  /// Widths of a cell, in points, from the finest.
  private static let cellWidths: [Double] = [2, 3, 4, 6, 8, 12, 16, 24]

  /// - Complexity: O(*n*) in the number of bars.
  init(_ chart: GanttChart, _ plan: RowPlan, _ scale: GanttScale) {
    for width in Self.cellWidths {
      let cell = max(1, Nanoseconds(Double(chart.end) * width / scale.width))
      let cells = Int(scale.width / max(4, width))
      let highlights = Highlights(plan.run, cell: cell)
      func drawn(_ row: GanttRow) -> Row {
        let marks =
          row.isBand
          ? row.profile(cells: cells, end: chart.end).map(Mark.block)
          : highlights.marks(of: row.lanes[0], cell: cell)
        guard row.lanes.contains(where: { !$0.ghosts.isEmpty }) else {
          return Row(row: row, marks: marks)
        }
        let ghosts =
          row.isBand
          ? row.ghost.profile(cells: cells, end: chart.end).map(Mark.block)
          : highlights.marks(of: row.ghost.lanes[0], cell: cell)
        return Row(row: row, marks: marks, ghosts: ghosts)
      }
      self.highlights = highlights
      serial = plan.serial.map(drawn)
      rows = plan.run.map(drawn)
      if (serial + rows).reduce(0, { $0 + $1.marks.count + $1.ghosts.count }) <= Self.limit {
        break
      }
    }
  }

  /// What is folded, a sentence each: bars that are too narrow, and lanes that are too many.
  func foldings(of chart: GanttChart) -> [String] {
    var sentences: [String] = []
    var (bars, drawn, blocks, critical, drawnCritical) = (0, 0, 0, 0, 0)
    for row in rows where !row.row.isBand {
      bars += row.row.lanes[0].bars.count
      critical += row.row.lanes[0].bars.lazy.filter(\.isCritical).count
      for mark in row.marks {
        switch mark {
        case .block: blocks += 1
        case .bar(let bar):
          drawn += 1
          drawnCritical += bar.isCritical ? 1 : 0
        }
      }
    }
    if blocks > 0 {
      sentences.append(
        "\(bars - drawn) of \(bars) bars are too narrow to be drawn: they are folded into blocks, "
          + "as high as the share of time that calls run"
          + (drawnCritical < critical
            ? "; of \(critical) on the critical path, " + Self.drawnWords(drawnCritical)
              + " a line above their blocks" : ""))
    }
    let bands = rows.filter { $0.row.lanes.count > 1 }
    if !bands.isEmpty {
      let folded = bands.reduce(0) { $0 + $1.row.lanes.count }
      sentences.append(
        "\(folded) of \(chart.lanes.count) lanes are folded into "
          + (bands.count == 1 ? "one band" : "\(bands.count) bands")
          + ", as high as the share of lanes that run; those that matter most are drawn first"
          + (Self.criticalWords(bands.map(\.row)).map { "; \($0)" } ?? ""))
    }
    let hidden = rows.lazy.filter(\.row.isBand).flatMap(\.row.lanes)
      .reduce(0) { $0 + $1.signs.count { $0.kind == .milestone } }
    if hidden > 0 {
      sentences.append(
        counted(hidden, "call") + " that take no time lie on folded lanes and are not drawn")
    }
    return sentences
  }

  /// How many of the bars on the critical path are drawn, before what is said of the others.
  private static func drawnWords(_ count: Int) -> String {
    switch count {
    case 0: "none is drawn: they are"
    case 1: "the longest is drawn, the others are"
    default: "the longest \(count) are drawn, the others are"
    }
  }

  /// How much of the critical path lies in bands, in words; nil if nothing does.
  static func criticalWords(_ rows: [GanttRow]) -> String? {
    var calls: Set<CallNumber> = []
    for row in rows where row.isBand {
      for lane in row.lanes {
        for bar in lane.bars where bar.isCritical || bar.isPartlyCritical { calls.insert(bar.call) }
      }
    }
    return calls.isEmpty
      ? nil
      : counted(calls.count, "call")
        + " of the critical path lie\(calls.count == 1 ? "s" : "") there"
  }

  /// The bars of the run that are drawn on their own.
  var bars: [GanttChart.Bar] {
    rows.flatMap(\.marks).compactMap { if case .bar(let bar) = $0 { bar } else { nil } }
  }
}
