internal import CTaskWatch
internal import EventLog
internal import Simulation
internal import Synchronization

/// A run of code on a virtual clock, on the thread that asked for it.
final class VirtualRun: @unchecked Sendable {
  // It is unchecked because nothing but `escapes` is locked: all else is touched on the thread of the run alone, and code that
  // comes from another one is turned away by `with`.
  let parts: FlowParts
  let seed: UInt64
  let steps = StepNumbers()
  @exclusivity(unchecked) private var state: RunState
  private let executor = VirtualExecutor()
  /// By place, the wait that is on there and what goes on after it.
  @exclusivity(unchecked) private var continuations: [Parked?] = []
  /// Those whose calls were ended from outside, and whose places others have by now.
  private var displaced: [CodeWait: UnsafeContinuation<Arrival, Never>] = [:]
  /// Those that came before anybody waited for them.
  private var early: [CodeWait: Arrival] = [:]
  private var tasks: [CallNumber: Task<Void, Never>] = [:]
  /// The call whose code was told to run last, and those that wait at each place.
  private var active: CallNumber = 1
  private var waiting: [CallNumber] = []
  private let hasEscapes = Atomic(false)
  private let escapes = Mutex<[(call: CallNumber, what: String)]>([])

  private struct Parked {
    var number: UInt32
    var continuation: UnsafeContinuation<Arrival, Never>
  }

  init(
    _ parts: FlowParts, header: LogHeader, seed: UInt64, mode: RunMode, limits: Limits,
    keepsLog: Bool
  ) {
    self.parts = parts
    self.seed = seed
    state = RunState(
      parts, header: header, seed: seed, mode: mode, limits: limits, keepsLog: keepsLog)
  }

  /// Runs a flow to its end.
  func run(_ flow: some Flow) {
    mw_task_watch_begin()
    defer { mw_task_watch_end() }
    while true {
      guard let activation = state.driver.next() else {
        guard !state.driver.isOver, let stray = state.driver.callsWaitingOutside.first else {
          break
        }
        breakOff(
          stray,
          "it waits for something outside the run, or for what nothing in it does: \(Self.outside)")
        continue
      }
      perform(activation, flow)
      executor.drain()
      if mw_task_watch_take() > 0 { noteEscape(of: active) }
      takeEscapes()
    }
    state.driver.finish()
    while let activation = state.driver.next() {
      perform(activation, flow)
      executor.drain()
    }
    executor.close()
  }

  /// What can be outside of a run, in words.
  static let outside =
    "a timer such as Task.sleep, Task { } and Task.detached, the main actor, an actor with an executor of its own, Dispatch, a thread or a process"

  /// The run with its log.
  func finished() -> CompletedRun { state.finished() }

  // MARK: What is to run

  private func perform(_ activation: CodeActivation, _ flow: some Flow) {
    switch activation {
    case .begin(1, _):
      steps.noteBeginning()
      begin(1, component: -1, isFlow: true, code: FlowCode(flow))
    case .begin(let call, let origin):
      let component = state.driver.component(of: call)
      guard let code = state.codes[origin] else { return }
      begin(call, component: component, isFlow: parts.isFlow[component], code: code)
    case .resume(let wait, let outcome): arrive(wait, state.arrival(of: outcome, wait))
    case .check(let wait): check(wait)
    case .stop(let call, let waits):
      tasks.removeValue(forKey: call)?.cancel()
      for wait in waits { arrive(wait, .stopped) }
    }
  }

  private func begin(_ call: CallNumber, component: Int, isFlow: Bool, code: any CodeToRun) {
    let context = CallContext(
      .virtual(self), call: call, component: component, number: state.driver.startNumber(of: call),
      isFlow: isFlow)
    active = call
    tasks[call] = CallContext.$current.withValue(context) {
      Task(executorPreference: executor) {
        context.noteTask()
        let error = await code.runCode()
        self.end(call, error)
      }
    }
  }

  private func end(_ call: CallNumber, _ error: (any Error)?) {
    guard executor.isOnItsThread else { return }
    tasks[call] = nil
    let failure = RunState.failure(error)
    state.end(call, failure)
  }

  private func check(_ wait: CodeWait) {
    guard let check = state.checks[wait.place] else { return }
    let (holds, looks) = check.evaluate()
    guard holds else { return }
    state.checks[wait.place] = nil
    state.driver.fulfil(wait, looking: looks, hasTimeout: check.hasTimeout)
    arrive(wait, .returned)
  }

