internal import EventLog

// Who is told that a call was asked for, started or ended: the board, and who waits for it.

extension FlowDriver {
  /// Takes in that a call was asked for.
  mutating func didRequest(_ call: CallNumber, of component: Int) {
    if facts.dependencies.matters[component] { flow.openThatMatter += 1 }
    board.counts[component].pending += 1
    board.counts[component].latest = .pending
    board.counts[component].latestCall = call
    board.counts[component].hasLatestStarted = false
    if !flow.repetitions.contains(call), !engine.lines[component].isEndless {
      flow.newOpenCalls += 1
    }
  }

  /// Takes in that a call started.
  mutating func didStart(_ call: CallNumber, of component: Int) {
    if facts.dependencies.varies[component] { flow.unrepeatable += 1 }
    board.counts[component].pending -= 1
    board.counts[component].running += 1
    board.counts[component].started += 1
    board.counts[component].event = engine.lastEvent(of: call)
    if board.counts[component].latestCall == call {
      board.counts[component].latest = .running
      board.counts[component].hasLatestStarted = true
    }
    if facts.watchesStarts { noteChange(by: engine.lastEvent(of: call)) }
  }

  /// Takes in that a call ended, and lets those go on that waited for it.
  mutating func didEnd(_ call: CallNumber, of component: Int, as kind: Event.Kind) {
    if facts.dependencies.matters[component] { flow.openThatMatter -= 1 }
    let event = engine.lastEvent(of: call)
    var counts = board.counts[component]
    if engine.hasStarted(call) { counts.running -= 1 } else { counts.pending -= 1 }
    let status: CallStatus
    if retries.contains(call) {
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
    if !flow.repetitions.contains(call), !engine.lines[component].isEndless {
      flow.newOpenCalls -= 1
    }
    flow.repetitions.remove(call)
    guard status != .pending else { return }
    for stream in facts.emitted[component] { close(stream, after: call) }
    if case .call(call) = flow.waiting { return scheduleFlow() }
    // Where the flow does not look at how calls of it are, all it did is wait.
    noteChange(by: event, facts.watched.contains(component) ? .data : .blocking)
  }
}
