/// The state of a run at an instant: a fold over the events up to then.
///
///     var state = RunState()
///     for event in log.events.prefix(while: { $0.at <= instant }) { try state.apply(event) }
///
/// `apply` also holds each event against the life of a call, so a log that folds without an error
/// is one in which no call ends before it started and no slot is used twice at once.
public struct RunState: Sendable {
  /// How far a call has come.
  public enum Status: UInt8, CaseIterable, Sendable {
    case requested, queued, running, blocked, succeeded, failed, stopped

    /// Whether nothing more can happen to the call.
    public var isFinal: Bool { rawValue >= Status.succeeded.rawValue }
  }

  /// What is known of a call.
  public struct Call: Sendable {
    /// The component that was called.
    public var component: Name
    /// The call that asked for it, or 0.
    public var parent: CallNumber
    /// How far it has come.
    public var status: Status
    /// The declared machine it runs on, or `Name.none`.
    public var machine = Name.none
    /// The slot of that machine, or of the lane it was put on; from 1.
    public var slot: UInt32 = 0
  }

  /// What is known of a machine.
  struct Machine: Sendable {
    /// How many slots it has; 0 if it was not declared.
    var slots: UInt32 = 0
    var occupants = SlotOccupants()
  }

  /// All calls requested so far; call *n* is at index *n* − 1.
  public private(set) var calls: [Call] = []
  /// The shared state and the streams.
  public private(set) var sharing = Sharing()
  private var components: [ComponentTraits?] = []
  private var machines: [Machine] = []

  /// The state before the first event.
  public init() {}

  /// The call with that number, if it has been requested.
  public func call(_ number: CallNumber) -> Call? {
    number >= 1 && number <= calls.count ? calls[Int(number) - 1] : nil
  }

  /// The call that holds a slot of a machine, or 0.
  public func occupant(of machine: Name, slot: UInt32) -> CallNumber {
    guard !machine.isNone, machine.index < machines.count else { return 0 }
    return machines[Int(machine.index)].occupants[slot]
  }

  /// The calls that hold slots of a machine, by slot.
  ///
  /// - Complexity: O(*n* log *n*) in the number of slots that are held.
  public func occupants(of machine: Name) -> [(slot: UInt32, call: CallNumber)] {
    guard !machine.isNone, machine.index < machines.count else { return [] }
    return machines[Int(machine.index)].occupants.held
  }

  /// Takes in the next event.
  ///
  /// - Throws: `RunStateError` if the event cannot happen in this state, which is then unchanged.
  /// - Complexity: O(1), amortised.
  public mutating func apply(_ event: Event) throws(RunStateError) {
    switch event.kind {
    case .logOpened, .logClosed, .runDeadlocked, .runLivelocked, .runFailed, .runLimited: return
    case .machineDeclared(let machine, let slots):
      try declare(machine, slots: slots)
    case .componentDeclared(let machine, let traits):
      try declare(event.component, on: machine, traits)
    case .callRequested(let parent, _, _):
      try request(event, parent: parent)
    case .callQueued:
      try move(event, from: .requested, to: .queued)
    case .callStarted(let machine, let slot):
      try start(event, on: machine, slot: slot)
    case .callBlocked(let other, _):
      guard other == 0 || call(other) != nil else { throw .unknownCall(other) }
      try move(event, from: .running, to: .blocked)
    case .callResumed: try move(event, from: .blocked, to: .running)
    case .callSucceeded: try move(event, from: .running, to: .succeeded)
    case .callFailed:
      try move(event, from: .open, to: .failed)
    case .callStopped:
      try move(event, from: .open, to: .stopped)
    case .machineTaken(let machine, let slot):
      try take(event, machine, slot: slot)
    case .machineReleased(let machine, let slot):
      try release(event, machine, slot: slot)
    case .callCached(let hit, _, _):
      guard call(hit) != nil else { throw .unknownCall(hit) }
      try move(event, from: .running, to: .running)
    case .cacheMissed: try move(event, from: .requested, to: .requested)
    case .stateDeclared, .streamDeclared: try sharing.apply(event)
    case .flowIterated, .stateWritten, .stateRead, .stateConflict, .messageSent, .messageReceived:
      try move(event, from: .running, to: .running)
      try sharing.apply(event)
    }
  }

  private mutating func declare(_ machine: Name, slots: UInt32) throws(RunStateError) {
    if slotCount(of: machine) > 0 { throw .declaredTwice(machine) }
    guard slots > 0 else { throw .noSlots(machine) }
    machines[Int(machine.index)].slots = slots
  }

  private mutating func declare(
    _ component: Name, on machine: Name, _ traits: ComponentTraits
  ) throws(RunStateError) {
    let index = Int(component.index)
    if index < components.count, components[index] != nil { throw .declaredTwice(component) }
    if !machine.isNone, slotCount(of: machine) == 0 { throw .unknownMachine(machine) }
    while components.count <= index { components.append(nil) }
    components[index] = traits
  }

  private mutating func request(_ event: Event, parent: CallNumber) throws(RunStateError) {
    guard Int(event.call) == calls.count + 1 else {
      throw .callOutOfOrder(event.call, expected: CallNumber(calls.count + 1))
    }
    guard parent < event.call else { throw .unknownCall(parent) }
    calls.appendOnLargePages(Call(component: event.component, parent: parent, status: .requested))
  }

  private mutating func start(
    _ event: Event, on machine: Name, slot: UInt32
  ) throws(RunStateError) {
    guard !machine.isNone else { return try move(event, from: .waiting, to: .running) }
    try checkFree(machine, slot: slot)
    try move(event, from: .waiting, to: .running)
    machines[Int(machine.index)].occupants[slot] = event.call
    calls[Int(event.call) - 1].machine = machine
    calls[Int(event.call) - 1].slot = slot
  }

