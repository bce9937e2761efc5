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
    var previous: CallNumber = 0
    /// The step of the flow that asked for it.
    var step: UInt32 = 0
    /// How many calls that failed it stands for, itself not counted.
    var attempt: UInt32 = 0
    var arguments = Name.none
    var isStarted = false
    var isEnded = false
    var hasSucceeded = false
    var hasFailed = false
  }

  /// The calls of a component that have not ended, a list through the calls, and its last ending.
  private struct Line {
    var first: CallNumber = 0
    var last: CallNumber = 0
    var lastEnd = -1
  }

  private let model: Model
  var log: LogBuilder
  let flowName: Name
  let names: [Name]
  private let machineNames: [Name]
  let variableNames: [Name]
  let streamNames: [Name]
  /// For each stream what is waited for in it, room and an item; none until somebody does.
  private var streamConditions: [Name]
  /// For each variable the event that declares it.
  let variableEvents: [Int]
  /// Call *n* is at *n* − 1; the flow is call 1.
  private var calls: [Call] = []
  private var lines: [Line]
  /// What leads to the next thing that the call which is at work does, beside what it did before.
  var nextCauses: [Int] = []
  /// The slots of calls that hold several, but for their lowest.
  private var otherSlots: [CallNumber: [UInt32]] = [:]

  /// Begins the log with what there is: machines, the flow, components.
  init(_ model: Model, header: LogHeader, isKept: Bool = true) {
    self.model = model
    lines = Array(onLargePages: Line(), count: model.components.count)
    streamConditions = Array(repeating: .none, count: model.streams.count * 2)
    var log = LogBuilder(header: header, isKept: isKept)
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
    variableNames = model.variables.map { log.intern($0.name) }
    variableEvents = zip(model.variables, variableNames).map { variable, name in
      let value = log.intern(variable.value.description)
      return log.append(.stateDeclared(variable: name, value: value), at: 0)
    }
    streamNames = model.streams.map { stream in
      let name = log.intern(stream.name)
      log.append(.streamDeclared(stream: name, buffer: stream.buffer), at: 0)
      return name
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
    calls.appendOnLargePages(Call(component: -1, last: requested, isStarted: true))
    record(.callStarted(machine: .none, slot: 0), of: 1, at: 0)
  }

  /// Notes that a call waits, for another or for what a text says.
  mutating func block(
    _ call: CallNumber, on other: CallNumber = 0, for condition: String? = nil,
    at time: Nanoseconds
  ) {
    let condition = condition.map { log.intern($0) } ?? .none
    record(.callBlocked(on: other, condition: condition), of: call, at: time)
  }

  /// Notes that a call waits for an item of a stream, or for room in it.
  mutating func block(
    _ call: CallNumber, on stream: Int, forItem: Bool, at time: Nanoseconds
  ) {
    let place = stream * 2 + (forItem ? 1 : 0)
    if log.isKept, streamConditions[place].isNone {
      streamConditions[place] = log.intern(
        StreamBuffer.condition(of: model.streams[stream].name, forItem: forItem))
    }
    record(.callBlocked(on: 0, condition: streamConditions[place]), of: call, at: time)
  }

  /// Notes that a call goes on; what it waited for are causes to be added.
  mutating func resume(_ call: CallNumber, at time: Nanoseconds) {
    record(.callResumed, of: call, at: time)
  }

  mutating func endFlow(at time: Nanoseconds) {
    record(.callSucceeded, of: 1, at: time)
    calls[0].isEnded = true
  }

  // MARK: Calls of components

  /// Asks for the call of a component at a step of the flow.
  mutating func request(
    _ component: Int, step: UInt32, arguments: Name, at time: Nanoseconds
  ) -> CallNumber {
    let call = request(
      component, .callRequested(parent: 1, step: step, arguments: arguments), at: time)
    calls[Int(call) - 1].step = step
    calls[Int(call) - 1].arguments = arguments
    log.cause(calls[0].last, .program)
    return call
  }

  /// Asks again for a call that has failed.
  mutating func retry(_ failed: CallNumber, at time: Nanoseconds) -> CallNumber {
    let old = calls[Int(failed) - 1]
    let call = request(
      old.component, .callRequested(parent: 1, step: old.step, arguments: old.arguments), at: time)
    calls[Int(call) - 1].step = old.step
    calls[Int(call) - 1].arguments = old.arguments
    calls[Int(call) - 1].attempt = old.attempt + 1
    log.cause(old.last, .time)
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
    calls.appendOnLargePages(Call(component: component, last: requested))
    if lines[component].first == 0 {
      lines[component].first = call
    } else {
      calls[Int(lines[component].last) - 1].next = call
      calls[Int(call) - 1].previous = lines[component].last
    }
    lines[component].last = call
    return call
  }

  /// Notes something that a call does while it runs.
  @discardableResult
  mutating func note(_ kind: Event.Kind, of call: CallNumber, at time: Nanoseconds) -> Int {
    record(kind, of: call, at: time)
    return calls[Int(call) - 1].last
  }

  func isFirstInLine(_ call: CallNumber, of component: Int) -> Bool {
    lines[component].first == call
  }

  /// The call of the same component that was asked for next; nil if there is none.
  func next(after call: CallNumber) -> CallNumber? {
    calls[Int(call) - 1].next > 0 ? calls[Int(call) - 1].next : nil
  }

  func nextInLine(of component: Int) -> CallNumber? {
    lines[component].first > 0 ? lines[component].first : nil
  }

  mutating func queueUnlessStarted(_ call: CallNumber, at time: Nanoseconds) {
    guard !calls[Int(call) - 1].isStarted, !calls[Int(call) - 1].isEnded else { return }
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

  /// Ends a call, of a component, in the way that an event says.
  mutating func end(_ call: CallNumber, as kind: Event.Kind, at time: Nanoseconds) {
    let index = Int(call) - 1
    let component = calls[index].component
    record(kind, of: call, at: time)
    calls[index].isEnded = true
    switch kind {
    case .callSucceeded: calls[index].hasSucceeded = true
    case .callFailed: calls[index].hasFailed = true
    default: break
    }
    if calls[index].isStarted { lines[component].lastEnd = calls[index].last }
    leaveLine(call, of: component)
  }

  /// Takes a call out of the line of its component, mostly from its head.
  ///
  /// - Complexity: O(1).
  private mutating func leaveLine(_ call: CallNumber, of component: Int) {
    let (previous, next) = (calls[Int(call) - 1].previous, calls[Int(call) - 1].next)
    if next > 0 {
      calls[Int(next) - 1].previous = previous
    } else {
      lines[component].last = previous
    }
    if previous > 0 {
      calls[Int(previous) - 1].next = next
    } else {
      lines[component].first = next
    }
  }

  /// The last event of a call.
  func lastEvent(of call: CallNumber) -> Int { calls[Int(call) - 1].last }

  func isStarted(_ call: CallNumber) -> Bool { calls[Int(call) - 1].isStarted }
  func isEnded(_ call: CallNumber) -> Bool { calls[Int(call) - 1].isEnded }
  func hasSucceeded(_ call: CallNumber) -> Bool { calls[Int(call) - 1].hasSucceeded }
  func hasFailed(_ call: CallNumber) -> Bool { calls[Int(call) - 1].hasFailed }
  func attempt(of call: CallNumber) -> UInt32 { calls[Int(call) - 1].attempt }

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

  private mutating func record(_ kind: Event.Kind, of call: CallNumber, at time: Nanoseconds) {
    let index = Int(call) - 1
    let component = calls[index].component
    let name = component < 0 ? flowName : names[component]
    let previous = calls[index].last
    calls[index].last = log.append(kind, at: time, name, call: call)
    log.cause(previous, .program)
    guard !nextCauses.isEmpty else { return }
    for event in nextCauses { log.cause(event, .data) }
    nextCauses.removeAll(keepingCapacity: true)
  }
}

extension Model.Component {
  fileprivate var traits: ComponentTraits {
    var traits = ComponentTraits()
    if isParallel { traits.insert(.parallel) }
    if isEndless { traits.insert(.forever) }
    return traits
  }
}
