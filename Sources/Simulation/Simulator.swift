public import EventLog

/// Runs a model on a virtual clock and writes down what happens.
///
/// The run depends on the model and the setup alone: same input, same log. This file holds the round
/// of requests, starts and ends; beside it lie what the flow does, what calls do while they run, and
/// how a run ends.
public struct Simulator: ~Copyable {
  /// What is due on the kernel's queue.
  enum Entry {
    /// A call comes to its next effect or its end, unless its plan has changed since.
    case callWakes(CallNumber, plan: UInt32)
    /// A call has lasted for as long as it may, since an event.
    case callTimesOut(CallNumber, since: UInt32)
    case callIsTriedAgain(CallNumber)
    case flowTimerRings(wait: UInt32)
    case streamMoves(Int)
    case flowSteps
    case tasksAreReady
    case dispatch

    /// The order within a round: endings and releases, timers and deliveries, steps of flows,
    /// dispatch.
    var priority: UInt8 {
      switch self {
      case .callWakes: 0
      case .callTimesOut, .callIsTriedAgain, .flowTimerRings, .streamMoves: 1
      case .flowSteps, .tasksAreReady: 2
      case .dispatch: 3
      }
    }
  }

  let model: Model
  let seed: UInt64
  let limits: Limits
  var kernel: Kernel<Entry>
  var calls: CallRegister
  var flow: FlowRun
  var tasks: TaskProgress?
  var machines: [MachinePool]
  var streams: FixedArray<StreamBuffer>
  var board: StateBoard
  /// What the calls of each component do.
  let behaviours: BehaviourTable
  var samplers: FixedArray<Sampler>
  /// What the running call of each component is at, if it does more than take its time.
  var runs: FixedArray<CallRun>
  /// How far they are with each effect of the table.
  var effects: FixedArray<EffectProgress>
  /// The streams that the calls of each component put items in.
  let emitted: [[Int]]
  /// How many calls of each component have drawn their time.
  var drawn: [UInt32]
  /// How many calls that can end, the flow among them, have not, or will be made again.
  var openCalls = 0
  /// Calls of components with a machine of their own that can start at the next dispatch.
  var ready: [CallNumber] = []
  /// Calls requested since the last dispatch.
  private var fresh: [CallNumber] = []
  /// The machines on which something changed since the last dispatch.
  private var dueMachines: [Int] = []
  private var isDue: [Bool]
  private var isDispatchDue = false
  private var areTasksDue = false
  /// The calls that failed and will be made again.
  var retrying: Set<CallNumber> = []
  /// The components whose calls can be busy for ever.
  let daemons: [Int]
  /// Whether entries of the queue can lose their meaning, such as timers of what has ended.
  let forgetsEntries: Bool
  /// What the flow looks at, and what could change that.
  let dependencies: FlowDependencies
  /// Whether some condition looks at whether calls have started.
  let watchesStarts: Bool
  /// The components at whose calls some condition looks.
  let watched: Set<Int>
  /// Whether the run has been ended before all that could happen had happened.
  var isOver = false

  /// Runs a model to its end, telling `progress` how many events there are.
  ///
  /// It goes as far as the model says, or as the limits say that are given.
  ///
  /// - Complexity: O(*e* log *c*) for *e* events and *c* calls at once; O(*v*) more each time a loop of
  ///   the flow is at its top, for *v* variables and states of calls that somebody looks at, and O(*b*²)
  ///   more at each instant for *b* components that can be busy for ever.
  public static func run(
    _ model: Model, _ setup: LogHeader.Setup, limits: Limits? = nil,
    progress: ProgressHook = .none
  ) -> Log {
    var simulator = Simulator(model.running(as: setup.mode), setup, limits, isKept: true)
    simulator.runToEnd(progress)
    return simulator.calls.log.close()
  }

  /// Runs a model to its end without keeping a log; returns how many events there were.
  ///
  /// - Complexity: As `run`, in memory that does not grow with the number of events.
  public static func countEvents(
    of model: Model, _ setup: LogHeader.Setup, limits: Limits? = nil
  ) -> Int {
    var simulator = Simulator(model.running(as: setup.mode), setup, limits, isKept: false)
    simulator.runToEnd(.none)
    return simulator.calls.log.count + 1
  }

