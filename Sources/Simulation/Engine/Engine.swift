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
  var calls = UniqueArray<EngineCall>()
  var machines: UniqueArray<MachinePool>
  let machineNames: [Name]
  /// The slots of calls that hold several, but for the lowest of their machine.
  var otherSlots: [CallNumber: [MachineSlot]] = [:]
  /// The calls that are ready where some components take slots of several machines at once; nil where none
  /// does, and each machine has a queue of its own.
  var joint: JointQueue?
  /// The ends that made room for calls which have not started, of components that run several calls at once.
  var rooms: [Int: FIFO<Int>] = [:]
  /// Whether calls have priorities on machines, and which each call has: the lowest comes first.
  let hasPriorities: Bool
  var priorities: [UInt32] = []
  /// How many calls that can end have not, or will be made again.
  package var openCalls = 0
  /// The end of the last call that can end.
  var makespan: Nanoseconds = 0
  /// Calls of components with a machine of their own that can start at the next dispatch.
  var ready: [CallNumber] = []
  /// Calls that were not to start at once, whatever was free: their requests, and until when if that is over.
  var held: [CallNumber: (request: Int, until: Nanoseconds?)] = [:]
  /// Calls requested since the last dispatch.
  var fresh: [CallNumber] = []
  /// What starts at the dispatch that is going on, and how far that is.
  var starting: [MachinePool.Assignment] = []
  var startingPlace = 0
  /// The machines on which something changed since the last dispatch.
  var dueMachines: [Int] = []
  var isDue: [Bool]
  var isDispatchDue = false
  /// Whether the run has been ended, and how.
  private(set) var isOver = false
  private(set) var ending = Ending.end
  /// The first call that had not started when the run was over, though it ends by itself, and what it waited for.
  var starved: (call: CallNumber, reason: String)?
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
    joint = JointQueue(model)
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

  /// Whether a run may go on to new things, being below its limits of events and memory.
  var mayGoOn: Bool { log.count < limits.events && hasMemory }

  private var hasMemory: Bool {
    Limits.memory(events: log.count, calls: calls.count) < limits.memory
  }

  /// Cuts a run off that may not go on.
  private mutating func cutOff() { cutOff(at: hasMemory ? "events" : "memory") }

  /// Plans an entry.
  package mutating func schedule(_ entry: Entry, at time: Nanoseconds) {
    kernel.schedule(entry, at: time, priority: entry.priority)
  }

  /// What is due next, with the clock set to its instant; nil if nothing is, or a limit is reached.
  package mutating func next() -> Entry? {
    guard let entry = kernel.next() else { return nil }
    guard mayGoOn else {
      cutOff()
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
    if !mayGoOn, openCalls > 0 { return cutOff() }
    if kernel.isPastLimit { endAtTimeLimit() }
  }

  /// Ends the run at an instant because of something outside, and stops all that is open.
  mutating func interrupt(at time: Nanoseconds, because reason: String) {
    kernel.goOn(to: time)
    end()
    let open = OpenCalls(of: self).numbers
    stop(open, because: open.map { _ in reason })
  }

  /// Ends a run that has come to its limit of time with nothing due before, but what runs outside.
  mutating func endAtTimeLimit() {
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

  mutating func scheduleDispatch() {
    guard !isDispatchDue else { return }
    isDispatchDue = true
    schedule(.dispatch, at: now)
  }
}
