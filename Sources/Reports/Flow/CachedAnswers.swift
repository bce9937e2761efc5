internal import EventLog

/// The calls that answer others from the cache, and what had become of them by then.
struct CachedAnswers: Sendable {
  private let log: Log
  /// The component of each call, and the event that ended it, or 0; call *n* is at *n* − 1.
  private var calls: [(component: Name, ended: UInt32)] = []

  /// Looks for the ends of all calls.
  ///
  /// - Complexity: O(*n*) in the number of events.
  init(_ log: Log) {
    self.log = log
    for (seq, event) in log.events.enumerated() {
      if case .callRequested = event.kind { calls.append((event.component, 0)) }
      if event.endsCall { calls[Int(event.call) - 1].ended = UInt32(seq) }
    }
  }

  /// What was called.
  func component(of call: CallNumber) -> Name { calls[Int(call) - 1].component }

  /// What is to be said of a call that answers another one at an event; nil if it had succeeded.
  func outcome(of call: CallNumber, at seq: Int) -> String? {
    let ended = Int(calls[Int(call) - 1].ended)
    guard ended > 0, ended < seq else { return "had not ended" }
    switch log.events[ended].kind {
    case .callFailed: return "had failed"
    case .callStopped: return "had been stopped"
    default: return nil
    }
  }
}
