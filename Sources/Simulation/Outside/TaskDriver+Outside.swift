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

  /// Ends a task whose command has.
  mutating func endCommand(of call: CallNumber) {
    guard let end = outside?.takeEnd(of: call), !engine.hasEnded(call) else { return }
    if case .timeout(let start)? = end.stop { return timeOut(call, after: start) }
    if engine.lines[engine.component(of: call)].isEndless {
      let reason = engine.log.intern(endedByItself(end.failure))
      return engine.end(call, as: .callStopped(reason: reason))
    }
    if let failure = end.failure { return fail(call, because: failure) }
    self.end(call)
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
