/// The first place where two logs say something else.
public struct LogDifference: Equatable, Sendable {
  /// The number of the event that differs.
  public var seq: Int
  /// Whether the expected log has such an event.
  public var isExpected: Bool
  /// Whether the other log has such an event.
  public var isActual: Bool
}

extension Log {
  /// The first event that is not the same in another log, or nil if all are.
  ///
  /// Events are the same if time, kind, fields, component, call and causes are; names are compared
  /// as texts. The header counts only in so far as it makes events.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public func firstDifference(from other: Log) -> LogDifference? {
    let translation = NameTranslation(from: other.names, to: names)
    for seq in 0..<max(events.count, other.events.count) {
      guard seq < events.count, seq < other.events.count,
        events[seq] == translation.translate(other.events[seq]),
        causes(of: seq) == other.causes(of: seq)
      else {
        return LogDifference(
          seq: seq, isExpected: seq < events.count, isActual: seq < other.events.count)
      }
    }
    return nil
  }
}

/// Turns names of one table into names of another with the same texts.
private struct NameTranslation {
  private let names: [Name]

  init(from source: NameTable, to target: NameTable) {
    let unknown = Name(index: .max - 1)
    names = source.texts.map { text in
      let name = target.find(text)
      return name.isNone ? unknown : name
    }
  }

  private func translate(_ name: Name) -> Name { name.isNone ? name : names[Int(name.index)] }

  func translate(_ event: Event) -> Event {
    var event = event
    event.component = translate(event.component)
    switch event.kind {
    case .machineDeclared(let machine, let slots):
      event.kind = .machineDeclared(machine: translate(machine), slots: slots)
    case .componentDeclared(let machine, let traits):
      event.kind = .componentDeclared(machine: translate(machine), traits: traits)
    case .callRequested(let parent, let step, let arguments):
      event.kind = .callRequested(parent: parent, step: step, arguments: translate(arguments))
    case .callStarted(let machine, let slot):
      event.kind = .callStarted(machine: translate(machine), slot: slot)
    case .callFailed(let reason): event.kind = .callFailed(reason: translate(reason))
    case .callStopped(let reason): event.kind = .callStopped(reason: translate(reason))
    case .machineTaken(let machine, let slot):
      event.kind = .machineTaken(machine: translate(machine), slot: slot)
    case .machineReleased(let machine, let slot):
      event.kind = .machineReleased(machine: translate(machine), slot: slot)
    case .callBlocked(let call, let condition):
      event.kind = .callBlocked(on: call, condition: translate(condition))
    case .callCached(let hit, let step, let arguments):
      event.kind = .callCached(hit: hit, step: step, arguments: translate(arguments))
    case .cacheMissed(let key): event.kind = .cacheMissed(key: translate(key))
    case .stateDeclared(let variable, let value):
      event.kind = .stateDeclared(variable: translate(variable), value: translate(value))
    case .stateWritten(let variable, let value):
      event.kind = .stateWritten(variable: translate(variable), value: translate(value))
    case .stateRead(let variable, let value):
      event.kind = .stateRead(variable: translate(variable), value: translate(value))
    case .stateConflict(let variable, let other):
      event.kind = .stateConflict(variable: translate(variable), against: other)
    case .streamDeclared(let stream, let buffer):
      event.kind = .streamDeclared(stream: translate(stream), buffer: buffer)
    case .messageSent(let stream, let item):
      event.kind = .messageSent(stream: translate(stream), item: item)
    case .messageReceived(let stream, let item):
      event.kind = .messageReceived(stream: translate(stream), item: item)
    case .runDeadlocked(let reason): event.kind = .runDeadlocked(reason: translate(reason))
    case .runLivelocked(let reason): event.kind = .runLivelocked(reason: translate(reason))
    case .runLimited(let limit): event.kind = .runLimited(limit: translate(limit))
    case .logOpened, .logClosed, .callQueued, .callResumed, .callSucceeded, .flowIterated: break
    }
    return event
  }
}
