internal import EventLog

/// Runs a plan on a virtual clock: each step happens when all that it follows from has, and calls take slots of pools.
struct PlanDriver: ~Copyable {
  /// What is due on the clock.
  private enum Entry {
    /// A step, by the number of its event in the plan's log.
    case step(UInt32)
    /// A call has done all of its own, and may have to wait for others before it ends.
    case waitsToEnd(UInt32)
    /// A call that got a slot starts; where in `delayed` it is.
    case start(UInt32)
    case dispatch
  }

  let plan: RecordedPlan
  private var kernel: Kernel<Entry>
  private var journal: CallJournal
  private var machines: [MachinePool]
  private var isDue: [Bool]
  private var dueMachines: [Int] = []
  private var isDispatchDue = false
  /// The calls that have got slots and start some time later.
  private var delayed: [(assignment: MachinePool.Assignment, pool: Int)] = []
  /// The calls that have come to pools since the last dispatch.
  private var fresh: [CallNumber] = []
  /// What follows from each event of the plan.
  private(set) var effects: PlanEffects
  /// When those of the things that each step follows from that have happened let it happen.
  private var ready: [Nanoseconds]
  /// The event that each step has become in this run.
  private(set) var becomes: [UInt32]
  /// The number in this run of each call of the plan, and the other way round.
  private var numbers: [CallNumber]
  private var originals: [CallNumber] = []
  /// The slots that calls hold: the lowest, and the others of those that hold several; and the jobs besides.
  private var slots: [UInt32]
  private var jobs: [CallNumber: UInt32] = [:]
  /// What calls have got of their pools that wait for a job.
  private var assigned: [CallNumber: MachinePool.Assignment] = [:]
  private var otherSlots: [CallNumber: [UInt32]] = [:]
  /// The rooms, the place that each call has in its own, and the end of who was there before, until the call starts.
  private var rooms: [MachinePool]
  private var places: [CallNumber: UInt32] = [:]
  private var predecessors: [CallNumber: Int] = [:]
  private(set) var makespan: Nanoseconds = 0
  /// Whether each step so far has happened when it was recorded.
  private(set) var isAsRecorded = true

  init(_ plan: RecordedPlan, keepsLog: Bool) {
    self.plan = plan
    kernel = Kernel(timeLimit: Log.longestTime)
    journal = CallJournal(header: plan.log.header, names: plan.names, isKept: keepsLog)
    effects = PlanEffects(of: plan)
    ready = Array(onLargePages: 0, count: plan.log.events.count)
    becomes = Array(onLargePages: 0, count: plan.log.events.count)
    numbers = Array(repeating: 0, count: plan.calls.count)
    slots = Array(repeating: 0, count: plan.calls.count)
    machines = plan.pools.map {
      MachinePool(slots: UInt32(clamping: $0.isLimited ? $0.slots : .max))
    }
    rooms = plan.rooms.map { MachinePool(slots: UInt32(clamping: $0)) }
    isDue = Array(repeating: false, count: plan.pools.count)
    originals.reserveCapacity(plan.calls.count)
    if keepsLog {
      journal.reserveCapacity(
        calls: plan.calls.count, events: plan.log.events.count, causes: plan.log.causes.count)
      declare()
    }
  }

  /// Declares what the recorded log declares, and the pools as they are now.
  private mutating func declare() {
    for pool in plan.pools where pool.isDeclared {
      journal.declareMachine(pool.name, slots: UInt32(clamping: pool.slots))
    }
    for event in plan.log.events where event.call == 0 {
      switch event.kind {
      case .componentDeclared, .stateDeclared, .streamDeclared:
        journal.log.append(event.kind, at: 0, event.component)
      default: break
      }
    }
  }

  consuming func closedLog() -> Log { journal.close() }

  /// Whether something would have happened after the longest time that a log can tell of.
  var isTooLong: Bool { kernel.isPastLimit }

