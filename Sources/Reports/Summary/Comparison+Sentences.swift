internal import EventLog
public import TraceAnalysis
internal import Formatting

extension Comparison {
  /// Sentences that say why the run took as long as it did: what the flow waited for, which calls waited for a
  /// machine, what bound the run, what did not end well.
  ///
  /// Names stand in them as they are in the log, control characters included.
  public var sentences: [String] {
    sentences(with: Bottleneck(run).map { BoundText(run, $0, nil, timeScale) })
  }

  /// The same sentences, with those of what bound the run as they are given.
  func sentences(with bound: BoundText?) -> [String] {
    contentionSentences + FlowText(run).sentences(most: Self.most)
      + (WorkflowText(run, timeScale)?.sentences ?? (bound?.sentences ?? []) + waitingSentences)
      + SharingText(run).sentences + neverCalledSentences + unfinishedSentences
  }

  /// Whether calls took longer than in the run that this one is compared with, and which.
  private var contentionSentences: [String] {
    guard case .other(let other) = baseline, obstacle == nil || obstacle == .startsUnknown,
      let shared = sharedWork, shared.before > 0, shared.before != shared.after,
      [run, other].allSatisfy({ $0.log.header.callTimes != .least })
    else { return [] }
    let ratio = ratioText(shared.after, shared.before)
    guard ratio != "1" else { return [] }
    let times = "\(timeText(shared.after)) instead of \(timeText(shared.before))"
    guard shared.after > shared.before else {
      return ["the same calls took \(ratio) times as long as in \(names.baseline): \(times)"]
    }
    let slower = shared.slower.map {
      "\($0.name) \(timeText($0.before)) → \(timeText($0.after))"
    }
    let why =
      run.measures.peak > other.measures.peak
      ? "; more ran at once, and calls that share processors, memory or disks slow each other down"
      : ""
    return [
      "the same calls took \(ratio) times as long as in \(names.baseline): \(times)\(why)",
      "slower above all: \(slower.joined(separator: ", "))",
    ]
  }

  /// What calls waited for, and for how long, the longest wait first; of many, only that.
  private var waitingSentences: [String] {
    let words = Vocabulary(run)
    let waits = run.waits
    let sentences = waits.prefix(Self.most).map { wait in
      "\(run.title(of: wait.call)) waited \(timeText(wait.time)) for \(words.reason(wait.reason))"
    }
    guard waits.count > Self.most else { return sentences }
    let calls = run.log.header.origin.isTrace ? words.call.many : "calls"
    return [
      "\(Set(waits.map(\.call)).count) \(calls) waited for \(words.reasons); longest, \(sentences[0])"
    ]
  }

  /// Which components are declared and not called: not at all, or not in this run.
  private var neverCalledSentences: [String] {
    let names = run.neverCalled
    guard !names.isEmpty else { return [] }
    let rest = names.count > Self.most ? " and \(names.count - Self.most) more" : ""
    return ["never called: \(names.prefix(Self.most).joined(separator: ", "))\(rest)"]
  }

  /// What did not come to an end of its own.
  private var unfinishedSentences: [String] {
    var sentences: [String] = []
    if run.endText != nil {
      sentences.append("the run did not come to its end; its measures are of what was done by then")
    } else if !run.isFinished, run.log.header.origin.isTrace {
      sentences.append(
        "the trace ends before the run does; its measures are of what was done by then")
    } else if !run.isFinished {
      sentences.append("the log was not closed; its measures are of what was written by then")
    }
    let outcomes = run.calls.compactMap(outcome(of:))
    sentences += outcomes.prefix(Self.most)
    if outcomes.count > Self.most {
      sentences.append("… and \(outcomes.count - Self.most) more that did not end well")
    }
    return sentences
  }

  /// How a call ended that did not end well; nil for one that did.
  private func outcome(of call: CallRecord) -> String? {
    guard let ended = call.ended, case let event = run.log.events[ended],
      event.kind != .callSucceeded
    else { return nil }
    let title = run.title(of: call.number)
    if case .callFailed(let reason) = event.kind {
      let why = reason.isNone ? "" : ": \(run.log.names[reason])"
      let at = run.knowsStarts ? " at \(timeText(event.at))" : ""
      return "\(title) failed\(at)\(why)"
    }
    if call.isEndless, call.startedAt != nil {
      return "\(title) never ends; it counts in neither work nor time"
    }
    guard case .callStopped(let reason) = event.kind else { return nil }
    if call.startedAt == nil { return "\(title) never ran: \(run.log.names[reason])" }
    // Where the run as a whole was ended, that has been told; in a trace each call says for itself that it was.
    guard run.isFinished || run.log.header.origin.isTrace else { return nil }
    return "\(title) was stopped at \(timeText(event.at)): \(run.log.names[reason])"
  }

  /// The most sentences of one kind.
  private static let most = 12
}
