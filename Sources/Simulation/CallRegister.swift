internal import EventLog

/// Every call of a run, and the log that tells of them.
///
/// It knows for each call the events that the next one follows from; it decides nothing.
struct CallRegister {
  private struct Call {
    var component: Int
    /// The call's last event.
    var last: Int
    var slot: UInt32 = 0
    /// The next call of the same component, or 0.
    var next: CallNumber = 0
    var isStarted = false
    var isEnded = false
  }

  /// The calls of a component that have not ended, a list through the calls, and its last ending.
  private struct Line {
    var first: CallNumber = 0
    var last: CallNumber = 0
    var lastEnd = -1
  }

  private let model: Model
  private(set) var log: LogBuilder
  private let flowName: Name
  private let names: [Name]
  private let machineNames: [Name]
  /// Call *n* is at *n* − 1; the flow is call 1.
  private var calls: [Call] = []
  private var lines: [Line]
  /// The slots of calls that hold several, but for their lowest.
  private var otherSlots: [CallNumber: [UInt32]] = [:]

  /// Begins the log with what there is: machines, the flow, components.
  init(_ model: Model, header: LogHeader) {
    self.model = model
    lines = Array(repeating: Line(), count: model.components.count)
    var log = LogBuilder(header: header)
    var machineNames: [Name] = []
    for machine in model.machines {
      let name = log.intern(machine.name)
      log.append(.machineDeclared(machine: name, slots: machine.slots), at: 0)
      machineNames.append(name)
    }
    flowName = model.tasks == nil ? log.intern(Model.flowName) : .none
    if model.tasks == nil {
      log.append(.componentDeclared(machine: .none, traits: .flow), at: 0, flowName)
    }
    var names: [Name] = []
    for component in model.components {
      let name = log.intern(component.name)
      let machine = component.machine.map { machineNames[$0] } ?? .none
      log.append(.componentDeclared(machine: machine, traits: component.traits), at: 0, name)
      names.append(name)
    }
    self.log = log
    self.names = names
    self.machineNames = machineNames
  }

  /// The number of the last call requested.
  var count: CallNumber { CallNumber(calls.count) }

  func component(of call: CallNumber) -> Int { calls[Int(call) - 1].component }

  // MARK: The flow

  mutating func beginFlow() {
    let requested = log.append(
      .callRequested(parent: 0, step: 0, arguments: .none), at: 0, flowName, call: 1)
    calls.append(Call(component: -1, last: requested, isStarted: true))
    record(.callStarted(machine: .none, slot: 0), of: 1, at: 0)
  }

  mutating func blockFlow(on call: CallNumber, at time: Nanoseconds) {
    record(.callBlocked(on: call), of: 1, at: time)
  }

  mutating func resumeFlow(after call: CallNumber, at time: Nanoseconds) {
    record(.callResumed, of: 1, at: time)
    log.cause(calls[Int(call) - 1].last, .blocking)
  }

  mutating func endFlow(at time: Nanoseconds) {
    record(.callSucceeded, of: 1, at: time)
    calls[0].isEnded = true
  }

  // MARK: Calls of components

  /// Asks for the call of a step of the flow.
  mutating func request(step: Int, at time: Nanoseconds) -> CallNumber {
    let arguments = model.flow[step].arguments.map { log.intern($0) } ?? .none
    let call = request(
      model.flow[step].component,
      .callRequested(parent: 1, step: UInt32(step + 1), arguments: arguments), at: time)
    log.cause(calls[0].last, .program)
    return call
  }

  /// Asks for the call of a task, all that it needs having ended.
  mutating func request(task: Int, of graph: TaskGraph, at time: Nanoseconds) -> CallNumber {
    let call = request(task, .callRequested(parent: 0, step: 0, arguments: .none), at: time)
    for need in graph.needs(of: task) { log.cause(lines[Int(need)].lastEnd, .data) }
    return call
  }

  private mutating func request(
    _ component: Int, _ kind: Event.Kind, at time: Nanoseconds
  ) -> CallNumber {
    let call = count + 1
    let requested = log.append(kind, at: time, names[component], call: call)
    calls.append(Call(component: component, last: requested))
    if lines[component].first == 0 {
      lines[component].first = call
    } else {
      calls[Int(lines[component].last) - 1].next = call
    }
    lines[component].last = call
    return call
  }