  /// Runs the plan to its end.
  ///
  /// - Parameter stopsElsewhere: Whether to stop at the first step that happens at another time than when recorded.
  mutating func run(stopsElsewhere: Bool = false) {
    for event in plan.log.events.indices where effects.missing[event] == 0 {
      if RecordedPlan.isStep(plan.log.events[event]) { schedule(event) }
    }
    while isAsRecorded || !stopsElsewhere, let entry = kernel.next() {
      switch entry {
      case .step(let event): take(Int(event))
      case .waitsToEnd(let event): waitToEnd(Int(event))
      case .start(let place): start(delayed[Int(place)].assignment, on: delayed[Int(place)].pool)
      case .dispatch:
        if !plan.admitsNewcomers || kernel.isInstantOver { dispatch() } else { scheduleDispatch() }
      }
    }
  }

  private mutating func schedule(_ event: Int) {
    let time = ready[event].addingClamped(plan.gaps[event])
    kernel.schedule(
      .step(UInt32(event)), at: time, priority: plan.log.events[event].priorityOfStep)
  }

  private mutating func take(_ event: Int) {
    let step = plan.log.events[event]
    let call = Int(step.call) - 1
    switch step.kind {
    case .callRequested(let parent, let number, let arguments):
      numbers[call] = journal.request(
        step.component, by: parent > 0 ? numbers[Int(parent) - 1] : 0, step: number,
        arguments: arguments, followsParent: false, at: kernel.now)
      originals.append(step.call)
      happened(event, as: journal.lastEvent(of: numbers[call]))
    case .callStarted: enqueue(call)
    case .callBlocked(let other, let condition):
      block(call, on: other, for: condition)
      happened(event, as: journal.lastEvent(of: numbers[call]))
    case .callResumed:
      journal.resume(numbers[call], at: kernel.now)
      happened(event, as: journal.lastEvent(of: numbers[call]))
    case .callSucceeded, .callFailed, .callStopped: end(call, event)
    default: happened(event, as: journal.note(step.kind, of: numbers[call], at: kernel.now))
    }
  }

  /// Writes down what the event that was noted last follows from, and lets happen what follows from it.
  private mutating func happened(_ event: Int, as new: Int) {
    becomes[event] = UInt32(truncatingIfNeeded: new)
    if plan.log.events[event].at != kernel.now { isAsRecorded = false }
    for other in effects.hasAdded ? effects.added(to: event) : [] {
      journal.cause(Int(becomes[Int(other)]), .data)
    }
    for link in plan.links[plan.links(to: event)] {
      journal.cause(Int(becomes[Int(link.from)]), link.edge, isInferred: link.isInferred)
    }
    for place in effects.range(of: event) {
      let effect = effects.effects[place]
      release(Int(effect.event), at: kernel.now.addingClamped(effect.weight))
    }
    guard effects.hasAdded else { return }
    for other in effects.added(from: event) { release(Int(other), at: kernel.now, isAdded: true) }
  }

  private mutating func release(_ event: Int, at time: Nanoseconds, isAdded: Bool = false) {
    ready[event] = max(ready[event], time)
    effects.missing[event] -= 1
    if effects.missing[event] == 0 { return schedule(event) }
    guard effects.hasAdded, !isAdded, plan.log.events[event].endsCall else { return }
    // All but ends of calls that it is to wait for.
    let open = effects.added(to: event).count { becomes[Int($0)] == 0 }
    guard open == effects.missing[event] else { return }
    kernel.schedule(
      .waitsToEnd(UInt32(event)), at: ready[event].addingClamped(plan.gaps[event]), priority: 4)
  }

  private mutating func waitToEnd(_ event: Int) {
    guard effects.missing[event] > 0,
      let open = effects.added(to: event).first(where: { becomes[Int($0)] == 0 })
    else { return }
    block(
      Int(plan.log.events[event].call) - 1, on: plan.log.events[Int(open)].call, for: .none)
  }

