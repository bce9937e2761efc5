package import EventLog

/// What a call does again and again for which no code has to run: items put into a stream one after another, each after
/// a time, or all of a stream taken out, with a time for each.
package final class CodeLoop {
  /// What is done in each turn.
  package enum Action: Sendable {
    /// A time passes, and then an item is put in.
    case send
    /// An item is taken out, and then a time passes.
    case take
  }

  let action: Action
  let stream: Int
  /// How many turns there are at most.
  let most: Int
  /// How long the next turn takes.
  let nextTime: @Sendable () -> Nanoseconds
  /// How many turns have been done.
  package fileprivate(set) var count = 0
  /// Whether it was broken off, since the call or the run may not go on.
  package fileprivate(set) var isStopped = false
  /// Whether the stream knows that the call puts items in.
  fileprivate var isDeclared = false

  /// Describes a loop.
  ///
  /// - Parameters:
  ///   - action: What is done in each turn.
  ///   - stream: The stream, by its index.
  ///   - most: How many turns there are at most.
  ///   - nextTime: Gives how long the next turn takes, at least 0.
  package init(
    _ action: Action, _ stream: Int, atMost most: Int = .max,
    nextTime: @escaping @Sendable () -> Nanoseconds
  ) {
    (self.action, self.stream, self.most, self.nextTime) = (action, stream, most, nextTime)
  }
}

/// How far a turn of a loop is.
private enum TurnState {
  case begins
  case timeIsOver
  case hasItem
  case hasSent
  case streamIsOver

  init(after outcome: CodeOutcome) {
    switch outcome {
    case .returned, .timedOut: self = .timeIsOver
    case .item: self = .hasItem
    case .sent: self = .hasSent
    case .ended: self = .streamIsOver
    }
  }
}

extension CodeDriver {
  /// Begins a loop of a call: it does what code would that did the same, event for event.
  ///
  /// - Parameters:
  ///   - loop: The loop.
  ///   - call: The call, which runs.
  ///   - isAlone: Whether no other code can run before this one waits.
  /// - Returns: The wait for its end, nil if that has come already.
  package mutating func begin(
    _ loop: CodeLoop, of call: CallNumber, isAlone: Bool
  ) -> CodeWait? {
    let wait = waits.wait(at: waits.add(.running, of: call))
    waits[wait.place].loop = loop
    return goRound(loop, wait, .begins, isAlone: isAlone) ? nil : wait
  }

  /// Does the turns of a loop that come of what its wait waited for, if it is one; gives what code is to do then.
  mutating func turn(_ activation: CodeActivation) -> CodeActivation? {
    guard case .resume(let wait, let outcome) = activation, waits.isOn(wait),
      let loop = waits[wait.place].loop
    else { return activation }
    if goRound(loop, wait, TurnState(after: outcome), isAlone: true) {
      return .resume(wait, .returned)
    }
    settle()
    return nil
  }

  /// Goes on with a loop until it has to wait; true if it is over.
  private mutating func goRound(
    _ loop: CodeLoop, _ wait: CodeWait, _ state: TurnState, isAlone: Bool
  ) -> Bool {
    let (call, stream) = (waits[wait.place].call, loop.stream)
    var state = state
    while true {
      // What the call has come to by itself is done all the same.
      if state != .hasSent, state != .streamIsOver, !mayGoOn(call) {
        loop.isStopped = true
        return end(wait)
      }
      switch (state, loop.action) {
      case (.begins, .send):
        if loop.count == loop.most { return end(wait) }
        guard runs(in: wait, call, for: loop.nextTime(), isAlone) else { return false }
        state = .timeIsOver
      case (.begins, .take):
        if take(from: stream, by: call) {
          state = .hasItem
        } else if streams[stream].isAtEnd {
          noteEnd(of: stream, for: call)
          state = .streamIsOver
        } else {
          stay(in: wait, .item(stream))
          streams[stream].waitingConsumers.append(wait)
          return false
        }
      case (.hasItem, _):
        guard runs(in: wait, call, for: loop.nextTime(), isAlone) else { return false }
        state = .timeIsOver
      case (.timeIsOver, .send):
        if !loop.isDeclared {
          loop.isDeclared = true
          declareProducer(call, of: stream)
        }
        if streams[stream].isFull {
          stay(in: wait, .room(stream))
          streams[stream].waitingProducers.append(wait)
          return false
        }
        put(into: stream, by: call)
        state = .hasSent
      case (.hasSent, _), (.timeIsOver, .take):
        loop.count += 1
        state = .begins
      case (.streamIsOver, _): return end(wait)
      }
    }
  }

  /// Lets the call of a loop run for the time of a turn; true if that is over, since nothing else was to happen meanwhile.
  private mutating func runs(
    in wait: CodeWait, _ call: CallNumber, for time: Nanoseconds, _ isAlone: Bool
  ) -> Bool {
    resumeIfBlocked(call)
    let end = engine.now.addingClamped(time)
    if isAlone, hasRun(call, until: end) { return true }
    stay(in: wait, .running)
    engine.schedule(.wakes(wait), at: end)
    return false
  }

  private mutating func stay(in wait: CodeWait, _ awaited: CodeAwaited) {
    waits[wait.place].awaited = awaited
    enter(wait)
  }

  private mutating func end(_ wait: CodeWait) -> Bool {
    waits.remove(wait.place)
    return true
  }
}
