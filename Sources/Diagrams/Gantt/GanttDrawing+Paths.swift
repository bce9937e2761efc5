internal import EventLog
internal import Formatting
internal import Graphviz
internal import TraceAnalysis

/// The critical and the observed path where they lead through the rows.
extension GanttDrawing {
  /// The parts of a bar on the critical path, framed, where that is not all of it.
  mutating func drawStretches(of bar: GanttChart.Bar) {
    guard !bar.isSerial, bar.isPartlyCritical else { return }
    let top = y + (rowHeight - barHeight) / 2
    let end = instant.map { min(bar.end, $0) } ?? bar.end
    for stretch in chart.critical.within(bar.start, end, of: bar.call) {
      boxes += 1
      let width = scale.x(stretch.end) - scale.x(stretch.start)
      canvas.box(
        DOTID("critical", boxes), x: scale.x(stretch.start), y: top, width: width,
        height: barHeight,
        title: "\(chart.title(of: bar).clipped(toBytes: Canvas.longestTitle)) is on the critical "
          + "path from \(timeText(stretch.start)) to \(timeText(stretch.end))", label: "",
        [
          .style: "solid", .color: Palette.ink, .class: "outline",
          .penwidth: .number(width < 8 ? max(0.6, width / 3) : 2.5),
        ])
    }
  }

  /// A line above what is folded or too narrow for a frame where the critical path leads through it, on threads above all,
  /// and one below all bars along what the end of the run waited for.
  mutating func drawPaths(in row: LevelOfDetail.Row) {
    let top = y + (rowHeight - barHeight) / 2
    let critical =
      chart.isOfThreads
      ? row.row.lanes.flatMap(\.bars) : row.foldedCriticalBars + unframedBars(in: row)
    for line in lines(along: chart.critical, critical) {
      canvas.line([(line.start, top - 1.5), (line.end, top - 1.5)], Self.foldedCriticalLook)
    }
    for line in lines(along: chart.observed, row.row.lanes.lazy.flatMap(\.bars)) {
      canvas.line(
        [(line.start, top + barHeight + 1.5), (line.end, top + barHeight + 1.5)],
        Self.observedLook)
    }
  }

  /// The critical bars of a row that are too narrow for a frame.
  private func unframedBars(in row: LevelOfDetail.Row) -> [GanttChart.Bar] {
    row.marks.compactMap { mark in
      guard case .bar(let bar) = mark, bar.isCritical, !isFramed(bar) else { return nil }
      return bar
    }
  }

  /// What the legend says of a line along the critical path, which stands above what is folded or narrow, and on threads;
  /// nil if there is none.
  var criticalLineWords: String? {
    if chart.isOfThreads { return chart.critical.isEmpty ? nil : "on the critical path" }
    let hasFolded = detail.rows.contains { !$0.foldedCriticalBars.isEmpty }
    let hasNarrow = detail.rows.contains { !unframedBars(in: $0).isEmpty }
    switch (hasFolded, hasNarrow) {
    case (false, false): return nil
    case (true, false): return "on the critical path, folded"
    case (false, true): return "on the critical path, narrow"
    case (true, true): return "on the critical path, narrow or folded"
    }
  }

  /// Where a path leads through some bars, from left to right; what touches is one line.
  func lines(
    along path: PathStretches, _ bars: some Sequence<GanttChart.Bar>
  ) -> [(start: Double, end: Double)] {
    guard !path.isEmpty else { return [] }
    let table = chart.comparison.run.table
    let lines = bars.flatMap { bar in
      // What a call waited for before it was asked for has no bar.
      let start =
        table[bar.call].requestedAt == bar.start
        ? path.beginning(before: bar.start, of: bar.call) : bar.start
      return path.within(start, instant.map { min(bar.end, $0) } ?? bar.end, of: bar.call).map {
        (start: scale.x($0.start), end: max(scale.x($0.end), scale.x($0.start) + 1))
      }
    }
    return lines.sorted { $0.start < $1.start }.reduce(into: []) { joined, line in
      if let last = joined.last, line.start <= last.end + 0.5 {
        joined[joined.count - 1].end = max(last.end, line.end)
      } else {
        joined.append(line)
      }
    }
  }

  /// A line along the critical path where it leads through what is folded.
  static let foldedCriticalLook: DOTAttributes = [
    .color: Palette.ink, .penwidth: 3, .class: "strong",
  ]

  /// A line along what the end of the run waited for.
  static let observedLook: DOTAttributes = [
    .color: Palette.observed, .penwidth: 3, .class: "observed",
  ]
}
