package import EventLog

/// When the calls of a path ran on it: a path may leave a call and come back to it later.
package struct PathStretches {
  /// A while in which the path went through a call.
  package struct Stretch: Equatable {
    package var start: Nanoseconds
    package var end: Nanoseconds

    package init(start: Nanoseconds, end: Nanoseconds) { (self.start, self.end) = (start, end) }
  }

  /// The stretches of each call that has any, in order of time.
  private var stretches: [CallNumber: [Stretch]] = [:]

  package var isEmpty: Bool { stretches.isEmpty }

  package init() {}

  /// The stretches of the critical path, at the time at which they came to pass.
  ///
  /// - Complexity: O(*n*) in the length of the path.
  package init(critical run: Analysis) {
    let log = run.log
    for edge in run.criticalPath.edges {
      let cause = log.causes[edge.cause]
      let (earlier, later) = (log.events[Int(cause.seq)], log.events[edge.effect])
      guard cause.edge == .program else { continue }
      // A call runs until what it does next, or until what it asks another for.
      if earlier.call == later.call || later.isRequest(by: earlier.call) {
        add(earlier.call, from: earlier.at, to: later.at)
      }
    }
  }

  /// The stretches of the observed path in which calls ran, waited for a machine or for a timer.
  ///
  /// - Complexity: O(*n*) in the length of the path.
  package init(observed run: Analysis) {
    for part in run.observedPath.parts where part.call > 0 {
      if part.kind != .unexplained { add(part.call, from: part.start, to: part.end) }
    }
  }

  private mutating func add(_ call: CallNumber, from start: Nanoseconds, to end: Nanoseconds) {
    guard start < end else { return }
    stretches[call, default: []].extend(from: start, to: end)
  }

  /// What of the stretches of a call lies within a while.
  ///
  /// - Complexity: O(log *n*) in the number of stretches of the call, and O(*m*) in how many are found.
  package func within(_ start: Nanoseconds, _ end: Nanoseconds, of call: CallNumber) -> [Stretch] {
    guard start < end, let list = stretches[call] else { return [] }
    let first = list.partitioningIndex { $0.end > start }
    return list[first...].prefix { $0.start < end }
      .map { Stretch(start: max(start, $0.start), end: min(end, $0.end)) }
  }
}

extension PathStretches {
  /// When the stretch began that comes to an instant in a call; that instant itself where none does.
  ///
  /// A call that is asked for when a timer is over, such as one that is tried again, was waited for before it was there.
  ///
  /// - Complexity: O(log *n*) in the number of stretches of the call.
  package func beginning(before time: Nanoseconds, of call: CallNumber) -> Nanoseconds {
    guard let list = stretches[call] else { return time }
    let place = list.partitioningIndex { $0.end >= time }
    return place < list.count ? min(time, list[place].start) : time
  }
}

extension Event {
  fileprivate func isRequest(by call: CallNumber) -> Bool {
    guard case .callRequested(let parent, _, _) = kind else { return false }
    return parent == call && call > 0
  }
}

extension PathStretches {
  /// How long the path went through a call within a while.
  package func time(within start: Nanoseconds, _ end: Nanoseconds, of call: CallNumber)
    -> Nanoseconds
  {
    within(start, end, of: call).reduce(0) { $0.addingClamped($1.end - $1.start) }
  }
}

extension [PathStretches.Stretch] {
  /// Adds a stretch behind the others; one that goes on from the last makes that longer.
  fileprivate mutating func extend(from start: Nanoseconds, to end: Nanoseconds) {
    if let last, last.end == start {
      self[count - 1].end = end
    } else {
      append(.init(start: start, end: end))
    }
  }
}
