internal import EventLog

/// Every call of a run of a model: the journal that tells of them, and the lines in which calls of one
/// component wait for each other.
///
/// It decides nothing.
struct CallRegister {
  private struct Call {
    var component: Int
    var slot: UInt32 = 0
    /// The next call of the same component, or 0.
    var next: CallNumber = 0
    var previous: CallNumber = 0
    /// The step of the flow that asked for it.
    var step: UInt32 = 0
    /// How many calls that failed it stands for, itself not counted.
    var attempt: UInt32 = 0
    var arguments = Name.none
  }

  /// The calls of a component that have not ended, a list through the calls, and its last ending.
  private struct Line {
    var first: CallNumber = 0
    var last: CallNumber = 0
    var lastEnd = -1
  }

  private let model: Model
  private var journal: CallJournal
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
  /// The slots of calls that hold several, but for their lowest.
  private var otherSlots: [CallNumber: [UInt32]] = [:]

  /// Begins the log with what there is: machines, the flow, components.
  init(_ model: Model, header: LogHeader, isKept: Bool = true) {
    self.model = model
    lines = Array(onLargePages: Line(), count: model.components.count)
    streamConditions = Array(repeating: .none, count: model.streams.count * 2)
    var journal = CallJournal(header: header, isKept: isKept)
    var machineNames: [Name] = []
    for machine in model.machines {
      machineNames.append(
        journal.declareMachine(journal.name(machine.name), slots: machine.slots))
    }
    flowName =
      model.tasks == nil
      ? journal.declareComponent(journal.name(Model.flowName), .flow) : .none
    var names: [Name] = []
    for component in model.components {
      let machine = component.machine.map { machineNames[$0] } ?? .none
      names.append(
        journal.declareComponent(journal.name(component.name), on: machine, component.traits))
    }
    variableNames = model.variables.map { journal.name($0.name) }
    variableEvents = zip(model.variables, variableNames).map { variable, name in
      let value = journal.name(variable.value.jsonText)
      return journal.log.append(.stateDeclared(variable: name, value: value), at: 0)
    }
    streamNames = model.streams.map { stream in
      let name = journal.name(stream.name)
      journal.log.append(.streamDeclared(stream: name, buffer: stream.buffer), at: 0)
      return name
    }
    self.journal = journal
    self.names = names
    self.machineNames = machineNames
  }

  /// The log so far.
  var log: LogBuilder {
    _read { yield journal.log }
    _modify { yield &journal.log }
  }

  /// The number of the last call requested.
  var count: CallNumber { journal.count }

  func component(of call: CallNumber) -> Int { calls[Int(call) - 1].component }

  // MARK: The flow

  mutating func beginFlow() {
    let call = journal.request(flowName, at: 0)
    calls.appendOnLargePages(Call(component: -1))
    journal.start(call, at: 0)
  }

  /// Notes that a call waits, for another or for what a text says.
  mutating func block(
    _ call: CallNumber, on other: CallNumber = 0, for condition: String? = nil,
    at time: Nanoseconds
  ) {
    let condition = condition.map { log.intern($0) } ?? .none
    journal.block(call, on: other, for: condition, at: time)
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
    journal.block(call, for: streamConditions[place], at: time)
  }

  /// Notes that a call goes on; what it waited for are causes to be added.
  mutating func resume(_ call: CallNumber, at time: Nanoseconds) {
    journal.resume(call, at: time)
  }

  mutating func endFlow(at time: Nanoseconds) {
    journal.end(1, as: .callSucceeded, at: time)
  }

  // MARK: Calls of components

  /// Asks for the call of a component at a step of the flow.
  mutating func request(
    _ component: Int, step: UInt32, arguments: Name, at time: Nanoseconds
  ) -> CallNumber {
    let call = journal.request(
      names[component], by: 1, step: step, arguments: arguments, at: time)
    enter(call, of: component)
    calls[Int(call) - 1].step = step
    calls[Int(call) - 1].arguments = arguments
    return call
  }

  /// Asks again for a call that has failed.
  mutating func retry(_ failed: CallNumber, at time: Nanoseconds) -> CallNumber {
    let old = calls[Int(failed) - 1]
    let call = journal.request(
      names[old.component], by: 1, step: old.step, arguments: old.arguments, followsParent: false,
      at: time)
    journal.cause(journal.lastEvent(of: failed), .time)
    enter(call, of: old.component)
    calls[Int(call) - 1].step = old.step
    calls[Int(call) - 1].arguments = old.arguments
    calls[Int(call) - 1].attempt = old.attempt + 1
    return call
  }

  /// Asks for the call of a task, all that it needs having ended.
  mutating func request(task: Int, of graph: TaskGraph, at time: Nanoseconds) -> CallNumber {
    let call = journal.request(names[task], at: time)
    for need in graph.needs(of: task) { journal.cause(lines[Int(need)].lastEnd, .data) }
    enter(call, of: task)
    return call
  }

  /// Puts a call at the end of the line of its component.
  private mutating func enter(_ call: CallNumber, of component: Int) {
    calls.appendOnLargePages(Call(component: component))
    if lines[component].first == 0 {
      lines[component].first = call
    } else {
      calls[Int(lines[component].last) - 1].next = call
      calls[Int(call) - 1].previous = lines[component].last
    }
    lines[component].last = call
  }

  /// Notes something that a call does while it runs.
  @discardableResult
  mutating func note(_ kind: Event.Kind, of call: CallNumber, at time: Nanoseconds) -> Int {
    journal.note(kind, of: call, at: time)
  }

  /// Lets what is noted next follow from some events too.
  mutating func noteNextCauses(_ events: [Int]) { journal.noteNextCauses(events) }

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
    guard journal.status(of: call) == .requested else { return }
    journal.queue(call, at: time)
  }

  mutating func start(_ assignment: MachinePool.Assignment, at time: Nanoseconds) {
    let call = assignment.call
    let component = self.component(of: call)
    let machine = model.components[component].machine.map { machineNames[$0] } ?? .none
    journal.start(call, on: machine, slot: assignment.slot, at: time)
    if lines[component].lastEnd >= 0 { journal.cause(lines[component].lastEnd, .queue) }
    for release in assignment.releases { journal.cause(release, .machine) }
    calls[Int(call) - 1].slot = assignment.slot
    guard !assignment.others.isEmpty else { return }
    otherSlots[call] = assignment.others
    for slot in assignment.others { journal.take(slot, of: machine, for: call, at: time) }
  }

  /// Ends a call, of a component, in the way that an event says.
  mutating func end(_ call: CallNumber, as kind: Event.Kind, at time: Nanoseconds) {
    let component = self.component(of: call)
    let event = journal.end(call, as: kind, at: time)
    if journal.hasStarted(call) { lines[component].lastEnd = event }
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
  func lastEvent(of call: CallNumber) -> Int { journal.lastEvent(of: call) }

  func isStarted(_ call: CallNumber) -> Bool { journal.hasStarted(call) }
  func isEnded(_ call: CallNumber) -> Bool { journal.hasEnded(call) }
  func hasSucceeded(_ call: CallNumber) -> Bool { journal.status(of: call) == .succeeded }
  func hasFailed(_ call: CallNumber) -> Bool { journal.status(of: call) == .failed }
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
    journal.release(slot, of: machineNames[machine], after: call, at: time)
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
