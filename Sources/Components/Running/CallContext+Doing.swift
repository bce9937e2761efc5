internal import EventLog
internal import Simulation

// What the code of a call does: it calls, waits, runs for a time, writes, sends and receives.

extension CallContext {
  /// Calls a component.
  func call<Body: Work>(
    _ component: Component<Body>, _ input: Body.Input, _ site: CallSite
  ) async throws -> Call<Body.Output> {
    let index = try requiredIndex(of: component)
    let step = step(at: site)
    let arguments = CallArguments(input)
    let answer = host.with(self) { state in
      var key: String?
      if state.driver.remembers(index, for: call) {
        key = state.arguments.key(of: input, arguments.values, for: index)
        if key == nil { return MadeOrKnown<Body>.incomparable }
      }
      let answer = state.driver.request(
        index, by: call, step: step, text: arguments.text, key: key)
      switch answer {
      case .made(let number):
        let made = MadeCall(component.work, input, number: number, in: self)
        state.codes[number] = made
        guard !state.driver.isParallel(index) else { return MadeOrKnown<Body>.made(made, nil) }
        return .made(made, state.driver.wait(call, for: number, .blocking))
      case .known(let number):
        guard let known = state.codes[number] as? Call<Body.Output> else { return .none }
        if state.driver.isParallel(index) { return .known(known, nil, isParallel: true) }
        let wait =
          state.driver.hasSucceeded(number) ? nil : state.driver.wait(call, for: number, .blocking)
        return .known(known, wait, isParallel: false)
      case .madeAndAborted(let number):
        state.codes[number] = MadeCall(component.work, input, number: number, in: self)
        return .aborted
      case .aborted: return .aborted
      case .stopped: return .none
      }
    }
    switch answer {
    case .made(let made, let wait):
      guard let wait else { return made }
      try await suspend(wait)
      // The errors of a component that is parallel are for those who ask for its result, in a serial run too.
      return component.settings.isParallel ? made : try returned(made)
    case .known(let known, let wait, let isParallel):
      if let wait { try await suspend(wait) }
      return isParallel || component.settings.isParallel ? known : try returned(known)
    case .aborted: throw try await iterationEnd()
    case .incomparable: throw CodeError(.incomparable("\(Body.Input.self)"))
    case .some(.none), nil: throw CancellationError()
    }
  }

  /// A call that has returned; throws what it threw, since nobody else is told.
  private func returned<Output>(_ call: Call<Output>) throws -> Call<Output> {
    _ = try outcome(of: call)
    return call
  }

  /// What came of a call that has ended.
  func outcome<Output>(of call: Call<Output>) throws -> Output {
    // The code of a call that was ended from outside throws for that, or goes on for a while.
    let reason = host.with(self) { $0.driver.reasonForEnd(of: call.number) } ?? nil
    if reason == nil, let result = call.known { return try result.get() }
    throw CallStopped(call: call.number, reason: reason ?? "the run ended")
  }

  /// What leaves the code of a reactive flow that does not come further for now.
  ///
  /// Code that catches it and goes on is not to go on for ever.
  private func iterationEnd() async throws -> IterationEnd {
    guard host.noteAbort() > 1_000 else { return IterationEnd() }
    breakOff("its code catches the error by which a reactive flow is left, and goes round")
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    return IterationEnd()
  }

  /// Ends the run, because its code does something that must not be.
  func breakOff(_ reason: String) {
    let name = host.parts.name(ofComponent: component)
    _ = host.with(self) { $0.breakOff(call, of: name, because: reason) }
  }

  private enum MadeOrKnown<Body: Work> {
    case made(MadeCall<Body>, CodeWait?)
    case known(Call<Body.Output>, CodeWait?, isParallel: Bool)
    case aborted
    case incomparable
    case none
  }

  // MARK: Waits

  /// Waits until a wait ends.
  @discardableResult @inline(__always)
  func suspend(_ wait: CodeWait) async throws -> Arrival {
    let arrival = await host.suspend(wait, of: self)
    if case .stopped = arrival { throw CancellationError() }
    return arrival
  }

  /// Begins a wait; nil if there is nothing to wait for, or the call may not go on.
  private func begin(_ wait: (inout RunState) -> CodeWait?) -> CodeWait? {
    host.with(self) { state in state.driver.mayGoOn(call) ? wait(&state) : nil } ?? nil
  }

  /// Waits until a wait ends, if there is one; false if the time for it was over before.
  private func comesInTime(_ wait: CodeWait?) async throws -> Bool {
    guard let wait, case .timedOut = try await suspend(wait) else { return true }
    return false
  }

