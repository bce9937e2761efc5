package import EventLog

// How code calls components: a call that need not be made is answered by one that was.

/// What comes of asking for a call.
package enum CodeAnswer {
  /// The call was made.
  case made(CallNumber)
  /// The call was made, and a reactive flow does not come past it: it is run again when something has changed.
  case madeAndAborted(CallNumber)
  /// An earlier call with the same arguments answers it.
  case known(CallNumber)
  /// A reactive flow does not come past an earlier call.
  case aborted
  /// The call that asks was ended from outside, or the run is over.
  case stopped
}

extension CodeDriver {
  /// Asks for a call of a component.
  ///
  /// Whether whoever asks has to wait for its return is told by `isParallel`; that is begun with `wait(_:for:_:)`.
  ///
  /// - Parameters:
  ///   - component: The component, by its index.
  ///   - call: The call whose code asks.
  ///   - step: The place in that code, numbered from 1 in the order in which places are come to first.
  ///   - text: The arguments as reports show them; empty for none.
  ///   - canonical: What the arguments come to, where calls may be answered by earlier ones: equal for those that are equal.
  /// - Returns: Which call it is.
  package mutating func request(
    _ component: Int, by call: CallNumber, step: UInt32, text: String, key canonical: String?
  ) -> CodeAnswer {
    guard mayGoOn(call) else { return .stopped }
    if call == 1, iteration.isAborted { return .aborted }
    resumeIfBlocked(call)
    let isInReactive = call == 1 && model.isReactive
    let arguments = text.isEmpty ? Name.none : engine.log.intern(text)
    let behaviour = model.components[component].behaviour
    let isCached = behaviour.cachesCalls ?? isInReactive
    guard isCached || isInReactive, let canonical else {
      return .made(request(component, by: call, step: step, arguments))
    }
    let key = CallKey(component: component, arguments: canonical)
    if let first = known[key] {
      let earlier = latest(of: first)
      let isDone = engine.hasSucceeded(earlier)
      if isCached || !isDone {
        return answer(call, with: earlier, step: step, arguments, isInReactive)
      }
    }
    let made = request(component, by: call, step: step, arguments)
    known[key] = made
    if isCached {
      engine.note(.cacheMissed(key: engine.log.intern(stableDigest(canonical))), of: made)
    }
    if isInReactive, !model.components[component].isParallel {
      endIteration(on: made, step: step)
      return .madeAndAborted(made)
    }
    return .made(made)
  }

  private mutating func answer(
    _ call: CallNumber, with earlier: CallNumber, step: UInt32, _ arguments: Name,
    _ isInReactive: Bool
  ) -> CodeAnswer {
    let isParallel = model.components[engine.component(of: earlier)].isParallel
    let isDone = engine.hasSucceeded(earlier)
    if isDone || !isInReactive {
      note(.callCached(hit: earlier, step: step, arguments: arguments), of: call)
      if engine.hasEnded(earlier), !isParallel {
        engine.cause(engine.lastEvent(of: earlier), .blocking)
      }
    }
    if isInReactive, !isDone, !isParallel {
      endIteration(on: earlier, step: step)
      return .aborted
    }
    return .known(origins[earlier] ?? earlier)
  }

  private mutating func request(
    _ component: Int, by parent: CallNumber, step: UInt32, _ arguments: Name
  ) -> CallNumber {
    addNextCauses(of: parent)
    let call = engine.request(component, by: parent, step: step, arguments: arguments)
    calls.append(CodeCall())
    if model.components[component].behaviour.retries != nil {
      retries.note(call, by: parent, step: step, arguments)
    }
    for stream in emitted[component] { streams[stream].openProducers += 1 }
    board.noteRequest(call, of: component)
    return call
  }

  /// Begins to run a call that has just started.
  mutating func begin(_ call: CallNumber) -> CodeActivation {
    let component = engine.component(of: call)
    board.noteStart(call, of: component, by: engine.lastEvent(of: call))
    if iteration.looksAtStarts { noteChange(by: engine.lastEvent(of: call)) }
    if let timeout = model.components[component].behaviour.timeout {
      let start = UInt32(engine.lastEvent(of: call))
      engine.schedule(.timesOut(call, since: start), at: engine.now.addingClamped(timeout))
    }
    calls[Int(call) - 1].isAtWork = true
    return .begin(call, origin: origins[call] ?? call)
  }

