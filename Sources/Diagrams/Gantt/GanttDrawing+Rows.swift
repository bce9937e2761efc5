internal import EventLog
internal import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// The rows of the chart: their titles, bars and blocks.
extension GanttDrawing {
  mutating func draw(_ row: LevelOfDetail.Row, isSerial: Bool = false) {
    canvas.text(
      row.row.title, x: scale.left - 8, y: y + rowHeight / 2, anchor: .end,
      width: scale.left - 12)
    // What is critical comes last, so that nothing covers its border.
    for isCritical in [false, true] {
      for mark in row.marks {
        switch mark {
        case .bar(let bar): if bar.isCritical == isCritical { draw(bar, in: row.row.title) }
        case .block(let block):
          let isHidden = isSerial && chart.isSerialCut && scale.x(block.end) > serialEnd
          if !isCritical, !isHidden { draw(block, in: row.row) }
        }
      }
    }
    for mark in row.marks {
      guard case .bar(let bar) = mark else { continue }
      drawStretches(of: bar)
      drawNumber(of: bar)
    }
    drawSigns(of: row)
    if row.row.isBand, row.row.isQueue { drawLength(of: row) }
    y += rowHeight
  }

  /// How long a queue got, behind it if there is room.
  private mutating func drawLength(of row: LevelOfDetail.Row) {
    guard case .block(let last)? = row.marks.last else { return }
    let words = "up to \(row.row.most) calls"
    let end = scale.x(last.end)
    let width = words.textWidth(fontSize: 10) * Canvas.reserve + 6
    let xs = rules.rules.map { scale.x($0.at) }
    // Behind the queue, or behind a rule that would cross the words.
    let places = [end] + xs.filter { $0 > end }
    let free = places.first { place in
      place + width + 6 < scale.right && !xs.contains { $0 > place && $0 < place + width + 6 }
    }
    canvas.text(
      words, x: free.map { $0 + 6 } ?? end - 6, y: y + rowHeight / 2,
      anchor: free == nil ? .end : .start, size: 10)
  }

  var barHeight: Double {
    rowHeight > 26 ? rowHeight - 6 : rowHeight > 20 ? 20 : rowHeight - 3
  }

  /// Where the baseline leaves the picture, and where it would end.
  mutating func drawSerialCut() {
    canvas.text(
      goesOn, x: scale.right - 2, y: y - rowHeight / 2, anchor: .end, size: 10, isBold: true)
  }

  /// What is said where the baseline leaves the picture.
  private var goesOn: String { "goes on to \(timeText(chart.comparison.baselineTime ?? 0)) ▸" }

  /// Where the bars of the baseline end that leaves the picture: before the words about it.
  private var serialEnd: Double {
    scale.right - goesOn.textWidth(fontSize: 10) * Canvas.boldReserve - 12
  }

  private mutating func draw(_ bar: GanttChart.Bar, in rowTitle: String) {
    let start = scale.x(bar.start)
    var end = scale.x(bar.end)
    if bar.isForEver { end = waitingEnd }
    if bar.isSerial, chart.isSerialCut {
      guard start < serialEnd else { return }
      end = min(end, serialEnd)
    }
    boxes += 1
    // Arrows of waits begin and end behind the last bar of a call.
    if !bar.isSerial, !chart.deadlock.isEmpty { places[bar.call] = (end, y + rowHeight / 2) }
    let inset = bar.activity == .running ? 0.0 : (barHeight / 7).rounded()
    let (top, height) = (y + (rowHeight - barHeight) / 2 + inset, barHeight - 2 * inset)
    let title = title(of: bar)
    let mark = bar.ending == .stopped ? min(Self.stopMarkWidth, (end - start) / 2) : 0
    let span = bar.isSerial ? (start: start, end: end) : labelSpan(from: start, to: end - mark)
    let label = label(of: bar, width: span.end - span.start, in: rowTitle)
    let isWhole = span.start == start && span.end == end
    var look = look(of: bar)
    if rowHeight < 16 { look[.fontsize] = .number(9 * canvas.unit) }
    canvas.box(
      DOTID("bar", boxes), x: start, y: top, width: end - start, height: height, title: title,
      label: isWhole ? label : "", look)
    if !isWhole, !label.isEmpty {
      var name: DOTAttributes = [.shape: "none"]
      if let color = look[.fontcolor] { name[.fontcolor] = color }
      if rowHeight < 16 { name[.fontsize] = .number(9 * canvas.unit) }
      if bar.activity != .running { name[.class] = bar.isForEver ? "loss" : "faint" }
      canvas.box(
        DOTID("name", boxes), x: span.start, y: top, width: span.end - span.start, height: height,
        title: title, label: label, name)
    }
    if mark > 0 {
      canvas.box(
        DOTID("stop", boxes), x: end - mark, y: top, width: mark, height: height, title: title,
        label: "", Self.stopMark)
    }
  }

  /// What stands in a bar where so much of it is free.
  private func label(of bar: GanttChart.Bar, width: Double, in rowTitle: String) -> String {
    if bar.isForEver { return waitingLabel(of: bar, width: width, in: rowTitle) }
    if !bar.isSerial, let number = number(of: bar) {
      return scale.width(of: bar) < 9 ? "" : String(number)
    }
    return width < 9 ? "" : scale.label(of: bar, named: chart.title(of: bar), width: width)
  }

  /// The widest part of a bar that no rule crosses: where its label stands.
  private func labelSpan(from start: Double, to end: Double) -> (start: Double, end: Double) {
    var widest = (start: start, end: start)
    var place = start
    for x in rules.rules.map({ scale.x($0.at) }) + [end] where x > start + 2 {
      let stop = min(x, end)
      if stop - place > widest.end - widest.start { widest = (place, stop) }
      place = stop
    }
    return widest
  }

  /// The parts of a bar on the critical path, framed, and those on the observed path, underlined.
  private mutating func drawStretches(of bar: GanttChart.Bar) {
    guard !bar.isSerial else { return }
    let top = y + (rowHeight - barHeight) / 2
    if bar.isPartlyCritical {
      for stretch in chart.critical.within(bar.start, bar.end, of: bar.call) {
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
    for stretch in chart.observed.within(bar.start, bar.end, of: bar.call) {
      canvas.line(
        [
          (scale.x(stretch.start), top + barHeight + 1.5),
          (scale.x(stretch.end), top + barHeight + 1.5),
        ],
        Self.observedLook)
    }
  }

  /// A line along what the end of the run waited for.
  static let observedLook: DOTAttributes = [
    .color: Palette.observed, .penwidth: 3, .class: "observed",
  ]

  private static let stopMarkWidth = 10.0

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
    if bar.isForEver {
      return
        "\(chart.title(of: bar).clipped(toBytes: Canvas.longestTitle)) (call \(bar.call)) waits "
        + "for ever for \((chart.deadlock[bar.call]?.words ?? "").clipped(toBytes: 2_000))"
    }
    let word =
      switch (bar.activity, bar.isSerial) {
      case (.running, true): "runs, in the baseline,"
      case (.running, false):
        bar.isCritical
          ? "runs, on the critical path,"
          : bar.isPartlyCritical ? "runs, in parts on the critical path," : "runs"
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
      "\(chart.title(of: bar).clipped(toBytes: Canvas.longestTitle)) (call \(bar.call))"
      + "\(chart.arguments(of: bar)) \(word) "
      + "for \(timeText(bar.time)), from \(timeText(bar.start)) to "
      + timeText(bar.start + bar.time) + ending
  }
}
