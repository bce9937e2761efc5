internal import EventLog

// Items on their way from the calls that put them in to those that take them out.

extension Simulator {
  /// Lets the call of a component put an item into a stream; false if it has to wait for room.
  mutating func put(into stream: Int, by component: Int) -> Bool {
    let call = runs[component].call
    if streams[stream].isFull {
      calls.block(call, on: stream, forItem: false, at: kernel.now)
      wait(component, for: stream, item: false)
      streams[stream].producers.append(call)
      return false
    }
    let event = calls.note(
      .messageSent(stream: calls.streamNames[stream], item: streams[stream].nextItem),
      of: call, at: kernel.now)
    streams[stream].put(by: event)
    if !streams[stream].consumers.isEmpty { scheduleMove(stream) }
    return true
  }

  /// Lets the call of a component take its next item; false if it has to wait for one.
  ///
  /// At the end of the stream it comes to its last effects instead, which what put items in led to.
  mutating func takeItem(_ component: Int) -> Bool {
    guard let stream = behaviours.rows[component].forEach else { return false }
    let call = runs[component].call
    guard let (item, sent) = streams[stream].take() else {
      if streams[stream].isAtEnd {
        runs[component].phase = .end
        calls.noteNextCauses(streams[stream].ends.map(\.event))
        return true
      }
      calls.block(call, on: stream, forItem: true, at: kernel.now)
      wait(component, for: stream, item: true)
      streams[stream].consumers.append(call)
      return false
    }
    let event = calls.note(
      .messageReceived(stream: calls.streamNames[stream], item: item), of: call, at: kernel.now)
    calls.log.cause(sent, .data)
    streams[stream].wasTaken(by: event)
    if !streams[stream].producers.isEmpty { scheduleMove(stream) }
    runs[component].takeUp()
    runs[component].total = length(
      behaviours.rows[component].takes, of: component, item: runs[component].items)
    return true
  }

  private mutating func wait(_ component: Int, for stream: Int, item: Bool) {
    runs[component].replan()
    runs[component].awaited = stream
    runs[component].awaitsItem = item
  }

  /// Whether calls of a component put items into a stream, or else take them out and so make room.
  func serves(_ component: Int, _ stream: Int, byItems: Bool) -> Bool {
    byItems
      ? emitted[component].contains(stream)
      : behaviours.rows[component].forEach == stream
  }

  mutating func scheduleMove(_ stream: Int) {
    guard !streams[stream].isMoveDue else { return }
    streams[stream].isMoveDue = true
    schedule(.streamMoves(stream), at: kernel.now)
  }

  /// Lets go on who waits for what is there now: an item, room, the end.
  mutating func move(_ stream: Int) {
    streams[stream].isMoveDue = false
    while !isOver, calls.log.count < limits.events {
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
      if !calls.isEnded(call) { return call }
    }
    return nil
  }

  /// Lets a call go on after the event it waited for, or after the calls whose end is the end of a
  /// stream.
  private mutating func resume(_ call: CallNumber, after event: Int?, orEndOf stream: Int? = nil) {
    let component = calls.component(of: call)
    calls.resume(call, at: kernel.now)
    if let event {
      calls.log.cause(event, .data)
    } else if let stream {
      for (_, event) in streams[stream].ends { calls.log.cause(event, .data) }
    }
    guard runs[component].isAtWork else { return }
    runs[component].awaited = nil
    runs[component].since = kernel.now
    if runs[component].awaitsItem, !takeItem(component) { return }
    proceed(component)
  }

  /// Takes in that a call which put items into a stream has ended for good.
  mutating func close(_ stream: Int, after call: CallNumber) {
    streams[stream].close(calls.component(of: call), by: calls.lastEvent(of: call))
    if streams[stream].openProducers == 0 { scheduleMove(stream) }
  }
}
