internal import EventLog
internal import Reports
internal import TraceAnalysis
internal import Typography

extension GanttChart {
  /// The chart for a terminal of so many columns.
  ///
  ///     serial      ████████████████▌▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓
  ///     train       ████████████████
  ///
  /// - Complexity: O(lanes × columns + bars).
  public func text(columns: Int) -> String {
    let all = serialLanes + lanes
    let titles = all.map { $0.title.visibleText.truncated(toColumns: 24) }
    let titleWidth = titles.map(\.terminalColumns).max() ?? 0
    let width = max(20, min(columns, 200) - titleWidth - 4)
    var lines = [comparison.answer, ""]
    for (index, lane) in all.enumerated() {
      if index == serialLanes.count, index > 0 { lines.append("") }
      let padding = String(repeating: " ", count: titleWidth - titles[index].terminalColumns)
      lines.append("  \(titles[index])\(padding)  \(row(of: lane, width: width))")
    }
    let indentation = String(repeating: " ", count: titleWidth + 4)
    lines += axis(width: width).map { indentation + $0 }
    lines += ["", "  " + legend]
    return lines.map { $0.trimmingEnd }.joined(separator: "\n") + "\n"
  }

  private func column(_ time: Nanoseconds, _ width: Int) -> Int {
    Int((Double(time) * Double(width) / Double(end)).rounded())
  }

  /// A lane as cells; a bar that is wide enough has its name in it.
  private func row(of lane: Lane, width: Int) -> String {
    var cells = Array(repeating: Character(" "), count: width)
    var isNewBar = true
    for bar in lane.bars {
      let first = min(column(bar.start, width), width - 1)
      let last = max(first + 1, min(column(bar.end, width), width))
      let fill: Character =
        switch bar.activity {
        case .running: bar.isCritical ? "█" : (isNewBar ? "▓" : "▒")
        case .queued: "·"
        case .blocked: "┄"
        }
      for cell in first..<last { cells[cell] = fill }
      isNewBar.toggle()
      let name = bar.activity == .blocked ? "blocked" : bar.title.visibleText
      if name.terminalColumns == name.count, name.count + 2 <= last - first {
        for (offset, character) in " \(name) ".enumerated() where offset < last - first - 1 {
          cells[first + 1 + offset] = character
        }
      }
    }
    return String(cells)
  }

  private func axis(width: Int) -> [String] {
    var line = Array(repeating: Character("─"), count: width + 1)
    var labels = ""
    for tick in TimeAxis(end: end, steps: max(2, width / 12)).ticks {
      let place = column(tick.at, width)
      line[place] = "┴"
      guard labels.count <= place || place == 0 else { continue }
      labels += String(repeating: " ", count: place - labels.count) + tick.label + " "
    }
    return [String(line), labels]
  }

  private var legend: String {
    let bars = lanes.flatMap(\.bars)
    var entries: [String] = []
    if bars.contains(where: \.isCritical) { entries.append("█ critical path") }
    if bars.contains(where: { $0.activity == .running && !$0.isCritical }) {
      entries.append("▓▒ running")
    }
    if bars.contains(where: { $0.activity == .queued }) {
      entries.append("· waiting for a machine or its turn")
    }
    if bars.contains(where: { $0.activity == .blocked }) { entries.append("┄ blocked") }
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
