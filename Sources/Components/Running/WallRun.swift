internal import EventLog
internal import Simulation
internal import Synchronization

/// A run of code on the clock of the machine, with all its cores.
///
/// What happens when is decided by the same `CodeDriver` as on a virtual clock. Here its clock is set to that of the machine
/// whenever code does something, and what is due is done when its time has come.
final class WallRun: Sendable {
  let parts: FlowParts
  let seed: UInt64
  let steps = StepNumbers()
  private let flow: any CodeToRun
  private let start = ContinuousClock.now
  private let state: Mutex<Locked>

  /// What changes, all under one lock.
  private struct Locked: ~Copyable {
    var run: RunState
    var continuations: [CodeWait: UnsafeContinuation<Arrival, Never>] = [:]
    /// What came before anybody waited for it.
    var early: [CodeWait: Arrival] = [:]
    var tasks: [CallNumber: Task<Void, Never>] = [:]
    /// The calls that were ended before their tasks were known.
    var stopped: Set<CallNumber> = []
    /// When the timer rings that is set.
    var alarm = Nanoseconds.max
    var end: UnsafeContinuation<Void, Never>?
    var hasEnded = false
  }

  /// What is to be done when the lock is open again.
  private enum Action {
    case begin(CallNumber, component: Int, number: UInt32, any CodeToRun)
    case arrive(UnsafeContinuation<Arrival, Never>, Arrival)
    case check(CodeWait, ConditionCheck)
    case cancel(Task<Void, Never>)
    case ring(at: Nanoseconds)
    case end(UnsafeContinuation<Void, Never>)
  }

  init(_ parts: FlowParts, _ flow: some Flow, header: LogHeader, seed: UInt64, mode: RunMode) {
    self.parts = parts
    self.seed = seed
    self.flow = FlowCode(flow)
    state = Mutex(
      Locked(run: RunState(parts, header: header, seed: seed, mode: mode, limits: Limits())))
  }