  /// Waits for the result of a call.
  func wait(forResultOf number: CallNumber) async throws {
    guard number != call else { throw CodeError(.waitsForItself) }
    if let wait = begin({ $0.driver.wait(call, for: number, .data) }) { try await suspend(wait) }
  }

  func wait(
    forAllOf component: Int, timeout: Duration?, _ site: CallSite
  ) async throws -> Bool {
    guard component != self.component else { throw CodeError(.waitsForItself) }
    _ = step(at: site)
    let time = try timeout?.nanoseconds(of: "a time-out")
    let wait = begin { $0.driver.wait(call, forAllOf: component, timeout: time) }
    return try await comesInTime(wait)
  }

  /// Waits until a condition holds; false if the time for it was over before.
  func wait(
    until text: String, _ condition: @escaping @Sendable () -> Bool, timeout: Duration?,
    _ site: CallSite
  ) async throws -> Bool {
    let step = step(at: site)
    let (holds, looks) = check(condition)
    let time = try timeout?.nanoseconds(of: "a time-out")
    if host.parts.isReactive, call == 1 {
      if holds { return true }
      _ = host.with(self) { $0.driver.abortIteration(waitingFor: text, step: step) }
      throw try await iterationEnd()
    }
    let wait = begin { state in
      if holds {
        state.driver.pass(call, condition: text, looking: looks, hasTimeout: time != nil)
        return nil
      }
      let wait = state.driver.wait(call, until: text, timeout: time)
      state.checks[wait.place] = ConditionCheck(
        condition: condition, hasTimeout: time != nil, context: self)
      return wait
    }
    return try await comesInTime(wait)
  }

  /// Runs for a time, or, in a flow, waits.
  @inline(__always)
  func sleep(for time: Nanoseconds, _ site: CallSite? = nil) async throws {
    if Task.isCancelled { throw CancellationError() }
    if isFlow {
      if let site { _ = step(at: site) }
      guard let wait = begin({ $0.driver.wait(call, for: time) }) else { throw CancellationError() }
      try await suspend(wait)
      return
    }
    switch host {
    case .virtual(let run):
      guard let wait = try run.run(self, for: time) else { return }
      try await suspend(wait)
    case .wall(let run): try await run.sleep(for: time)
    }
  }

  /// Runs until the run is over.
  func runForever() async throws {
    guard component >= 0, host.parts.model.components[component].isEndless else {
      throw CodeError(.notForever)
    }
    guard let wait = begin({ $0.driver.runForEver(call) }) else { throw CancellationError() }
    try await suspend(wait)
  }

  // MARK: State

  /// Reads a variable; nil if nobody has written it.
  func read(_ variable: Int) -> (any Sendable)? {
    let isChecking = noteLook(.variable(variable))
    return host.with(self) { state in
      if isChecking {
        state.driver.noteLook(at: .variable(variable))
      } else {
        state.driver.read(.variable(variable), for: call)
      }
      return state.values[variable]
    } ?? nil
  }

  func write(_ value: any VariableValue, to variable: Int, _ site: CallSite? = nil) {
    let step = site.map(step) ?? 0
    _ = host.with(self) { state in
      guard state.driver.mayGoOn(call) else { return }
      state.values[variable] = value
      state.driver.write(value.logged, to: variable, for: call, step: step)
    }
  }

  func stop(_ component: Int) throws {
    _ = host.with(self) { $0.driver.stop(component, by: call) }
  }

  // MARK: Streams

  @inline(__always)
  func send(_ item: any Sendable, into stream: Int) async throws {
    let transfer = host.with(self) { state in
      let transfer = state.driver.send(into: stream, by: call)
      switch transfer {
      case .done: state.items.put(item, into: stream, nil)
      case .waits(let wait): state.items.put(item, into: stream, wait)
      case .ended, .stopped: break
      }
      return transfer
    }
    switch transfer {
    case .done: return
    case .waits(let wait): try await suspend(wait)
    case .ended, .stopped, nil: throw CancellationError()
    }
  }

  @inline(__always)
  func receive(from stream: Int) async throws -> (any Sendable)? {
    let transfer = host.with(self) { state -> (CodeTransfer, (any Sendable)?) in
      let transfer = state.driver.receive(from: stream, by: call)
      if case .done = transfer { return (transfer, state.items.take(from: stream)) }
      return (transfer, nil)
    }
    switch transfer?.0 {
    case .done: return transfer?.1
    case .waits(let wait):
      if case .item(let item) = try await suspend(wait) { return item }
      return nil
    case .ended: return nil
    case .stopped, nil: throw CancellationError()
    }
  }
}