  /// Lets a call wait for another one, told by its name as long as it has not been asked for, or for a condition.
  private mutating func block(_ call: Int, on other: CallNumber, for condition: Name) {
    let number = other > 0 ? numbers[Int(other) - 1] : 0
    let isUnasked = other > 0 && number == 0
    journal.block(
      numbers[call], on: number,
      for: isUnasked ? plan.calls[Int(other) - 1].component : condition, at: kernel.now)
  }

  // MARK: Slots

  private mutating func enqueue(_ call: Int) {
    let room = Int(plan.calls[call].room)
    guard room >= 0 else { return takeSlots(call) }
    rooms[room].enqueue(numbers[call], ready: kernel.now, priority: plan.calls[call].priority)
    letIn(room)
    if places[numbers[call]] == nil { journal.queue(numbers[call], at: kernel.now) }
  }

  /// Lets calls into a room as long as there is a place in it.
  private mutating func letIn(_ room: Int) {
    while let assignment = rooms[room].assign(at: kernel.now) {
      places[assignment.call] = assignment.slot
      predecessors[assignment.call] = assignment.release
      takeSlots(Int(originals[Int(assignment.call) - 1]) - 1)
    }
  }

  private mutating func takeSlots(_ call: Int) {
    let planned = plan.calls[call]
    guard planned.pool >= 0 else {
      journal.start(numbers[call], at: kernel.now)
      return started(call)
    }
    let pool = Int(planned.pool)
    machines[pool].enqueue(
      numbers[call], ready: kernel.now, slots: planned.slots, priority: planned.priority)
    if journal.status(of: numbers[call]) != .queued { fresh.append(numbers[call]) }
    visit(pool)
  }

  /// Writes down what the start of a call, which was noted last, follows from.
  private mutating func started(_ call: Int) {
    let number = numbers[call]
    if !predecessors.isEmpty, let before = predecessors.removeValue(forKey: number) {
      journal.cause(before, .queue, isInferred: true)
    }
    happened(Int(plan.calls[call].started), as: journal.lastEvent(of: number))
  }

  private mutating func visit(_ pool: Int) {
    if !isDue[pool] {
      isDue[pool] = true
      dueMachines.append(pool)
    }
    guard !isDispatchDue else { return }
    isDispatchDue = true
    scheduleDispatch()
  }

  private mutating func scheduleDispatch() {
    kernel.schedule(.dispatch, at: kernel.now, priority: 5)
  }

  private mutating func dispatch() {
    isDispatchDue = false
    let due = dueMachines
    dueMachines.removeAll(keepingCapacity: true)
    var areJobsDue = false
    for pool in due {
      isDue[pool] = false
      if pool == plan.sharedPool {
        areJobsDue = true
        continue
      }
      while let assignment = machines[pool].assign(at: kernel.now) {
        let call = Int(originals[Int(assignment.call) - 1]) - 1
        guard plan.takesJob(plan.calls[call]) else {
          start(assignment, on: pool, after: plan.calls[call].delay)
          continue
        }
        // It holds its place in the pool while it waits for a job.
        assigned[assignment.call] = assignment
        machines[Int(plan.sharedPool)].enqueue(
          assignment.call, ready: kernel.now, priority: plan.calls[call].priority)
        areJobsDue = true
      }
    }
    if areJobsDue { giveJobs() }
    for call in fresh where !journal.hasStarted(call) { journal.queue(call, at: kernel.now) }
    fresh.removeAll(keepingCapacity: true)
  }

  /// Gives jobs to calls that have all else they need.
  private mutating func giveJobs() {
    while var assignment = machines[Int(plan.sharedPool)].assign(at: kernel.now) {
      let call = Int(originals[Int(assignment.call) - 1]) - 1
      if var own = assigned.removeValue(forKey: assignment.call) {
        jobs[assignment.call] = assignment.slot
        // What was set free last is what it waited for last.
        own.release = [own.release, assignment.release].compactMap(\.self).max()
        assignment = own
      }
      start(assignment, on: Int(plan.calls[call].pool), after: plan.calls[call].delay)
    }
  }

