internal import EventLog
internal import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// The rows of the chart: their titles, bars and blocks.
extension GanttDrawing {
  mutating func draw(_ row: LevelOfDetail.Row, isSerial: Bool = false) {
    canvas.text(
      title(of: row.row), x: scale.left - 8, y: y + rowHeight / 2, anchor: .end,
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
    if !isSerial { drawPaths(in: row) }
    drawSigns(of: row)
    if row.row.isBand, row.row.isQueue { drawLength(of: row) }
    y += rowHeight
  }

  /// What stands before a row: threads have names that often begin alike.
  private func title(of row: GanttRow) -> String {
    guard chart.isOfThreads, !row.isBand else { return row.title }
    let room = (scale.left - 12) / Canvas.reserve
    return row.title.shortName.visibleText.withoutMiddle {
      $0.textWidth(fontSize: 11) <= room
    }
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

  /// The size of text in bars, where rows are too low for that of other text.
  private var labelSize: Double? {
    if isOnSheet { return rowHeight < 20 ? 10 : nil }
    return rowHeight < 16 ? 9 : nil
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

  private mutating func draw(_ whole: GanttChart.Bar, in rowTitle: String) {
    guard let bar = whole.known(at: instant) else { return }
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
    // What waits is lower than what runs, but not so low that its border runs through its label.
    let inset =
      bar.activity == .running
      ? 0.0 : min((barHeight / 7).rounded(), max(0, ((barHeight - 16) / 2).rounded(.down)))
    let (top, height) = (y + (rowHeight - barHeight) / 2 + inset, barHeight - 2 * inset)
    let title = title(of: bar)
    let mark = bar.ending == .stopped ? min(Self.stopMarkWidth, (end - start) / 2) : 0
    let span = bar.isSerial ? (start: start, end: end) : labelSpan(from: start, to: end - mark)
    let label = label(of: bar, width: span.end - span.start, in: rowTitle)
    let isWhole = span.start == start && span.end == end
    var look = look(of: bar)
    if let labelSize { look[.fontsize] = .number(labelSize * canvas.unit) }
    box(
      "bar", from: start, to: end, y: top, height: height, title: title,
      label: isWhole ? label : "", look)
    if !isWhole, !label.isEmpty {
      var name: DOTAttributes = [.shape: "none"]
      if let color = look[.fontcolor] { name[.fontcolor] = color }
      if let labelSize { name[.fontsize] = .number(labelSize * canvas.unit) }
      if bar.activity != .running { name[.class] = bar.isForEver ? "loss" : "faint" }
      if filled(to: span.end) < span.end {
        (name[.fontcolor], name[.class]) = (Palette.faint, "faint")
      }
      canvas.box(
        DOTID("name", boxes), x: span.start, y: top, width: span.end - span.start, height: height,
        title: title, label: label, name)
    }
    if mark > 0, filled(to: end) == end {
      canvas.box(
        DOTID("stop", boxes), x: end - mark, y: top, width: mark, height: height, title: title,
        label: "", Self.stopMark)
    }
  }

  /// What stands in a bar where so much of it is free.
  private func label(of bar: GanttChart.Bar, width: Double, in rowTitle: String) -> String {
    if rowHeight < leastRowHeight { return "" }
    if bar.isForEver { return waitingLabel(of: bar, width: width, in: rowTitle) }
    if !bar.isSerial, let number = number(of: bar) {
      return scale.width(of: bar) < 9 ? "" : String(number)
    }
    return width < 9 ? "" : chart.label(of: bar, width: width, scale)
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

  private mutating func draw(_ whole: GanttBlock, in row: GanttRow) {
    var block = whole
    if isAhead(block.end) { block.unwell = 0 }
    boxes += 1
    let height = (barHeight * Double(block.level) / Double(GanttBlock.steps)).rounded()
    box(
      "block", from: scale.x(block.start), to: scale.x(block.end),
      y: y + (rowHeight + barHeight) / 2 - height, height: height, title: block.words(of: row),
      label: "", look(of: block))
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
      case (.blocked, _): chart.isOfThreads ? "waits for others" : "is blocked"
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
