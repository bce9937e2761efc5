internal import EventLog

// A flow whose calls run for real.

extension FlowDriver: RecordedDriver {
  var isOver: Bool { engine.isOver }
  var timeLimit: Nanoseconds { engine.limits.time }

  mutating func prepare() {
    _ = engine.begin(names.flow)
    scheduleFlow()
  }

  mutating func nextTime() -> Nanoseconds? {
    if facts.forgetsEntries, engine.kernel.isInstantOver { dropStaleEntries() }
    return engine.kernel.nextTime
  }

  mutating func isIdle() -> Bool {
    if !facts.daemons.isEmpty, engine.mayGoOn, onlyDaemonsRemain { return true }
    return nextTime() == nil
  }

  mutating func doNext() -> Bool {
    guard let entry = engine.next() else { return false }
    handle(entry)
    return true
  }

  mutating func takeIn(_ end: OutsideEnd) {
    guard outside?.takeIn(end) ?? false else { return }
    engine.schedule(.commandEnds(end.call), at: max(end.at, engine.now))
  }

  /// Ends a call whose command has.
  mutating func endCommand(of call: CallNumber) {
    guard let end = outside?.takeEnd(of: call), !engine.hasEnded(call) else { return }
    switch end.stop {
    case .timeout(let start): timeOut(call, after: start)
    case .flow(let reason, let asked):
      self.end(call, as: .callStopped(reason: reason), after: (asked, .program))
    case nil:
      if engine.lines[engine.component(of: call)].isEndless {
        return endEndless(call, because: end.failure)
      }
      if let reason = end.failure { return fail(call, because: reason) }
      guard let run = runs.run(of: call) else { return self.end(call, as: .callSucceeded) }
      runs[run].run(until: engine.now)
      runs[run].phase = .end
      runs[run].cursor = 0
      proceed(run)
    }
  }

  /// Ends a call that was to run for ever, and whose command has ended by itself.
  private mutating func endEndless(_ call: CallNumber, because failure: String?) {
    let component = engine.component(of: call)
    end(call, as: .callStopped(reason: engine.log.intern(endedByItself(failure))))
    // A server may go on in the background, and then all is well.
    guard let failure, model.components[component].behaviour.raisesException, !engine.isOver else {
      return
    }
    let name = model.components[component].name
    endAllCalls(because: "\(name) ended by itself: \(failure)", failed: call)
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
