internal import EventLog
public import TraceAnalysis
internal import Formatting

extension Comparison {
  /// The first line of every report: what parallelism saved, and what is left to save.
  ///
  ///     toy_two_parallel: 9 s → 4 s in parallel, saved 5 s (2.25×); floor 4 s, reached
  ///     toy_app: 6 s, nothing ran in parallel; floor 4 s, 2 s above it
  ///     pipeline: deadlocked at 2 s: the flow waits for load; load waits for room in batches
  ///     web_app: the flow never gets past web, which never ends
  ///     e2e: test never starts: it waited for a slot of machine worker, held by serve (call 1), which never ends
  public var answer: String {
    if run.ending != .end {
      return "\(name): \(run.log.predicate(for: run.ending))".visibleText
    }
    if !run.isFinished, run.log.header.origin.isTrace, baselineRun == nil {
      return "\(name): \(RunOutcome(run).end.predicate(at: run.log.end))".visibleText
    }
    if let blocker = run.blockerText {
      let done = parallelTime > 0 ? "; what it did before took \(timeText(parallelTime))" : ""
      return "\(name): the flow never gets past \(blocker)\(done)".visibleText
    }
    if let starved = run.starvation {
      let done = parallelTime > 0 ? "; all else took \(timeText(parallelTime))" : ""
      return "\(name): \(starved.sentence)\(done)".visibleText
    }
    // What is left to save is not known of a program of which only a part has run.
    let isComparable = run.isWhole && endedText == nil
    return "\(name): \(gain)\(isComparable ? "; \(room)" : "")".visibleText
  }

  private var gain: String {
    let parallel = timeText(parallelTime)
    if let ended = endedText { return ended }
    if case .otherWork(let shared) = obstacle, case .other(let other) = baseline {
      return "not the same work: \(shared.text); \(timeText(other.measures.makespan)) and "
        + "\(parallel) say nothing of each other"
    }
    if !run.knowsStarts, obstacle == .startsUnknown {
      let words = Vocabulary(run)
      let calls = counted(run.measures.calls, words.call.one, words.call.many)
      let before =
        if case .other(let other) = baseline { "\(timeText(other.measures.work)) → " } else { "" }
      return "\(before)\(timeText(run.measures.work)) of \(calls), \(obstacle?.text ?? "")"
    }
    if let obstacle {
      return parallel + (nothingRanInParallel ? "; " : " in parallel; ") + obstacle.text
    }
    let before = timeText(baselineTime ?? 0)
    switch baseline {
    case .other: return "\(before) → \(parallel), \(savedText)"
    case .work:
      return nothingRanInParallel
        ? "\(parallel), nothing ran in parallel"
        : "\(before) of work → \(parallel) in parallel, \(savedText)"
    case .twin, .unknown:
      if nothingRanInParallel, saved == 0 { return "\(parallel), nothing ran in parallel" }
      return "\(before) → \(parallel) in parallel, \(savedText)"
    }
  }

  /// Which of two runs did not come to its end, so that their times say nothing of each other; nil if both did.
  private var endedText: String? {
    guard case .other(let other) = baseline else { return nil }
    let reason: String
    switch obstacle {
    case .runEnded(let end): reason = "of \(names.run), \(end.sentence)"
    case .baselineEnded(let end): reason = "of \(names.baseline), \(end.sentence)"
    default: return nil
    }
    return
      "\(timeText(other.measures.makespan)) and \(timeText(parallelTime)) say nothing of each other: \(reason)"
  }

  /// What was saved or lost, in words: `saved 5 s (2.25×)`, `lost 1 s (0.857×)` or `saved nothing`.
  public var savedText: String {
    guard let baselineTime, let saved else { return "saved an unknown time" }
    if saved == 0 { return "saved nothing" }
    let ratio = parallelTime > 0 ? " (\(ratioText(baselineTime, parallelTime))×)" : ""
    let atMost = if case .work = baseline, !run.isSimulatedCode { "at most " } else { "" }
    return saved > 0
      ? "saved \(atMost)\(timeText(saved))\(ratio)" : "lost \(timeText(-saved))\(ratio)"
  }

  private var room: String {
    if !run.knowsStarts {
      let (least, what) =
        run.measures.floor.map { ($0, "chain") } ?? (run.measures.longestCall, "")
      return "no number of \(Vocabulary(run).machine.many) makes it faster than "
        + "\(timeText(least)), its longest\(what.isEmpty ? "" : " \(what)")"
    }
    if let workflow = WorkflowText(run, timeScale), !workflow.isBoundKnown, !workflow.knowsNeeds {
      return "floor and critical path unknown: which job needs which is not recorded"
    }
    guard let floor = run.measures.floor else {
      if [.least, .most].contains(run.log.header.callTimes) { return "floor unknown" }
      return run.measures.dependencies == .nested
        ? "floor unknown, critical path \(timeText(run.measures.span))"
        : "floor unknown: dependencies not recorded"
    }
    let above = parallelTime - floor
    return "floor \(timeText(floor)), " + (above == 0 ? "reached" : "\(timeText(above)) above it")
  }
}
