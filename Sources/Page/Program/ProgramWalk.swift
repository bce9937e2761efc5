internal import EventLog
internal import Formatting
internal import Reports
internal import Simulation
internal import TraceAnalysis

/// Follows a flow through its program by what its log says: requests name their step; a wait is at the next line that waits
/// for the same.
struct ProgramWalk {
  /// A while at a line.
  struct Visit {
    var line: Int
    var start: Nanoseconds
    var end: Nanoseconds
    var isWaiting: Bool
    var why: String
    /// Why the flow went on from that line the time before.
    var passedBefore: String
  }

  private let run: Analysis
  private let lines: ProgramLines
  private let model: Model
  private let words = PageWords.english
  private(set) var visits: [Visit] = []
  /// Why the flow went on from each line the last time, by line.
  private(set) var lastReasons: [Int: String] = [:]
  private var line = 0
  private var since: Nanoseconds = 0
  private var isWaiting = false
  private var why = ""
  /// The call that the flow waits for; 0 for none.
  private var awaited: CallNumber = 0
  /// The call that the flow asked for last.
  private var asked: CallNumber = 0
  /// Where a reactive flow stopped in the iteration that is over.
  private var stopped: Int?

  init(_ run: Analysis, _ lines: ProgramLines, _ model: Model) {
    (self.run, self.lines, self.model) = (run, lines, model)
  }

  /// Follows a flow from its request to its end.
  ///
  /// - Complexity: O(*n*) in the number of events.
  mutating func follow(_ flow: CallRecord) {
    since = flow.requestedAt
    for event in run.log.events {
      if case .callRequested(flow.number, let step, _) = event.kind, step > 0 {
        ask(event.call, step, event)
      } else if event.call == flow.number {
        take(event)
      } else if event.call == awaited, isWaiting {
        end(event)
      }
    }
    let end = flow.endedAt ?? run.log.end
    visit(until: end)
  }

  private mutating func take(_ event: Event) {
    switch event.kind {
    case .callCached(let hit, let step, _):
      guard let place = line(ofStep: step) else { return }
      arrive(place, event.at)
      lastReasons[place] = words[.wasAnswered, "\(hit)"]
    case .stateWritten(let name, _):
      if let place = next(where: { set(run.log.names[name], at: $0) }) { arrive(place, event.at) }
    case .flowIterated(_, let step):
      stopped = line(ofStep: step) ?? lines.all.count
    case .callBlocked(let other, let condition): block(on: other, condition, event)
    case .callResumed: resume(event)
    default: break
    }
  }

  /// What the flow waits for has ended; where it ended badly and the flow does not go on at once, that is why it waits.
  private mutating func end(_ event: Event) {
    switch event.kind {
    case .callFailed: begin(words[.waitsForFailed, run.title(of: awaited)], event.at)
    case .callStopped: begin(words[.waitsForStopped, run.title(of: awaited)], event.at)
    default: break
    }
  }

  private mutating func ask(_ call: CallNumber, _ step: UInt32, _ event: Event) {
    guard let place = line(ofStep: step) else { return }
    arrive(place, event.at)
    asked = call
    let traits = run.table[call].traits
    lastReasons[place] =
      traits.contains(.parallel) ? words[.wentOn, run.component(of: call)] : ""
  }

  private mutating func block(on other: CallNumber, _ condition: Name, _ event: Event) {
    awaited = other
    if let stopped {
      // A reactive flow stands where its iteration stopped, or behind all lines.
      arrive(stopped, event.at)
      self.stopped = nil
      begin(
        stopped == lines.all.count ? words[.waitsForChange] : reason(other, condition), event.at)
      return
    }
    let isOwn = other == asked && other > 0 && !run.table[other].traits.contains(.parallel)
    if isOwn, lines.all[line].component != nil {
      return begin(words[.waitsForCall, run.title(of: other)], event.at)
    }
    if let place = next(where: { waits(for: other, condition, at: $0) }) { arrive(place, event.at) }
    begin(reason(other, condition), event.at)
  }

  private mutating func resume(_ event: Event) {
    let why = lastReason(event.at)
    visit(until: event.at)
    lastReasons[line] = why
    (isWaiting, self.why) = (false, "")
  }

  private func lastReason(_ time: Nanoseconds) -> String {
    isWaiting ? words[.waitedUntil, run.log.timeScale.text(time)] : ""
  }

  private func reason(_ other: CallNumber, _ condition: Name) -> String {
    if other > 0 {
      let isParallel = run.table[other].traits.contains(.parallel)
      return words[isParallel ? .waitsFor : .waitsForCall, run.title(of: other)]
    }
    return condition.isNone ? words[.waits] : words[.waitsFor, run.log.names[condition]]
  }

  private mutating func begin(_ why: String, _ time: Nanoseconds) {
    visit(until: time)
    (isWaiting, self.why) = (true, why)
  }

  private mutating func arrive(_ place: Int, _ time: Nanoseconds) {
    visit(until: time)
    pass(place, time)
    line = place
  }

  /// Where the flow only passes by, it was nonetheless, and so it was in what that lies within.
  private mutating func pass(_ place: Int, _ time: Nanoseconds) {
    visits.append(
      Visit(
        line: place, start: time, end: time, isWaiting: false, why: "",
        passedBefore: lastReasons[place] ?? ""))
    var outer = place < lines.all.count ? lines.all[place].outer : nil
    while let head = outer {
      visits.append(
        Visit(line: head, start: time, end: time, isWaiting: false, why: "", passedBefore: ""))
      outer = lines.all[head].outer
    }
  }

  /// Says what the flow did at its line up to a time.
  private mutating func visit(until time: Nanoseconds) {
    guard since < time else { return }
    visits.append(
      Visit(
        line: line, start: since, end: time, isWaiting: isWaiting, why: why,
        passedBefore: lastReasons[line] ?? ""))
    since = time
  }

  // MARK: Lines

  private func line(ofStep step: UInt32) -> Int? {
    step >= 1 && step <= lines.lineOfStep.count ? lines.lineOfStep[Int(step) - 1] : nil
  }

  /// So many lines are looked at to find one.
  private static let farthest = 4_096

  /// The next line that is so, from this one on and then from the first.
  private func next(where isSo: (Int) -> Bool) -> Int? {
    let count = lines.all.count
    for step in 0..<min(count, Self.farthest) where isSo((line + step) % count) {
      return (line + step) % count
    }
    return nil
  }

  private func set(_ variable: String, at place: Int) -> Bool {
    lines.all[place].variable.map { model.variables[$0].name == variable } ?? false
  }

  private func waits(for other: CallNumber, _ condition: Name, at place: Int) -> Bool {
    guard let awaited = lines.all[place].awaited else { return false }
    return awaited.text(model) == (other > 0 ? run.component(of: other) : run.log.names[condition])
  }
}
