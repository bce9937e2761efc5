internal import EventLog

/// What a kind of event says besides, a column each in the table of events.
enum EventColumn: String, CaseIterable {
  case parent, arguments, machine, slot, variable, value, stream, item, reason
}

extension Log {
  /// What an event says besides when it was, to whom, and why; values of the shared state as JSON, which
  /// keeps `1` and `"1"` apart.
  func columns(of event: Event) -> [EventColumn: String] {
    switch event.kind {
    case .callRequested(let parent, _, let arguments):
      [.parent: parent > 0 ? "\(parent)" : "", .arguments: names[arguments]]
    case .callCached(_, _, let arguments): [.arguments: names[arguments]]
    case .componentDeclared(let machine, _, _), .machineDeclared(let machine, _):
      [.machine: names[machine]]
    case .callStarted(let machine, let slot), .machineTaken(let machine, let slot),
      .machineReleased(let machine, let slot):
      machine.isNone ? [:] : [.machine: names[machine], .slot: "\(slot)"]
    case .stateDeclared(let variable, let value), .stateWritten(let variable, let value),
      .stateRead(let variable, let value):
      [.variable: names[variable], .value: self.value(value).jsonText]
    case .stateConflict(let variable, _): [.variable: names[variable]]
    case .streamDeclared(let stream, _): [.stream: names[stream]]
    case .messageSent(let stream, let item), .messageReceived(let stream, let item):
      [.stream: names[stream], .item: "\(item)"]
    case .callBlocked(_, let reason), .callFailed(let reason), .callStopped(let reason),
      .runDeadlocked(let reason), .runLivelocked(let reason), .runFailed(let reason),
      .runLimited(let reason):
      [.reason: names[reason]]
    default: [:]
    }
  }
}
