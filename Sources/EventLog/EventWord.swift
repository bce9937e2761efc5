/// The words for kinds of events in a log, `noun.verbed`; the most frequent come first.
enum EventWord: CaseIterable {
  case callStarted
  case callSucceeded
  case callRequested
  case machineReleased
  case callQueued
  case callBlocked
  case callResumed
  case machineTaken
  case messageSent
  case messageReceived
  case stateWritten
  case stateRead
  case callCached
  case cacheMissed
  case flowIterated
  case componentDeclared
  case machineDeclared
  case callFailed
  case callStopped
  case stateConflict
  case stateDeclared
  case streamDeclared
  case runDeadlocked
  case runLivelocked
  case runFailed
  case runLimited
  case logClosed
  case logOpened

  /// The word as it is written.
  @inline(__always) var text: StaticString {
    switch self {
    case .callStarted: "call.started"
    case .callSucceeded: "call.succeeded"
    case .callRequested: "call.requested"
    case .machineReleased: "machine.released"
    case .callQueued: "call.queued"
    case .callBlocked: "call.blocked"
    case .callResumed: "call.resumed"
    case .machineTaken: "machine.taken"
    case .componentDeclared: "component.declared"
    case .machineDeclared: "machine.declared"
    case .callFailed: "call.failed"
    case .callStopped: "call.stopped"
    case .callCached: "call.cached"
    case .cacheMissed: "cache.missed"
    case .flowIterated: "flow.iterated"
    case .stateDeclared: "state.declared"
    case .stateWritten: "state.written"
    case .stateRead: "state.read"
    case .stateConflict: "state.conflict"
    case .streamDeclared: "stream.declared"
    case .messageSent: "message.sent"
    case .messageReceived: "message.received"
    case .runDeadlocked: "run.deadlocked"
    case .runLivelocked: "run.livelocked"
    case .runFailed: "run.failed"
    case .runLimited: "run.limited"
    case .logClosed: "log.closed"
    case .logOpened: "log.opened"
    }
  }

  /// Whether such an event happens to a call.
  var isOfCall: Bool {
    switch self {
    case .logOpened, .logClosed, .machineDeclared, .componentDeclared, .stateDeclared,
      .streamDeclared, .runDeadlocked, .runLivelocked, .runFailed, .runLimited:
      false
    default: true
    }
  }

  /// Whether such an event happens to a component.
  var hasComponent: Bool { self == .componentDeclared || isOfCall }

  /// Those that can stand in any line but the first.
  static let afterFirst = allCases.filter { $0 != .logOpened }
}

extension Event.Kind {
  /// The word for it in a log, `noun.verbed`.
  public var word: StaticString { eventWord.text }

  private var eventWord: EventWord {
    switch self {
    case .logOpened: .logOpened
    case .logClosed: .logClosed
    case .machineDeclared: .machineDeclared
    case .componentDeclared: .componentDeclared
    case .callRequested: .callRequested
    case .callQueued: .callQueued
    case .callStarted: .callStarted
    case .callBlocked: .callBlocked
    case .callResumed: .callResumed
    case .callSucceeded: .callSucceeded
    case .callFailed: .callFailed
    case .callStopped: .callStopped
    case .machineTaken: .machineTaken
    case .machineReleased: .machineReleased
    case .callCached: .callCached
    case .cacheMissed: .cacheMissed
    case .flowIterated: .flowIterated
    case .stateDeclared: .stateDeclared
    case .stateWritten: .stateWritten
    case .stateRead: .stateRead
    case .stateConflict: .stateConflict
    case .streamDeclared: .streamDeclared
    case .messageSent: .messageSent
    case .messageReceived: .messageReceived
    case .runDeadlocked: .runDeadlocked
    case .runLivelocked: .runLivelocked
    case .runFailed: .runFailed
    case .runLimited: .runLimited
    }
  }
}
