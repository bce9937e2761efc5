package import EventLog

// Items on their way from the calls that put them in to those that take them out.

/// What comes of taking an item out of a stream, or of putting one in.
package enum CodeTransfer {
  /// It was done.
  case done
  /// It has to be waited for.
  case waits(CodeWait)
  /// The stream is at its end.
  case ended
  /// The call that asks was ended from outside, or the run is over.
  case stopped
}

extension CodeDriver {
  /// Lets a call put an item into a stream.
  package mutating func send(into stream: Int, by call: CallNumber) -> CodeTransfer {
    guard mayGoOn(call) else { return .stopped }
    declareProducer(call, of: stream)
    if streams[stream].isFull {
      let wait = add(.room(stream), of: call)
      streams[stream].waitingProducers.append(wait)
      return .waits(wait)
    }
    put(into: stream, by: call)
    return .done
  }

  mutating func put(into stream: Int, by call: CallNumber) {
    let event = note(
      .messageSent(stream: names.streams[stream], item: streams[stream].nextItem), of: call)
    streams[stream].put(by: event)
    if !streams[stream].waitingConsumers.isEmpty { scheduleMove(stream) }
  }

  /// Lets a call take the next item out of a stream.
  package mutating func receive(from stream: Int, by call: CallNumber) -> CodeTransfer {
    guard mayGoOn(call) else { return .stopped }
    if take(from: stream, by: call) { return .done }
    if streams[stream].isAtEnd {
      noteEnd(of: stream, for: call)
      return .ended
    }
    let wait = add(.item(stream), of: call)
    streams[stream].waitingConsumers.append(wait)
    return .waits(wait)
  }

  mutating func take(from stream: Int, by call: CallNumber) -> Bool {
    guard let (item, sent) = streams[stream].take() else { return false }
    let event = note(.messageReceived(stream: names.streams[stream], item: item), of: call)
    engine.cause(sent, .data)
    streams[stream].wasTaken(by: event)
    if !streams[stream].waitingProducers.isEmpty { scheduleMove(stream) }
    return true
  }

  /// What a call does after the end of a stream is what those led to who put items in.
  mutating func noteEnd(of stream: Int, for call: CallNumber) {
    nextCauses[call] = streams[stream].ends
  }

  /// A call that puts items in without its component having said so does so from now on until its end.
  mutating func declareProducer(_ call: CallNumber, of stream: Int) {
    let component = engine.component(of: call)
    if component >= 0, emitted[component].contains(stream) { return }
    if undeclared[call]?.contains(stream) ?? false { return }
    undeclared[call, default: []].append(stream)
    streams[stream].openProducers += 1
  }

  private mutating func scheduleMove(_ stream: Int) {
    guard !streams[stream].isMoveDue else { return }
    streams[stream].isMoveDue = true
    engine.schedule(.streamMoves(Int32(truncatingIfNeeded: stream)), at: engine.now)
  }

  /// Lets the next go on who waits for what is there now: an item, room, the end.
  mutating func move(_ stream: Int) -> CodeActivation? {
    guard !engine.isOver, engine.mayGoOn else { return nil }
    if !streams[stream].isEmpty || streams[stream].isAtEnd,
      let wait = firstOn(stream, \.waitingConsumers)
    {
      let call = waits[wait.place].call
      resume(call, in: wait.place)
      let ready = streams[stream].readyEvent
      if let ready {
        engine.cause(ready, .data)
      } else {
        for event in streams[stream].ends { engine.cause(event, .data) }
      }
      complete(wait)
      if take(from: stream, by: call) { return .resume(wait, .item(stream: stream)) }
      noteEnd(of: stream, for: call)
      return .resume(wait, .ended)
    }
    if !streams[stream].isFull, let wait = firstOn(stream, \.waitingProducers) {
      let call = waits[wait.place].call
      resume(call, in: wait.place)
      if let event = streams[stream].lastTake { engine.cause(event, .data) }
      complete(wait)
      put(into: stream, by: call)
      return .resume(wait, .sent(stream: stream))
    }
    return nil
  }

  /// The first of those who wait that still do.
  private mutating func firstOn(
    _ stream: Int, _ queue: WritableKeyPath<StreamBuffer, FIFO<CodeWait>>
  ) -> CodeWait? {
    while let wait = streams[stream][keyPath: queue].popFirst() {
      if waits.isOn(wait) { return wait }
    }
    return nil
  }

  /// Takes in that a call puts no more items in.
  mutating func closeStreams(of call: CallNumber) {
    for stream in emitted[engine.component(of: call)] { close(stream, after: call) }
    guard !undeclared.isEmpty, let more = undeclared.removeValue(forKey: call) else { return }
    for stream in more { close(stream, after: call) }
  }

  /// Takes in that a call which put items into a stream has ended for good.
  mutating func close(_ stream: Int, after call: CallNumber) {
    let component = engine.component(of: call)
    streams[stream].close(
      component, by: engine.lastEvent(of: call),
      atOnce: component < 0 ? 1 : engine.lines[component].atOnce)
    if streams[stream].openProducers == 0 { scheduleMove(stream) }
  }
}
