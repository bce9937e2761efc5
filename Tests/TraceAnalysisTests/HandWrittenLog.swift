import EventLog

/// A log written by hand, in seconds: for what no simulation makes yet.
struct HandWrittenLog: ~Copyable {
  private(set) var builder = LogBuilder(
    header: LogHeader(name: "hand", origin: .trace(format: "hand", part: 1)))
  private var components: [Name] = []
  /// The last event of each call.
  private(set) var last: [CallNumber: Int] = [:]
  private var now: Nanoseconds = 0

  /// Every event from here on is at that second.
  mutating func at(_ time: Int64) { now = time * second }

  mutating func declareMachine(_ name: String, slots: UInt32) {
    let machine = builder.intern(name)
    builder.append(.machineDeclared(machine: machine, slots: slots), at: now)
  }

  mutating func declare(_ name: String, on machine: String? = nil) {
    let machine = machine.map { builder.intern($0) } ?? .none
    let component = builder.intern(name)
    builder.append(.componentDeclared(machine: machine, traits: []), at: now, component)
  }

  /// Asks for the next call, from a parent if one is given.
  mutating func request(
    _ name: String, from parent: CallNumber = 0, after causes: (Int, Edge)...
  ) -> CallNumber {
    components.append(builder.intern(name))
    let call = CallNumber(components.count)
    let seq = builder.append(
      .callRequested(parent: parent, step: 0, arguments: .none), at: now, components[Int(call) - 1],
      call: call)
    if let before = last[parent] { builder.cause(before, .program) }
    for (cause, edge) in causes { builder.cause(cause, edge) }
    last[call] = seq
    return call
  }

  /// What a call does next, because of what it did last and of other events.
  @discardableResult
  mutating func then(
    _ kind: Event.Kind, _ call: CallNumber, after causes: (Int, Edge)..., isInferred: Bool = false
  ) -> Int {
    let seq = builder.append(kind, at: now, components[Int(call) - 1], call: call)
    if let before = last[call] { builder.cause(before, .program) }
    for (cause, edge) in causes { builder.cause(cause, edge, isInferred: isInferred) }
    if case .machineReleased = kind { return seq }
    last[call] = seq
    return seq
  }

  /// A call that runs from one second to another, alone, on a machine of its own.
  mutating func run(
    _ name: String, _ start: Int64, _ end: Int64, after causes: (Int, Edge)...
  ) -> CallNumber {
    at(start)
    let call = request(name)
    then(start: call)
    for (cause, edge) in causes { builder.cause(cause, edge) }
    at(end)
    then(.callSucceeded, call)
    return call
  }

  mutating func then(start call: CallNumber) {
    then(.callStarted(machine: .none, slot: 0), call)
  }

  /// The last event of a call.
  func end(of call: CallNumber) -> Int { last[call] ?? 0 }

  consuming func closed() -> Log { builder.close() }
}