  /// Runs to the end.
  func run(timeout: Duration?) async {
    let alarm = timeout.map { timeout in
      let timeout = min(timeout, .nanoseconds(Limits.longestTime))
      return Task {
        try await Task.sleep(until: start + timeout, clock: .continuous)
        self.interrupt(because: "the run lasted longer than \(timeout)")
      }
    }
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let hasEnded = state.withLock { locked in
          if !locked.hasEnded { locked.end = continuation }
          return locked.hasEnded
        }
        if hasEnded { continuation.resume() } else { pump() }
      }
    } onCancel: {
      interrupt(because: "the task that recorded it was cancelled")
    }
    alarm?.cancel()
  }

  /// The run with its log.
  func finished() -> CompletedRun { state.withLock { $0.run.finished() } }

  private var now: Nanoseconds { (ContinuousClock.now - start).nanoseconds }

  // MARK: What code does

  /// Lets code do something, and what follows from that.
  func with<Result>(_ body: (inout RunState) -> sending Result) -> sending Result? {
    let (result, actions) = state.withLock { locked in
      var actions: [Action] = []
      advance(&locked, &actions)
      let result = body(&locked.run)
      advance(&locked, &actions)
      return (result, actions)
    }
    perform(actions)
    return result
  }

  func suspend(_ wait: CodeWait) async -> Arrival {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let arrival = state.withLock { locked -> Arrival? in
          let arrival: Arrival? = locked.early.removeValue(forKey: wait)
          if arrival == nil, locked.hasEnded { return Arrival.stopped }
          if arrival == nil { locked.continuations[wait] = continuation }
          return arrival
        }
        if let arrival { continuation.resume(returning: arrival) }
      }
    } onCancel: {
      let actions = state.withLock { locked in
        var actions: [Action] = []
        locked.run.driver.cancel(wait)
        arrive(wait, .stopped, &locked, &actions)
        return actions
      }
      perform(actions)
    }
  }

  func sleep(for time: Nanoseconds) async throws {
    try await Task.sleep(until: .now + .nanoseconds(time), clock: .continuous)
  }

  private func end(_ call: CallNumber, _ error: (any Error)?) {
    let failure = RunState.failure(error)
    _ = with { run in run.end(call, failure) }
  }

  private func interrupt(because reason: String) {
    _ = with { run in
      guard !run.driver.isOver else { return }
      run.isInterrupted = true
      run.error = CodeError(.interrupted(reason))
      run.driver.interrupt(at: run.driver.now, because: reason)
    }
  }

  // MARK: What is due

  /// Does what is due, for a timer that rang.
  private func pump() { _ = with { _ in } }

  /// Sets the clock to that of the machine, and finds what is to be done by now.
  private func advance(_ locked: inout Locked, _ actions: inout [Action]) {
    guard !locked.hasEnded else { return }
    let now = now
    while let activation = locked.run.driver.next(by: now) {
      switch activation {
      case .begin(let call, let origin):
        if call == 1 { steps.noteBeginning() }
        let code = call == 1 ? flow : locked.run.codes[origin]
        guard let code else { continue }
        actions.append(
          .begin(
            call, component: locked.run.driver.component(of: call),
            number: locked.run.driver.startNumber(of: call), code))
      case .resume(let wait, let outcome):
        let arrival = locked.run.arrival(of: outcome, wait)
        arrive(wait, arrival, &locked, &actions)
      case .check(let wait):
        if let check = locked.run.checks[wait.place] { actions.append(.check(wait, check)) }
      case .stop(let call, let waits):
        if let task = locked.tasks.removeValue(forKey: call) {
          actions.append(.cancel(task))
        } else {
          locked.stopped.insert(call)
        }
        for wait in waits { arrive(wait, .stopped, &locked, &actions) }
      }
    }
    if locked.run.driver.isOver || locked.run.driver.isAllDone {
      locked.run.driver.finish()
      locked.hasEnded = true
      for task in locked.tasks.values { actions.append(.cancel(task)) }
      for wait in Array(locked.continuations.keys) { arrive(wait, .stopped, &locked, &actions) }
      if let end = locked.end.take() { actions.append(.end(end)) }
      return
    }
    locked.run.driver.goOn(to: now)
    if let next = locked.run.driver.nextTime(), next < locked.alarm || locked.alarm <= now {
      locked.alarm = next
      actions.append(.ring(at: next))
    }
  }

  private func arrive(
    _ wait: CodeWait, _ arrival: Arrival, _ locked: inout Locked, _ actions: inout [Action]
  ) {
    if let continuation = locked.continuations.removeValue(forKey: wait) {
      actions.append(.arrive(continuation, arrival))
    } else {
      locked.early[wait] = arrival
    }
  }

  private func perform(_ actions: [Action]) {
    for action in actions {
      switch action {
      case .begin(let call, let component, let number, let code):
        begin(call, component, number, code)
      case .arrive(let continuation, let arrival): continuation.resume(returning: arrival)
      case .check(let wait, let check): self.check(wait, check)
      case .cancel(let task): task.cancel()
      case .ring(let time):
        Task {
          try await Task.sleep(until: start + .nanoseconds(time), clock: .continuous)
          self.pump()
        }
      case .end(let continuation): continuation.resume()
      }
    }
  }

  private func begin(
    _ call: CallNumber, _ component: Int, _ number: UInt32, _ code: any CodeToRun
  ) {
    let context = CallContext(
      .wall(self), call: call, component: component, number: number,
      isFlow: component < 0 || parts.isFlow[component])
    let task = CallContext.$current.withValue(context) {
      Task {
        let error = await code.runCode()
        self.end(call, error)
      }
    }
    let isOver = state.withLock { locked in
      if locked.hasEnded || locked.stopped.remove(call) != nil { return true }
      locked.tasks[call] = task
      return false
    }
    if isOver { task.cancel() }
  }

  private func check(_ wait: CodeWait, _ check: ConditionCheck) {
    let (holds, looks) = check.evaluate()
    guard holds else { return }
    let actions = state.withLock { locked in
      var actions: [Action] = []
      guard locked.run.checks.removeValue(forKey: wait.place) != nil, !locked.hasEnded else {
        return actions
      }
      locked.run.driver.fulfil(wait, looking: looks, hasTimeout: check.hasTimeout)
      arrive(wait, .returned, &locked, &actions)
      return actions
    }
    perform(actions)
  }
}
