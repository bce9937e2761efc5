internal import EventLog

// How the flow calls: a call that need not be made is answered by one that was.

extension FlowDriver {
  /// Makes the call of an instruction, or finds that it need not be made.
  mutating func call(at place: Int) -> FlowMachine.Input? {
    guard case .call(let component, let arguments) = flow.machine.program.instructions[place]
    else { return nil }
    for variable in arguments.variables { read(.variable(variable), for: 1) }
    if model.isReactive { flow.inArguments.formUnion(arguments.variables) }
    let name =
      arguments.isEmpty ? Name.none : engine.log.intern(arguments.text { board.values[$0] })
    let behaviour = model.components[component].behaviour
    outside?.next = arguments.handedOver(to: behaviour.parameters) { board.values[$0] }
    let isCached = behaviour.cachesCalls ?? model.isReactive
    guard isCached || model.isReactive else {
      didRequest(request(component, name), of: component)
      return .goOn
    }
    let (positional, named) = arguments.resolved { board.values[$0] }
    let canonical = canonicalArguments(positional, named, parameters: behaviour.parameters)
    let key = CallKey(component: component, arguments: canonical)
    if let known = flow.known[key], isCached || !engine.hasSucceeded(known.call) {
      return answer(with: known.call, name)
    }
    guard request(key, isCached: isCached, name) else { return nil }
    guard model.isReactive, !model.components[component].isParallel else { return .goOn }
    waitForCall(engine.callCount)
    return nil
  }

  /// Answers a call by one that was made before; nil where the flow has to wait for it.
  private mutating func answer(
    with call: CallNumber, _ arguments: Name
  ) -> FlowMachine.Input? {
    let isParallel = model.components[engine.component(of: call)].isParallel
    let isDone = engine.hasSucceeded(call)
    if isDone || !model.isReactive {
      engine.note(
        .callCached(hit: call, step: flow.machine.step, arguments: arguments), of: 1)
      // The flow would not have come here before the end of a call that it waits for.
      if engine.hasEnded(call), !isParallel {
        engine.cause(engine.lastEvent(of: call), .blocking)
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
    let call = request(key.component, arguments)
    flow.known[key] = .init(call: call, configuration: configuration)
    if model.components[key.component].behaviour.retries != nil { flow.keys[call] = key }
    if known != nil { flow.repetitions.insert(call) }
    if isCached {
      engine.note(
        .cacheMissed(key: engine.log.intern(stableDigest(key.arguments))), of: call)
    }
    didRequest(call, of: key.component)
    return true
  }

  mutating func waitForCall(_ call: CallNumber) {
    if model.isReactive {
      endIteration(on: call, for: nil)
    } else {
      blockFlow(on: call)
      flow.waiting = .call(call)
      // A call that has ended badly never returns.
      if engine.hasEnded(call) { scheduleFlow() }
    }
  }

  /// Whether the flow goes on after a call: it ended well, or from outside.
  func hasReturned(_ call: CallNumber) -> Bool {
    engine.hasEnded(call) && !engine.hasFailed(call)
  }
}