  // MARK: What code does

  /// Lets code of a call do something; nil if it does so from outside of the run.
  @inline(__always)
  func with<Result>(
    _ context: CallContext, _ body: (inout RunState) -> sending Result
  ) -> sending Result? {
    guard executor.isOnItsThread else {
      noteEscape(of: context.call)
      return nil
    }
    return body(&state)
  }

  /// Lets a call run for a time; nil if it has, since nothing else was to happen meanwhile.
  func run(_ context: CallContext, for time: Nanoseconds) throws -> CodeWait? {
    guard executor.isOnItsThread else {
      noteEscape(of: context.call)
      return nil
    }
    guard state.driver.mayGoOn(context.call) else { throw CancellationError() }
    return state.driver.run(context.call, for: time, isAlone: executor.isIdle)
  }

  /// Does a loop of a call; false if it was broken off, or asked for from outside of the run.
  func run(_ loop: CodeLoop, of context: CallContext) async -> Bool {
    guard executor.isOnItsThread else {
      noteEscape(of: context.call)
      return false
    }
    if let wait = state.driver.begin(loop, of: context.call, isAlone: executor.isIdle),
      case .stopped = await suspend(wait, of: context.call, isInItsTask: context.isInItsTask)
    {
      return false
    }
    return !loop.isStopped
  }

  @inline(__always)
  func suspend(_ wait: CodeWait, of call: CallNumber, isInItsTask: Bool) async -> Arrival {
    noteWaiting(wait, call)
    // Only the run ends the task of a call, and with it its waits.
    if isInItsTask { return await withUnsafeContinuation { park($0, in: wait) } }
    return await suspendCancellably(wait)
  }

  private func suspendCancellably(_ wait: CodeWait) async -> Arrival {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { park($0, in: wait) }
    } onCancel: {
      guard executor.isOnItsThread else { return }
      state.driver.cancel(wait)
      arrive(wait, .stopped)
    }
  }

  private func noteWaiting(_ wait: CodeWait, _ call: CallNumber) {
    while waiting.count <= Int(wait.place) { waiting.append(0) }
    waiting[Int(wait.place)] = call
  }

  private func park(_ continuation: UnsafeContinuation<Arrival, Never>, in wait: CodeWait) {
    if !early.isEmpty, let arrival = early.removeValue(forKey: wait) {
      return continuation.resume(returning: arrival)
    }
    let place = Int(wait.place)
    while continuations.count <= place { continuations.append(nil) }
    if let other = continuations[place] {
      displaced[CodeWait(place: wait.place, number: other.number)] = other.continuation
    }
    continuations[place] = Parked(number: wait.number, continuation: continuation)
  }

  private func arrive(_ wait: CodeWait, _ arrival: Arrival) {
    let place = Int(wait.place)
    if place < waiting.count { active = waiting[place] }
    if place < continuations.count, let parked = continuations[place], parked.number == wait.number
    {
      continuations[place] = nil
      return parked.continuation.resume(returning: arrival)
    }
    if let continuation = displaced.removeValue(forKey: wait) {
      return continuation.resume(returning: arrival)
    }
    early[wait] = arrival
  }

  // MARK: What leaves the run

  private func noteEscape(of call: CallNumber) {
    escapes.withLock {
      $0.append((call, "its code ran outside the run: \(Self.outside)"))
    }
    hasEscapes.store(true, ordering: .releasing)
  }

  private func takeEscapes() {
    guard hasEscapes.load(ordering: .acquiring) else { return }
    hasEscapes.store(false, ordering: .relaxed)
    let found = escapes.withLock { escapes in
      defer { escapes = [] }
      return escapes
    }
    for (call, what) in found { breakOff(call, what) }
  }

  private func breakOff(_ call: CallNumber, _ reason: String) {
    let name = parts.name(ofComponent: state.driver.component(of: call))
    state.breakOff(call, of: name, because: reason)
  }
}

/// The code of a flow.
final class FlowCode<Body: Flow>: CodeToRun {
  private let flow: Body
  init(_ flow: Body) { self.flow = flow }

  func runCode() async -> (any Error)? {
    do {
      try await flow.run()
      return nil
    } catch {
      return error
    }
  }
}
