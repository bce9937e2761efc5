internal import EventLog

/// Drives an engine through a task graph: each task is called once all that it needs has ended.
///
/// A task takes its time or fails, so nothing else of what a flow has is there.
struct TaskDriver: ~Copyable {
  /// What is due on the engine's clock.
  enum Entry: EngineEntry {
    case taskEnds(CallNumber)
    /// A task has come to where it fails.
    case taskFails(CallNumber)
    /// A task has lasted for as long as it may, since the event with which it started.
    case taskTimesOut(CallNumber, since: UInt32)
    /// A task that failed is called again.
    case taskIsTriedAgain(CallNumber)
    /// The command of a task has ended.
    case commandEnds(CallNumber)
    /// The time has come for a task that was to be called a while after what it needs.
    case taskIsReady(UInt32)
    case tasksAreReady
    /// The time has come before which a call was not to start.
    case callMayStart(CallNumber)
    case dispatch

    var priority: UInt8 {
      switch self {
      case .taskEnds, .taskFails, .commandEnds: 0
      case .taskTimesOut, .taskIsTriedAgain, .taskIsReady: 1
      case .tasksAreReady, .callMayStart: 2
      case .dispatch: 3
      }
    }
  }

  let model: Model
  private let graph: TaskGraph
  var engine: Engine<Entry>
  private var progress: TaskProgress
  /// How long calls of each component take; −1 for ever, −2 a random time.
  private let lengths: UniqueArray<Nanoseconds>
  /// The task of each call; call *n* is at *n* − 1.
  private(set) var tasks: [UInt32] = []
  /// The event that ended each task; −1 until there is one.
  private var ends: UniqueArray<Int32>
  /// The event with which each task started first, where others need that.
  private var starts: UniqueArray<Int32>
  /// How often each task failed that was called again.
  var failures: [UInt32: UInt32] = [:]
  /// Whether some task may fail, or may not last as long as it likes.
  private let mayFail: Bool
  let seed: UInt64
  private var isReadyDue = false
  /// The calls that run for real, where the run is recorded.
  var outside: OutsideCalls?

  init(_ model: Model, _ graph: TaskGraph, _ setup: RunSetup, outside: OutsideCalls? = nil) {
    self.model = model
    self.outside = outside
    self.graph = graph
    var lengths = UniqueArray<Nanoseconds>(repeating: -1, count: model.components.count)
    for index in model.components.indices {
      switch model.components[index].takes {
      case .constant(let time): lengths[index] = time
      case .random: lengths[index] = -2
      case .emissions, .forever, .command: break
      }
    }
    self.lengths = lengths
    progress = graph.atBeginning
    ends = UniqueArray(repeating: -1, count: graph.count)
    starts = UniqueArray(repeating: -1, count: graph.hasStartNeeds ? graph.count : 0)
    seed = setup.seed
    mayFail = model.components.contains(where: \.mayFail)
    engine = Engine(model, setup)
    engine.reserveCapacity(calls: graph.count, otherCauses: graph.needCount)
    tasks.reserveOnLargePages(graph.count)
  }

  /// The log of a run that is over.
  consuming func closedLog() -> Log { engine.journal.close() }

  mutating func run() {
    engine.schedule(.tasksAreReady, at: 0)
    while !engine.isOver, let entry = engine.next() { handle(entry) }
    engine.endAtLimit()
    if !engine.isOver { conclude() }
  }

  @inline(__always)
  mutating func handle(_ entry: Entry) {
    switch entry {
    case .taskEnds(let call): end(call)
    case .taskFails(let call): fail(call)
    case .taskTimesOut(let call, let start): timeOut(call, since: Int(start))
    case .taskIsTriedAgain(let call): tryAgain(call)
    case .commandEnds(let call): endCommand(of: call)
    case .taskIsReady(let task):
      progress.makeReady(task)
      scheduleRequests()
    case .tasksAreReady: requestTasks()
    case .callMayStart(let call): engine.letGo(call)
    case .dispatch:
      engine.dispatch()
      while let call = engine.startNext() {
        begin(call)
        if let outside { engine.begin(call, of: model, outside) }
      }
    }
  }

  private mutating func requestTasks() {
    isReadyDue = false
    progress.sortReady()
    for task in progress.ready where engine.mayGoOn { request(Int(task)) }
    progress.forgetReady()
  }

