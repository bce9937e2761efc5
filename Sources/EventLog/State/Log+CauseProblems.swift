// What cannot be about the causes of an event. Measures rely on it: time that passes is time in which
// a call runs, a timer runs, or somebody waits for what happens then.

extension Log {
  /// What cannot be about the causes of an event that comes next; nil if a run could write it.
  ///
  /// The causes are there already, the event is not, and the state is that before it.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - latest: The last event of its call; below 0 if it has none.
  ///   - isRunning: Whether its call was running or, where it is asked for, who asks.
  /// - Returns: What is wrong, as a clause.
  /// - Complexity: O(*n*) in the number of its causes.
  func problemWithCauses(of event: Event, after latest: Int, isRunning: Bool) -> String? {
    let range = Int(causeStarts[events.count])..<causes.count
    guard event.call > 0 else {
      return range.isEmpty || event.kind.endsRun ? nil : "\(event.kind.word) has no causes"
    }
    var follows = latest < 0
    var isExplained = isRunning || isExplainedWithoutCause(event)
    for place in range {
      let cause = causes[place]
      // Most follow from the event before of the same call, about which nothing has to be looked up.
      if Int(cause.seq) == latest, cause.edge == .program {
        follows = true
        if isExplained { continue }
      }
      let earlier = events[Int(cause.seq)]
      if earlier.call == 0, cause.edge != .data || !earlier.kind.isStateDeclared {
        return "event \(cause.seq) happens to no call and leads to nothing"
      }
      if cause.edge == .program, earlier.call == event.call { follows = true }
      if earlier.at == event.at || cause.edge == .time { isExplained = true }
    }
    if !follows {
      return "it does not follow from event \(latest), the one before of its call"
    }
    if !isExplained {
      return
        "nothing explains why it comes at \(event.at): no cause is of that time, no timer runs "
        + "and its call does not"
    }
    return nil
  }

  /// Whether the time of an event needs no cause: on the clock of a real machine, where much happens
  /// that nobody records; at the start; and where a run is ended from outside.
  private func isExplainedWithoutCause(_ event: Event) -> Bool {
    if header.clock == .wall || event.at == 0 { return true }
    if case .callStopped = event.kind { return true }
    return false
  }
}

extension Event.Kind {
  fileprivate var endsRun: Bool {
    switch self {
    case .runDeadlocked, .runLivelocked, .runFailed, .runLimited: true
    default: false
    }
  }

  fileprivate var isStateDeclared: Bool {
    if case .stateDeclared = self { true } else { false }
  }
}
