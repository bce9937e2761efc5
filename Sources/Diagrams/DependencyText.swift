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
    let times = calls.map(runningText)
    let slacks = calls.map(slackText)
    let widths = [names, times, slacks].map { $0.map(\.terminalColumns).max() ?? 0 }
    var lines = [comparison.answer, ""]
    for (index, call) in calls.enumerated() {
      let cells = zip([names[index], times[index], slacks[index]], widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.terminalColumns)
      }
      let mark = critical.contains(call.number) ? "●" : "○"
      let after = (incoming[call.number] ?? []).map(word).joined(separator: ", ")
      lines.append(
        "  \(mark) " + (cells + [after.isEmpty ? "" : "◀ \(after)"]).joined(separator: "  "))
    }
    lines += ["", critical.isEmpty ? "  ◀ came after" : "  ● critical path   ◀ came after"]
    return lines.map(\.trimmingEnd).joined(separator: "\n") + "\n"
  }

  private func word(for link: Link) -> String {
    if run.table[link.from].isFlow { return "start" }
    let name = run.title(of: link.from).visibleText.truncated(toColumns: 40)
    return link.edge == .program ? name : "\(name) (\(link.edge.word))"
  }
}
