/// The state of a run at an instant: a fold over the events up to then.
///
///     var state = RunState()
///     for event in log.events.prefix(while: { $0.at <= instant }) { try state.apply(event) }
///
/// `apply` also holds each event against the life of a call and of the run, so a log that folds
/// without an error is one in which no call ends before it started, no slot is used twice at once and
/// nothing happens after the run's end.
public struct RunState: Sendable {
  /// How far a call has come.
  public enum Status: UInt8, CaseIterable, Sendable, BitwiseCopyable {
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

  /// What is declared of a component.
  private struct Declaration {
    var traits: ComponentTraits
    var machine: Name
    /// How many of its calls run at once.
    var atOnce: UInt32
    /// How many have started and not ended; counted only where several can.
    var running: UInt32 = 0
    /// The call of it that started last, or 0.
    var latest: CallNumber = 0
  }

  /// All calls requested so far; call *n* is at index *n* − 1.
  public private(set) var calls: [Call] = []
  /// The shared state and the streams.
  public private(set) var sharing = Sharing()
  private var components: [Declaration?] = []
  /// Whether some component runs several calls at once.
  private var runsSeveralAtOnce = false
  private var machines = MachineStates()
  /// How many calls can go on, and how many have failed.
  private var openCalls = 0
  private var failedCalls = 0
  /// The call that was the last to be new to the cache, or 0.
  private var latestMiss: CallNumber = 0
  /// How often each reactive flow has gone through its steps.
  private var iterations: [CallNumber: UInt32] = [:]
  /// How the run was ended, and when.
  private var ending: (kind: Ending.Kind, at: Nanoseconds)?

  /// The state before the first event.
  public init() {}

  /// The call with that number, if it has been requested.
  public func call(_ number: CallNumber) -> Call? {
    number >= 1 && number <= calls.count ? calls[Int(number) - 1] : nil
  }

  /// Whether that call is there and runs.
  @inline(__always)
  func isRunning(_ number: CallNumber) -> Bool {
    number >= 1 && number <= calls.count && calls[Int(number) - 1].status == .running
  }

  /// The call that holds a slot of a machine, or 0.
  public func occupant(of machine: Name, slot: UInt32) -> CallNumber {
    machines.occupant(of: machine, slot: slot)
  }

  /// The calls that hold slots of a machine, by slot.
  ///
  /// - Complexity: O(*n* log *n*) in the number of slots that are held.
  public func occupants(of machine: Name) -> [(slot: UInt32, call: CallNumber)] {
    machines.occupants(of: machine)
  }

  /// A call that came to an end of its own and still holds a slot, if there is one.
  ///
  /// - Complexity: O(*n* log *n*) in the number of slots that are held.
  var callThatKeepsSlot: CallNumber? {
    machines.firstHolder { call in
      let status = calls[Int(call) - 1].status
      return status == .succeeded || status == .failed
    }
  }

  /// How a call stands that is one of a flow which does not go on at present; nil of any other.
  func statusOfIdleFlow(_ call: CallNumber) -> Status? {
    guard let call = self.call(call), call.status != .running,
      declaration(of: call.component)?.traits.contains(.flow) == true
    else { return nil }
    return call.status
  }

  /// Whether a component is declared.
  func isDeclared(_ component: Name) -> Bool { declaration(of: component) != nil }