  private mutating func request(_ task: Int) {
    _ = call(task)
    for place in graph.places(ofNeedsOf: task) {
      let need = graph.need(at: place)
      let event = Int(graph.isAfterStart(needAt: place) ? starts[need] : ends[need])
      engine.cause(event, isBinding(place, after: event) ? .time : .data)
    }
  }

  /// Whether a task is called now because its lag behind a need is over.
  ///
  /// How long a lag was that was over before is in no event, so a timer that did not bind is none.
  private func isBinding(_ place: Int, after event: Int) -> Bool {
    guard graph.hasLags, engine.log.isKept, graph.lag(ofNeedAt: place) > 0 else { return false }
    return engine.log.time(of: event).addingClamped(graph.lag(ofNeedAt: place)) == engine.now
  }

  /// Asks for the call of a task, the first one or another after one that failed.
  mutating func call(_ task: Int) -> CallNumber {
    let priority = graph.priorities.isEmpty ? 0 : graph.priorities[task]
    let start = graph.earliestStart(of: task)
    let call = engine.request(
      graph.component(of: task), priority: priority, isHeld: start > engine.now)
    tasks.appendOnLargePages(UInt32(truncatingIfNeeded: task))
    if start > engine.now { engine.schedule(.callMayStart(call), at: start) }
    return call
  }

  mutating func begin(_ call: CallNumber) {
    if graph.hasStartNeeds { noteStart(of: call) }
    let time = time(of: call)
    if mayFail { return begin(call, for: time) }
    guard let time else { return }
    engine.schedule(.taskEnds(call), at: engine.now + time)
  }

  /// Lets go on what needs only that a task has started.
  private mutating func noteStart(of call: CallNumber) {
    let task = Int(tasks[Int(call) - 1])
    guard starts[task] < 0 else { return }
    starts[task] = Int32(truncatingIfNeeded: engine.lastEvent(of: call))
    if progress.start(task, at: engine.now) { scheduleRequests() }
    scheduleLater()
  }

  private mutating func scheduleLater() {
    guard graph.hasLags else { return }
    for (task, time) in progress.takeLater() { engine.schedule(.taskIsReady(task), at: time) }
  }

  /// How long a task runs that has just started; nil for ever.
  private func time(of call: CallNumber) -> Nanoseconds? {
    if let time = graph.time(of: Int(tasks[Int(call) - 1])) { return time }
    let component = engine.component(of: call)
    let length = lengths[component]
    if length >= 0 { return length }
    guard case .random(let distribution) = model.components[component].takes else { return nil }
    // Most tasks are called once, so nothing is kept for another draw.
    var draw = RandomSubstream(
      seed: seed, component: model.components[component].name,
      call: engine.lines[component].started, purpose: .takes)
    return distribution.time(from: &draw)
  }

  mutating func end(_ call: CallNumber) {
    engine.end(call, as: .callSucceeded)
    let task = Int(tasks[Int(call) - 1])
    ends[task] = Int32(truncatingIfNeeded: engine.lastEvent(of: call))
    if progress.end(task, at: engine.now) { scheduleRequests() }
    scheduleLater()
  }

  private mutating func scheduleRequests() {
    guard !isReadyDue else { return }
    isReadyDue = true
    engine.schedule(.tasksAreReady, at: engine.now)
  }

  /// Ends the run when nothing more can happen.
  mutating func conclude() {
    engine.end()
    let open = OpenCalls(of: engine)
    if engine.openCalls > 0, let reason = deadlock(open) {
      engine.end(as: .deadlock(reason))
    }
    let reasons = open.numbers.map { wait(of: $0, open)?.reason }
    engine.stop(open.numbers, because: reasons)
  }

  private func deadlock(_ open: OpenCalls) -> String? {
    open.deadlock {
      engine.lines[engine.component(of: $0)].isEndless
    } title: {
      model.components[engine.component(of: $0)].name
    } wait: {
      wait(of: $0, open)
    }
  }

  private func wait(of call: CallNumber, _ open: OpenCalls) -> OpenCalls.Wait? {
    engine.hasStarted(call) ? nil : open.waitToStart(of: call, engine, model)
  }
}
