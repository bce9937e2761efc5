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

  init(_ at: Nanoseconds, phase: Int8, rank: Int32, _ call: Int, _ step: Step) {
    self.at = at
    self.phase = phase
    self.rank = rank
    self.call = Int32(call)
    self.step = step
  }

  /// The only moment of its instant.
  init(alone at: Nanoseconds, _ call: Int, _ step: Step) {
    self.init(at, phase: 0, rank: 0, call, step)
  }

  static func < (left: LayoutMoment, right: LayoutMoment) -> Bool {
    (left.at, left.phase, left.rank, left.call, left.step.rawValue)
      < (right.at, right.phase, right.rank, right.call, right.step.rawValue)
  }
}

/// All that is to be written down about the calls of a run, instant by instant.
///
/// Most calls only start and end. Their starts are in order as they are, and their ends are put in order; the rest
/// is merged into them.
struct LayoutMoments {
  private let run: RecordedRun
  private let depths: [Int32]
  /// The calls in the order of their starts, if that is another than that of their places, and of their ends.
  private let starts: [Int32]?
  private let ends: [Int32]
  /// What else happens, in order.
  private let others: [LayoutMoment]
  /// When among all that happens at its start each call starts; empty where no call that takes no time is within one
  /// that does not either, and each can be told for itself.
  private var places: [(phase: Int8, rank: Int32)] = []

  /// - Parameters:
  ///   - run: What is to be written down.
  ///   - depths: How many calls each call is within.
  ///   - queuedAt: Since when a call waited for a slot; its start if it did not.
  /// - Complexity: O(*n* log *n*) in the number of calls, signals and points.
  init(of run: RecordedRun, depths: [Int32], queuedAt: (RecordedCall) -> Nanoseconds) {
    self.run = run
    self.depths = depths
    let calls = run.calls
    ends = TimeOrder.places(count: calls.count) { calls[$0].end }
    var isOrdered = true
    var needsPlaces = false
    var others: [LayoutMoment] = []
    for (index, call) in calls.enumerated() {
      if index > 0, call.start < calls[index - 1].start { isOrdered = false }
      if !call.takesTime, let parent = call.parent, !calls[Int(parent)].takesTime {
        needsPlaces = true
      }
      guard let readyAt = call.readyAt else { continue }
      others.append(LayoutMoment(readyAt, phase: 1, rank: call.rank, index, .request))
      let since = queuedAt(call)
      if since < call.start {
        others.append(LayoutMoment(since, phase: 1, rank: call.rank, index, .queue))
      }
    }
    starts = isOrdered ? nil : TimeOrder.places(count: calls.count) { calls[$0].start }
    for (index, signal) in run.signals.enumerated() {
      // It is sent before anything ends at that instant, and received when all that starts has started.
      others.append(LayoutMoment(signal.sentAt, phase: -1, rank: 0, index, .send))
      if signal.isReceivedLate(run) {
        others.append(LayoutMoment(signal.receivedAt, phase: -1, rank: 1, index, .receive))
      }
    }
    for (index, point) in run.points.enumerated() {
      others.append(LayoutMoment(point.at, phase: -1, rank: 0, index, .mark))
    }
    others.sort()
    self.others = others
    guard needsPlaces else { return }
    places.reserveOnLargePages(calls.count)
    for (index, call) in calls.enumerated() {
      // What takes no time within what takes none comes right behind it.
      if let parent = call.parent, !calls[Int(parent)].takesTime {
        places.append(places[Int(parent)])
      } else {
        places.append(ownPlace(of: index))
      }
    }
  }

  /// Hands all moments over, in order.
  func forEach(_ body: (LayoutMoment) -> Void) {
    let calls = run.calls
    var (start, end, other) = (0, 0, 0)
    var moments: [LayoutMoment] = []
    func starting(_ place: Int) -> Int { starts.map { Int($0[place]) } ?? place }
    func startTime(_ place: Int) -> Nanoseconds {
      place < calls.count ? calls[starting(place)].start : .max
    }
    func endTime(_ place: Int) -> Nanoseconds {
      place < calls.count ? calls[Int(ends[place])].end : .max
    }
    // Each call ends at its start or after it, so what is left last is an end or something else.
    while end < calls.count || other < others.count {
      let (nextStart, nextEnd) = (startTime(start), endTime(end))
      let nextOther = other < others.count ? others[other].at : .max
      let now = min(nextStart, nextEnd, nextOther)
      // Mostly one thing happens at a time.
      if nextEnd > now, nextOther > now, startTime(start + 1) > now {
        body(LayoutMoment(alone: now, starting(start), .start))
        start += 1
        continue
      }
      if nextStart > now, nextOther > now, endTime(end + 1) > now {
        body(LayoutMoment(alone: now, Int(ends[end]), .end))
        end += 1
        continue
      }
      while start < calls.count, startTime(start) == now {
        moments.append(self.start(of: starting(start)))
        start += 1
      }
      while end < calls.count, endTime(end) == now {
        moments.append(self.end(of: Int(ends[end])))
        end += 1
      }
      while other < others.count, others[other].at == now {
        moments.append(others[other])
        other += 1
      }
      if moments.count > 1 { moments.sort() }
      for moment in moments { body(moment) }
      moments.removeAll(keepingCapacity: true)
    }
  }

  private func start(of index: Int) -> LayoutMoment {
    let (phase, rank) = place(of: index)
    return LayoutMoment(run.calls[index].start, phase: phase, rank: rank, index, .start)
  }

  private func end(of index: Int) -> LayoutMoment {
    let call = run.calls[index]
    guard call.takesTime else {
      let (phase, rank) = place(of: index)
      return LayoutMoment(call.end, phase: phase, rank: rank, index, .end)
    }
    // What ended the wait has ended by then.
    return isWokenAtEnd(call)
      ? LayoutMoment(call.end, phase: 1, rank: .min, index, .end)
      : LayoutMoment(call.end, phase: 0, rank: -depths[index], index, .end)
  }

  /// Whether a call waits for the end of another, after which its parent goes on.
  private func isWokenAtEnd(_ call: RecordedCall) -> Bool {
    guard call.isWait, let waker = call.wokenBy, let parent = call.parent else { return false }
    return run.calls[Int(waker)].end == call.end && run.calls[Int(parent)].end > call.end
  }

  private func place(of index: Int) -> (phase: Int8, rank: Int32) {
    places.isEmpty ? ownPlace(of: index) : places[index]
  }

  /// When among all that happens at its start a call starts.
  private func ownPlace(of index: Int) -> (phase: Int8, rank: Int32) {
    let call = run.calls[index]
    if call.takesTime { return (2, depths[index]) }
    guard let parent = call.parent else { return (1, call.rank) }
    // Within another, that is before the other ends, or after it has started.
    return call.start == run.calls[Int(parent)].end ? (0, -depths[index]) : (3, depths[index])
  }
}
