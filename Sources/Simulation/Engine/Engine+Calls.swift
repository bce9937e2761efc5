internal import EventLog

// What is known of calls, and what they do while they run.

extension Engine {
  /// The log so far.
  var log: LogBuilder {
    _read { yield journal.log }
    _modify { yield &journal.log }
  }

  /// The number of the call that was asked for last.
  var callCount: CallNumber { journal.count }

  /// The index of the component of a call; −1 for the flow.
  func component(of call: CallNumber) -> Int { Int(calls[Int(call) - 1].component) }

  func lastEvent(of call: CallNumber) -> Int { journal.lastEvent(of: call) }
  func hasStarted(_ call: CallNumber) -> Bool { journal.hasStarted(call) }
  func hasEnded(_ call: CallNumber) -> Bool { journal.hasEnded(call) }
  func hasSucceeded(_ call: CallNumber) -> Bool { journal.status(of: call) == .succeeded }
  func hasFailed(_ call: CallNumber) -> Bool { journal.status(of: call) == .failed }

  /// The first call of a component that has not ended.
  func firstInLine(of component: Int) -> CallNumber? {
    lines[component].first > 0 ? lines[component].first : nil
  }

  /// The calls of a component that have not ended, in the order in which they were asked for.
  ///
  /// - Complexity: O(*n*) in their number.
  func line(of component: Int) -> [CallNumber] {
    var line: [CallNumber] = []
    var next = lines[component].first
    while next > 0 {
      line.append(next)
      next = calls[Int(next) - 1].next
    }
    return line
  }

  /// Whether a call has to wait for the end of another of its component.
  func waitsForItsTurn(_ call: CallNumber) -> Bool {
    let waiting = lines[component(of: call)].waiting
    return waiting > 0 && call >= waiting
  }

  /// Notes something that a call does while it runs; returns that event.
  @discardableResult
  mutating func note(_ kind: Event.Kind, of call: CallNumber) -> Int {
    journal.note(kind, of: call, at: now)
  }

  /// Notes that a call waits, for another or for what a text says.
  mutating func block(
    _ call: CallNumber, on other: CallNumber = 0, for condition: String? = nil
  ) {
    let condition = condition.map { log.intern($0) } ?? .none
    journal.block(call, on: other, for: condition, at: now)
  }

  /// Notes that a call goes on; what it waited for is to be added at once.
  mutating func resume(_ call: CallNumber) { journal.resume(call, at: now) }

  /// How the log writes a value.
  mutating func text(of value: Value) -> Name {
    log.isKept ? log.intern(value.jsonText) : .none
  }

  /// Adds a cause to the event that was noted last.
  mutating func cause(_ event: Int, _ edge: Edge) { journal.cause(event, edge) }
}

/// Why a call ended that was to go on until the run does: by itself, or because of a failure.
func endedByItself(_ failure: String?) -> String {
  "it ended by itself" + (failure.map { ": \($0)" } ?? "")
}

extension Model.Component {
  /// What a log says of all of its calls.
  @inline(__always)
  var traits: ComponentTraits {
    var traits = ComponentTraits()
    if isParallel { traits.insert(.parallel) }
    if isEndless { traits.insert(.forever) }
    return traits
  }

  /// Whether its calls never end by themselves.
  public var isEndless: Bool {
    takes == .forever && behaviour.timeout == nil && behaviour.failure?.at == nil
  }
}
