internal import EventLog
public import TraceAnalysis
internal import Formatting

/// The two paths of a run: the critical path, which bounds it however many machines there are, and the observed
/// path, which is what this run waited for at every instant.
public struct PathReport: Report, Sendable, TellsTimes {
  let run: Analysis
  let timeScale: TimeScale

  /// Makes the report of a run.
  public init(_ run: Analysis) { self.init(run, run.timeScale) }

  /// The same within another report, whose times are on a scale of its own.
  init(_ run: Analysis, _ timeScale: TimeScale) {
    self.run = run
    self.timeScale = timeScale
  }

  /// The report for people.
  public var text: String {
    let span = timeText(run.measures.span)
    let makespan = timeText(run.measures.makespan)
    let dependencies =
      switch run.measures.dependencies {
      case .recorded: "\(span) of dependencies"
      case .nested: "critical path \(span)"
      case .inferred, .unknown: "dependencies not recorded"
      }
    if !run.measures.knowsRunning { return observedText }
    let observed = run.knowsStarts ? "\(makespan) observed" : "when each call ran is not recorded"
    let heading = "\(run.name.visibleText): \(dependencies), \(observed)"
    let critical =
      switch run.measures.dependencies {
      case .recorded: "critical path (dependencies alone, machines without limit):"
      case .inferred:
        "critical path: unknown, since dependencies are not recorded; the longest chain in the order in which it "
          + "ran is"
      case .nested:
        "critical path (worked out from what ran within what, and what ended before what began):"
      case .unknown:
        "critical path: unknown, since dependencies are not recorded; the longest call is"
      }
    let observedPath =
      run.knowsStarts
      ? ["observed path (what this run waited for, from start to end):"] + observedLines
      : ["observed path: unknown, since only how long each call took is recorded"]
    return
      ([heading] + [run.partRemark].compactMap(\.self) + ["", critical] + criticalLines + [""]
      + observedPath).joined(separator: "\n") + "\n"
  }

  /// The report where it is not known how long calls ran.
  private var observedText: String {
    ([
      "\(run.name.visibleText): critical path unknown, \(timeText(run.measures.makespan)) observed"
    ] + [run.partRemark].compactMap(\.self) + [
      "", "critical path: unknown, since the times of its calls hold waits", "",
      "observed path (what this run waited for, from start to end):",
    ] + observedLines).joined(separator: "\n") + "\n"
  }

  /// The critical path, a part a line, and their sum; of long ones the middle is left out.
  var criticalLines: [String] {
    lines(
      run.criticalPath.parts.map { part in
        let drag = part.kind == .running ? drag(of: part.call) : ""
        return (part.start, part.end, { run.words(for: part) + drag })
      }) + ["  = \(timeText(run.measures.span)), the span"]
  }

  private func drag(of call: CallNumber) -> String {
    let drag = run.slack.drag[Int(call) - 1]
    let least = run.slack.dragsAtLeast.contains(call) ? "at least " : ""
    return drag > 0 ? ", drag \(least)\(timeText(drag))" : ""
  }

  /// The observed path, a stretch a line, and their sum; of long ones the middle is left out.
  var observedLines: [String] {
    let text = ObservedPathText(run)
    return lines(
      text.stretches.indices.map { index in
        let stretch = text.stretches[index]
        return (stretch[0].start, stretch[stretch.count - 1].end, { text.words(forStretch: index) })
      }) + ["  = \(timeText(run.measures.makespan)), the makespan"]
  }

  /// Parts of a path with what happened in each, as the lines of a table.
  private func lines(
    _ parts: [(start: Nanoseconds, end: Nanoseconds, words: () -> String)]
  ) -> [String] {
    var table = Table([.right, .left, .right, .right, .left])
    let hidden = max(0, parts.count - Self.most)
    for (index, part) in parts.enumerated() {
      if hidden > 0, index == Self.most / 2 {
        table.add("", "…", "", "", "\(hidden) more parts; --format csv shows all")
      }
      if (Self.most / 2..<Self.most / 2 + hidden).contains(index) { continue }
      table.add(
        timeText(part.start), "–", timeText(part.end), timeText(part.end - part.start),
        part.words())
    }
    return table.lines
  }

