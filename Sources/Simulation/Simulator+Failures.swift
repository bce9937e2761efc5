internal import EventLog

// How calls fail, are tried again, run out of time, are stopped; and who is told.

extension Simulator {
  /// After how much running the call of a component that starts now fails; nil if it does not.
  func failurePoint(of component: Int, in total: Nanoseconds?) -> Nanoseconds? {
    guard let failure = model.components[component].behaviour.failure else { return nil }
    let number = drawn[component]
    guard failure.calls.isEmpty || failure.calls.contains(number) else { return nil }
    if failure.probability < 1 {
      let name = model.components[component].name
      var draw = RandomSubstream(seed: seed, component: name, call: number, purpose: .fails)
      guard draw.unit() < failure.probability else { return nil }
    }
    guard let at = failure.at else { return .max }
    // Who has run for all of its time before has not failed.
    return at.point(in: total).flatMap { point in
      total.map { point <= $0 } ?? true ? point : nil
    }
  }

  /// Whether the call of a component that fails after that much running has come there.
  func fails(_ component: Int, at point: Nanoseconds) -> Bool {
    point == .max
      ? runs[component].phase == .end
      : runs[component].before + runs[component].done >= point
  }

  mutating func fail(_ component: Int) {
    fail(runs[component].call, because: model.components[component].behaviour.failure?.reason)
  }

  mutating func timeOut(_ call: CallNumber, since start: Int) {
    guard !calls.isEnded(call) else { return }
    let component = calls.component(of: call)
    let timeout = model.components[component].behaviour.timeout ?? 0
    fail(call, because: "it timed out after \(timeText(timeout))", after: (start, .time))
  }

  /// Ends a call badly; it may be tried again, or end the whole run.
  private mutating func fail(
    _ call: CallNumber, because reason: String?, after cause: (event: Int, edge: Edge)? = nil
  ) {
    let component = calls.component(of: call)
    let behaviour = model.components[component].behaviour
    let name = reason.map { calls.log.intern($0) } ?? .none
    if let wait = behaviour.retries?.wait(after: calls.attempt(of: call) + 1) {
      openCalls += 1
      retrying.insert(call)
      end(call, as: .callFailed(reason: name), after: cause)
      return schedule(.callIsTriedAgain(call), at: kernel.now.addingClamped(wait))
    }
    end(call, as: .callFailed(reason: name), after: cause)
    guard behaviour.raisesException, !isOver else { return }
    let why = model.components[component].name + " failed" + (reason.map { ": \($0)" } ?? "")
    endAllCalls(because: why, failed: call)
  }

  mutating func tryAgain(_ failed: CallNumber) {
    guard retrying.remove(failed) != nil else { return }
    openCalls -= 1
    let component = calls.component(of: failed)
    board.counts[component].pending -= 1
    for stream in emitted[component] { streams[stream].openProducers -= 1 }
    let call = calls.retry(failed, at: kernel.now)
    if case .call(failed) = flow.waiting { flow.waiting = .call(call) }
    if flow.repetitions.contains(failed) { flow.repetitions.insert(call) }
    if let key = flow.keys.removeValue(forKey: failed) {
      flow.known[key]?.call = call
      flow.keys[call] = key
    }
    enter(call)
  }

  /// Ends the open calls of a component from outside, and does not try again those that failed.
  mutating func stop(_ component: Int) {
    for failed in retrying.sorted() where calls.component(of: failed) == component {
      retrying.remove(failed)
      openCalls -= 1
      board.counts[component].pending -= 1
      // Who is not tried again has failed for good.
      board.counts[component].failed += 1
      if board.counts[component].latestCall == failed { board.counts[component].latest = .failed }
      noteChange(by: calls.lastEvent(of: failed))
      for stream in emitted[component] { close(stream, after: failed) }
    }
    let reason = calls.log.intern("the flow stopped it")
    let asked = calls.lastEvent(of: 1)
    var line: [CallNumber] = []
    var next = calls.nextInLine(of: component)
    while let call = next {
      line.append(call)
      next = calls.next(after: call)
    }
    // Last first, so that none comes to its turn in between.
    for call in line.reversed() {
      end(call, as: .callStopped(reason: reason), after: (asked, .program))
    }
  }

  // MARK: Who is told

  // In a task graph there is nobody to be told.

  mutating func didRequest(_ call: CallNumber, of component: Int) {
    guard tasks == nil else { return }
    if dependencies.matters[component] { flow.openThatMatter += 1 }
    board.counts[component].pending += 1
    board.counts[component].latest = .pending
    board.counts[component].latestCall = call
    board.counts[component].hasLatestStarted = false
    if !flow.repetitions.contains(call), !model.components[component].isEndless {
      flow.newOpenCalls += 1
    }
  }

  mutating func didStart(_ call: CallNumber, of component: Int) {
    guard tasks == nil else { return }
    if dependencies.varies[component] { flow.unrepeatable += 1 }
    board.counts[component].pending -= 1
    board.counts[component].running += 1
    board.counts[component].started += 1
    board.counts[component].event = calls.lastEvent(of: call)
    if board.counts[component].latestCall == call {
      board.counts[component].latest = .running
      board.counts[component].hasLatestStarted = true
    }
    if watchesStarts { noteChange(by: calls.lastEvent(of: call)) }
  }

  mutating func didEnd(_ call: CallNumber, of component: Int, as kind: Event.Kind) {
    guard tasks == nil else { return }
    if dependencies.matters[component] { flow.openThatMatter -= 1 }
    let event = calls.lastEvent(of: call)
    var counts = board.counts[component]
    if calls.isStarted(call) { counts.running -= 1 } else { counts.pending -= 1 }
    let status: CallStatus
    if retrying.contains(call) {
      status = .pending
      counts.pending += 1
    } else if case .callSucceeded = kind {
      status = .succeeded
      counts.succeeded += 1
    } else if case .callFailed = kind {
      status = .failed
      counts.failed += 1
    } else {
      status = .stopped
      counts.stopped += 1
    }
    counts.event = event
    if counts.latestCall == call { counts.latest = status }
    board.counts[component] = counts
    if !flow.repetitions.contains(call), !model.components[component].isEndless {
      flow.newOpenCalls -= 1
    }
    flow.repetitions.remove(call)
    guard status != .pending else { return }
    for stream in emitted[component] { close(stream, after: call) }
    if case .call(call) = flow.waiting { return scheduleFlow() }
    // Where the flow does not look at how calls of it are, all it did is wait.
    noteChange(by: event, watched.contains(component) ? .data : .blocking)
  }
}