  func isFirstInLine(_ call: CallNumber, of component: Int) -> Bool {
    lines[component].first == call
  }

  func nextInLine(of component: Int) -> CallNumber? {
    lines[component].first > 0 ? lines[component].first : nil
  }

  mutating func queueUnlessStarted(_ call: CallNumber, at time: Nanoseconds) {
    guard !calls[Int(call) - 1].isStarted else { return }
    record(.callQueued, of: call, at: time)
  }

  mutating func start(_ assignment: MachinePool.Assignment, at time: Nanoseconds) {
    let index = Int(assignment.call) - 1
    let component = calls[index].component
    let machine = model.components[component].machine.map { machineNames[$0] } ?? .none
    record(
      .callStarted(machine: machine, slot: assignment.slot), of: assignment.call, at: time)
    if lines[component].lastEnd >= 0 { log.cause(lines[component].lastEnd, .queue) }
    for release in assignment.releases { log.cause(release, .machine) }
    calls[index].slot = assignment.slot
    calls[index].isStarted = true
    guard !assignment.others.isEmpty else { return }
    otherSlots[assignment.call] = assignment.others
    for slot in assignment.others {
      log.append(
        .machineTaken(machine: machine, slot: slot), at: time, names[component],
        call: assignment.call)
      log.cause(calls[index].last, .program)
    }
  }

  /// Ends a call well.
  mutating func end(_ call: CallNumber, at time: Nanoseconds) {
    let index = Int(call) - 1
    let component = calls[index].component
    record(.callSucceeded, of: call, at: time)
    calls[index].isEnded = true
    lines[component].lastEnd = calls[index].last
    lines[component].first = calls[index].next
  }

  /// The lowest slot that a call holds or held.
  func slot(of call: CallNumber) -> UInt32 { calls[Int(call) - 1].slot }

  /// The other slots that a call held, which it no longer does.
  mutating func takeOtherSlots(of call: CallNumber) -> [UInt32] {
    otherSlots.isEmpty ? [] : otherSlots.removeValue(forKey: call) ?? []
  }

  /// Gives a slot of a machine back after the end of a call; returns the event that says so.
  mutating func release(
    _ slot: UInt32, of machine: Int, after call: CallNumber, at time: Nanoseconds
  ) -> Int {
    let event = log.append(
      .machineReleased(machine: machineNames[machine], slot: slot), at: time,
      names[component(of: call)], call: call)
    log.cause(calls[Int(call) - 1].last, .program)
    return event
  }

  // MARK: The end

  /// Stops what is left when nothing more can happen, saying why.
  mutating func stopWhatNeverEnds(at time: Nanoseconds) {
    for call in 1..<count + 1 where !calls[Int(call) - 1].isEnded {
      let reason = log.intern(reasonForStopping(call))
      record(.callStopped(reason: reason), of: call, at: time)
    }
  }

  mutating func cutOff(at limit: String, _ time: Nanoseconds) {
    let name = log.intern(limit)
    log.append(.runLimited(limit: name), at: time)
  }

  private func reasonForStopping(_ call: CallNumber) -> String {
    if calls[Int(call) - 1].component < 0 {
      let name = model.components[component(of: count)].name
      return "it waited for \(name), which \(fate(of: count))"
    }
    let component = component(of: call)
    if calls[Int(call) - 1].isStarted { return "the run ended" }
    if case let first = lines[component].first, first != call {
      let name = model.components[component].name
      return "it waited for call \(first) of \(name), which \(fate(of: first))"
    }
    let machine = model.components[component].machine.map { model.machines[$0].name } ?? ""
    return "it waited for machine \(machine), which is never free again"
  }

  private func fate(of call: CallNumber) -> String {
    calls[Int(call) - 1].isStarted ? "never ends" : "never starts"
  }

  private mutating func record(_ kind: Event.Kind, of call: CallNumber, at time: Nanoseconds) {
    let index = Int(call) - 1
    let component = calls[index].component
    let name = component < 0 ? flowName : names[component]
    let previous = calls[index].last
    calls[index].last = log.append(kind, at: time, name, call: call)
    log.cause(previous, .program)
  }
}

extension Model.Component {
  fileprivate var traits: ComponentTraits {
    var traits = ComponentTraits()
    if isParallel { traits.insert(.parallel) }
    if takes == .forever { traits.insert(.forever) }
    return traits
  }
}
