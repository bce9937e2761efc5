internal import EventLog
internal import Formatting
internal import Reports
internal import TraceAnalysis

extension StaticPage {
  /// So many calls stand in the page itself; the data has all.
  private static let mostCalls = 200

  /// Writes the calls as a table: all, or those that matter most, in the order of their starts.
  mutating func writeCalls(_ run: PageRun, _ index: Int) {
    let rows = run.rows.calls.filter { !run.run.table[$0].isFlow }
    guard !rows.isEmpty else { return }
    beginPart("calls", index, .calls)
    let hasSlack = run.run.measures.hasCriticalPath
    let keys: [PageWords.Key] =
      [.call, .lane, .start, .end, .running] + (hasSlack ? [.slack, .drag, .critical] : [])
    beginTable(words[.callsCaption], keys.map { words[$0] }, numbers: 2...6)
    for call in run.mattering(rows, most: Self.mostCalls) { writeRow(call, run, hasSlack) }
    markup("</tbody></table></div>")
    if rows.count > Self.mostCalls {
      element(
        "p", [XMLAttribute("class", "rest")],
        words[.callsRest, "\(Self.mostCalls)", "\(rows.count)"])
    }
    endPart()
  }

  private mutating func writeRow(_ number: CallNumber, _ run: PageRun, _ hasSlack: Bool) {
    let (call, index) = (run.run.table[number], Int(number) - 1)
    let scale = run.comparison.timeScale
    open("tr", [XMLAttribute("data-row", "\(run.rows[number])")])
    element("th", [XMLAttribute("scope", "row")], run.run.title(of: number))
    element("td", run.lanes.all[run.lanes.laneOfCall[index]].title)
    element("td", Self.number, call.startedAt.map(scale.text) ?? words[.never])
    element("td", Self.number, call.endedAt.map(scale.text) ?? words[.never])
    element("td", Self.number, scale.text(call.running))
    if hasSlack {
      let isTold = call.startedAt != nil && !call.isEndless
      element("td", Self.number, isTold ? scale.text(run.run.slack.total[index]) : "–")
      element("td", Self.number, isTold ? scale.text(run.run.slack.drag[index]) : "–")
      element("td", run.calls.marks[index].contains(.isCritical) ? words[.critical] : "")
    }
    markup("</tr>\n")
  }

  static let number = [XMLAttribute("class", "num")]
}

extension PageRun {
  /// Of many calls, those with most drag and then most running, in their order.
  fileprivate func mattering(_ calls: [CallNumber], most: Int) -> [CallNumber] {
    guard calls.count > most else { return calls }
    let drag = run.measures.hasCriticalPath ? run.slack.drag : []
    let ranked = calls.sorted { left, right in
      let (one, other) = (Int(left) - 1, Int(right) - 1)
      return (
        drag.isEmpty ? 0 : drag[other], run.table[right].running, left
      ) < (drag.isEmpty ? 0 : drag[one], run.table[left].running, right)
    }
    let chosen = Set(ranked.prefix(most))
    return calls.filter(chosen.contains)
  }
}
