internal import EventLog

// What the flow does. A sequential flow waits where it is; a reactive one ends its round there and
// goes through its steps from the top when something has changed.

extension Simulator {
  mutating func scheduleFlow() {
    guard !flow.isDue, !flow.isEnded else { return }
    flow.isDue = true
    schedule(.flowSteps, at: kernel.now)
  }

  mutating func stepFlow() {
    flow.isDue = false
    guard var action = goOn() else { return }
    while !isOver, calls.log.count < limits.events {
      flow.act(at: kernel.now)
      guard flow.actions < FlowRun.mostActions else { return goesRound() }
      guard let input = perform(action) else { return }
      action = flow.machine.handle(input)
    }
  }

  /// What the flow does first; nil if what it waits for has not come.
  private mutating func goOn() -> FlowMachine.Action? {
    switch flow.waiting {
    case .nothing:
      return model.isReactive ? beginIteration() : flow.machine.handle(.goOn)
    case .call(let call):
      guard hasReturned(call) else { return nil }
      calls.resume(1, at: kernel.now)
      calls.log.cause(calls.lastEvent(of: call), .blocking)
    case .place(let place):
      guard flow.hasTimerRung || isThere(place) else { return nil }
      resume(at: place)
    case .change:
      calls.resume(1, at: kernel.now)
      for change in flow.changes { calls.log.cause(change.event, change.edge) }
      return beginIteration()
    }
    flow.waiting = .nothing
    return flow.machine.handle(.returned)
  }

  /// Does what the flow is to do; nil if it has to wait or is at its end.
  private mutating func perform(_ action: FlowMachine.Action) -> FlowMachine.Input? {
    switch action {
    case .call(let place): return call(at: place)
    case .waitForCall:
      waitForCall(calls.count)
      return nil
    case .wait(let place): return wait(at: place)
    case .check(let place):
      guard case .branch(let condition, _) = flow.machine.program.instructions[place] else {
        return nil
      }
      return .holds(evaluate(condition, for: 1).isTrue)
    case .set(let place):
      guard case .set(let variable, let value) = flow.machine.program.instructions[place] else {
        return nil
      }
      if write(evaluate(value, for: 1), to: variable, for: 1) { flow.lastChanged = variable }
      return .goOn
    case .stop(let place):
      guard case .stop(let component) = flow.machine.program.instructions[place] else {
        return nil
      }
      guard let component else {
        endAllCalls(because: "the flow stopped the run")
        return nil
      }
      stop(component)
      return .goOn
    case .finish:
      if model.isReactive {
        endIteration(on: 0, for: nil)
      } else {
        finishFlow()
      }
      return nil
    }
  }

  mutating func finishFlow() {
    calls.endFlow(at: kernel.now)
    flow.isEnded = true
    openCalls -= 1
  }

  // MARK: Calls

  /// Makes the call of an instruction, or finds that it need not be made.
  private mutating func call(at place: Int) -> FlowMachine.Input? {
    guard case .call(let component, let arguments) = flow.machine.program.instructions[place]
    else { return nil }
    for variable in arguments.variables { read(.variable(variable), for: 1) }
    let name =
      arguments.isEmpty ? Name.none : calls.log.intern(arguments.text { board.values[$0] })
    let behaviour = model.components[component].behaviour
    let isCached = behaviour.cachesCalls ?? model.isReactive
    guard isCached || model.isReactive else {
      enter(calls.request(component, step: flow.machine.step, arguments: name, at: kernel.now))
      return .goOn
    }
    let (positional, named) = arguments.resolved { board.values[$0] }
    let canonical = canonicalArguments(positional, named, parameters: behaviour.parameters)
    let key = FlowRun.CallKey(component: component, arguments: canonical)
    if let known = flow.known[key], isCached || !calls.hasSucceeded(known.call) {
      return answer(with: known.call, name)
    }
    guard request(key, isCached: isCached, name) else { return nil }
    guard model.isReactive, !model.components[component].isParallel else { return .goOn }
    waitForCall(calls.count)
    return nil
  }

  /// Answers a call by one that was made before; nil where the flow has to wait for it.
  private mutating func answer(
    with call: CallNumber, _ arguments: Name
  ) -> FlowMachine.Input? {
    let isParallel = model.components[calls.component(of: call)].isParallel
    let isDone = calls.hasSucceeded(call)
    if isDone || !model.isReactive {
      calls.note(
        .callCached(hit: call, step: flow.machine.step, arguments: arguments), of: 1,
        at: kernel.now)
      // The flow would not have come here before the end of a call that it waits for.
      if calls.isEnded(call), !isParallel {
        calls.log.cause(calls.lastEvent(of: call), .blocking)
      }
    }
    if isDone || isParallel { return .answered }
    // The machine is told of a call, so that it waits for it.
    if !model.isReactive { _ = flow.machine.handle(.goOn) }
    waitForCall(call)
    return nil
  }

