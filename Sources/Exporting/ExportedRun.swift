internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// A run with all that formats say of its calls.
struct ExportedRun: Sendable {
  let run: Analysis
  let lanes: RunLanes
  /// How each call ended, or how far it came, and why.
  private let outcomes: [(status: RunState.Status, reason: Name)]
  /// Since when each call queued; nil if it never did.
  private let queuedAt: [Nanoseconds?]
  /// For how long each call queued and was blocked.
  private let waiting: [(queued: Nanoseconds, blocked: Nanoseconds)]
  /// For how long each call runs on the critical path; nil if it is not on it.
  let critical: [Nanoseconds?]
  /// For how long each call runs on the observed path; nil if it is not on it.
  let observed: [Nanoseconds?]

  var log: Log { run.log }
  var calls: [CallRecord] { run.table.calls }

  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  init(_ run: Analysis) {
    self.run = run
    lanes = RunLanes(run)
    let count = run.table.calls.count
    var outcomes = [(status: RunState.Status, reason: Name)](
      repeating: (.requested, .none), count: count)
    var queuedAt = [Nanoseconds?](repeating: nil, count: count)
    for event in run.log.events where event.call > 0 {
      let call = Int(event.call) - 1
      if let outcome = event.kind.outcome { outcomes[call] = outcome }
      if case .callQueued = event.kind { queuedAt[call] = event.at }
    }
    self.outcomes = outcomes
    self.queuedAt = queuedAt
    var waiting = [(queued: Nanoseconds, blocked: Nanoseconds)](repeating: (0, 0), count: count)
    for interval in run.table.intervals {
      let time = interval.end - interval.start
      switch interval.activity {
      case .queued: waiting[Int(interval.call) - 1].queued += time
      case .blocked: waiting[Int(interval.call) - 1].blocked += time
      case .running: break
      }
    }
    self.waiting = waiting
    var critical = [Nanoseconds?](repeating: nil, count: count)
    for part in run.criticalPath.parts where part.kind == .running && part.call > 0 {
      critical[Int(part.call) - 1, default: 0] += part.end - part.start
    }
    self.critical = critical
    var observed = [Nanoseconds?](repeating: nil, count: count)
    for part in run.observedPath.parts where part.kind == .running && part.call > 0 {
      observed[Int(part.call) - 1, default: 0] += part.end - part.start
    }
    self.observed = observed
  }

  /// How a call ended, or how far it came: `succeeded`.
  func status(of call: CallRecord) -> String { "\(outcomes[Int(call.number) - 1].status)" }

  /// Whether a call ended badly.
  func hasFailed(_ call: CallRecord) -> Bool { outcomes[Int(call.number) - 1].status == .failed }

  /// Whether a call was ended from outside.
  func wasStopped(_ call: CallRecord) -> Bool { outcomes[Int(call.number) - 1].status == .stopped }

  /// Why it failed or was stopped; nil if nothing says so.
  func reason(of call: CallRecord) -> String? {
    let reason = outcomes[Int(call.number) - 1].reason
    return reason.isNone ? nil : log.names[reason]
  }

  /// Since when a call queued; nil if it never did.
  func queuedAt(_ call: CallRecord) -> Nanoseconds? { queuedAt[Int(call.number) - 1] }

  /// For how long a call queued.
  func queued(_ call: CallRecord) -> Nanoseconds { waiting[Int(call.number) - 1].queued }

  /// For how long a call was blocked.
  func blocked(_ call: CallRecord) -> Nanoseconds { waiting[Int(call.number) - 1].blocked }

  /// Whether slack and drag say something of a call: it ran and ended, calls no others as a flow does, and it is
  /// known what depends on what.
  func hasSlack(_ call: CallRecord) -> Bool {
    call.startedAt != nil && !call.isEndless && !call.isFlow && run.measures.floor != nil
  }

  /// A time of a call's slack; nil where that says nothing.
  func slack(_ call: CallRecord, _ times: (Slack) -> [Nanoseconds]) -> Nanoseconds? {
    hasSlack(call) ? times(run.slack)[Int(call.number) - 1] : nil
  }

  /// When a call that started was over.
  static func end(of call: CallRecord) -> Nanoseconds {
    max(call.startedAt ?? 0, call.endedAt ?? call.startedAt ?? 0)
  }

  /// The name of a call's component.
  func name(of call: CallRecord) -> String { log.names[call.component] }

  /// The note that calls which never started are not in the file; none if there are none.
  var neverStartedNote: [String] {
    let count = calls.count { $0.startedAt == nil }
    guard count > 0 else { return [] }
    return [
      "\(counted(count, "call")) never started, and \(count == 1 ? "is" : "are") left out: "
        + "the format holds only what ran."
    ]
  }
}

extension [Nanoseconds?] {
  fileprivate subscript(index: Int, default value: Nanoseconds) -> Nanoseconds {
    get { self[index] ?? value }
    set { self[index] = newValue }
  }
}
