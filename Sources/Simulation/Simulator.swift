public import EventLog

/// Runs a model on a virtual clock and writes down what happens.
///
/// The run depends on the model and the setup alone: same input, same log.
public struct Simulator {
  /// What is due on the kernel's queue.
  private enum Entry {
    case callEnds(CallNumber)
    case flowSteps
    case tasksAreReady
    case dispatch

    /// The order within a round: endings and releases, steps of flows, dispatch. (1 is kept for
    /// timers and deliveries.)
    var priority: UInt8 {
      switch self {
      case .callEnds: 0
      case .flowSteps, .tasksAreReady: 2
      case .dispatch: 3
      }
    }
  }

  private let model: Model
  private let seed: UInt64
  private let limits: Limits
  private var kernel: Kernel<Entry>
  private var calls: CallRegister
  private var flow: FlowMachine
  private var tasks: TaskProgress?
  private var machines: [MachinePool]
  /// Calls of components with a machine of their own that can start at the next dispatch.
  private var ready: [CallNumber] = []
  /// Calls requested since the last dispatch.
  private var fresh: [CallNumber] = []
  /// The machines on which something changed since the last dispatch.
  private var dueMachines: [Int] = []
  private var isDue: [Bool]
  /// How many calls of each component have drawn their time; empty where no time is random.
  private var drawn: [UInt32]
  private var isDispatchDue = false
  private var areTasksDue = false
  /// The call that the flow waits for.
  private var awaited: CallNumber = 0

  /// Runs a model to its end, telling `progress` how many events there are.
  ///
  /// - Complexity: O(*e* log *c*) for *e* events and *c* calls at once.
  public static func run(
    _ model: Model, _ setup: LogHeader.Setup, limits: Limits = Limits(),
    progress: ProgressHook = .none
  ) -> Log {
    var simulator = Simulator(model.running(as: setup.mode), setup, limits)
    simulator.runToEnd(progress)
    return simulator.calls.log.close()
  }

  private init(_ model: Model, _ setup: LogHeader.Setup, _ limits: Limits) {
    self.model = model
    self.limits = limits
    seed = setup.seed
    drawn = Array(repeating: 0, count: model.isRandom ? model.components.count : 0)
    kernel = Kernel(timeLimit: limits.time)
    calls = CallRegister(model, header: LogHeader(name: model.name, origin: .scenario(setup)))
    flow = FlowMachine(waits: model.flow.map { !model.components[$0.component].isParallel })
    tasks = model.tasks.map(TaskProgress.init)
    isDue = Array(repeating: false, count: model.machines.count)
    machines = model.machines.map { MachinePool(slots: $0.slots) }
  }

  private mutating func runToEnd(_ progress: ProgressHook) {
    var nextReport = ProgressHook.interval
    if model.tasks == nil {
      calls.beginFlow()
      schedule(.flowSteps, at: 0)
    } else {
      schedule(.tasksAreReady, at: 0)
    }
    while let entry = kernel.next() {
      guard calls.log.count < limits.events else { return calls.cutOff(at: "events", kernel.now) }
      if calls.log.count >= nextReport {
        progress(calls.log.count)
        nextReport = calls.log.count + ProgressHook.interval
      }
      switch entry {
      case .callEnds(let call): end(call)
      case .flowSteps: stepFlow()
      case .tasksAreReady: requestTasks()
      case .dispatch: dispatch()
      }
    }
    if kernel.isPastLimit { return calls.cutOff(at: "time", kernel.now) }
    calls.stopWhatNeverEnds(at: kernel.now)
  }

  private mutating func schedule(_ entry: Entry, at time: Nanoseconds) {
    kernel.schedule(entry, at: time, priority: entry.priority)
  }

  private mutating func scheduleDispatch() {
    guard !isDispatchDue else { return }
    isDispatchDue = true
    schedule(.dispatch, at: kernel.now)
  }

  private mutating func scheduleTasks() {
    guard !areTasksDue else { return }
    areTasksDue = true
    schedule(.tasksAreReady, at: kernel.now)
  }

  private mutating func stepFlow() {
    var action = flow.handle(awaited > 0 ? .returned : .goOn)
    if awaited > 0 {
      calls.resumeFlow(after: awaited, at: kernel.now)
      awaited = 0
    }
    while true {
      switch action {
      case .call(let step):
        request(step)
        // The dispatch that was just scheduled is where the run is cut off.
        guard calls.log.count < limits.events else { return }
        action = flow.handle(.goOn)
      case .wait:
        awaited = calls.count
        return calls.blockFlow(on: awaited, at: kernel.now)
      case .finish:
        return calls.endFlow(at: kernel.now)
      }
    }
  }

  private mutating func request(_ step: Int) {
    enter(calls.request(step: step, at: kernel.now))
  }

  private mutating func requestTasks() {
    areTasksDue = false
    guard let graph = model.tasks, let ready = tasks?.takeReady() else { return }
    for task in ready where calls.log.count < limits.events {
      enter(calls.request(task: task, of: graph, at: kernel.now))
    }
  }

  private mutating func enter(_ call: CallNumber) {
    fresh.append(call)
    if calls.isFirstInLine(call, of: calls.component(of: call)) { makeReady(call) }
    scheduleDispatch()
  }

  private mutating func makeReady(_ call: CallNumber) {
    let component = calls.component(of: call)
    guard let machine = model.components[component].machine else { return ready.append(call) }
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
    for assignment in starting {
      calls.start(assignment, at: kernel.now)
      if let time = runningTime(of: assignment.call) {
        schedule(.callEnds(assignment.call), at: kernel.now + time)
      }
    }
    for call in fresh { calls.queueUnlessStarted(call, at: kernel.now) }
    fresh.removeAll(keepingCapacity: true)
  }

  /// How long a call that starts now will run; nil for ever.
  private mutating func runningTime(of call: CallNumber) -> Nanoseconds? {
    let component = calls.component(of: call)
    switch model.components[component].takes {
    case .constant(let time): return time
    case .forever: return nil
    case .random(let distribution):
      // Calls of a component start in the order in which they were requested.
      drawn[component] += 1
      var draw = Draw(
        seed: seed, component: model.components[component].name, call: drawn[component],
        purpose: .takes)
      return distribution.time(from: &draw)
    }
  }

  private mutating func end(_ call: CallNumber) {
    let component = calls.component(of: call)
    calls.end(call, at: kernel.now)
    if let machine = model.components[component].machine {
      visit(machine)
      release(calls.slot(of: call), of: machine, after: call)
      for slot in calls.takeOtherSlots(of: call) { release(slot, of: machine, after: call) }
    }
    if let next = calls.nextInLine(of: component) { makeReady(next) }
    if call == awaited { schedule(.flowSteps, at: kernel.now) }
    if tasks?.end(component) == true { scheduleTasks() }
    scheduleDispatch()
  }

  private mutating func release(_ slot: UInt32, of machine: Int, after call: CallNumber) {
    let event = calls.release(slot, of: machine, after: call, at: kernel.now)
    machines[machine].release(slot: slot, by: event, at: kernel.now)
  }
}
