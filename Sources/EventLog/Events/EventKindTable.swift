/// The kinds of events, one row each: the word for it in a log, what it happens to, and its fields.
///
/// This table is all that encoder, decoder and translation know of kinds; beside it stands, in
/// `Event+Fields`, which fields of `Event.Kind` are which of a row. The most frequent kinds come
/// first, since a word that is read is looked for in this order.
enum EventWord: Int, CaseIterable {
  case callStarted, callSucceeded, callRequested, machineReleased, callQueued
  case callBlocked, callResumed, machineTaken, callProgressed, messageSent, messageReceived
  case stateWritten, stateRead, callCached, cacheMissed, flowIterated
  case componentDeclared, machineDeclared, callFailed, callStopped, stateConflict
  case stateDeclared, streamDeclared, runDeadlocked, runLivelocked, runFailed
  case runLimited, logClosed, logOpened

  /// The row of the table.
  @inline(__always) var row: EventRow { EventRow.all[rawValue] }

}

/// What a line says of a kind of event.
struct EventRow {
  /// What an event happens to.
  enum Subject {
    /// The run as a whole; the line has neither `component` nor `call`.
    case run
    /// A component.
    case component
    /// A call of a component.
    case call
  }

  /// The word as it is written, `noun.verbed`.
  var word: StaticString
  var subject: Subject
  var first = EventField.nothing
  var second = EventField.nothing
  var third = EventField.nothing

  /// The rows, in the order of `EventWord`.
  static let all: [EventRow] = [
    EventRow(word: "call.started", subject: .call, first: .machine, second: .count(.slot)),
    EventRow(word: "call.succeeded", subject: .call),
    EventRow(
      word: "call.requested", subject: .call, first: .parent, second: .count(.step),
      third: .name(.with)),
    EventRow(
      word: "machine.released", subject: .call, first: .neededMachine, second: .count(.slot)),
    EventRow(word: "call.queued", subject: .call),
    EventRow(word: "call.blocked", subject: .call, first: .count(.on), second: .name(.`for`)),
    EventRow(word: "call.resumed", subject: .call),
    EventRow(word: "machine.taken", subject: .call, first: .neededMachine, second: .count(.slot)),
    EventRow(word: "call.progressed", subject: .call, first: .name(.point)),
    EventRow(
      word: "message.sent", subject: .call, first: .neededName(.stream),
      second: .neededCount(.item)),
    EventRow(
      word: "message.received", subject: .call, first: .neededName(.stream),
      second: .neededCount(.item)),
    EventRow(word: "state.written", subject: .call, first: .neededName(.variable), second: .value),
    EventRow(word: "state.read", subject: .call, first: .neededName(.variable), second: .value),
    EventRow(
      word: "call.cached", subject: .call, first: .count(.step), second: .name(.with),
      third: .neededCount(.hit)),
    EventRow(word: "cache.missed", subject: .call, first: .neededName(.key)),
    EventRow(
      word: "flow.iterated", subject: .call, first: .neededCount(.iteration),
      second: .count(.step)),
    EventRow(
      word: "component.declared", subject: .component, first: .machine, second: .traits,
      third: .countAboveOne(.atOnce)),
    EventRow(
      word: "machine.declared", subject: .run, first: .neededMachine, second: .count(.slots)),
    EventRow(word: "call.failed", subject: .call, first: .name(.reason)),
    EventRow(word: "call.stopped", subject: .call, first: .name(.reason)),
    EventRow(
      word: "state.conflict", subject: .call, first: .neededName(.variable),
      second: .eventNumber(.against)),
    EventRow(
      word: "state.declared", subject: .run, first: .neededName(.variable), second: .value),
    EventRow(
      word: "stream.declared", subject: .run, first: .neededName(.stream),
      second: .count(.buffer)),
    EventRow(word: "run.deadlocked", subject: .run, first: .neededName(.reason)),
    EventRow(word: "run.livelocked", subject: .run, first: .neededName(.reason)),
    EventRow(word: "run.failed", subject: .run, first: .neededName(.reason)),
    EventRow(word: "run.limited", subject: .run, first: .neededName(.limit)),
    EventRow(word: "log.closed", subject: .run, first: .total),
    EventRow(word: "log.opened", subject: .run),
  ]
}

extension EventRow {
  /// Where in a word the eight bytes begin that no other word has there.
  static let signOffset = 2

  /// These bytes of each row.
  static let signs: [UInt64] = all.map { row in
    UnsafeRawPointer(row.word.utf8Start).loadUnaligned(fromByteOffset: signOffset, as: UInt64.self)
  }
}

/// What a field of an event holds, with its key; each is 32 bits of the event.
enum EventField {
  /// There is no such field.
  case nothing
  /// A number; 0 is left out.
  case count(FieldKey)
  /// A number above 0.
  case neededCount(FieldKey)
  /// A number; 1 is left out.
  case countAboveOne(FieldKey)
  /// The number of an earlier event, above 0.
  case eventNumber(FieldKey)
  /// A text; none is left out.
  case name(FieldKey)
  /// A text that must be there.
  case neededName(FieldKey)
  /// `machine`: mostly that of an event shortly before; none is left out.
  case machine
  /// `machine`, which must be there.
  case neededMachine
  /// `value`: a value of the shared state, as JSON.
  case value
  /// `parent`: the call that asks, or 0. It stands before the causes.
  case parent
  /// `flow`, `parallel`, `forever`: the traits of a component.
  case traits
  /// `events`: how many lines the log has, which is known from where it stands.
  case total
}

/// The keys of fields.
enum FieldKey: String {
  case slot, slots, step, with, on, `for`, point, stream, item, variable, hit, key, iteration
  case reason, against
  case buffer, limit, machine, value
  case atOnce = "at_once"

  /// The key as it stands in a line, up to where its value begins.
  @inline(__always) var opening: StaticString {
    switch self {
    case .slot: ",\"slot\":"
    case .slots: ",\"slots\":"
    case .step: ",\"step\":"
    case .with: ",\"with\":"
    case .on: ",\"on\":"
    case .for: ",\"for\":"
    case .point: ",\"point\":"
    case .stream: ",\"stream\":"
    case .item: ",\"item\":"
    case .variable: ",\"variable\":"
    case .hit: ",\"hit\":"
    case .key: ",\"key\":"
    case .iteration: ",\"iteration\":"
    case .reason: ",\"reason\":"
    case .against: ",\"against\":"
    case .buffer: ",\"buffer\":"
    case .limit: ",\"limit\":"
    case .machine: ",\"machine\":"
    case .value: ",\"value\":"
    case .atOnce: ",\"at_once\":"
    }
  }
}