  private mutating func take(
    _ event: Event, _ machine: Name, slot: UInt32
  ) throws(RunStateError) {
    try checkFree(machine, slot: slot)
    try move(event, from: .running, to: .running)
    machines[Int(machine.index)].occupants[slot] = event.call
  }

  private mutating func checkFree(_ machine: Name, slot: UInt32) throws(RunStateError) {
    let slots = slotCount(of: machine)
    guard slot >= 1, slots == 0 || slot <= slots else { throw .unknownSlot(slot, of: machine) }
    let holder = occupant(of: machine, slot: slot)
    guard holder == 0 else { throw .slotTaken(slot, of: machine, by: holder) }
  }

  private mutating func release(
    _ event: Event, _ machine: Name, slot: UInt32
  ) throws(RunStateError) {
    let holder = occupant(of: machine, slot: slot)
    guard holder != 0 else { throw .slotFree(slot, of: machine) }
    guard holder == event.call else { throw .slotTaken(slot, of: machine, by: holder) }
    machines[Int(machine.index)].occupants[slot] = 0
  }

  private mutating func move(
    _ event: Event, from: Statuses, to status: Status
  ) throws(RunStateError) {
    guard let call = call(event.call) else { throw .unknownCall(event.call) }
    guard call.component == event.component else {
      throw .otherComponent(event.call, called: call.component)
    }
    guard from.contains(Statuses(call.status)) else {
      throw .impossible(event.call, while: call.status)
    }
    calls[Int(event.call) - 1].status = status
  }

  /// How many slots a machine was declared with; 0 if it was not.
  private mutating func slotCount(of machine: Name) -> UInt32 {
    while machines.count <= Int(machine.index) { machines.append(Machine()) }
    return machines[Int(machine.index)].slots
  }
}

/// Several ways in which a call may stand.
private struct Statuses: OptionSet {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }
  init(_ status: RunState.Status) { rawValue = 1 << status.rawValue }

  static let requested = Statuses(.requested)
  static let running = Statuses(.running)
  static let blocked = Statuses(.blocked)
  /// The call has not started.
  static let waiting: Statuses = [requested, Statuses(.queued)]
  /// Something can still happen to the call.
  static let open: Statuses = [waiting, running, blocked]
}

/// The call on each slot of a machine.
///
/// A log may name any slot, so only the lowest lie in an array; the rest are looked up.
struct SlotOccupants: Sendable {
  private static let arraySize = 256

  private var low: [CallNumber] = []
  private var high: [UInt32: CallNumber] = [:]

  /// The call that holds a slot, counted from 1; 0 if it is free.
  subscript(slot: UInt32) -> CallNumber {
    get {
      let index = slot &- 1
      guard index < Self.arraySize else { return high[slot] ?? 0 }
      return index < low.count ? low[Int(index)] : 0
    }
    set {
      let index = slot &- 1
      guard index < Self.arraySize else { return high[slot] = newValue > 0 ? newValue : nil }
      while low.count <= index { low.append(0) }
      low[Int(index)] = newValue
    }
  }

  /// The slots that are held with their calls, by slot.
  var held: [(slot: UInt32, call: CallNumber)] {
    let first = low.enumerated().lazy.filter { $1 > 0 }.map { (slot: UInt32($0) + 1, call: $1) }
    return first + high.map { (slot: $0.key, call: $0.value) }.sorted { $0.slot < $1.slot }
  }
}

/// Why an event cannot happen in the state the run is in.
public enum RunStateError: Error, Equatable, Sendable {
  case declaredTwice(Name)
  case noSlots(Name)
  case unknownMachine(Name)
  case unknownSlot(UInt32, of: Name)
  case slotTaken(UInt32, of: Name, by: CallNumber)
  case slotFree(UInt32, of: Name)
  case unknownCall(CallNumber)
  case callOutOfOrder(CallNumber, expected: CallNumber)
  case otherComponent(CallNumber, called: Name)
  case impossible(CallNumber, while: RunState.Status)
  case unknownVariable(Name)
  case otherValue(Name, of: Name)
  case unknownStream(Name)
  case itemOutOfOrder(UInt32, of: Name, expected: UInt32)
  case noRoom(Name)

  /// The error in words, with the names of the log it was found in.
  public func description(in names: NameTable) -> String {
    switch self {
    case .declaredTwice(let name): "\(names[name]) is declared twice"
    case .noSlots(let name): "machine \(names[name]) has no slots"
    case .unknownMachine(let name): "no machine \(names[name]) is declared before"
    case .unknownSlot(let slot, let name): "machine \(names[name]) has no slot \(slot)"
    case .slotTaken(let slot, let name, let call):
      "slot \(slot) of machine \(names[name]) is held by call \(call)"
    case .slotFree(let slot, let name): "slot \(slot) of machine \(names[name]) is free already"
    case .unknownCall(let call): "no call \(call) was requested before"
    case .callOutOfOrder(let call, let expected):
      "call \(call) is requested where call \(expected) comes next"
    case .otherComponent(let call, let name): "call \(call) is a call of \(names[name])"
    case .impossible(let call, let status): "call \(call) is \(status) and this cannot happen then"
    case .unknownVariable(let name): "no variable \(names[name]) is declared before"
    case .otherValue(let value, let name): "variable \(names[name]) is \(names[value])"
    case .unknownStream(let name): "no stream \(names[name]) is declared before"
    case .itemOutOfOrder(let item, let name, let expected):
      "item \(item) of stream \(names[name]) moves where "
        + (expected > 0 ? "item \(expected) comes next" : "the stream is empty")
    case .noRoom(let name): "the buffer of stream \(names[name]) is full"
    }
  }
}