  /// Takes in the next event.
  ///
  /// - Throws: `RunStateError` if the event cannot happen in this state, which is then unchanged.
  /// - Complexity: O(1), amortised.
  public mutating func apply(_ event: Event) throws(RunStateError) {
    if let ending, !ending.kind.allows(event) || event.at != ending.at {
      throw .runIsOver(ending.kind)
    }
    switch event.kind {
    case .logOpened: return
    case .logClosed: try close()
    case .runDeadlocked: try end(as: .deadlock, event)
    case .runLivelocked: try end(as: .livelock, event)
    case .runFailed: try end(as: .failure, event)
    case .runLimited: try end(as: .limit, event)
    case .machineDeclared(let machine, let slots):
      try checkIsEarly(machine)
      try machines.declare(machine, slots: slots)
    case .componentDeclared(let machine, let traits, let atOnce):
      try declare(event.component, on: machine, traits, atOnce: atOnce)
    case .callRequested(let parent, _, _):
      try request(event, parent: parent)
    case .callQueued:
      try move(event, from: .requested, to: .queued)
    case .callStarted(let machine, let slot):
      try start(event, on: machine, slot: slot)
    case .callBlocked(let other, let condition):
      guard other == 0 || call(other) != nil else { throw .unknownCall(other) }
      guard (other == 0) != condition.isNone, other != event.call else {
        throw .waitsForNothing(event.call)
      }
      try move(event, from: .running, to: .blocked)
    case .callResumed: try move(event, from: .blocked, to: .running)
    case .callSucceeded:
      try check(event, from: .running)
      try checkEnds(event)
      try move(event, from: .running, to: .succeeded)
    case .callFailed:
      try check(event, from: .started)
      try checkEnds(event)
      try move(event, from: .started, to: .failed)
    case .callStopped:
      try move(event, from: .open, to: .stopped)
    case .machineTaken(let machine, let slot):
      try take(event, machine, slot: slot)
    case .machineReleased(let machine, let slot):
      try release(event, machine, slot: slot)
    case .callCached(let hit, _, _):
      guard let answer = call(hit) else { throw .unknownCall(hit) }
      guard answer.parent == event.call else { throw .otherCaller(hit, by: event.call) }
      try check(event, from: .running)
    case .cacheMissed:
      try check(event, from: .requested)
      guard event.call > latestMiss else { throw .missedTwice(event.call) }
      latestMiss = event.call
    case .stateDeclared(let name, _), .streamDeclared(let name, _):
      try checkIsEarly(name)
      try sharing.apply(event)
    case .flowIterated(let iteration, _):
      try iterate(event, iteration)
    case .callProgressed: try check(event, from: .running)
    case .stateWritten, .stateRead, .stateConflict, .messageSent, .messageReceived:
      try check(event, from: .running)
      try sharing.apply(event)
    }
  }

  private mutating func declare(
    _ component: Name, on machine: Name, _ traits: ComponentTraits, atOnce: UInt32
  ) throws(RunStateError) {
    try checkIsEarly(component)
    if isDeclared(component) { throw .declaredTwice(component) }
    if !machine.isNone, machines.slotCount(of: machine) == 0 { throw .unknownMachine(machine) }
    let index = Int(component.index)
    while components.count <= index { components.append(nil) }
    components[index] = Declaration(traits: traits, machine: machine, atOnce: atOnce)
    if atOnce > 1 { runsSeveralAtOnce = true }
  }

  /// All that there is, is declared before the first call.
  private func checkIsEarly(_ name: Name) throws(RunStateError) {
    guard calls.isEmpty else { throw .declaredLate(name) }
  }

  private func declaration(of component: Name) -> Declaration? {
    let index = Int(component.index)
    return index < components.count ? components[index] : nil
  }

  private mutating func request(_ event: Event, parent: CallNumber) throws(RunStateError) {
    guard Int(event.call) == calls.count + 1 else {
      throw .callOutOfOrder(event.call, expected: CallNumber(calls.count + 1))
    }
    guard parent < event.call else { throw .unknownCall(parent) }
    // Who failed is called again also when who called has ended meanwhile.
    if let status = call(parent)?.status, status == .requested || status == .queued {
      throw .impossible(parent, while: status)
    }
    calls.appendOnLargePages(Call(component: event.component, parent: parent, status: .requested))
    openCalls += 1
  }

