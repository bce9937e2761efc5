internal import EventLog

// How a reactive flow goes through its steps again and again, until nothing changes any more.

extension FlowDriver {
  /// Ends an iteration, at the end of the steps or where it has to wait for a call or a condition.
  mutating func endIteration(on call: CallNumber, for condition: String?) {
    let isAborted = call > 0 || condition != nil
    engine.note(
      .flowIterated(iteration: flow.iterations.number, step: isAborted ? flow.machine.step : 0),
      of: 1)
    // An iteration that leaves a variable as it found it has not changed it.
    for (variable, before, _) in flow.written where board.values[variable] != before {
      flow.changes.append((board.writes[variable], .data))
    }
    // Calls without an end may yet lead the flow on; that is seen when nothing else is left to do.
    let isAtEnd = !isAborted && engine.openCalls == 1 && (facts.daemons.isEmpty || isAtRest)
    if isAtEnd, flow.changes.isEmpty { return finishFlow() }
    if flow.iterations.goesRound, !flow.changes.isEmpty {
      return endAsReactiveCircle()
    }
    blockFlow(on: call, for: isAborted ? condition : "a change")
    flow.waiting = .change(on: call, condition: condition)
    if !flow.changes.isEmpty { scheduleFlow() }
  }

  /// Whether nothing that is written can lead the flow to a step or a call that it has not come to.
  private var isAtRest: Bool { flow.stepsAhead == 0 && flow.inArguments.isEmpty }

  /// Whether calls that are kept will write what leads the flow, which is at its end, further: to
  /// another call, or to a step to which it has never come.
  func mayGoFurther(_ kept: Set<CallNumber>) -> Bool {
    if isAtRest { return false }
    var open = variablesToChange(by: kept)
    guard !open.isDisjoint(with: flow.seen) else { return false }
    open.formUnion(facts.dependencies.writtenAgain)
    guard open.isDisjoint(with: flow.inArguments) else { return true }
    return flow.turns.contains { place, holds in
      let program = flow.machine.program
      guard case .branch(let condition, let otherwise, _) = program.instructions[place],
        !flow.wasDone[program.way(from: place, to: otherwise, taking: !holds)].allSatisfy(\.self)
      else { return false }
      let outcome = condition.knownValue { token in
        if case .variable(let index) = token, open.contains(index) { return nil }
        return board.value(of: token)
      }
      return outcome.map { $0.isTrue != holds } ?? true
    }
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
