extension Log {
  /// The log without its end, as that of a run of which only a part is known.
  package func withoutEnd() -> Log {
    guard isClosed else { return self }
    var log = self
    log.causes.keepFirst(causeRange(of: events.count - 1).lowerBound)
    log.events.keepFirst(events.count - 1)
    log.causeStarts.keepFirst(events.count - 1)
    return log
  }

  /// The log with every call that is still open stopped at its last instant.
  ///
  /// A log that was cut off says nothing of how its calls went on. To measure it, they are taken to
  /// end where it ends.
  ///
  /// - Complexity: O(*n*) in the number of events if a call is open or the log is.
  public func endingOpenCalls() -> Log {
    // The last event of each call, but for those that tell of its slots.
    let calls = events.last { if case .callRequested = $0.kind { true } else { false } }?.call ?? 0
    var last = [UInt32](onLargePages: 0, count: Int(calls))
    for (seq, event) in events.enumerated() where event.call > 0 {
      while last.count < event.call { last.append(0) }
      switch event.kind {
      case .machineTaken, .machineReleased: continue
      default: last[Int(event.call) - 1] = UInt32(truncatingIfNeeded: seq)
      }
    }
    let open = last.lazy.filter { !events[Int($0)].endsCall }.count
    guard open > 0 else { return self }
    var builder = LogBuilder(continuing: self, room: open + 1)
    let reason = builder.intern("the log ends")
    for (index, seq) in last.enumerated() where !events[Int(seq)].endsCall {
      builder.append(
        .callStopped(reason: reason), at: end, events[Int(seq)].component,
        call: CallNumber(index + 1))
      builder.cause(Int(seq), .program)
    }
    return builder.close()
  }
}
