internal import EventLog

// How the flow calls: a call that need not be made is answered by one that was.

extension Simulator {
  /// Makes the call of an instruction, or finds that it need not be made.
  mutating func call(at place: Int) -> FlowMachine.Input? {
    guard case .call(let component, let arguments) = flow.machine.program.instructions[place]
    else { return nil }
    for variable in arguments.variables { read(.variable(variable), for: 1) }
    if model.isReactive { flow.inArguments.formUnion(arguments.variables) }
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
    let key = CallKey(component: component, arguments: canonical)
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
  private mutating func request(_ key: CallKey, isCached: Bool, _ arguments: Name) -> Bool {
    let known = flow.known[key]
    if known == nil { flow.unrepeatable += 1 }
    let configuration = isCached ? nil : self.configuration
    if let known, known.configuration == configuration, configuration != nil,
      flow.newOpenCalls == 0, nothingElseMatters
    {
      endAsRepetition(of: key.component)
      return false
    }
    let call = calls.request(
      key.component, step: flow.machine.step, arguments: arguments, at: kernel.now)
    flow.known[key] = .init(call: call, configuration: configuration)
    if model.components[key.component].behaviour.retries != nil { flow.keys[call] = key }
    if known != nil { flow.repetitions.insert(call) }
    if isCached {
      calls.note(
        .cacheMissed(key: calls.log.intern(stableDigest(key.arguments))), of: call, at: kernel.now)
    }
    enter(call)
    return true
  }

  mutating func waitForCall(_ call: CallNumber) {
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
  func hasReturned(_ call: CallNumber) -> Bool {
    calls.isEnded(call) && !calls.hasFailed(call)
  }
}
