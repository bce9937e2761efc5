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
    let kept = keptCalls
    if openCalls > 0, let reason = deadlock(besides: kept) {
      calls.log.append(.runDeadlocked(reason: calls.log.intern(reason)), at: kernel.now)
    }
    for call in openCallNumbers {
      let wait = kept.contains(call) || isFlowDone(call) ? nil : wait(of: call)
      let reason = calls.log.intern(wait?.reason ?? "the run ended")
      calls.note(.callStopped(reason: reason), of: call, at: kernel.now)
    }
  }

  /// Ends all calls and the flow, because it or a call that failed says so.
  mutating func endAllCalls(because why: String, failed: CallNumber? = nil) {
    isOver = true
    let reason = calls.log.intern(why)
    let cause = calls.lastEvent(of: failed ?? 1)
    for call in openCallNumbers where call > 1 || model.tasks != nil {
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
  mutating func goesRound() {
    let changed = flow.written.first { board.values[$0.variable] != $0.before }
    let what = changed.map { "\(model.variables[$0.variable].name) at step \($0.step)" }
    endAsLivelock(
      "the flow changes \(what ?? "something") each time it runs, and so runs again")
  }

  /// The flow comes to the top of a loop as it did before, and nothing is left that could change that.
  mutating func goesRound(while condition: Expression) {
    let step = flow.machine.step
    endAsLivelock(
      condition.isConstant
        ? "the flow goes round at step \(step) for ever, for its condition is always true"
        : "the flow goes round at step \(step) for as long as \(condition.text), which nothing changes "
          + "any more")
  }

  /// A call that is not cached is made again each time the flow runs.
  mutating func repeatsForEver(_ component: Int) {
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
    for call in openCallNumbers {
      calls.note(.callStopped(reason: name), of: call, at: kernel.now)
    }
  }

  private var openCallNumbers: [CallNumber] {
    calls.count > 0 ? (1...calls.count).filter { !calls.isEnded($0) } : []
  }

  /// The first call of a component that has not ended and is such a one.
  private func firstOpenCall(where isOne: (CallNumber, _ component: Int) -> Bool) -> CallNumber? {
    (1..<calls.count + 1).first { call in
      let component = calls.component(of: call)
      return component >= 0 && !calls.isEnded(call) && isOne(call, component)
    }
  }

  // MARK: Who waits for whom

  /// What an open call waits for.
  private struct Wait {
    /// In words.
    var what: String
    /// What is to be said of that.
    var fate: String?
    /// Whose call it is.
    var on: CallNumber?

    /// The words with which such a call is ended.
    var reason: String { "it waited for \(what)" + (fate.map { ", which \($0)" } ?? "") }
  }

  /// Why nothing more can happen, from one call to what it waits for and so on; nil if all that is
  /// left waits for what never ends.
  private func deadlock(besides kept: Set<CallNumber>) -> String? {
    func isEndless(_ call: CallNumber) -> Bool {
      kept.contains(call) || self.isEndless(call) || isFlowDone(call)
    }
    for call in openCallNumbers where !isEndless(call) {
      var chain: [String] = []
      var seen: Set<CallNumber> = []
      var next: CallNumber? = call
      var endsAtEndless = false
      while let current = next, seen.insert(current).inserted {
        guard let wait = wait(of: current) else {
          endsAtEndless = isEndless(current)
          break
        }
        chain.append("\(title(of: current)) waits for \(wait.what)")
        next = wait.on
      }
      if !endsAtEndless { return chain.joined(separator: "; ") }
    }
    return nil
  }

  /// Whether a call takes for ever, and is not one that fails or runs out of time before.
  private func isEndless(_ call: CallNumber) -> Bool {
    let component = calls.component(of: call)
    guard component >= 0, model.components[component].takes == .forever else { return false }
    return model.components[component].isEndless
      || run(of: component).map { $0.call == call && $0.failsAfter == nil } ?? false
  }

  private func title(of call: CallNumber) -> String {
    let component = calls.component(of: call)
    return component < 0 ? "the flow" : model.components[component].name
  }

  /// What an open call waits for; nil if it waits for nothing.
  private func wait(of call: CallNumber) -> Wait? {
    let component = calls.component(of: call)
    if component < 0 { return waitOfFlow() }
    if let stream = runs[component].awaited, runs[component].call == call {
      return waitForStream(stream, awaitsItem: runs[component].awaitsItem)
    }
    if calls.isStarted(call) { return nil }
    let name = model.components[component].name
    if let first = calls.nextInLine(of: component), first != call {
      return wait(for: first, "call \(first) of \(name)")
    }
    guard let machine = model.components[component].machine else { return nil }
    return waitForSlot(of: machine)
  }

  /// The wait of a call that is ready for a slot of a machine, with who holds the slots.
  private func waitForSlot(of machine: Int) -> Wait {
    let what = "a slot of machine \(model.machines[machine].name)"
    let holders = openCallNumbers.filter { call in
      let component = calls.component(of: call)
      return component >= 0 && calls.isStarted(call)
        && model.components[component].machine == machine
    }
    guard let first = holders.first else { return Wait(what: what, fate: "never comes free") }
    let more = holders.count > 1 ? " and \(holders.count - 1) more" : ""
    return Wait(
      what: "\(what), held by \(title(of: first)) (call \(first))\(more)",
      fate: holders.count > 1 ? "never end" : "never ends", on: first)
  }

  private func waitOfFlow() -> Wait? {
    switch flow.waiting {
    case .nothing: return nil
    case .call(let call): return wait(for: call, title(of: call))
    case .change(let call, let condition):
      if call > 0 { return wait(for: call, title(of: call)) }
      return Wait(
        what: condition.map { "\($0), which never came true" } ?? "a change, which never came")
    case .place(let place):
      guard case .wait(let awaited, _) = flow.machine.program.instructions[place] else {
        return nil
      }
      switch awaited {
      case .component(let component):
        let call = board.counts[component].latestCall
        return call > 0 ? wait(for: call, title(of: call)) : nil
      case .condition(let condition):
        return Wait(what: "\(condition.text), which never came true")
      case .time(let time): return Wait(what: timeText(time))
      }
    }
  }

  private func wait(for call: CallNumber, _ name: String) -> Wait {
    if calls.isEnded(call) {
      return Wait(what: "\(name), which \(calls.hasFailed(call) ? "failed" : "was stopped")")
    }
    return Wait(
      what: name, fate: calls.isStarted(call) ? "never ends" : "never starts", on: call)
  }

  private func waitForStream(_ stream: Int, awaitsItem: Bool) -> Wait {
    let name = model.streams[stream].name
    let other = firstOpenCall { _, component in
      awaitsItem
        ? emitted[component].contains(stream)
        : model.components[component].behaviour.forEach == stream
    }
    let what = StreamBuffer.condition(of: name, forItem: awaitsItem)
    let lack = awaitsItem ? "which nothing emits" : "which nothing takes from"
    return other.map { Wait(what: what, on: $0) } ?? Wait(what: "\(what), \(lack)")
  }
}

extension Model.Component {
  /// Whether its calls never end by themselves.
  public var isEndless: Bool {
    takes == .forever && behaviour.timeout == nil && behaviour.failure?.at == nil
  }
}
