internal import EventLog

// What the flow does, step by step. Beside this file lie how it calls, how it waits, and how a reactive
// one, which ends its iteration where another would wait, goes through its steps again.

extension FlowDriver {
  mutating func scheduleFlow() {
    guard !flow.isDue, !flow.isEnded else { return }
    flow.isDue = true
    engine.schedule(.flowSteps, at: engine.now)
  }

  mutating func stepFlow() {
    flow.isDue = false
    guard var action = goOn() else { return }
    var (count, idle) = (engine.log.count, 0)
    while !engine.isOver, engine.mayGoOn {
      idle = engine.log.count == count ? idle + 1 : 0
      count = engine.log.count
      guard idle < FlowRun.mostIdleActions else {
        engine.end()
        return engine.cutOff(at: "steps")
      }
      guard let input = perform(action) else { return }
      action = flow.machine.handle(input)
    }
  }

  /// What the flow does first; nil if what it waits for has not come.
  private mutating func goOn() -> FlowMachine.Action? {
    switch flow.waiting {
    case .nothing:
      if model.isReactive { flow.beginIteration(at: engine.now) }
      return flow.machine.handle(.goOn)
    case .call(let call):
      guard hasReturned(call) else { return nil }
      engine.resume(1)
      engine.cause(engine.lastEvent(of: call), .blocking)
    case .place(let place):
      guard flow.hasTimerRung || isThere(place) else { return nil }
      resume(at: place)
    case .change:
      engine.resume(1)
      for change in flow.changes { engine.cause(change.event, change.edge) }
      flow.beginIteration(at: engine.now)
      return flow.machine.handle(.goOn)
    }
    flow.waiting = .nothing
    return flow.machine.handle(.returned)
  }

  /// Does what the flow is to do; nil if it has to wait or is at its end.
  private mutating func perform(_ action: FlowMachine.Action) -> FlowMachine.Input? {
    if let place = action.place { flow.reach(place) }
    switch action {
    case .call(let place): return call(at: place)
    case .waitForCall:
      waitForCall(engine.callCount)
      return nil
    case .wait(let place): return wait(at: place)
    case .check(let place): return check(at: place)
    case .set(let place): return set(at: place)
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
    engine.end(1, as: .callSucceeded)
    flow.isEnded = true
  }

  /// Finds out whether a condition holds; nil where its loop would go round for ever.
  private mutating func check(at place: Int) -> FlowMachine.Input? {
    guard case .branch(let condition, _, let isLoop) = flow.machine.program.instructions[place]
    else { return nil }
    let holds = evaluate(condition, for: 1).isTrue
    if model.isReactive { flow.turns.append((place, holds)) }
    guard isLoop, holds else {
      flow.loops[place] = nil
      return .holds(holds)
    }
    if let reason = endlessness(ofLoopAt: place) {
      endAsLoop(while: condition, because: reason)
      return nil
    }
    return .holds(true)
  }

  private mutating func set(at place: Int) -> FlowMachine.Input? {
    guard case .set(let variable, let value) = flow.machine.program.instructions[place] else {
      return nil
    }
    let before = board.values[variable]
    _ = write(evaluate(value, for: 1), to: variable, for: 1)
    if model.isReactive { flow.write(variable, before: before) }
    return .goOn
  }
}
