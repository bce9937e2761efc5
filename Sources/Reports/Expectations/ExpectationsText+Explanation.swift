internal import EventLog
internal import Expectations
internal import Formatting
internal import TraceAnalysis

extension ExpectationsText {
  /// What in the run explains what was found, a line each.
  func explanation(of checked: CheckedExpectation) -> [String] {
    switch (checked.expectation.claim, checked.finding) {
    case (_, .unknown): []
    case (.measure(let measure, _, _), _): explanation(of: measure)
    case (.component(_, of: let components, _, _), .value(_, .count))
    where components.names.count > 1:
      [callsText(of: components.names)]
    case (.condition, .values(let values)):
      values.compactMap { lastWrite(of: $0.name) ?? lastCall(of: $0.name) }
    case (_, .races(let races)): raceLines(races)
    default: []
    }
  }

  private func explanation(of measure: RunMeasure) -> [String] {
    switch measure {
    case .makespan: longestStretch
    case .saved, .speedup, .efficiency: [besideBaseline] + longestStretch
    case .work: [mostWork].compactMap(\.self)
    case .criticalPath, .floor, .parallelism: [criticalPath]
    case .calls: [callsText(of: Self.unique(run.calls.map { run.log.names[$0.component] }))]
    }
  }

  /// What the run waited for longest.
  private var longestStretch: [String] {
    let text = ObservedPathText(run)
    func length(_ index: Int) -> Nanoseconds {
      let stretch = text.stretches[index]
      return stretch[stretch.count - 1].end - stretch[0].start
    }
    // Of stretches that are as long as each other, the first.
    let longest = text.stretches.indices.max { (length($0), -$0) < (length($1), -$1) }
    guard let longest else { return [] }
    let stretch = text.stretches[longest]
    return [
      "longest, from \(timeText(stretch[0].start)) to \(timeText(stretch[stretch.count - 1].end)): "
        + text.words(forStretch: longest)
    ]
  }

  private var besideBaseline: String {
    "one after the other it takes \(timeText(comparison.baselineTime ?? 0)), as declared "
      + timeText(comparison.parallelTime)
  }

  /// Which component ran longest, all its calls together.
  private var mostWork: String? {
    var times: [String: (time: Int128, calls: Int)] = [:]
    for call in run.calls where call.running > 0 {
      times[run.log.names[call.component], default: (0, 0)].time += Int128(call.running)
      times[run.log.names[call.component], default: (0, 0)].calls += 1
    }
    guard let most = times.max(by: { ($0.value.time, $1.key) < ($1.value.time, $0.key) }) else {
      return nil
    }
    return "most of it is \(most.key), \(timeText(most.value.time)) in "
      + counted(most.value.calls, "call")
  }

  private var criticalPath: String {
    let parts = run.criticalPath.parts
    let names = parts.prefix(4).map(run.words).joined(separator: " → ")
    return "critical path: " + (names.isEmpty ? "nothing ran" : names)
      + (parts.count > 4 ? " → … (\(parts.count) parts)" : "")
  }

  /// How often components were called, those called most first.
  private func callsText(of names: [String]) -> String {
    var counts = Dictionary(names.map { ($0, 0) }) { first, _ in first }
    for call in run.calls {
      let name = run.log.names[call.component]
      if let count = counts[name] { counts[name] = count + 1 }
    }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let more = sorted.count > 4 ? " and \(sorted.count - 4) more" : ""
    return "calls: " + sorted.prefix(4).map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      + more
  }

  /// Who wrote a variable last, and when; nil for what is no variable or was never written.
  private func lastWrite(of variable: String) -> String? {
    let name = run.log.names.find(variable)
    guard !name.isNone else { return nil }
    let write = run.log.events.last { event in
      if case .stateWritten(name, _) = event.kind { true } else { false }
    }
    return write.map { event in
      let who = run.table[event.call].isFlow ? "the flow" : run.title(of: event.call)
      return "\(variable) was written last by \(who) at \(timeText(event.at))"
    }
  }

  /// What became of the call of a component that was asked for last; nil for what is no state of one.
  private func lastCall(of look: String) -> String? {
    let component = look.lastIndex(of: ".").map { String(look[..<$0]) } ?? ""
    guard let call = run.calls.last(where: { run.log.names[$0.component] == component }) else {
      return component.isEmpty ? nil : "\(component) was never called"
    }
    guard let ended = call.ended else { return nil }
    let verb =
      switch run.log.events[ended].kind {
      case .callSucceeded: "succeeded"
      case .callFailed: "failed"
      default: "was stopped"
      }
    return "\(run.title(of: call.number)) \(verb) at \(timeText(call.endedAt ?? 0))"
  }

  private func raceLines(_ races: Races) -> [String] {
    RacesReport(run, races).firstRace
      + (races.races.count > 1 ? ["`meanwhile races` tells all of them"] : [])
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
