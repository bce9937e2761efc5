/// The fields of an event, in the order of its row in the table; names by their index.
struct EventFields {
  var first: UInt32 = 0
  var second: UInt32 = 0
  var third: UInt32 = 0

  init() {}
  init(_ name: Name) { first = name.index }
  init(_ name: Name, _ second: Name) { (first, self.second) = (name.index, second.index) }
  init(_ name: Name, _ count: UInt32) { (first, second) = (name.index, count) }
  init(_ count: UInt32, _ second: UInt32) { (first, self.second) = (count, second) }
  init(_ count: UInt32, _ name: Name) { (first, second) = (count, name.index) }

  var firstName: Name { Name(index: first) }
  var secondName: Name { Name(index: second) }
  var thirdName: Name { Name(index: third) }
}

extension Event.Kind {
  /// The word for it in a log, `noun.verbed`.
  public var word: StaticString { row.word.row.word }

  /// Its row in the table, and what it has in the fields of that row.
  @inline(__always)
  var row: (word: EventWord, fields: EventFields) {
    switch self {
    case .logOpened: (.logOpened, .init())
    case .logClosed: (.logClosed, .init())
    case .machineDeclared(let machine, let slots): (.machineDeclared, .init(machine, slots))
    case .componentDeclared(let machine, let traits, let atOnce):
      (.componentDeclared, .init(machine, UInt32(traits.rawValue), atOnce))
    case .callRequested(let parent, let step, let arguments):
      (.callRequested, .init(parent, step, arguments))
    case .callQueued: (.callQueued, .init())
    case .callStarted(let machine, let slot): (.callStarted, .init(machine, slot))
    case .callBlocked(let call, let condition): (.callBlocked, .init(call, condition))
    case .callResumed: (.callResumed, .init())
    case .callProgressed(let point): (.callProgressed, .init(point))
    case .callSucceeded: (.callSucceeded, .init())
    case .callFailed(let reason): (.callFailed, .init(reason))
    case .callStopped(let reason): (.callStopped, .init(reason))
    case .machineTaken(let machine, let slot): (.machineTaken, .init(machine, slot))
    case .machineReleased(let machine, let slot): (.machineReleased, .init(machine, slot))
    case .callCached(let hit, let step, let arguments):
      (.callCached, .init(step, arguments, hit))
    case .cacheMissed(let key): (.cacheMissed, .init(key))
    case .flowIterated(let iteration, let step): (.flowIterated, .init(iteration, step))
    case .stateDeclared(let variable, let value): (.stateDeclared, .init(variable, value))
    case .stateWritten(let variable, let value): (.stateWritten, .init(variable, value))
    case .stateRead(let variable, let value): (.stateRead, .init(variable, value))
    case .stateConflict(let variable, let other): (.stateConflict, .init(variable, other))
    case .streamDeclared(let stream, let buffer): (.streamDeclared, .init(stream, buffer))
    case .messageSent(let stream, let item): (.messageSent, .init(stream, item))
    case .messageReceived(let stream, let item): (.messageReceived, .init(stream, item))
    case .runDeadlocked(let reason): (.runDeadlocked, .init(reason))
    case .runLivelocked(let reason): (.runLivelocked, .init(reason))
    case .runFailed(let reason): (.runFailed, .init(reason))
    case .runLimited(let limit): (.runLimited, .init(limit))
    }
  }

  /// The kind of a row of the table, with what its fields hold.
  @inline(__always)
  init(_ word: EventWord, _ fields: EventFields) {
    let (first, second) = (fields.firstName, fields.secondName)
    self =
      switch word {
      case .logOpened: .logOpened
      case .logClosed: .logClosed
      case .machineDeclared: .machineDeclared(machine: first, slots: fields.second)
      case .componentDeclared:
        .componentDeclared(
          machine: first,
          traits: ComponentTraits(rawValue: UInt8(truncatingIfNeeded: fields.second)),
          atOnce: fields.third)
      case .callRequested:
        .callRequested(parent: fields.first, step: fields.second, arguments: fields.thirdName)
      case .callQueued: .callQueued
      case .callStarted: .callStarted(machine: first, slot: fields.second)
      case .callBlocked: .callBlocked(on: fields.first, condition: second)
      case .callResumed: .callResumed
      case .callProgressed: .callProgressed(point: first)
      case .callSucceeded: .callSucceeded
      case .callFailed: .callFailed(reason: first)
      case .callStopped: .callStopped(reason: first)
      case .machineTaken: .machineTaken(machine: first, slot: fields.second)
      case .machineReleased: .machineReleased(machine: first, slot: fields.second)
      case .callCached:
        .callCached(hit: fields.third, step: fields.first, arguments: second)
      case .cacheMissed: .cacheMissed(key: first)
      case .flowIterated: .flowIterated(iteration: fields.first, step: fields.second)
      case .stateDeclared: .stateDeclared(variable: first, value: second)
      case .stateWritten: .stateWritten(variable: first, value: second)
      case .stateRead: .stateRead(variable: first, value: second)
      case .stateConflict: .stateConflict(variable: first, against: fields.second)
      case .streamDeclared: .streamDeclared(stream: first, buffer: fields.second)
      case .messageSent: .messageSent(stream: first, item: fields.second)
      case .messageReceived: .messageReceived(stream: first, item: fields.second)
      case .runDeadlocked: .runDeadlocked(reason: first)
      case .runLivelocked: .runLivelocked(reason: first)
      case .runFailed: .runFailed(reason: first)
      case .runLimited: .runLimited(limit: first)
      }
  }
}

extension EventFields {
  fileprivate init(_ parent: UInt32, _ step: UInt32, _ arguments: Name) {
    (first, second, third) = (parent, step, arguments.index)
  }

  fileprivate init(_ machine: Name, _ traits: UInt32, _ atOnce: UInt32) {
    (first, second, third) = (machine.index, traits, atOnce)
  }

  fileprivate init(_ step: UInt32, _ arguments: Name, _ hit: UInt32) {
    (first, second, third) = (step, arguments.index, hit)
  }
}
