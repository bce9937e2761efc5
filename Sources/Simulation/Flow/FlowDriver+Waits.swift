internal import EventLog
internal import Formatting

// How the flow waits: for calls, for a condition, for time.

extension FlowDriver {
  mutating func wait(at place: Int) -> FlowMachine.Input? {
    guard case .wait(let awaited, let timeout) = flow.machine.program.instructions[place] else {
      return nil
    }
    let (call, condition) = blockers(of: awaited)
    if model.isReactive {
      if isThere(place) { return .returned }
      if case .condition(let condition) = awaited { flow.seen.formUnion(condition.variables) }
      endIteration(on: call, for: condition)
      return nil
    }
    blockFlow(on: call, for: condition)
    flow.wait += 1
    flow.hasTimerRung = false
    flow.waiting = .place(place)
    if isThere(place) {
      resume(at: place)
      flow.waiting = .nothing
      return .returned
    }
    let time: Nanoseconds? = if case .time(let time) = awaited { time } else { timeout }
    if let time { engine.schedule(.flowTimerRings(wait: flow.wait), at: engine.now + time) }
    return nil
  }

  /// Notes that the flow waits, for a call or for what a text says.
  mutating func blockFlow(on call: CallNumber, for condition: String? = nil) {
    flow.blockedOn = call
    engine.block(1, on: call, for: condition)
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

  func isThere(_ place: Int) -> Bool {
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
  mutating func resume(at place: Int) {
    let blocked = engine.lastEvent(of: 1)
    engine.resume(1)
    guard case .wait(let awaited, let timeout) = flow.machine.program.instructions[place] else {
      return
    }
    if flow.hasTimerRung {
      engine.cause(blocked, .time)
    } else {
      let resumed = engine.lastEvent(of: 1)
      switch awaited {
      case .component(let component):
        for event in board.origins(ofCallsOf: component, for: 1, at: resumed) {
          engine.cause(event, .data)
        }
      case .condition(let condition):
        for token in condition.tokens {
          for event in board.origins(of: token, for: 1, at: resumed) { engine.cause(event, .data) }
        }
      case .time: break
      }
    }
    // Whether it came in time is something that the flow finds out, as by a look.
    guard timeout != nil else { return }
    switch awaited {
    case .component(let component): read(.status(.finished, component: component), for: 1)
    case .condition(let condition): _ = evaluate(condition, for: 1)
    case .time: break
    }
  }

  mutating func ringFlowTimer(_ wait: UInt32) {
    guard wait == flow.wait, case .place = flow.waiting else { return }
    flow.hasTimerRung = true
    scheduleFlow()
  }
}
