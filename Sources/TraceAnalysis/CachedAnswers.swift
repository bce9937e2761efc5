public import EventLog

/// The calls that answer others from the cache, and what had become of them by then.
///
///     CachedAnswers(log).outcome(of: 2, at: 17)   // .failed: call 2 had failed when event 17 happened
public struct CachedAnswers: Sendable {
  /// What had become of a call.
  public enum Outcome: Sendable {
    case notEnded, succeeded, failed, stopped
  }

  private let log: Log
  /// The component of each call, and the event that ended it, or 0; call *n* is at *n* − 1.
  private let calls: Lazy<[(component: Name, ended: UInt32)]>

  /// Makes it ready for the calls of a log; the log is gone through once, when it is first asked.
  ///
  /// - Complexity: O(1), and O(*n*) in the number of events for the first question.
  public init(_ log: Log) {
    self.log = log
    calls = Lazy {
      var calls: [(component: Name, ended: UInt32)] = []
      for (seq, event) in log.events.enumerated() {
        if case .callRequested = event.kind { calls.append((event.component, 0)) }
        if event.endsCall { calls[Int(event.call) - 1].ended = UInt32(seq) }
      }
      return calls
    }
  }

  /// What was called.
  ///
  /// - Precondition: The log has such a call.
  public func component(of call: CallNumber) -> Name { calls.value[Int(call) - 1].component }

  /// What had become of a call when an event happened that it answers.
  ///
  /// - Precondition: The log has such a call.
  public func outcome(of call: CallNumber, at seq: Int) -> Outcome {
    let ended = Int(calls.value[Int(call) - 1].ended)
    guard ended > 0, ended < seq else { return .notEnded }
    switch log.events[ended].kind {
    case .callFailed: return .failed
    case .callStopped: return .stopped
    default: return .succeeded
    }
  }
}
