internal import EventLog
internal import Formatting

// How tasks fail, are tried again and run out of time: as components of a flow do.

extension TaskDriver {
  /// Begins to run a call that may not end well; `time` is how long it runs, nil for ever.
  mutating func begin(_ call: CallNumber, for time: Nanoseconds?) {
    let component = engine.component(of: call)
    let point = model.components[component].failurePoint(
      number: engine.lines[component].started, in: time, seed: seed)
    let end = point.map { $0 == .max ? time : $0 } ?? time
    // Who ends at the very instant has not lasted too long.
    if let timeout = model.components[component].behaviour.timeout, timeout < end ?? .max {
      let start = UInt32(truncatingIfNeeded: engine.lastEvent(of: call))
      engine.schedule(.taskTimesOut(call, since: start), at: engine.now + timeout)
    } else if let end {
      engine.schedule(point == nil ? .taskEnds(call) : .taskFails(call), at: engine.now + end)
    }
  }

  mutating func fail(_ call: CallNumber) {
    fail(call, because: model.components[engine.component(of: call)].behaviour.failure?.reason)
  }

  mutating func timeOut(_ call: CallNumber, since start: Int) {
    guard !engine.hasEnded(call) else { return }
    if outside?.stop(call, .timeout(since: start)) ?? false { return }
    timeOut(call, after: start)
  }

  /// Ends a task that has lasted for as long as it may.
  mutating func timeOut(_ call: CallNumber, after start: Int) {
    let timeout = model.components[engine.component(of: call)].behaviour.timeout ?? 0
    fail(call, because: "it timed out after \(timeText(timeout))", after: (start, .time))
  }

  /// Ends a task badly; it may be tried again, or end the whole run.
  ///
  /// What needs it is not called otherwise.
  mutating func fail(
    _ call: CallNumber, because reason: String?, after cause: (event: Int, edge: Edge)? = nil
  ) {
    let behaviour = model.components[engine.component(of: call)].behaviour
    let task = tasks[Int(call) - 1]
    let name = reason.map { engine.log.intern($0) } ?? .none
    engine.end(call, as: .callFailed(reason: name), after: cause)
    let count = failures[task, default: 0] + 1
    if let wait = behaviour.retries?.wait(after: count) {
      failures[task] = count
      engine.openCalls += 1
      return engine.schedule(.taskIsTriedAgain(call), at: engine.now.addingClamped(wait))
    }
    guard behaviour.raisesException, !engine.isOver else { return }
    let title = model.components[engine.component(of: call)].name
    endAll(because: title + " failed" + (reason.map { ": \($0)" } ?? ""), failed: call)
  }

  mutating func tryAgain(_ failed: CallNumber) {
    guard !engine.isOver else { return }
    engine.openCalls -= 1
    let call = call(Int(tasks[Int(failed) - 1]))
    engine.cause(engine.lastEvent(of: failed), .time)
    outside?.note(call, as: failed)
  }

  /// Ends the run because a task has failed for good.
  private mutating func endAll(because why: String, failed call: CallNumber) {
    let cause = engine.lastEvent(of: call)
    engine.end()
    let reason = engine.log.intern(why)
    for open in OpenCalls(of: engine).numbers {
      engine.end(open, as: .callStopped(reason: reason), after: (cause, .data))
    }
    engine.end(as: .failure(why))
    engine.cause(cause, .data)
  }
}
