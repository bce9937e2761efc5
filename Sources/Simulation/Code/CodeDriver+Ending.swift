package import EventLog
internal import Formatting

// How a run of code ends: all has been done, or nothing more can happen.

extension CodeDriver {
  /// Whether every call that can end has.
  package var isAllDone: Bool { engine.openCalls == 0 }

  /// Forgets what is next on the queue as long as nothing will come of it, so that the clock does not go on to it.
  mutating func dropStaleEntries() {
    while let entry = engine.kernel.first, isStale(entry) { engine.kernel.dropFirst() }
  }

  private func isStale(_ entry: Entry) -> Bool {
    switch entry {
    case .wakes(let wait), .rings(let wait): !waits.isOn(wait)
    case .timesOut(let call, _): engine.hasEnded(call)
    case .isTriedAgain(let call): !retries.contains(call)
    case .streamMoves, .steps, .dispatch: false
    }
  }

  /// Whether a call never ends by itself.
  func isEndless(_ call: CallNumber) -> Bool {
    let component = engine.component(of: call)
    return component >= 0 && engine.lines[component].isEndless
  }

  /// The calls whose code is at work and waits for nothing that this run knows of.
  ///
  /// If nothing is due any more, what they wait for is outside the run.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  package var callsWaitingOutside: [CallNumber] {
    (1..<engine.callCount + 1).filter { call in
      calls[Int(call) - 1].isAtWork && calls[Int(call) - 1].first < 0 && !engine.hasEnded(call)
        && !(call == 1 && iteration.waitsForChange)
    }
  }

  /// Ends a run in which nothing more is due: by a limit that it has come to, or because nothing more can happen.
  package mutating func finish() {
    engine.endAtLimit()
    if !engine.isOver {
      conclude()
    }
    for call in 1..<engine.callCount + 1 { stopCode(of: call) }
  }

  /// Ends the run at an instant because of something outside.
  package mutating func interrupt(at time: Nanoseconds, because reason: String) {
    guard !engine.isOver else { return }
    engine.interrupt(at: time, because: reason)
    finish()
  }

  /// Sets the clock to an instant, up to which all that was due has been done.
  package mutating func goOn(to time: Nanoseconds) { engine.kernel.goOn(to: time) }

  /// Ends the run when nothing more can happen.
  mutating func conclude() {
    engine.end()
    let open = OpenCalls(of: engine)
    let isFlowDone = iteration.waitsForChange && iteration.awaited == (0, nil) && retries.isEmpty
    if isFlowDone, engine.openCalls == 1 {
      engine.resume(1)
      finishFlow()
      return stopAll(open.numbers.filter { $0 > 1 })
    }
    if engine.openCalls > 0, let reason = deadlock(open, isFlowDone: isFlowDone) {
      engine.end(as: .deadlock(reason))
    }
    if !engine.hasEnded(1), !isFlowDone { blocker = wait(of: 1, open)?.reason }
    let reasons = open.numbers.map { call in
      call == 1 && isFlowDone ? nil : wait(of: call, open)?.reason
    }
    stopAll(open.numbers, because: reasons)
  }

  /// Stops calls because the run is over.
  mutating func stopAll(_ open: [CallNumber], because reasons: [String?] = []) {
    engine.stop(open, because: reasons)
    for call in open { stopCode(of: call) }
  }

  private func deadlock(_ open: OpenCalls, isFlowDone: Bool) -> String? {
    open.deadlock {
      isEndless($0) || $0 == 1 && isFlowDone
    } title: {
      title(of: $0)
    } wait: {
      wait(of: $0, open)
    }
  }

  /// Whose call it is, in words.
  func title(of call: CallNumber) -> String {
    let component = engine.component(of: call)
    return component < 0 ? "the flow" : model.components[component].name
  }

  /// What an open call waits for; nil if it waits for nothing.
  private func wait(of call: CallNumber, _ open: OpenCalls) -> OpenCalls.Wait? {
    guard engine.hasStarted(call) else { return open.waitToStart(of: call, engine, model) }
    if call == 1, iteration.waitsForChange {
      let (call, condition) = iteration.awaited
      if call > 0 { return open.wait(for: call, title(of: call), engine) }
      return OpenCalls.Wait(
        what: condition.map { "\($0), which never came true" } ?? "a change, which never came")
    }
    let first = calls[Int(call) - 1].first
    guard first >= 0 else { return nil }
    switch waits[first].awaited {
    case .running: return nil
    case .time(let time): return OpenCalls.Wait(what: timeText(time))
    case .call(let other, _): return open.wait(for: other, title(of: other), engine)
    case .component(let component):
      let latest = board.counts[component].latestCall
      return latest > 0 ? open.wait(for: latest, title(of: latest), engine) : nil
    case .condition:
      return OpenCalls.Wait(what: "\(conditions[first] ?? "a condition"), which never came true")
    case .item(let stream): return waitForStream(stream, item: true)
    case .room(let stream): return waitForStream(stream, item: false)
    }
  }

  /// The wait for a stream, on the first call that could end it.
  private func waitForStream(_ stream: Int, item: Bool) -> OpenCalls.Wait {
    let what = StreamBuffer.condition(of: model.streams[stream].name, forItem: item)
    let other = (1..<engine.callCount + 1).first { call in
      let component = engine.component(of: call)
      guard item, component >= 0, !engine.hasEnded(call) else { return false }
      return emitted[component].contains(stream) || undeclared[call]?.contains(stream) ?? false
    }
    if let other { return OpenCalls.Wait(what: what, on: other) }
    let lack = item ? "emits" : "takes from"
    return OpenCalls.Wait(what: "\(what), which nothing that was called \(lack)")
  }
}
