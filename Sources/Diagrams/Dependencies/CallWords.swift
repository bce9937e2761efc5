internal import EventLog
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// What a box of a dependency diagram says of its calls.
extension DependencyDiagram {
  func words(for call: CallRecord) -> [String] {
    [run.title(of: call.number), runningText(call), slackText(call)]
  }

  /// What can be said of several calls at once, on three short lines.
  func words(
    for box: GraphClustering.Box, width: Double, fontSize: Double
  ) -> [String] {
    let (work, longest, room) = figures(of: box)
    let count = box.isChain ? "chain of \(box.calls.count) " : "\(box.calls.count) × "
    let rest = width - count.textWidth(fontSize: fontSize)
    let name = commonName(of: box.calls)?.shortened(toWidth: rest, fontSize: fontSize)
    let time = "\(timeText(work)), longest \(timeText(run.table[longest].running))"
    let isTimeTooWide = time.textWidth(fontSize: fontSize) > width
    return [
      name.map { count + $0 } ?? "\(box.isChain ? count : "\(box.calls.count) ")calls",
      isTimeTooWide ? timeText(work) : time, room,
    ]
  }

  /// The same and more, for whoever rests the pointer on it.
  func description(of box: GraphClustering.Box) -> [String] {
    let (work, longest, room) = figures(of: box)
    var words = [
      "\(box.calls.count) \(box.isChain ? "calls in a chain" : "calls"), \(timeText(work)) in all",
      "longest \(run.title(of: longest)) \(timeText(run.table[longest].running))",
    ]
    let critical = box.calls.count { self.critical.contains($0) }
    words.append(critical > 0 ? "\(critical) of them critical" : room)
    return words
  }

  private func figures(
    of box: GraphClustering.Box
  ) -> (work: Nanoseconds, longest: CallNumber, room: String) {
    var (work, slack) = (Nanoseconds(0), Nanoseconds.max)
    var (longest, longestTime, critical) = (box.calls[0], Nanoseconds(-1), 0)
    let (calls, total) = (run.table.calls, run.slack.total)
    for call in box.calls {
      let time = calls[Int(call) - 1].running
      work = work.addingClamped(time)
      if time > longestTime { (longest, longestTime) = (call, time) }
      slack = min(slack, total[Int(call) - 1])
      if self.critical.contains(call) { critical += 1 }
    }
    if critical > 0 {
      let isAll = critical == box.calls.count
      return (work, longest, isAll ? "critical" : "\(critical) of them critical")
    }
    return (
      work, longest,
      self.critical.isEmpty ? "slack unknown" : "slack from \(timeText(slack))"
    )
  }

  /// How long a call ran, and whether it came to a bad end, in words; how it ends is left out where it has not ended yet.
  func runningText(_ call: CallRecord, isEnded: Bool = true) -> String {
    if call.startedAt == nil { return isEnded ? "never ran" : "" }
    if call.isEndless { return "never ends" }
    // Of what holds others, how long it took with them.
    let holds = nested?.hasCalls(within: call.number) ?? false
    let whole = holds ? call.startedAt.flatMap { start in call.endedAt.map { $0 - start } } : nil
    let time = (run.measures.knowsRunning ? "" : "≤ ") + timeText(whole ?? call.running)
    guard isEnded, let ended = call.ended else { return time }
    return switch run.log.events[ended].kind {
    case .callFailed: "✕ failed after \(time)"
    case .callStopped where deadlock[call.number] != nil: "stuck after \(time)"
    case .callStopped: "stopped after \(time)"
    default: time
    }
  }

  /// How much room a call has, in words.
  func slackText(_ call: CallRecord) -> String {
    if let wait = deadlock[call.number] { return "waits for \(wait.words)" }
    if call.isEndless || call.startedAt == nil { return "does not count" }
    if !run.measures.hasCriticalPath { return "slack unknown" }
    let slack = run.slack.total[Int(call.number) - 1]
    return critical.contains(call.number) ? "critical" : "slack \(timeText(slack))"
  }
}
