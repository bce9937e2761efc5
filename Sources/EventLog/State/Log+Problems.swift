extension Log {
  /// What cannot be about an event that comes next, by the texts and events of the log itself; nil
  /// for one that a run could write, as far as `RunState` has not said otherwise.
  ///
  /// - Complexity: O(length of the texts).
  func problem(with event: Event, _ state: RunState) -> String? {
    switch event.kind {
    case .callRequested(let parent, _, _):
      guard let status = state.statusOfIdleFlow(parent), !isRepetition(event) else { return nil }
      return "call \(parent) is \(status), and then only a call that failed is made again, after a "
        + "time"
    case .logClosed:
      return event.at == end
        ? state.callThatKeepsSlot.map { "call \($0) has ended and still holds its slot" }
        : "a log is closed at the instant of its last event, \(end)"
    case .runLimited(let limit):
      return ["events", "steps", "time", "memory"].contains(names[limit])
        ? nil : "the limits of a run are events, steps, time and memory"
    case .stateConflict(let variable, let other):
      return isConflict(of: variable, in: event, with: Int(other))
        ? nil
        : "event \(other) and the one before this are not writes of \(names[variable]) by two calls"
    case .stateRead(let name, let value): return problem(withLookAt: name, value, state)
    default: return nil
    }
  }

  /// Whether the event that comes next, of which the causes are there, asks again for a call of the
  /// same component that failed.
  private func isRepetition(_ event: Event) -> Bool {
    causes(of: events.count).contains { cause in
      guard cause.edge == .time, case let failed = events[Int(cause.seq)],
        case .callFailed = failed.kind
      else { return false }
      return failed.component == event.component
    }
  }

  /// Whether the last event is a write by the call that is in conflict, and the other one a write of
  /// the same variable by another.
  private func isConflict(of variable: Name, in event: Event, with other: Int) -> Bool {
    guard other < events.count - 1, let last = events.last,
      case .stateWritten(variable, _) = last.kind,
      case .stateWritten(variable, _) = events[other].kind
    else { return false }
    return last.call == event.call && events[other].call != event.call
  }

  /// What is read is a variable, or how calls of a component are: `train.succeeded`, which is true or
  /// false, or how many are.
  private func problem(withLookAt name: Name, _ value: Name, _ state: RunState) -> String? {
    if state.sharing.isDeclared(name) { return nil }
    let text = names[name]
    guard let component = look(name)?.component, state.isDeclared(component) else {
      return "\(text) is neither a variable that was declared nor a state of a component"
    }
    let seen = names[value]
    return seen == "true" || seen == "false" || UInt32(seen).map(String.init) == seen
      ? nil : "\(text) is true, false or a number of calls"
  }
}