  /// Takes in that the code of a call has come to its end.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - failure: Why it failed; nil if it did not.
  package mutating func end(_ call: CallNumber, failure: String? = nil) {
    calls[Int(call) - 1].isAtWork = false
    guard !engine.hasEnded(call), !engine.isOver else { return }
    resumeIfBlocked(call)
    addNextCauses(of: call)
    if call == 1 { return endFlow(failure: failure) }
    if engine.lines[engine.component(of: call)].isEndless {
      return endEndless(call, because: failure)
    }
    if let failure { return fail(call, because: failure) }
    end(call, as: .callSucceeded)
  }

  /// Ends a call that was to go on until the run ends, and has come to an end by itself.
  private mutating func endEndless(_ call: CallNumber, because failure: String?) {
    let component = engine.component(of: call)
    end(call, as: .callStopped(reason: engine.log.intern(endedByItself(failure))))
    guard let failure, model.components[component].behaviour.raisesException, !engine.isOver else {
      return
    }
    endAllCalls(
      because: "\(model.components[component].name) ended by itself: \(failure)", failed: call)
  }

  /// Ends a call in the way that an event says, and lets go what it held; `cause` is what ended it from outside.
  mutating func end(
    _ call: CallNumber, as kind: Event.Kind, after cause: (event: Int, edge: Edge)? = nil
  ) {
    engine.end(call, as: kind, after: cause)
    let component = engine.component(of: call)
    let isTriedAgain = retries.contains(call)
    let status: CallStatus
    switch kind {
    case _ where isTriedAgain: status = .pending
    case .callSucceeded: status = .succeeded
    case .callFailed: status = .failed
    default: status = .stopped
    }
    let event = engine.lastEvent(of: call)
    board.noteEnd(
      call, of: component, by: event, hasStarted: engine.hasStarted(call), as: status)
    stopCode(of: call)
    guard !isTriedAgain else { return }
    if model.components[component].behaviour.retries != nil { retries.forget(call) }
    closeStreams(of: call)
    wakeWaiters(of: call)
    noteChange(by: event, iteration.watched.contains(component) ? .data : .blocking)
  }

  /// Sees to it that the code of a call ends which was ended from outside.
  mutating func stopCode(of call: CallNumber) {
    guard calls[Int(call) - 1].isAtWork else { return }
    calls[Int(call) - 1].isAtWork = false
    var ended: [CodeWait] = []
    while calls[Int(call) - 1].first >= 0 {
      let wait = waits.wait(at: calls[Int(call) - 1].first)
      ended.append(wait)
      remove(wait)
    }
    stops.append((call, ended))
  }

  /// The call that stands for one now: itself, or the last try if it failed and was tried again.
  func latest(of call: CallNumber) -> CallNumber { retries.successor(of: call) }

  /// Whether the code of a call may do anything more.
  package func mayGoOn(_ call: CallNumber) -> Bool {
    !engine.isOver && engine.mayGoOn && !engine.hasEnded(call)
  }

  /// Whether a call to a component may be answered by an earlier one.
  package func remembers(_ component: Int, for call: CallNumber) -> Bool {
    let isInReactive = call == 1 && model.isReactive
    return isInReactive || model.components[component].behaviour.cachesCalls ?? false
  }

  /// What arguments come to by which calls are the same, as the cache of a scenario has it.
  package static func key(of values: [Value]) -> String {
    canonicalArguments(values, [], parameters: [])
  }

  /// Whether a call to a component returns at once.
  package func isParallel(_ component: Int) -> Bool { model.components[component].isParallel }

  /// The number of a call among those of its component that have started, from 1, when it has just started.
  package func startNumber(of call: CallNumber) -> UInt32 {
    let component = engine.component(of: call)
    return component < 0 ? 1 : engine.lines[component].started
  }

  /// The component of a call, by its index; −1 for the flow.
  package func component(of call: CallNumber) -> Int { engine.component(of: call) }

  /// Why a call, or the last try of it, was ended from outside; nil if it was not.
  package func reasonForEnd(of call: CallNumber) -> String? { reasons[latest(of: call)] }

  /// Whether a call, or the last try of it, has succeeded.
  package func hasSucceeded(_ call: CallNumber) -> Bool { engine.hasSucceeded(latest(of: call)) }
}