  private init(_ model: Model, _ setup: LogHeader.Setup, _ limits: Limits?, isKept: Bool) {
    self.model = model
    self.limits = limits ?? model.limits
    seed = setup.seed
    kernel = Kernel(timeLimit: self.limits.time)
    calls = CallRegister(
      model, header: LogHeader(name: model.name, origin: .scenario(setup)), isKept: isKept)
    flow = FlowRun(model)
    tasks = model.tasks.map(TaskProgress.init)
    isDue = Array(repeating: false, count: model.machines.count)
    machines = model.machines.map { MachinePool(slots: $0.slots) }
    streams = FixedArray(model.streams.map(StreamBuffer.init))
    board = StateBoard(
      model, declaredAt: calls.variableEvents, names: calls.names, flow: calls.flowName)
    behaviours = BehaviourTable(model, seed: seed)
    samplers = FixedArray(behaviours.samplers)
    runs = FixedArray(repeating: .none, count: model.components.count)
    effects = FixedArray(repeating: EffectProgress(), count: behaviours.effects.count)
    emitted = model.components.map(\.behaviour.emittedStreams)
    daemons = model.daemonComponents
    forgetsEntries = model.forgetsEntries
    dependencies = FlowDependencies(model, flow.machine.program)
    watchesStarts = model.watchesStarts
    watched = model.watchedComponents
    drawn = Array(repeating: 0, count: model.components.count)
  }

  private mutating func runToEnd(_ progress: ProgressHook = .none) {
    var nextReport = ProgressHook.interval
    if model.tasks == nil {
      calls.beginFlow()
      openCalls = 1
      scheduleFlow()
    } else {
      makeRoomForTasks()
      schedule(.tasksAreReady, at: 0)
    }
    while !isOver {
      // Asked here first: most runs have no such calls, and the compiler copies the bytes of the whole
      // simulator for a question that it does not put inline, which costs a third of an event.
      if !daemons.isEmpty, calls.log.count < limits.events, onlyDaemonsRemain { return conclude() }
      if forgetsEntries, kernel.isInstantOver { dropStaleEntries() }
      guard let entry = kernel.next() else { break }
      guard calls.log.count < limits.events else { return cutOff(at: "events") }
      if calls.log.count >= nextReport {
        progress(calls.log.count)
        nextReport = calls.log.count + ProgressHook.interval
      }
      switch entry {
      case .callWakes(let call, let plan): wake(call, plan: plan)
      case .callTimesOut(let call, let start): timeOut(call, since: Int(start))
      case .callIsTriedAgain(let call): tryAgain(call)
      case .flowTimerRings(let wait): ringFlowTimer(wait)
      case .streamMoves(let stream): move(stream)
      case .flowSteps: stepFlow()
      case .tasksAreReady: requestTasks()
      case .dispatch: dispatch()
      }
    }
    if isOver { return }
    if calls.log.count >= limits.events, openCalls > 0 { return cutOff(at: "events") }
    guard kernel.isPastLimit else { return conclude() }
    kernel.goToLimit()
    cutOff(at: "time")
  }

  mutating func cutOff(at limit: String) {
    calls.log.append(.runLimited(limit: calls.log.intern(limit)), at: kernel.now)
  }

  /// Makes room for what tasks come to at most, if each takes one slot: asked for, queued, started,
  /// ended, its slot given back.
  private mutating func makeRoomForTasks() {
    guard let graph = model.tasks else { return }
    calls.log.reserveCapacity(
      events: calls.log.count + 5 * graph.count + 1, causes: 5 * graph.count + graph.needCount)
  }

  mutating func schedule(_ entry: Entry, at time: Nanoseconds) {
    kernel.schedule(entry, at: time, priority: entry.priority)
  }

  private mutating func scheduleDispatch() {
    guard !isDispatchDue else { return }
    isDispatchDue = true
    schedule(.dispatch, at: kernel.now)
  }

  private mutating func requestTasks() {
    areTasksDue = false
    guard let graph = model.tasks, let ready = tasks?.takeReady() else { return }
    for task in ready where calls.log.count < limits.events {
      enter(calls.request(task: task, of: graph, at: kernel.now))
    }
  }

  // MARK: Requests and starts

