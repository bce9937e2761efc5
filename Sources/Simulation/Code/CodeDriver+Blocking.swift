internal import EventLog
internal import Formatting

// What the log says of calls that wait: that they are blocked, and that they go on.

extension CodeDriver {
  /// Notes that a call is blocked, in the wait at a place.
  mutating func noteBlocked(_ call: CallNumber, in place: Int32) {
    addNextCauses(of: call)
    switch waits[place].awaited {
    case .running: return
    case .time(let time): engine.block(call, for: timeText(time))
    case .call(let other, _): engine.block(call, on: other)
    case .component(let component):
      let latest = board.counts[component].latestCall
      engine.block(call, on: latest, for: latest > 0 ? nil : model.components[component].name)
    case .condition: engine.block(call, for: conditions[place] ?? "a condition")
    case .item(let stream): block(call, for: stream, item: true)
    case .room(let stream): block(call, for: stream, item: false)
    }
    calls[Int(call) - 1].isBlocked = true
  }

  private mutating func block(_ call: CallNumber, for stream: Int, item: Bool) {
    let condition = names.condition(
      of: stream, named: model.streams[stream].name, forItem: item, &engine.log)
    engine.journal.block(call, for: condition, at: engine.now)
  }

  /// Notes that a call goes on in the wait at a place; what it waited for is to be added at once.
  ///
  /// Where something else that the call does runs, it was not blocked: it is for no time, so that what came is told.
  ///
  /// - Returns: The event by which it was blocked.
  @discardableResult
  mutating func resume(_ call: CallNumber, in place: Int32) -> Int {
    if !calls[Int(call) - 1].isBlocked { noteBlocked(call, in: place) }
    let blocked = engine.lastEvent(of: call)
    engine.resume(call)
    calls[Int(call) - 1].isBlocked = false
    return blocked
  }

  /// Notes that a call waits for what is there already, and goes on at once.
  mutating func passThrough(_ call: CallNumber, on other: CallNumber = 0, for text: String? = nil) {
    resumeIfBlocked(call)
    addNextCauses(of: call)
    engine.block(call, on: other, for: text)
    engine.resume(call)
  }

  /// Notes that a call goes on of which something runs, although the log has it blocked: on the clock of a real machine
  /// nobody can tell when all that it does waits.
  mutating func resumeIfBlocked(_ call: CallNumber) {
    guard calls[Int(call) - 1].isBlocked else { return }
    engine.resume(call)
    calls[Int(call) - 1].isBlocked = false
  }

  /// Notes something that a call does; returns that event.
  @discardableResult
  mutating func note(_ kind: Event.Kind, of call: CallNumber) -> Int {
    resumeIfBlocked(call)
    addNextCauses(of: call)
    return engine.note(kind, of: call)
  }

  /// Lets what is noted next, which is of that call, follow from what it saw last.
  mutating func addNextCauses(of call: CallNumber) {
    if !nextCauses.isEmpty, let events = nextCauses.removeValue(forKey: call) {
      engine.journal.noteNextCauses(events)
    }
  }
}