  private static let most = 40

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("name", .string(run.name)),
        ("span_ns", JSONValue(run.measures.knownSpan)),
        ("makespan_ns", JSONValue(run.knowsStarts ? run.measures.makespan : nil)),
        ("critical_path", criticalJSON), ("observed_path", observedJSON),
      ], notes)
  }

  /// The critical path; empty where it is not known how long calls ran.
  private var knownCriticalPath: [CriticalPath.Part] {
    run.measures.knowsRunning ? run.criticalPath.parts : []
  }

  /// The observed path; empty where it is not known when calls ran.
  private var knownObservedPath: [ObservedPath.Part] {
    run.knowsStarts ? run.observedPath.parts : []
  }

  var criticalJSON: JSONValue {
    .array(
      knownCriticalPath.map { part in
        .object([
          ("kind", .string(part.kind.rawValue)), ("call", JSONValue(count: part.call)),
          ("component", component(of: part.call)), ("start_ns", .integer(part.start)),
          ("end_ns", .integer(part.end)),
        ])
      })
  }

  var observedJSON: JSONValue {
    .array(
      knownObservedPath.map { part in
        .object([
          ("kind", .string(part.kind.rawValue)), ("start_ns", .integer(part.start)),
          ("end_ns", .integer(part.end)), ("call", call(part.call)),
          ("component", component(of: part.call)), ("via", JSONValue(part.via?.word)),
          ("behind", call(part.behind)),
        ])
      })
  }

  private func call(_ call: CallNumber) -> JSONValue {
    call > 0 ? JSONValue(count: call) : .null
  }

  private func component(of call: CallNumber) -> JSONValue {
    call > 0 ? .string(run.component(of: call)) : .null
  }

  /// The report for tables: a row for each part of either path.
  public var csv: String {
    let header = ["path", "kind", "start_ns", "end_ns", "call", "component", "via", "behind"]
    let critical = knownCriticalPath.map { part in
      [
        "critical", part.kind.rawValue, "\(part.start)", "\(part.end)", "\(part.call)",
        run.component(of: part.call), "", "",
      ]
    }
    let observed = knownObservedPath.map { part in
      [
        "observed", part.kind.rawValue, "\(part.start)", "\(part.end)",
        part.call > 0 ? "\(part.call)" : "", run.component(of: part.call), part.via?.word ?? "",
        part.behind > 0 ? "\(part.behind)" : "",
      ]
    }
    return csvText([header] + critical + observed)
  }
}

extension Analysis {
  /// What happens in a part of the critical path, for people.
  func words(for part: CriticalPath.Part) -> String {
    switch part.kind {
    case .running: title(of: part.call)
    case .timer: words(forTimerOf: part.call, until: nil)
    }
  }

  /// What a timer let a call wait for; where it is known when it ran out, also whether the call is
  /// one that is made again.
  func words(forTimerOf call: CallNumber, until end: Nanoseconds?) -> String {
    let record = table[call]
    if record.isFlow { return "the flow waited for its timer" }
    if log.header.origin.isTrace, record.parent > 0 {
      return "\(title(of: record.parent)), before it began \(title(of: call))"
    }
    let isAtRequest = end.map { $0 == record.requestedAt } ?? true
    let timer = log.causes(of: record.requested).last { $0.edge == .time }
    guard isAtRequest, let timer else { return title(of: call) + " waited until its time was over" }
    let cause = log.events[Int(timer.seq)]
    if cause.component == record.component { return title(of: call) + " waited to be tried again" }
    let did = if case .callStarted = cause.kind { "started" } else { "ended" }
    return title(of: call)
      + " waited for \(words(forDelayAfter: table[cause.call], of: record)) after "
      + "\(title(of: cause.call)) \(did)"
  }

  /// What a task waited for after one that it needs: only to another machine data are on their way.
  private func words(forDelayAfter need: CallRecord, of call: CallRecord) -> String {
    guard need.machine != call.machine, needDelays.hasTransfers else { return "its lag" }
    return needDelays.hasLags ? "its lag or its data" : "its data"
  }
}
