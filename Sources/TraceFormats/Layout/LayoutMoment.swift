internal import EventLog

/// Something that is to be written down about a call of a layout.
///
/// At one instant, what ran before ends first, the innermost before the others. Then calls are asked
/// for, each behind what it needs, and those that take no time run. Then the others start, the
/// outermost first. What signals are sent or received comes before all that.
struct LayoutMoment: Comparable {
  enum Step: Int8 {
    case request, queue, start, send, receive, mark, end
  }

  let at: Nanoseconds
  private let phase: Int8
  private let rank: Int32
  /// The call, or the signal that is sent or received, or the point that is marked.
  let call: Int32
  let step: Step

  /// Whether the call is asked for in the same breath as it starts.
  private(set) var asks = false

  private init(_ at: Nanoseconds, phase: Int8, rank: Int32, _ call: Int, _ step: Step) {
    self.at = at
    self.phase = phase
    self.rank = rank
    self.call = Int32(call)
    self.step = step
  }

  static func < (left: LayoutMoment, right: LayoutMoment) -> Bool {
    (left.at, left.phase, left.rank, left.call, left.step.rawValue)
      < (right.at, right.phase, right.rank, right.call, right.step.rawValue)
  }

  /// The moments of all calls, in order; `queuedAt` is since when each waited for a slot, which is its
  /// start if it did not.
  static func moments(
    of run: RecordedRun, depths: [Int32], queuedAt: (RecordedCall) -> Nanoseconds
  ) -> [LayoutMoment] {
    let calls = run.calls
    var moments: [LayoutMoment] = []
    moments.reserveOnLargePages(calls.count * 2 + run.signals.count * 2 + run.points.count)
    var places: [(phase: Int8, rank: Int32)] = []
    places.reserveOnLargePages(calls.count)
    for (index, call) in calls.enumerated() {
      let parent = call.parent.map { calls[Int($0)] }
      // What takes no time within what takes none comes right behind it.
      if let parent, let place = call.parent, !parent.takesTime {
        places.append(places[Int(place)])
      } else {
        places.append(Self.place(of: call, depths[index], in: parent))
      }
      let (phase, rank) = places[index]
      var start = LayoutMoment(call.start, phase: phase, rank: rank, index, .start)
      if let readyAt = call.readyAt {
        moments.append(LayoutMoment(readyAt, phase: 1, rank: call.rank, index, .request))
        let since = queuedAt(call)
        if since < call.start {
          moments.append(LayoutMoment(since, phase: 1, rank: call.rank, index, .queue))
        }
      } else {
        start.asks = true
      }
      moments.append(start)
      let takesTime = call.takesTime
      if takesTime, Self.isWokenAtEnd(call, in: parent, calls) {
        // What ended the wait has ended by then.
        moments.append(LayoutMoment(call.end, phase: 1, rank: .min, index, .end))
      } else {
        moments.append(
          LayoutMoment(
            call.end, phase: takesTime ? 0 : phase, rank: takesTime ? -depths[index] : rank,
            index, .end))
      }
    }
    for (index, signal) in run.signals.enumerated() {
      // It is sent before anything ends at that instant, and received when all that starts has started.
      moments.append(LayoutMoment(signal.sentAt, phase: -1, rank: 0, index, .send))
      if signal.isReceivedLate(run) {
        moments.append(LayoutMoment(signal.receivedAt, phase: -1, rank: 1, index, .receive))
      }
    }
    for (index, point) in run.points.enumerated() {
      moments.append(LayoutMoment(point.at, phase: -1, rank: 0, index, .mark))
    }
    moments.sort()
    return moments
  }

  /// Whether a call waits for the end of another, after which its parent goes on.
  private static func isWokenAtEnd(
    _ call: RecordedCall, in parent: RecordedCall?, _ calls: [RecordedCall]
  ) -> Bool {
    guard call.isWait, let waker = call.wokenBy, let parent else { return false }
    return calls[Int(waker)].end == call.end && parent.end > call.end
  }

  /// When among all that happens at its start a call starts.
  private static func place(
    of call: RecordedCall, _ depth: Int32, in parent: RecordedCall?
  ) -> (phase: Int8, rank: Int32) {
    if call.takesTime { return (2, depth) }
    guard let parent else { return (1, call.rank) }
    // Within another, that is before the other ends, or after it has started.
    return call.start == parent.end ? (0, -depth) : (3, depth)
  }
}
