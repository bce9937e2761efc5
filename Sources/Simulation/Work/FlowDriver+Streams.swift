internal import EventLog

// Items on their way from the calls that put them in to those that take them out.

extension FlowDriver {
  /// Lets a run put an item into a stream; false if it has to wait for room.
  mutating func put(into stream: Int, by run: Int) -> Bool {
    let call = runs[run].call
    if streams[stream].isFull {
      wait(run, for: stream, item: false)
      streams[stream].producers.append(call)
      return false
    }
    let event = engine.note(
      .messageSent(stream: names.streams[stream], item: streams[stream].nextItem),
      of: call)
    streams[stream].put(by: event)
    if !streams[stream].consumers.isEmpty { scheduleMove(stream) }
    return true
  }

  /// Lets a run take its next item; false if it has to wait for one.
  ///
  /// At the end of the stream it comes to its last effects instead, which what put items in led to.
  mutating func takeItem(_ run: Int) -> Bool {
    guard let stream = runs[run].stream else { return false }
    let call = runs[run].call
    guard let (item, sent) = streams[stream].take() else {
      if streams[stream].isAtEnd {
        runs[run].phase = .end
        engine.journal.noteNextCauses(streams[stream].ends)
        return true
      }
      wait(run, for: stream, item: true)
      streams[stream].consumers.append(call)
      return false
    }
    let event = engine.note(
      .messageReceived(stream: names.streams[stream], item: item), of: call)
    engine.cause(sent, .data)
    streams[stream].wasTaken(by: event)
    if !streams[stream].producers.isEmpty { scheduleMove(stream) }
    runs[run].takeUp()
    runs[run].total = runs.length(runs[run].takes, of: run, item: runs[run].items)
    return true
  }

  private mutating func wait(_ run: Int, for stream: Int, item: Bool) {
    let condition = names.condition(
      of: stream, named: model.streams[stream].name, forItem: item, &engine.log)
    engine.journal.block(runs[run].call, for: condition, at: engine.now)
    runs[run].replan()
    runs[run].awaited = stream
    runs[run].awaitsItem = item
  }

  /// Whether calls of a component put items into a stream, or else take them out and so make room.
  func serves(_ component: Int, _ stream: Int, byItems: Bool) -> Bool {
    byItems
      ? facts.emitted[component].contains(stream)
      : runs.behaviours.rows[component].forEach == stream
  }

  mutating func scheduleMove(_ stream: Int) {
    guard !streams[stream].isMoveDue else { return }
    streams[stream].isMoveDue = true
    engine.schedule(.streamMoves(Int32(truncatingIfNeeded: stream)), at: engine.now)
  }

  /// Lets go on who waits for what is there now: an item, room, the end.
  mutating func move(_ stream: Int) {
    streams[stream].isMoveDue = false
    while !engine.isOver, engine.mayGoOn {
      if !streams[stream].isEmpty || streams[stream].isAtEnd,
        let call = popWaiting(stream, \.consumers)
      {
        resume(call, after: streams[stream].readyEvent, orEndOf: stream)
      } else if !streams[stream].isFull, let call = popWaiting(stream, \.producers) {
        resume(call, after: streams[stream].lastTake)
      } else {
        return
      }
    }
  }

  /// The first of those who wait that has not been ended meanwhile.
  private mutating func popWaiting(
    _ stream: Int, _ queue: WritableKeyPath<StreamBuffer, FIFO<CallNumber>>
  ) -> CallNumber? {
    while let call = streams[stream][keyPath: queue].popFirst() {
      if !engine.hasEnded(call) { return call }
    }
    return nil
  }

  /// Lets a call go on after the event it waited for, or after the calls whose end is the end of a
  /// stream.
  private mutating func resume(_ call: CallNumber, after event: Int?, orEndOf stream: Int? = nil) {
    engine.resume(call)
    if let event {
      engine.cause(event, .data)
    } else if let stream {
      for event in streams[stream].ends { engine.cause(event, .data) }
    }
    guard let run = runs.run(of: call) else { return }
    runs[run].awaited = nil
    runs[run].since = engine.now
    if runs[run].awaitsItem, !takeItem(run) { return }
    proceed(run)
  }

  /// Takes in that a call which put items into a stream has ended for good.
  mutating func close(_ stream: Int, after call: CallNumber) {
    let component = engine.component(of: call)
    streams[stream].close(
      component, by: engine.lastEvent(of: call), atOnce: engine.lines[component].atOnce)
    if streams[stream].openProducers == 0 { scheduleMove(stream) }
  }
}
