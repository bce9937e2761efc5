public import EventLog
internal import Reports
internal import TraceAnalysis
internal import Formatting

extension GanttChart {
  /// The chart for a terminal of so many columns.
  ///
  ///     serial      ████████████████▌▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓
  ///     train       ████████████████
  ///
  /// Where lanes are many, some share a row that shows how many of them are busy.
  ///
  /// - Parameters:
  ///   - columns: How many columns there are.
  ///   - instant: The instant at which the run is shown, in nanoseconds: what comes later is pale. Every instant has all
  ///     in the same places. Nil for all of the run.
  /// - Returns: The chart, in lines.
  /// - Complexity: O(rows × columns + bars).
  public func text(columns: Int, at instant: Nanoseconds? = nil) -> String {
    let plan = RowPlan(self)
    let all = plan.serial + plan.run
    let titles = all.map { row in
      isOfThreads && !row.isBand
        ? row.title.shortName.visibleText.withoutMiddle { $0.terminalColumns <= 24 }
        : row.title.visibleText.truncated(toColumns: 24)
    }
    let titleWidth = titles.map(\.terminalColumns).max() ?? 0
    let width = max(20, min(columns, 200) - titleWidth - 4)
    let indentation = String(repeating: " ", count: titleWidth + 4)
    var lines = [comparison.answer, ""]
    if let instant {
      let mark = String(repeating: " ", count: column(min(instant, end), width)) + "▼ "
      lines = [
        comparison.run.state(at: instant), comparison.answer(at: instant), "",
        indentation + mark + timeText(instant),
      ]
    }
    for (index, row) in all.enumerated() {
      if index == plan.serial.count, index > 0 { lines.append("") }
      let padding = String(repeating: " ", count: titleWidth - titles[index].terminalColumns)
      var cells =
        row.isBand
        ? self.profile(of: row, width: width)
        : bars(of: row.lanes[0], width: width, at: instant)
      if let instant { cells = pale(cells, after: column(min(instant, end), width)) }
      lines.append("  \(titles[index])\(padding)  \(cells)")
    }
    lines += axis(width: width).map { indentation + $0 }
    lines += ["", "  " + legend(plan, at: instant) + (instant == nil ? "" : "   ░ still to come")]
    // Who waits for ever shows when the run has come so far.
    let isKnown = instant.map { $0 >= timedEnd } ?? true
    lines += deadlock.sentences(comparison.run).map { isKnown ? "  \($0.visibleText)" : "" }
    lines += (cuts + [leftOutMilestones].compactMap { $0 }).map { "  \($0)" }
    if let words = LevelOfDetail.criticalWords(plan.run) {
      lines.append("  in the folded rows: \(words)")
    }
    let narrow = plan.run.lazy.filter { !$0.isBand }.flatMap { $0.lanes[0].bars }
      .reduce(0) { $0 + (column($1.start, width) == column($1.end, width) ? 1 : 0) }
    if narrow > 0 {
      lines.append("  " + counted(narrow, "bar is", "bars are") + " narrower than a column")
    }
    return lines.map { $0.trimmingEnd }.joined(separator: "\n") + "\n"
  }

  private func column(_ time: Nanoseconds, _ width: Int) -> Int {
    Int((Double(time) * Double(width) / Double(end)).rounded())
  }

  /// The cells of a row with a mark at the column of an instant, and what comes behind it pale; names stay.
  private func pale(_ cells: String, after place: Int) -> String {
    var cells = Array(cells)
    while cells.count <= place { cells.append(" ") }
    for cell in place..<cells.count where Self.fills.contains(cells[cell]) { cells[cell] = "░" }
    cells[place] = "│"
    return String(cells)
  }

  /// What bars, profiles and signs are made of.
  private static let fills: Set<Character> = [
    "█", "▓", "▒", "·", "┄", "╌", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "◆", "▶",
  ]

  /// A lane as cells; a bar that is wide enough has its name in it.
  private func bars(of lane: Lane, width: Int, at instant: Nanoseconds?) -> String {
    var cells = Array(repeating: Character(" "), count: width)
    var isNewBar = true
    if isOfThreads { fill(&cells, withNarrowBarsOf: lane) }
    for bar in lane.bars.lazy.compactMap({ $0.known(at: instant) }) {
      if isOfThreads, column(bar.end, width) - column(bar.start, width) < 2 { continue }
      let first = min(column(bar.start, width), width - 1)
      let last = max(first + 1, min(column(bar.end, width), width))
      let fill: Character =
        switch bar.activity {
        case .running: bar.isCritical ? "█" : (isNewBar ? "▓" : "▒")
        case .queued: "·"
        case .blocked: bar.isForEver ? "╌" : "┄"
        }
      for cell in first..<last { cells[cell] = fill }
      for stretch in bar.isPartlyCritical || isOfThreads && !bar.isSerial
        ? critical.within(bar.start, bar.end, of: bar.call) : []
      {
        let from = max(first, column(stretch.start, width))
        for cell in from..<max(from, min(last, column(stretch.end, width))) { cells[cell] = "█" }
      }
      // Of bars narrower than a cell, only that they run can be seen.
      if last - first > 1 { isNewBar.toggle() }
      guard last - first > 2 else { continue }
      if bar.ending == .stopped { cells[last - 1] = "▶" }
      let sign = bar.ending == .failed ? "✕ " : ""
      var name = sign + shortTitle(of: bar).visibleText
      if bar.isForEver {
        let words = waitingText(of: bar, in: lane.title).visibleText
        name = words.truncated(toColumns: max(0, last - first - 2))
      }
      if name.terminalColumns == name.count, name.count + 2 <= last - first {
        for (offset, character) in " \(name) ".enumerated() where offset < last - first - 1 {
          cells[first + 1 + offset] = character
        }
      }
    }
    for sign in lane.signs
    where sign.kind == .milestone || sign.kind == .stopped && instant.map({ sign.at <= $0 }) ?? true
    {
      cells[min(column(sign.at, width), width - 1)] = sign.kind == .milestone ? "◆" : "▶"
    }
    return String(cells)
  }