  /// Takes in a call that was just asked for.
  mutating func enter(_ call: CallNumber) {
    let component = calls.component(of: call)
    fresh.append(call)
    if !behaviours.rows[component].isEndless { openCalls += 1 }
    didRequest(call, of: component)
    for stream in emitted[component] { streams[stream].openProducers += 1 }
    if calls.isFirstInLine(call, of: component) { makeReady(call) }
    scheduleDispatch()
  }

  private mutating func makeReady(_ call: CallNumber) {
    let component = calls.component(of: call)
    guard let machine = behaviours.rows[component].machine else { return ready.append(call) }
    visit(machine)
    machines[machine].enqueue(
      call, ready: kernel.now, slots: model.components[component].slots)
  }

  /// Sees to it that the next dispatch looks at a machine.
  private mutating func visit(_ machine: Int) {
    guard !isDue[machine] else { return }
    isDue[machine] = true
    dueMachines.append(machine)
  }

  private mutating func dispatch() {
    isDispatchDue = false
    var starting = ready.map { MachinePool.Assignment(call: $0) }
    ready.removeAll(keepingCapacity: true)
    for index in dueMachines {
      isDue[index] = false
      while let assignment = machines[index].assign(at: kernel.now) { starting.append(assignment) }
    }
    dueMachines.removeAll(keepingCapacity: true)
    starting.sort { $0.call < $1.call }
    // A call that fails as soon as it starts can end the run, and with it those that start next.
    for assignment in starting where !isOver { start(assignment) }
    for call in fresh { calls.queueUnlessStarted(call, at: kernel.now) }
    fresh.removeAll(keepingCapacity: true)
  }

  private mutating func start(_ assignment: MachinePool.Assignment) {
    let call = assignment.call
    let component = calls.component(of: call)
    calls.start(assignment, at: kernel.now)
    didStart(call, of: component)
    // Calls of a component start in the order in which they were requested.
    drawn[component] += 1
    if behaviours.rows[component].isPlain {
      guard let time = runningTime(of: component) else { return }
      schedule(.callWakes(call, plan: 0), at: kernel.now + time)
    } else {
      beginRun(of: call, component)
    }
  }

  /// How long a call that starts now will run; nil for ever.
  func runningTime(of component: Int) -> Nanoseconds? {
    switch behaviours.rows[component].takes {
    case .constant(let time): time
    case .never: nil
    case .random(let sampler): samplers[sampler].time(of: drawn[component])
    }
  }

  /// A length of time for an item of the running call of a component; nil for ever.
  mutating func length(
    _ length: BehaviourTable.Length, of component: Int, item: UInt32
  ) -> Nanoseconds? {
    switch length {
    case .constant(let time): time
    case .never: nil
    case .random(let sampler): samplers[sampler].time(of: drawn[component], item: item)
    }
  }

  // MARK: Ends

  /// Ends a call in the way that an event says, and lets go what it held; `cause` is what
  /// ended it from outside.
  mutating func end(
    _ call: CallNumber, as kind: Event.Kind, after cause: (event: Int, edge: Edge)? = nil
  ) {
    let component = calls.component(of: call)
    let wasStarted = calls.isStarted(call)
    let wasFirst = calls.isFirstInLine(call, of: component)
    calls.end(call, as: kind, at: kernel.now)
    if let cause { calls.log.cause(cause.event, cause.edge) }
    if wasStarted { runs[component] = .none }
    if let machine = behaviours.rows[component].machine {
      if wasStarted {
        visit(machine)
        release(calls.slot(of: call), of: machine, after: call)
        for slot in calls.takeOtherSlots(of: call) { release(slot, of: machine, after: call) }
      } else if wasFirst, !isOver {
        machines[machine].remove(call)
      }
    } else if !wasStarted, wasFirst, !isOver {
      ready.removeAll { $0 == call }
    }
    if !behaviours.rows[component].isEndless { openCalls -= 1 }
    if wasFirst, let next = calls.nextInLine(of: component) { makeReady(next) }
    if case .callSucceeded = kind, tasks?.end(component) == true, !areTasksDue {
      areTasksDue = true
      schedule(.tasksAreReady, at: kernel.now)
    }
    didEnd(call, of: component, as: kind)
    scheduleDispatch()
  }

  private mutating func release(_ slot: UInt32, of machine: Int, after call: CallNumber) {
    let event = calls.release(slot, of: machine, after: call, at: kernel.now)
    machines[machine].release(slot: slot, by: event, at: kernel.now)
  }
}