  /// Lets a call start that has got its slots, some time later.
  private mutating func start(
    _ assignment: MachinePool.Assignment, on pool: Int, after delay: Nanoseconds
  ) {
    guard delay > 0 else { return start(assignment, on: pool) }
    delayed.append((assignment, pool))
    kernel.schedule(
      .start(UInt32(delayed.count - 1)), at: kernel.now.addingClamped(delay), priority: 3)
  }

  private mutating func start(_ assignment: MachinePool.Assignment, on pool: Int) {
    let number = assignment.call
    let call = Int(originals[Int(number) - 1]) - 1
    let name = plan.pools[pool].name
    journal.start(number, on: name, slot: assignment.slot, at: kernel.now)
    slots[call] = assignment.slot
    if plan.pools[pool].isLimited {
      if let release = assignment.release { journal.cause(release, .machine, isInferred: true) }
      for release in assignment.more?.releases ?? [] {
        journal.cause(release, .machine, isInferred: true)
      }
    }
    started(call)
    guard let others = assignment.more?.slots, !others.isEmpty else { return }
    otherSlots[number] = others
    for slot in others { journal.take(slot, of: name, for: number, at: kernel.now) }
  }

  /// Lets a call that waited for others to end go on to its own end.
  private mutating func resume(_ call: Int, _ event: Int) {
    guard effects.hasAdded, !effects.added(to: event).isEmpty else { return }
    journal.resume(numbers[call], at: kernel.now)
    for other in effects.added(to: event) { journal.cause(Int(becomes[Int(other)]), .data) }
  }

  private mutating func end(_ call: Int, _ event: Int) {
    let number = numbers[call]
    if journal.status(of: number) == .blocked, plan.calls[call].started >= 0 { resume(call, event) }
    let ended = journal.end(number, as: plan.log.events[event].kind, at: kernel.now)
    makespan = max(makespan, kernel.now)
    happened(event, as: ended)
    if !places.isEmpty, let place = places.removeValue(forKey: number) {
      leave(place, of: call, ended)
    }
    let pool = Int(plan.calls[call].pool)
    guard pool >= 0, slots[call] > 0 else { return }
    let release = giveBack(slots[call], of: pool, number)
    if !jobs.isEmpty, let job = jobs.removeValue(forKey: number) {
      machines[Int(plan.sharedPool)].release(slot: job, by: release, at: kernel.now)
      visit(Int(plan.sharedPool))
    }
    if !otherSlots.isEmpty, let others = otherSlots.removeValue(forKey: number) {
      for slot in others { giveBack(slot, of: pool, number) }
    }
    visit(pool)
  }

  /// Sets the place of a call that has ended in its room free.
  private mutating func leave(_ place: UInt32, of call: Int, _ ended: Int) {
    let room = Int(plan.calls[call].room)
    rooms[room].release(slot: place, by: ended, at: kernel.now)
    letIn(room)
  }

  /// Sets a slot of a call that has ended free; returns the event.
  @discardableResult
  private mutating func giveBack(_ slot: UInt32, of pool: Int, _ number: CallNumber) -> Int {
    let release = journal.release(slot, of: plan.pools[pool].name, after: number, at: kernel.now)
    machines[pool].release(slot: slot, by: release, at: kernel.now)
    return release
  }
}

extension Event {
  /// The order of steps within a delta cycle: ends first, then what calls do, what is asked for, and what waits for that.
  fileprivate var priorityOfStep: UInt8 {
    switch kind {
    case .callSucceeded, .callFailed, .callStopped: 0
    case .callRequested: 2
    case .callStarted: 3
    case .callBlocked: 4
    default: 1
    }
  }
}
