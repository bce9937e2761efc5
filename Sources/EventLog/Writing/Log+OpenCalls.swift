extension Log {
  /// The log without its end, as that of a run of which only a part is known.
  ///
  /// - Complexity: O(*n*) in the number of events if the log is closed.
  package func withoutEnd() -> Log { isClosed ? LogBuilder(continuing: self).log : self }

  /// The log with every call that is still open stopped at its last instant.
  ///
  /// A log that was cut off says nothing of how its calls went on. To measure it, they are taken to
  /// end where it ends.
  ///
  /// - Complexity: O(*n*) in the number of events if a call is open or the log is.
  public func endingOpenCalls() -> Log {
    var last: [(event: Int, component: Name)] = []
    for (seq, event) in events.enumerated() where event.call > 0 {
      while last.count < event.call { last.append((0, .none)) }
      switch event.kind {
      case .machineTaken, .machineReleased: continue
      default: break
      }
      last[Int(event.call) - 1] = (seq, event.component)
    }
    guard last.contains(where: { !events[$0.event].endsCall }) else { return self }
    var builder = LogBuilder(continuing: self)
    let reason = builder.intern("the log ends")
    for (index, call) in last.enumerated() where !events[call.event].endsCall {
      builder.append(
        .callStopped(reason: reason), at: end, call.component, call: CallNumber(index + 1))
      builder.cause(call.event, .program)
    }
    return builder.close()
  }
}