  private mutating func start(
    _ event: Event, on machine: Name, slot: UInt32
  ) throws(RunStateError) {
    try check(event, from: .waiting)
    if machine.isNone {
      guard slot == 0 else { throw .slotOfNothing(slot) }
    } else {
      try machines.checkFree(machine, slot: slot)
    }
    if let declaration = declaration(of: event.component) {
      guard declaration.machine == machine else {
        throw .otherMachine(event.component, declared: declaration.machine)
      }
      if declaration.atOnce > 1 {
        guard declaration.running < declaration.atOnce else {
          throw .runTooMany(event.component, atOnce: declaration.atOnce)
        }
        components[Int(event.component.index)]?.running += 1
      } else if let latest = call(declaration.latest), !latest.status.isFinal {
        throw .runsAlready(event.component, call: declaration.latest)
      }
      components[Int(event.component.index)]?.latest = event.call
    }
    try move(event, from: .waiting, to: .running)
    guard !machine.isNone else { return }
    machines.occupy(machine, slot: slot, by: event.call)
    calls[Int(event.call) - 1].machine = machine
    calls[Int(event.call) - 1].slot = slot
  }

  private mutating func take(
    _ event: Event, _ machine: Name, slot: UInt32
  ) throws(RunStateError) {
    try machines.checkFree(machine, slot: slot)
    try check(event, from: .running)
    let own = calls[Int(event.call) - 1].machine
    // A call may hold slots of several machines, but not of one that nobody knows.
    guard own == machine || !own.isNone && machines.slotCount(of: machine) > 0 else {
      throw .otherMachine(event.component, declared: own)
    }
    machines.occupy(machine, slot: slot, by: event.call)
  }

  private mutating func release(
    _ event: Event, _ machine: Name, slot: UInt32
  ) throws(RunStateError) {
    let holder = occupant(of: machine, slot: slot)
    guard holder != 0 else { throw .slotFree(slot, of: machine) }
    guard holder == event.call else { throw .slotTaken(slot, of: machine, by: holder) }
    try check(event, from: .final)
    machines.release(machine, slot: slot)
  }

  private mutating func move(
    _ event: Event, from: CallStatuses, to status: Status
  ) throws(RunStateError) {
    let before = try check(event, from: from)
    calls[Int(event.call) - 1].status = status
    guard status.isFinal, !before.isFinal else { return }
    if runsSeveralAtOnce, CallStatuses.started.contains(CallStatuses(before)),
      declaration(of: event.component)?.atOnce ?? 1 > 1
    {
      components[Int(event.component.index)]?.running -= 1
    }
    openCalls -= 1
    if status == .failed { failedCalls += 1 }
  }

  /// How the call of an event stands, which has to be one of several ways.
  @discardableResult
  private func check(_ event: Event, from: CallStatuses) throws(RunStateError) -> Status {
    guard let call = call(event.call) else { throw .unknownCall(event.call) }
    guard call.component == event.component else {
      throw .otherComponent(event.call, called: call.component)
    }
    guard from.contains(CallStatuses(call.status)) else {
      throw .impossible(event.call, while: call.status)
    }
    return call.status
  }

  /// A call that never ends by itself is stopped, if anything.
  private func checkEnds(_ event: Event) throws(RunStateError) {
    if declaration(of: event.component)?.traits.contains(.forever) == true {
      throw .neverEnds(event.component)
    }
  }

  private mutating func iterate(_ event: Event, _ iteration: UInt32) throws(RunStateError) {
    guard declaration(of: event.component)?.traits.contains(.flow) == true else {
      throw .noFlow(event.call)
    }
    let expected = iterations[event.call, default: 0] + 1
    guard iteration == expected else { throw .iterationOutOfOrder(iteration, expected: expected) }
    try check(event, from: .running)
    iterations[event.call] = iteration
  }

  // MARK: The end of the run

  private mutating func end(as ending: Ending.Kind, _ event: Event) throws(RunStateError) {
    switch ending {
    case .deadlock, .livelock:
      guard openCalls > 0 else { throw .nothingToEnd(ending) }
    case .failure:
      guard failedCalls > 0 else { throw .nothingToEnd(ending) }
    case .end, .limit: break
    }
    self.ending = (ending, event.at)
  }

  /// A run is at its end when all calls are, unless it was cut off.
  private func close() throws(RunStateError) {
    guard openCalls > 0, ending?.kind != .limit else { return }
    let open = calls.firstIndex { !$0.status.isFinal } ?? 0
    throw .neverEnded(CallNumber(open + 1))
  }
}
