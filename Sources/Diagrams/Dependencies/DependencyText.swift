internal import EventLog
internal import Reports
internal import TraceAnalysis
internal import Formatting

extension DependencyDiagram {
  /// The diagram for a terminal: a call a line, each below what it came after where that is one.
  ///
  ///     train      4 s  critical    ◀ start
  ///     analyze    2 s  critical    ◀ train (blocking)
  ///
  /// - Complexity: O(calls + links).
  public func text() -> String {
    var incoming: [CallNumber: [Link]] = [:]
    for link in links { incoming[link.to, default: []].append(link) }
    let names = calls.map { run.title(of: $0.number).visibleText.truncated(toColumns: 60) }
    let times = calls.map { runningText($0) }
    let slacks = calls.map(slackText)
    let widths = [names, times, slacks].map { $0.map(\.terminalColumns).max() ?? 0 }
    var lines = [comparison.answer, ""]
    for (index, call) in calls.enumerated() {
      let cells = zip([names[index], times[index], slacks[index]], widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.terminalColumns)
      }
      let mark = critical.contains(call.number) ? "●" : "○"
      let after = words(for: incoming[call.number] ?? [], incoming)
      lines.append(
        "  \(mark) " + (cells + [after.isEmpty ? "" : "◀ \(after)"]).joined(separator: "  "))
    }
    if !deadlock.isEmpty {
      lines += [""] + deadlock.sentences(run).map { "  \($0.visibleText)" }
    }
    lines += ["", critical.isEmpty ? "  ◀ came after" : "  ● critical path   ◀ came after"]
    if isWithoutDependencies { lines.append("  " + Self.notRecorded) }
    return lines.map(\.trimmingEnd).joined(separator: "\n") + "\n"
  }

  /// What a call came after, each once, with the ways in which it did.
  private func words(for links: [Link], _ incoming: [CallNumber: [Link]]) -> String {
    var ways: [(from: CallNumber, words: [String])] = []
    for link in links {
      var all = isJoin(link.from) ? incoming[link.from] ?? [] : [link]
      if isJoin(link.from) {
        for index in all.indices { all[index].pause = all[index].pause.addingClamped(link.pause) }
      }
      for link in all {
        let isTold =
          link.edge == .program || link.isFromStart || link.edge == .time && link.pause > 0
        let words =
          (isTold ? [] : [link.edge.word])
          + (link.isFromStart
            ? ["\(link.pause > 0 ? "\(timeText(link.pause)) " : "")after its start"]
            : link.pause > 0 ? ["\(timeText(link.pause)) later"] : [])
        if let last = ways.indices.last, ways[last].from == link.from {
          ways[last].words += words.filter { !ways[last].words.contains($0) }
        } else {
          ways.append((link.from, words))
        }
      }
    }
    let shown = ways.prefix(Self.mostNamed).map { from, words in
      let name =
        run.table[from].isFlow ? "start" : run.title(of: from).visibleText.truncated(toColumns: 40)
      return words.isEmpty ? name : "\(name) (\(words.joined(separator: ", ")))"
    }
    let rest = ways.count > Self.mostNamed ? ["\(ways.count - Self.mostNamed) more"] : []
    return (shown + rest).joined(separator: ", ")
  }

  /// So many calls are named that one came after.
  private static let mostNamed = 12
}
