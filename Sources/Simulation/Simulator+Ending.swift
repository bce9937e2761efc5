internal import EventLog

// How a run ends: all has been done, or nothing more can happen, or it would go round for ever.

extension Simulator {
  /// Ends the run when nothing more can happen.
  mutating func conclude() {
    isOver = true
    if openCalls == 1, isFlowDone(1) {
      calls.resume(1, at: kernel.now)
      finishFlow()
    }
    let (kept, open) = (keptCalls, OpenCalls(of: self))
    if openCalls > 0, let reason = deadlock(open, besides: kept) {
      calls.log.append(.runDeadlocked(reason: calls.log.intern(reason)), at: kernel.now)
    }
    for call in open.numbers {
      let wait = kept.contains(call) || isFlowDone(call) ? nil : wait(of: call, open)
      let reason = calls.log.intern(wait?.reason ?? "the run ended")
      calls.note(.callStopped(reason: reason), of: call, at: kernel.now)
    }
  }

  /// Ends all calls and the flow, because it or a call that failed says so.
  mutating func endAllCalls(because why: String, failed: CallNumber? = nil) {
    isOver = true
    let reason = calls.log.intern(why)
    let cause = calls.lastEvent(of: failed ?? 1)
    for call in OpenCalls(of: self).numbers where call > 1 || model.tasks != nil {
      end(call, as: .callStopped(reason: reason), after: (cause, failed == nil ? .program : .data))
    }
    guard failed != nil else { return finishFlow() }
    if model.tasks == nil, !flow.isEnded {
      calls.note(.callFailed(reason: reason), of: 1, at: kernel.now)
      calls.log.cause(cause, .data)
    }
    calls.log.append(.runFailed(reason: reason), at: kernel.now)
    calls.log.cause(cause, .data)
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
    let round = "the flow goes round at step \(flow.machine.step)"
    let isConstant = condition.isConstant
    switch reason {
    case .inNoTime:
      endAsLivelock(
        "\(round)\(isConstant ? "" : " while \(condition.text)") without any time passing")
    case .unchanged:
      endAsLivelock(
        isConstant
          ? "\(round) for ever, for its condition is always true"
          : "\(round) for as long as \(condition.text), which nothing changes any more")
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
    isOver = true
    calls.log.append(.runLivelocked(reason: calls.log.intern(reason)), at: kernel.now)
    let name = calls.log.intern("the run ended")
    for call in OpenCalls(of: self).numbers {
      calls.note(.callStopped(reason: name), of: call, at: kernel.now)
    }
  }
}

extension Model.Component {
  /// Whether its calls never end by themselves.
  public var isEndless: Bool {
    takes == .forever && behaviour.timeout == nil && behaviour.failure?.at == nil
  }
}
