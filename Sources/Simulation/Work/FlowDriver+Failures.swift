internal import EventLog
internal import Formatting

// How calls fail, are tried again, run out of time, are stopped.

extension FlowDriver {
  /// After how much running the n-th call of a component fails; nil if it does not.
  func failurePoint(
    of component: Int, number: UInt32, in total: Nanoseconds?
  ) -> Nanoseconds? {
    model.components[component].failurePoint(number: number, in: total, seed: seed)
  }

  mutating func fail(_ run: Int) {
    let failure = model.components[runs[run].component].behaviour.failure
    fail(runs[run].call, because: failure?.reason)
  }

  mutating func timeOut(_ call: CallNumber, since start: Int) {
    guard !engine.hasEnded(call) else { return }
    if outside?.stop(call, .timeout(since: start)) ?? false { return }
    timeOut(call, after: start)
  }

  /// Ends a call that has lasted for as long as it may.
  mutating func timeOut(_ call: CallNumber, after start: Int) {
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
      return engine.schedule(.callIsTriedAgain(call), at: engine.now.addingClamped(wait))
    }
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
      component, by: 1, step: request.step, arguments: request.arguments, followsParent: false)
    engine.cause(engine.lastEvent(of: failed), .time)
    retries.note(call, request, after: failed)
    outside?.note(call, as: failed)
    if case .call(failed) = flow.waiting { flow.waiting = .call(call) }
    if flow.repetitions.contains(failed) { flow.repetitions.insert(call) }
    if let key = flow.keys.removeValue(forKey: failed) {
      flow.known[key]?.call = call
      flow.keys[call] = key
    }
    didRequest(call, of: component)
  }

  /// Ends the open calls of a component from outside, and does not try again those that failed.
  mutating func stop(_ component: Int) {
    for failed in retries.waiting.sorted() where engine.component(of: failed) == component {
      retries.forget(failed)
      engine.openCalls -= 1
      board.noteGivenUp(failed, of: component)
      noteChange(by: engine.lastEvent(of: failed))
      for stream in facts.emitted[component] { close(stream, after: failed) }
    }
    let reason = engine.log.intern("the flow stopped it")
    let asked = engine.lastEvent(of: 1)
    // Last first, so that none comes to its turn in between.
    for call in engine.line(of: component).reversed() {
      // What runs for real is over when its command is.
      if outside?.stop(call, .flow(reason: reason, asked: asked)) ?? false { continue }
      end(call, as: .callStopped(reason: reason), after: (asked, .program))
    }
  }
}

extension Model.Component {
  /// After how much running its n-th call fails, by a seed; nil if it does not, `.max` if that is at its end.
  func failurePoint(number: UInt32, in total: Nanoseconds?, seed: UInt64) -> Nanoseconds? {
    guard let failure = behaviour.failure else { return nil }
    guard failure.calls.isEmpty || failure.calls.contains(number) else { return nil }
    if failure.probability < 1 {
      var draw = RandomSubstream(seed: seed, component: name, call: number, purpose: .fails)
      guard draw.unit() < failure.probability else { return nil }
    }
    guard let at = failure.at else { return .max }
    // Who has run for all of its time before has not failed.
    return at.point(in: total).flatMap { point in
      total.map { point <= $0 } ?? true ? point : nil
    }
  }
}
