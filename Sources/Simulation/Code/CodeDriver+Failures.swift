package import EventLog
internal import Formatting

// How calls fail, are tried again, run out of time, are stopped.

extension CodeDriver {
  /// Ends a call that has lasted for as long as it may.
  mutating func timeOut(_ call: CallNumber, after start: Int) {
    guard !engine.hasEnded(call) else { return }
    let component = engine.component(of: call)
    let timeout = model.components[component].behaviour.timeout ?? 0
    fail(call, because: "it timed out after \(timeText(timeout))", after: (start, .time))
  }

  /// Ends a call badly; it may be tried again, or end the whole run.
  mutating func fail(
    _ call: CallNumber, because reason: String?, after cause: (event: Int, edge: Edge)? = nil
  ) {
    let component = engine.component(of: call)
    let behaviour = model.components[component].behaviour
    let name = reason.map { engine.log.intern($0) } ?? .none
    if let wait = behaviour.retries?.wait(after: retries.attempt(of: call) + 1) {
      engine.openCalls += 1
      retries.wait(call)
      end(call, as: .callFailed(reason: name), after: cause)
      return engine.schedule(.isTriedAgain(call), at: engine.now.addingClamped(wait))
    }
    if let reason, cause != nil { reasons[call] = reason }
    end(call, as: .callFailed(reason: name), after: cause)
    guard behaviour.raisesException, !engine.isOver else { return }
    let why = model.components[component].name + " failed" + (reason.map { ": \($0)" } ?? "")
    endAllCalls(because: why, failed: call)
  }

  mutating func tryAgain(_ failed: CallNumber) {
    guard let request = retries.takeUp(failed) else { return }
    engine.openCalls -= 1
    let component = engine.component(of: failed)
    board.counts[component].pending -= 1
    let call = engine.request(
      component, by: request.parent, step: request.step, arguments: request.arguments,
      followsParent: false)
    engine.cause(engine.lastEvent(of: failed), .time)
    calls.append(CodeCall())
    retries.note(call, request, after: failed)
    if let more = undeclared.removeValue(forKey: failed) { undeclared[call] = more }
    origins[call] = origins[failed] ?? failed
    moveWaiters(from: failed, to: call)
    board.noteRequest(call, of: component)
  }

  /// Lets those who wait for the end of a call wait for that of another.
  private mutating func moveWaiters(from failed: CallNumber, to call: CallNumber) {
    var place = calls[Int(failed) - 1].firstWaiter
    (calls[Int(failed) - 1].firstWaiter, calls[Int(failed) - 1].lastWaiter) = (-1, -1)
    while place >= 0 {
      let next = waits[place].sibling
      waits[place].sibling = -1
      if case .call(_, let edge) = waits[place].awaited { waits[place].awaited = .call(call, edge) }
      enlist(place, for: call)
      place = next
    }
  }

  /// Ends the open calls of a component from outside, and does not try again those that failed.
  ///
  /// - Parameters:
  ///   - component: The component.
  ///   - call: The call whose code says so.
  package mutating func stop(_ component: Int, by call: CallNumber) {
    guard mayGoOn(call) else { return }
    resumeIfBlocked(call)
    for failed in retries.waiting.sorted() where engine.component(of: failed) == component {
      retries.forget(failed)
      engine.openCalls -= 1
      board.noteGivenUp(failed, of: component)
      noteChange(by: engine.lastEvent(of: failed))
      closeStreams(of: failed)
      wakeWaiters(of: failed)
    }
    let reason = engine.log.intern(
      call == 1 ? "the flow stopped it" : "\(title(of: call)) stopped it")
    let asked = engine.lastEvent(of: call)
    // Last first, so that none comes to its turn in between.
    for open in engine.line(of: component).reversed() where open != call {
      reasons[open] = engine.log.isKept ? engine.log.name(of: reason) : "it was stopped"
      end(open, as: .callStopped(reason: reason), after: (asked, .program))
    }
  }

  /// Ends all calls and the flow, because of one that failed.
  mutating func endAllCalls(because why: String, failed: CallNumber) {
    engine.end()
    let reason = engine.log.intern(why)
    let cause = engine.lastEvent(of: failed)
    for call in OpenCalls(of: engine).numbers where call > 1 {
      end(call, as: .callStopped(reason: reason), after: (cause, .data))
    }
    if failed > 1, !engine.hasEnded(1) {
      engine.end(1, as: .callFailed(reason: reason), after: (cause, .data))
      stopCode(of: 1)
    }
    engine.end(as: .failure(why))
    engine.cause(cause, .data)
  }

  /// Ends the whole run because something happened that must not.
  ///
  /// - Parameters:
  ///   - call: The call in whose code it did.
  ///   - reason: What it was.
  package mutating func breakOff(_ call: CallNumber, because reason: String) {
    guard !engine.isOver else { return }
    let name = engine.log.intern(reason)
    // Nothing in the run is why one that waits goes on.
    let cause: (event: Int, edge: Edge)? =
      calls[Int(call) - 1].isBlocked ? (engine.lastEvent(of: call), .time) : nil
    if call == 1 {
      engine.end(1, as: .callFailed(reason: name), after: cause)
      stopCode(of: 1)
    } else if !engine.hasEnded(call) {
      let isEndless = engine.lines[engine.component(of: call)].isEndless
      end(
        call, as: isEndless ? .callStopped(reason: name) : .callFailed(reason: name), after: cause)
    }
    endAllCalls(because: "\(title(of: call)): \(reason)", failed: call)
  }

  mutating func endFlow(failure: String?) {
    if let failure {
      engine.end(1, as: .callFailed(reason: engine.log.intern(failure)))
      return endAllCalls(because: "the flow failed: \(failure)", failed: 1)
    }
    if model.isReactive {
      if !iteration.isAborted { endIteration(on: 0, step: 0) }
      return
    }
    finishFlow()
  }

  mutating func finishFlow() {
    engine.end(1, as: .callSucceeded)
    stopCode(of: 1)
    iteration.isEnded = true
  }
}
