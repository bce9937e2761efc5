package import EventLog

/// Makes calls happen on a virtual clock, and writes them down.
///
/// It holds the clock, the journal, the machines and the lines in which calls wait for their turn. What is
/// called when, and what calls do, is up to its driver, which asks for calls, plans what is
/// due, and is told by `next()` what comes:
///
///     while let entry = engine.next() {
///       switch entry {
///       case .dispatch:
///         engine.dispatch()
///         while let call = engine.startNext() { engine.schedule(.ends(call), at: engine.now + 5) }
///       case .ends(let call): engine.end(call, as: .callSucceeded)
///       }
///     }
package struct Engine<Entry: EngineEntry>: ~Copyable {
  let limits: Limits
  var kernel: Kernel<Entry>
  var journal: CallJournal
  /// The components at work, by index.
  var lines: UniqueArray<CallLine>
  /// Call *n* is at *n* − 1.
  private(set) var calls = UniqueArray<EngineCall>()
  private var machines: UniqueArray<MachinePool>
  private let machineNames: [Name]
  /// The slots of calls that hold several, but for their lowest.
  private var otherSlots: [CallNumber: [UInt32]] = [:]
  /// The ends that made room for calls which have not started, of components that run several calls at once.
  private var rooms: [Int: FIFO<Int>] = [:]
  /// Whether calls have priorities on machines, and which each call has: the lowest comes first.
  private let hasPriorities: Bool
  private var priorities: [UInt32] = []
  /// How many calls that can end have not, or will be made again.
  package var openCalls = 0
  /// The end of the last call that can end.
  private(set) var makespan: Nanoseconds = 0
  /// Calls of components with a machine of their own that can start at the next dispatch.
  private var ready: [CallNumber] = []
  /// Calls requested since the last dispatch.
  private var fresh: [CallNumber] = []
  /// What starts at the dispatch that is going on, and how far that is.
  private var starting: [MachinePool.Assignment] = []
  private var startingPlace = 0
  /// The machines on which something changed since the last dispatch.
  private var dueMachines: [Int] = []
  private var isDue: [Bool]
  private var isDispatchDue = false
  /// Whether the run has been ended, and how.
  private(set) var isOver = false
  private(set) var ending = Ending.end
  private let progress: ProgressHook
  private var nextReport = ProgressHook.interval

  /// Begins the log with the machines and components of a model, and its flow if it has one.
  init(_ model: Model, _ setup: RunSetup) {
    limits = setup.limits
    progress = setup.progress
    kernel = Kernel(timeLimit: limits.time)
    var journal = CallJournal(header: setup.header, isKept: setup.keepsLog)
    var machineNames: [Name] = []
    for machine in model.machines {
      machineNames.append(
        journal.declareMachine(journal.name(machine.name), slots: machine.slots))
    }
    if model.tasks == nil { journal.declareComponent(journal.name(Model.flowName), .flow) }
    lines = UniqueArray()
    lines.reserveCapacity(model.components.count)
    // By index: a component is large, and a copy of it counts what it refers to.
    for index in model.components.indices {
      let name = journal.declareComponent(
        setup.keepsLog ? journal.name(model.components[index].name) : .none,
        on: model.components[index].machine.map { machineNames[$0] } ?? .none,
        model.components[index].traits, atOnce: model.components[index].atOnce)
      lines.append(CallLine(model.components[index], name: name))
    }
    self.journal = journal
    self.machineNames = machineNames
    let hasPriorities = model.tasks?.priorities.isEmpty == false
    self.hasPriorities = hasPriorities
    machines = UniqueArray(model.machines.map { MachinePool(slots: $0.slots) })
    isDue = Array(repeating: false, count: model.machines.count)
  }

  /// Makes room for that many calls of one slot each, each asked for, queued, started, ended and its
  /// slot given back, with so many causes beside those.
  mutating func reserveCapacity(calls count: Int, otherCauses: Int) {
    calls.reserveCapacity(count)
    journal.reserveCapacity(
      calls: count, events: log.count + 5 * count + 1, causes: 5 * count + otherCauses)
  }

  // MARK: The clock

  /// The instant on the clock.
  package var now: Nanoseconds { kernel.now }

  /// Whether a run may go on to new things, being below its limit of events.
  var mayGoOn: Bool { log.count < limits.events }

  /// Plans an entry.
  package mutating func schedule(_ entry: Entry, at time: Nanoseconds) {
    kernel.schedule(entry, at: time, priority: entry.priority)
  }

  /// What is due next, with the clock set to its instant; nil if nothing is, or a limit is reached.
  package mutating func next() -> Entry? {
    guard let entry = kernel.next() else { return nil }
    guard mayGoOn else {
      cutOff(at: "events")
      return nil
    }
    if log.count >= nextReport {
      progress(log.count)
      nextReport = log.count + ProgressHook.interval
    }
    return entry
  }

  /// Ends a run that nothing is due in any more, if it was a limit that it has come to.
  mutating func endAtLimit() {
    if isOver { return }
    if !mayGoOn, openCalls > 0 { return cutOff(at: "events") }
    guard kernel.isPastLimit else { return }
    kernel.goToLimit()
    cutOff(at: "time")
  }

  mutating func cutOff(at limit: String) {
    if lacksEnds { makespan = now }
    end(as: .limit(limit))
  }

  /// Ends the run, with an event that says how if it is not by itself.
  mutating func end(as ending: Ending = .end) {
    isOver = true
    self.ending = ending
    switch ending {
    case .end: break
    case .limit(let limit): log.append(.runLimited(limit: log.intern(limit)), at: now)
    case .deadlock(let reason): log.append(.runDeadlocked(reason: log.intern(reason)), at: now)
    case .livelock(let reason): log.append(.runLivelocked(reason: log.intern(reason)), at: now)
    case .failure(let reason): log.append(.runFailed(reason: log.intern(reason)), at: now)
    }
  }

  /// Whether a call that can end has not, so that it lasts until the run is cut off.
  private var lacksEnds: Bool {
    calls.indices.contains { index in
      let component = Int(calls[index].component)
      return !journal.hasEnded(CallNumber(index + 1))
        && (component < 0 || !lines[component].isEndless)
    }
  }

  private mutating func scheduleDispatch() {
    guard !isDispatchDue else { return }
    isDispatchDue = true
    schedule(.dispatch, at: now)
  }

  // MARK: Requests

  /// Asks for a call that is of no component, takes no machine and starts at once: a flow.
  mutating func begin(_ name: Name) -> CallNumber {
    let call = journal.request(name, at: now)
    calls.append(EngineCall(component: -1))
    journal.start(call, at: now)
    openCalls += 1
    return call
  }

  /// Asks for a call of a component, now; further causes are to be added at once.
  package mutating func request(
    _ component: Int, by parent: CallNumber = 0, step: UInt32 = 0, arguments: Name = .none,
    followsParent: Bool = true, priority: UInt32 = 0
  ) -> CallNumber {
    let call = journal.request(
      lines[component].name, by: parent, step: step, arguments: arguments,
      followsParent: followsParent, at: now)
    calls.append(EngineCall(component: Int32(truncatingIfNeeded: component)))
    if hasPriorities { priorities.append(priority) }
    fresh.append(call)
    if !lines[component].isEndless { openCalls += 1 }
    let last = lines[component].last
    if last > 0 {
      calls[Int(last) - 1].next = call
      calls[Int(call) - 1].previous = last
    } else {
      lines[component].first = call
    }
    lines[component].last = call
    if lines[component].inside < lines[component].atOnce {
      letIn(call, of: component)
    } else if lines[component].waiting == 0 {
      lines[component].waiting = call
    }
    scheduleDispatch()
    return call
  }

  /// Lets a call be the next to run: it is ready for a slot.
  private mutating func letIn(_ call: CallNumber, of component: Int) {
    lines[component].inside += 1
    let machine = Int(lines[component].machine)
    guard machine >= 0 else { return ready.append(call) }
    visit(machine)
    machines[machine].enqueue(
      call, ready: now, slots: lines[component].slots,
      priority: hasPriorities ? priorities[Int(call) - 1] : 0)
  }

  /// Sees to it that the next dispatch looks at a machine.
  private mutating func visit(_ machine: Int) {
    guard !isDue[machine] else { return }
    isDue[machine] = true
    dueMachines.append(machine)
  }

  // MARK: Starts

  /// Gives slots to calls that are ready, when a dispatch is due; `startNext` starts them.
  package mutating func dispatch() {
    isDispatchDue = false
    for call in ready { starting.append(MachinePool.Assignment(call: call)) }
    ready.removeAll(keepingCapacity: true)
    for index in dueMachines {
      isDue[index] = false
      while let assignment = machines[index].assign(at: now) { starting.append(assignment) }
    }
    dueMachines.removeAll(keepingCapacity: true)
    if starting.count > 1 { starting.sort { $0.call < $1.call } }
  }

  /// Starts the next call of a dispatch; nil if all that can start have.
  package mutating func startNext() -> CallNumber? {
    // A call that fails as soon as it starts can end the run, and with it those that start next.
    if startingPlace < starting.count, !isOver {
      startingPlace += 1
      return start(startingPlace - 1)
    }
    starting.removeAll(keepingCapacity: true)
    startingPlace = 0
    for call in fresh where journal.status(of: call) == .requested {
      journal.queue(call, at: now)
    }
    fresh.removeAll(keepingCapacity: true)
    return nil
  }

  private mutating func start(_ place: Int) -> CallNumber {
    let (call, slot, release) = (
      starting[place].call, starting[place].slot, starting[place].release
    )
    let component = self.component(of: call)
    let machine = lines[component].machine
    let name = machine < 0 ? Name.none : machineNames[Int(machine)]
    journal.start(call, on: name, slot: slot, at: now)
    lines[component].started += 1
    if lines[component].lastEnd >= 0 { noteTurn(of: component) }
    if let release { journal.cause(release, .machine) }
    calls[Int(call) - 1].slot = slot
    guard let more = starting[place].more else { return call }
    for release in more.releases { journal.cause(release, .machine) }
    guard !more.slots.isEmpty else { return call }
    otherSlots[call] = more.slots
    for slot in more.slots { journal.take(slot, of: name, for: call, at: now) }
    return call
  }

  /// Notes after which end of an earlier call it was the turn of the one that just started.
  private mutating func noteTurn(of component: Int) {
    guard lines[component].atOnce > 1 else {
      return journal.cause(Int(lines[component].lastEnd), .queue)
    }
    guard lines[component].started > lines[component].atOnce,
      let room = rooms[component]?.popFirst()
    else { return }
    journal.cause(room, .queue)
  }

  // MARK: Ends

  /// Ends a call in the way that an event says, and lets go what it held; `cause` is what ended it from
  /// outside.
  package mutating func end(
    _ call: CallNumber, as kind: Event.Kind, after cause: (event: Int, edge: Edge)? = nil
  ) {
    let component = self.component(of: call)
    guard component >= 0 else { return endFlow(call, as: kind, after: cause) }
    let wasStarted = journal.hasStarted(call)
    let wasInside = lines[component].waiting == 0 || call < lines[component].waiting
    let event = journal.end(call, as: kind, at: now)
    if let cause { journal.cause(cause.event, cause.edge) }
    if wasStarted {
      lines[component].lastEnd = Int32(truncatingIfNeeded: event)
      if lines[component].hasRooms { rooms[component, default: FIFO()].append(event) }
    }
    if case .callSucceeded = kind { lines[component].succeeded += 1 }
    leaveLine(call, of: component)
    let machine = Int(lines[component].machine)
    if machine >= 0, wasStarted {
      visit(machine)
      release(calls[Int(call) - 1].slot, of: machine, after: call)
      if !otherSlots.isEmpty, let slots = otherSlots.removeValue(forKey: call) {
        for slot in slots { release(slot, of: machine, after: call) }
      }
    } else if !wasStarted, wasInside, !isOver {
      if machine >= 0 { machines[machine].remove(call) } else { ready.removeAll { $0 == call } }
    }
    if !lines[component].isEndless {
      openCalls -= 1
      makespan = now
    }
    if wasInside {
      lines[component].inside -= 1
      letNextIn(of: component)
    }
    scheduleDispatch()
  }

  private mutating func endFlow(
    _ call: CallNumber, as kind: Event.Kind, after cause: (event: Int, edge: Edge)?
  ) {
    journal.end(call, as: kind, at: now)
    if let cause { journal.cause(cause.event, cause.edge) }
    openCalls -= 1
    makespan = now
  }

  private mutating func letNextIn(of component: Int) {
    let next = lines[component].waiting
    guard next > 0 else { return }
    lines[component].waiting = calls[Int(next) - 1].next
    letIn(next, of: component)
  }

  /// Takes a call out of the line of its component, mostly from its head.
  ///
  /// - Complexity: O(1).
  private mutating func leaveLine(_ call: CallNumber, of component: Int) {
    let (previous, next) = (calls[Int(call) - 1].previous, calls[Int(call) - 1].next)
    if lines[component].waiting == call { lines[component].waiting = next }
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

  private mutating func release(_ slot: UInt32, of machine: Int, after call: CallNumber) {
    let event = journal.release(slot, of: machineNames[machine], after: call, at: now)
    machines[machine].release(slot: slot, by: event, at: now)
  }

  /// Stops calls because the run is over; nothing follows from that.
  ///
  /// Each has its reason, if not the end of the run alone.
  mutating func stop(_ open: [CallNumber], because reasons: [String?] = []) {
    for (place, call) in open.enumerated() {
      let reason = reasons.isEmpty ? nil : reasons[place]
      journal.end(
        call, as: .callStopped(reason: log.intern(reason ?? "the run ended")), at: now)
      let component = self.component(of: call)
      if component < 0 || !lines[component].isEndless { makespan = now }
    }
  }
}
