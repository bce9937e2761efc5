internal import EventLog
internal import TraceAnalysis

/// What flows read about calls that had started but not ended.
///
/// A flow that looks whether `b` has succeeded and reads "not yet" has not waited for `b`, though what it
/// read was made by the start of `b`.
struct StatusReadings {
  private let run: Analysis

  init(_ run: Analysis) { self.run = run }

  /// Whether an event of a flow came after the call that one of its causes is of.
  ///
  ///     wait: a.succeeded or b.succeeded    not after b if only the end of a let it go on
  ///     wait: a.succeeded and b.running     after both
  ///     when: b.succeeded                   not after b if it read false
  func follow(_ cause: Cause, at seq: Int) -> Bool {
    guard isStart(cause) else { return true }
    let component = run.log.names[run.log.events[Int(cause.seq)].component]
    switch run.log.events[seq].kind {
    case .stateRead(let variable, let value):
      return Self.asksForStart(run.log.names[variable], of: component)
        && run.log.names[value] != "false"
    case .callResumed:
      return Self.asksForStart(condition(before: seq), of: component)
        || run.log.causes(of: seq).allSatisfy { $0.edge == .program || isStart($0) }
    default: return true
    }
  }

  /// Whether a cause says only that a call has started.
  private func isStart(_ cause: Cause) -> Bool {
    guard cause.edge == .data, case .callStarted = run.log.events[Int(cause.seq)].kind else {
      return false
    }
    return true
  }

  /// What a flow waited for before it went on; empty if it was not a condition.
  private func condition(before seq: Int) -> String {
    for cause in run.log.causes(of: seq) where cause.edge == .program {
      if case .callBlocked(_, let condition) = run.log.events[Int(cause.seq)].kind {
        return condition.isNone ? "" : run.log.names[condition]
      }
    }
    return ""
  }

  /// Whether words ask for what a call is from its start on, before it ends.
  private static func asksForStart(_ words: String, of component: String) -> Bool {
    [CallStatus.running, .started].contains { status in
      words.contains("\(component).\(status.rawValue)")
        || words.contains("\(component)`.\(status.rawValue)")
    }
  }
}
