internal import EventLog

// How a run ends: all has been done, or nothing more can happen, or it would go round for ever.

extension FlowDriver {
  /// Ends the run when nothing more can happen.
  mutating func conclude() {
    engine.end()
    if engine.openCalls == 1, isFlowDone(1) {
      engine.resume(1)
      finishFlow()
    }
    let (kept, open) = (keptCalls, openCalls)
    if engine.openCalls > 0, let reason = deadlock(open, besides: kept) {
      engine.end(as: .deadlock(reason))
    }
    let reasons = open.numbers.map { call in
      kept.contains(call) || isFlowDone(call) ? nil : wait(of: call, open)?.reason
    }
    noteBlocker()
    engine.stop(open.numbers, because: reasons)
  }

  /// Ends all calls and the flow, because it or a call that failed says so.
  mutating func endAllCalls(because why: String, failed: CallNumber? = nil) {
    engine.end()
    let reason = engine.log.intern(why)
    let cause = engine.lastEvent(of: failed ?? 1)
    for call in openCalls.numbers where call > 1 {
      end(call, as: .callStopped(reason: reason), after: (cause, failed == nil ? .program : .data))
    }
    guard failed != nil else { return finishFlow() }
    if !flow.isEnded {
      engine.end(1, as: .callFailed(reason: reason), after: (cause, .data))
    }
    engine.end(as: .failure(why))
    engine.cause(cause, .data)
  }

  /// A reactive flow runs again and again and no time passes.
  mutating func endAsReactiveCircle() {
    let changed = flow.written.first { board.values[$0.variable] != $0.before }
    let what = changed.map { "\(model.variables[$0.variable].name) at step \($0.step)" }
    endAsLivelock(
      "the flow changes \(what ?? "something") each time it runs, and so runs again")
  }

  /// The flow comes to the top of a loop again and again.
  mutating func endAsLoop(while condition: Expression, because reason: Endlessness) {
    let circle = "the flow goes round at step \(flow.machine.step)"
    let isConstant = condition.isConstant
    switch reason {
    case .inNoTime:
      endAsLivelock(
        "\(circle)\(isConstant ? "" : " while \(condition.text)") without any time passing")
    case .unchanged:
      endAsLivelock(
        isConstant
          ? "\(circle) for ever, for its condition is always true"
          : "\(circle) for as long as \(condition.text), which nothing changes any more")
    }
  }

  /// A call that is not cached is made again each time the flow runs.
  mutating func endAsRepetition(of component: Int) {
    let name = model.components[component].name
    let step = flow.machine.step
    endAsLivelock(
      model.components[component].isParallel
        ? "\(name) is not cached, so each time it has finished the flow runs again and calls it again"
        : "\(name) is neither cached nor parallel, so the flow calls it each time it runs and never "
          + "comes past step \(step)")
  }

  private mutating func endAsLivelock(_ reason: String) {
    engine.end(as: .livelock(reason))
    engine.stop(openCalls.numbers)
  }
}
