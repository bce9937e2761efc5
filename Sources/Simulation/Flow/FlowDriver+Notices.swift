internal import EventLog

// Who is told that a call was asked for, started or ended: the board, and who waits for it.

extension FlowDriver {
  /// Takes in that a call was asked for.
  mutating func didRequest(_ call: CallNumber, of component: Int) {
    if facts.dependencies.matters[component] { flow.openThatMatter += 1 }
    board.noteRequest(call, of: component)
    if !flow.repetitions.contains(call), !engine.lines[component].isEndless {
      flow.newOpenCalls += 1
    }
  }

  /// Takes in that a call started.
  mutating func didStart(_ call: CallNumber, of component: Int) {
    if facts.dependencies.varies[component] { flow.unrepeatable += 1 }
    board.noteStart(call, of: component, by: engine.lastEvent(of: call))
    if facts.watchesStarts { noteChange(by: engine.lastEvent(of: call)) }
  }

  /// Takes in that a call ended, and lets those go on that waited for it.
  mutating func didEnd(_ call: CallNumber, of component: Int, as kind: Event.Kind) {
    if facts.dependencies.matters[component] { flow.openThatMatter -= 1 }
    let event = engine.lastEvent(of: call)
    let status: CallStatus
    if retries.contains(call) {
      status = .pending
    } else if case .callSucceeded = kind {
      status = .succeeded
    } else if case .callFailed = kind {
      status = .failed
    } else {
      status = .stopped
    }
    board.noteEnd(
      call, of: component, by: event, hasStarted: engine.hasStarted(call), as: status)
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
