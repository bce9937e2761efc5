import EventLog
import TraceAnalysis
import TraceFormats

extension Import {
  /// Its calls in words, with times in seconds and what each needs: `stock 4–6.5 after orders`.
  var taskWords: [String] {
    let run = Analysis(log)
    return run.table.calls.map { call in
      let needs = (call.requested..<log.events.count).lazy.filter {
        log.events[$0].call == call.number
      }.prefix(3).flatMap { log.causes(of: $0) }
        .filter { !$0.edge.isResource && log.events[Int($0.seq)].call != call.number }
        .map { log.names[log.events[Int($0.seq)].component] }
      let times = "\(seconds(call.startedAt))–\(seconds(call.endedAt))"
      return "\(log.names[call.component]) \(times)"
        + (needs.isEmpty ? "" : " after \(needs.sorted().joined(separator: ", "))")
    }
  }

  private func seconds(_ time: Nanoseconds?) -> String {
    let text = String(Double(time ?? -1) / 1_000_000_000)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Whether one of its notes holds a text.
  func hasNote(_ text: String) -> Bool { notes.contains { $0.sentence.contains(text) } }
}