  /// Marks in each cell what bars that are narrower do there for the most time: calls within calls come and go.
  private func fill(_ cells: inout [Character], withNarrowBarsOf lane: Lane) {
    typealias Times = (running: Nanoseconds, other: Nanoseconds, critical: Nanoseconds)
    var times: [Times] = Array(repeating: (0, 0, 0), count: cells.count)
    for bar in lane.bars where column(bar.end, cells.count) - column(bar.start, cells.count) < 2 {
      let cell = min(column(bar.start, cells.count), cells.count - 1)
      if bar.activity == .running {
        times[cell].running += bar.end - bar.start
      } else {
        times[cell].other += bar.end - bar.start
      }
    }
    for bar in lane.bars where !bar.isSerial {
      for stretch in critical.within(bar.start, bar.end, of: bar.call) {
        let cell = min(column(stretch.start, cells.count), cells.count - 1)
        times[cell].critical += stretch.end - stretch.start
      }
    }
    for (cell, time) in times.enumerated() where time.running + time.other > 0 {
      let isCritical = time.critical * 2 >= time.running && time.critical > 0
      cells[cell] = time.running >= time.other ? isCritical ? "█" : "▒" : "┄"
    }
  }

  /// A band as cells, each as high as the share that is busy, with how long a queue got beside it.
  private func profile(of row: GanttRow, width: Int) -> String {
    let heights = Array("▁▂▃▄▅▆▇█")
    var cells = Array(repeating: Character(" "), count: width)
    for block in row.profile(cells: width, end: end) {
      let first = min(column(block.start, width), width - 1)
      let last = max(first + 1, min(column(block.end, width), width))
      let height = (block.level * heights.count + GanttBlock.steps - 1) / GanttBlock.steps
      for cell in first..<last { cells[cell] = heights[max(0, height - 1)] }
    }
    let words = " up to \(row.most) calls "
    if row.isQueue, words.count + 2 <= width {
      for (offset, character) in words.enumerated() { cells[1 + offset] = character }
    }
    return String(cells)
  }

  private func axis(width: Int) -> [String] {
    var line = Array(repeating: Character("─"), count: width + 1)
    var labels = ""
    for index in column(timedEnd, width)..<line.count where index > column(timedEnd, width) {
      line[index] = " "
    }
    for tick in TimeAxis(end: timedEnd, steps: max(2, width / 12)).ticks {
      let place = column(tick.at, width)
      line[place] = "┴"
      guard labels.count <= place || place == 0 else { continue }
      labels += String(repeating: " ", count: place - labels.count) + tick.label + " "
    }
    return [String(line), labels]
  }

  private func legend(_ plan: RowPlan, at instant: Nanoseconds?) -> String {
    let bars = plan.run.lazy.filter { !$0.isBand }.flatMap { row in
      row.lanes[0].bars.lazy.compactMap { $0.known(at: instant) }
    }
    let bands = plan.run.filter(\.isBand)
    var entries: [String] = []
    if isOfThreads && !critical.isEmpty
      || bars.contains(where: { $0.isCritical || $0.isPartlyCritical })
    {
      entries.append("█ critical path")
    }
    if bars.contains(where: { $0.activity == .running && !$0.isCritical }) {
      entries.append("▓▒ running")
    }
    let signs = plan.run.lazy.filter { !$0.isBand }.flatMap { $0.lanes[0].signs }
    if bars.contains(where: { $0.ending == .stopped })
      || signs.contains(where: { $0.kind == .stopped && $0.at <= instant ?? .max })
    {
      entries.append("▶ stopped")
    }
    if bars.contains(where: { $0.ending == .failed }) { entries.append("✕ failed") }
    if bars.contains(where: { $0.activity == .queued && !$0.isForEver }) {
      entries.append("· waiting for a machine or its turn")
    }
    if bars.contains(where: { $0.activity == .blocked && !$0.isForEver }) {
      entries.append("┄ \(blockedWords)")
    }
    if bars.contains(where: \.isForEver) { entries.append("╌ waiting for ever") }
    if signs.contains(where: { $0.kind == .milestone }) { entries.append("◆ takes no time") }
    if bands.contains(where: { !$0.isQueue }) { entries.append("▁▄█ share of the lanes that run") }
    if bands.contains(where: \.isQueue) { entries.append("▁▄█ how many wait") }
    return entries.joined(separator: "   ")
  }
}

extension String {
  /// The line without spaces at its end.
  var trimmingEnd: String {
    var line = self[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