  /// Makes a call that is known by its arguments; false if that would go on for ever.
  private mutating func request(_ key: FlowRun.CallKey, isCached: Bool, _ arguments: Name) -> Bool {
    let known = flow.known[key]
    if known?.progress == flow.progress, flow.newOpenCalls == 0, retrying.isEmpty {
      repeatsForEver(key.component)
      return false
    }
    if known == nil { flow.progress += 1 }
    let call = calls.request(
      key.component, step: flow.machine.step, arguments: arguments, at: kernel.now)
    flow.known[key] = .init(call: call, progress: flow.progress)
    if known != nil { flow.repetitions.insert(call) }
    if isCached {
      calls.note(
        .cacheMissed(key: calls.log.intern(stableDigest(key.arguments))), of: call, at: kernel.now)
    }
    enter(call)
    return true
  }

  private mutating func waitForCall(_ call: CallNumber) {
    if model.isReactive {
      endIteration(on: call, for: nil)
    } else {
      calls.block(1, on: call, at: kernel.now)
      flow.waiting = .call(call)
      // A call that has ended badly never returns.
      if calls.isEnded(call) { scheduleFlow() }
    }
  }

  /// Whether the flow goes on after a call: it ended well, or from outside.
  private func hasReturned(_ call: CallNumber) -> Bool {
    calls.isEnded(call) && !calls.hasFailed(call)
  }

  // MARK: Waiting

  private mutating func wait(at place: Int) -> FlowMachine.Input? {
    guard case .wait(let awaited, let timeout) = flow.machine.program.instructions[place] else {
      return nil
    }
    let (call, condition) = blockers(of: awaited)
    if model.isReactive {
      if isThere(place) { return .returned }
      endIteration(on: call, for: condition)
      return nil
    }
    calls.block(1, on: call, for: condition, at: kernel.now)
    flow.wait += 1
    flow.hasTimerRung = false
    flow.waiting = .place(place)
    if isThere(place) {
      resume(at: place)
      flow.waiting = .nothing
      return .returned
    }
    let time: Nanoseconds? = if case .time(let time) = awaited { time } else { timeout }
    if let time { schedule(.flowTimerRings(wait: flow.wait), at: kernel.now + time) }
    return nil
  }

  /// The call that is waited for, or what is waited for in words.
  private func blockers(of awaited: Model.Awaited) -> (CallNumber, String?) {
    switch awaited {
    case .component(let component):
      let call = board.counts[component].latestCall
      return (call, call > 0 ? nil : model.components[component].name)
    case .condition(let condition): return (0, condition.text)
    case .time(let time): return (0, timeText(time))
    }
  }

  private func isThere(_ place: Int) -> Bool {
    guard case .wait(let awaited, _) = flow.machine.program.instructions[place] else {
      return false
    }
    switch awaited {
    case .component(let component): return board.counts[component].open == 0
    case .condition(let condition): return condition.value(of: board.value).isTrue
    case .time: return false
    }
  }

  /// Goes on after a wait, because of what came or because its time was over.
  private mutating func resume(at place: Int) {
    let blocked = calls.lastEvent(of: 1)
    calls.resume(1, at: kernel.now)
    guard case .wait(let awaited, _) = flow.machine.program.instructions[place] else { return }
    if flow.hasTimerRung { return calls.log.cause(blocked, .time) }
    switch awaited {
    case .component(let component):
      if let event = board.counts[component].event { calls.log.cause(event, .data) }
    case .condition(let condition):
      for event in condition.tokens.compactMap(board.origin) { calls.log.cause(event, .data) }
    case .time: break
    }
  }

  mutating func ringFlowTimer(_ wait: UInt32) {
    guard wait == flow.wait, case .place = flow.waiting else { return }
    flow.hasTimerRung = true
    scheduleFlow()
  }

  // MARK: Rounds of a reactive flow

  private mutating func beginIteration() -> FlowMachine.Action {
    flow.iteration += 1
    flow.iterationsAtOnce += 1
    flow.changes.removeAll(keepingCapacity: true)
    flow.lastChanged = nil
    flow.waiting = .nothing
    flow.machine.restart()
    return flow.machine.handle(.goOn)
  }

  /// Ends a round, at the end of the steps or where it has to wait for a call or a condition.
  private mutating func endIteration(on call: CallNumber, for condition: String?) {
    let isAborted = call > 0 || condition != nil
    calls.note(
      .flowIterated(iteration: flow.iteration, step: isAborted ? flow.machine.step : 0), of: 1,
      at: kernel.now)
    if !isAborted, openCalls == 1, flow.changes.isEmpty { return finishFlow() }
    if flow.iterationsAtOnce > FlowRun.mostIterations, !flow.changes.isEmpty { return goesRound() }
    calls.block(1, on: call, for: isAborted ? condition : "a change", at: kernel.now)
    flow.waiting = .change(on: call, condition: condition)
    if !flow.changes.isEmpty { scheduleFlow() }
  }

  // MARK: Changes

  /// Lets the flow look at a change, if it waits for one.
  mutating func noteChange(by event: Int, _ edge: Edge = .data) {
    if model.isReactive, !flow.isEnded { flow.changes.append((event, edge)) }
    switch flow.waiting {
    case .place, .change: scheduleFlow()
    case .nothing, .call: break
    }
  }
}
