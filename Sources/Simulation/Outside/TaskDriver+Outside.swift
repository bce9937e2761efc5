internal import EventLog

// Tasks that run for real.

extension TaskDriver: RecordedDriver {
  var isOver: Bool { engine.isOver }
  var timeLimit: Nanoseconds { engine.limits.time }

  mutating func prepare() { engine.schedule(.tasksAreReady, at: 0) }

  mutating func nextTime() -> Nanoseconds? { engine.kernel.nextTime }

  mutating func isIdle() -> Bool { engine.kernel.nextTime == nil }

  mutating func doNext() -> Bool {
    guard let entry = engine.next() else { return false }
    handle(entry)
    return true
  }

  mutating func takeIn(_ end: OutsideEnd) {
    guard outside?.takeIn(end) ?? false else { return }
    engine.schedule(.commandEnds(end.call), at: max(end.at, engine.now))
  }

  /// Ends a task whose command has; one that failed ends the run.
  mutating func endCommand(of call: CallNumber) {
    let failure = outside?.takeEnd(of: call).failure
    if engine.lines[engine.component(of: call)].isEndless {
      let reason = "it ended by itself" + (failure.map { ": \($0)" } ?? "")
      return engine.end(call, as: .callStopped(reason: engine.log.intern(reason)))
    }
    guard let failure else { return end(call) }
    engine.end(call, as: .callFailed(reason: engine.log.intern(failure)))
    let why = "\(model.components[engine.component(of: call)].name) failed: \(failure)"
    let cause = engine.lastEvent(of: call)
    engine.end()
    let reason = engine.log.intern(why)
    for open in OpenCalls(of: engine).numbers {
      engine.end(open, as: .callStopped(reason: reason), after: (cause, .data))
    }
    engine.end(as: .failure(why))
    engine.cause(cause, .data)
  }

  mutating func interrupt(at time: Nanoseconds, because reason: String) {
    engine.interrupt(at: time, because: reason)
  }

  mutating func endAtTimeLimit() { engine.endAtTimeLimit() }

  mutating func endOrConclude() {
    engine.endAtLimit()
    if !engine.isOver { conclude() }
  }

  func write(to world: any OutsideWorld) { world.write(engine.log) }
}
