internal import EventLog

// How a reactive flow goes through its steps again and again, until nothing changes any more.

extension Simulator {
  mutating func beginIteration() -> FlowMachine.Action {
    flow.iteration += 1
    flow.iterationsAtOnce += 1
    flow.changes.removeAll(keepingCapacity: true)
    flow.seen.removeAll(keepingCapacity: true)
    flow.lastChanged = nil
    flow.waiting = .nothing
    flow.machine.restart()
    return flow.machine.handle(.goOn)
  }

  /// Ends a round, at the end of the steps or where it has to wait for a call or a condition.
  mutating func endIteration(on call: CallNumber, for condition: String?) {
    let isAborted = call > 0 || condition != nil
    calls.note(
      .flowIterated(iteration: flow.iteration, step: isAborted ? flow.machine.step : 0), of: 1,
      at: kernel.now)
    // A call without an end may yet write what the flow has waited for.
    let isAtEnd = !isAborted && openCalls == 1 && (everBusy.isEmpty || flow.stepsAhead == 0)
    if isAtEnd, flow.changes.isEmpty { return finishFlow() }
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
