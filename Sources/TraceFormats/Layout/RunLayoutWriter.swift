internal import EventLog

/// Writes the calls of a layout into a journal, moment by moment.
struct RunLayoutWriter: ~Copyable {
  private var journal: CallJournal
  private(set) var inferredEdges = 0
  private(set) var lateEdges = 0
  private let run: RecordedRun
  private let limits: LayoutLimits
  /// The number of each call that was asked for, else 0.
  private(set) var numbers: ColumnWriter<CallNumber>
  /// The slot that each call holds.
  private var slots: ColumnWriter<Int32>
  /// The slot of the lane that all share, for each call on a limited lane of its own.
  private var sharedSlots: [Int32: Int] = [:]
  private var lanes: [SlotLanes]
  private var names: UsedNames
  /// What runs within each call.
  private var within: CallsWithin
  /// The event of each signal that was sent, or -1.
  private var sent: [Int32]
  /// For each call that signals lead to, those, by the order of their times.
  private let incoming: [Int32: [Int32]]

  /// How many slots were used that a report can name.
  var laneCount: Int { lanes.reduce(0) { $0 + $1.named } }

  init(
    header: LogHeader, _ run: RecordedRun, _ limits: LayoutLimits, _ nesting: borrowing CallNesting
  ) {
    journal = CallJournal(header: header)
    let count = run.calls.count
    // Each is asked for, starts and ends, and gives back a slot or blocks what it is in and lets it go on; most of that
    // follows from one thing, but what goes on from two.
    let events = count * 3 + 2 + nesting.inner * 2 + nesting.onLanes
    journal.reserveCapacity(
      calls: count, events: events, causes: events + nesting.inner + run.needs.count)
    self.run = run
    self.limits = limits
    numbers = ColumnWriter(repeating: 0, count: count)
    slots = ColumnWriter(repeating: 0, count: count)
    within = CallsWithin(calls: count)
    sent = Array(repeating: -1, count: run.signals.count)
    lanes = run.lanes.map { _ in SlotLanes() }
    names = UsedNames(of: run.texts)
    var incoming: [Int32: [Int32]] = [:]
    for (place, signal) in run.signals.enumerated() where !signal.isReceivedLate(run) {
      incoming[signal.to, default: []].append(Int32(place))
    }
    self.incoming = incoming
    for (place, lane) in run.lanes.enumerated() {
      guard let slots = limits.declaredSlots(of: Int32(place)) else { continue }
      journal.declareMachine(names.use(lane.name), slots: UInt32(clamping: slots))
    }
  }

  /// Ends the log, at the instant of its last event.
  mutating func close() -> Log {
    journal.log.setNames(names.table)
    return journal.close()
  }

  mutating func write(_ moment: LayoutMoment) {
    let index = Int(moment.call)
    switch moment.step {
    case .request: request(index, at: moment.at)
    case .queue: journal.queue(numbers[index], at: moment.at)
    case .start:
      // Of what is not known when it was ready, it is asked for in the same breath.
      if run.calls[index].readyAt == nil { request(index, at: moment.at) }
      start(index, at: moment.at)
    case .send: send(index, at: moment.at)
    case .receive: receive(index, at: moment.at)
    case .mark: mark(index, at: moment.at)
    case .end: end(index, at: moment.at)
    }
  }

  private mutating func request(_ index: Int, at time: Nanoseconds) {
    let call = run.calls[index]
    let parent = call.parent.map { numbers[Int($0)] } ?? 0
    let earlier =
      parent > 0 ? within.whatCameBefore(callIn: parent, journal, at: time) : nil
    numbers[index] = journal.request(
      names.use(call.name), by: parent, step: call.step, arguments: names.use(call.arguments),
      followsParent: earlier == nil, at: time)
    let starter = call.isWait ? 0 : call.wokenBy.map { numbers[Int($0)] } ?? 0
    // How long its parent let pass, which waits for others meanwhile, is a part of the path all the same, unless it is known
    // what it waited for.
    let isWoken = starter > 0 && (call.parent.map { run.calls[Int($0)].isWait } ?? false)
    if let earlier { infer(earlier.event, isWoken ? .data : earlier.edge) }
    if call.needs.count > 0 { followNeeds(of: call, index) }
    if !incoming.isEmpty {
      for signal in incoming[Int32(index)] ?? [] { follow(Int(signal)) }
    }
    if let lane = call.lane, run.lanes[Int(lane)].order == .sequential {
      // What goes before on a thread is what a call is asked for by.
      let slot = takeSlot(index, lane)
      infer(lanes[Int(lane)].release(of: slot), .program)
    }
    if starter > 0 {
      infer(journal.lastEvent(of: starter), run.guessesWakers ? .program : .data)
    }
  }

  /// Lets the request of a call follow from the ends of what it needs.
  private mutating func followNeeds(of call: RecordedCall, _ index: Int) {
    let isGuessed = run.infersNeeds || run.guessedNeeds.contains(Int32(index))
    for need in run.needs(of: call) {
      let number = numbers[Int(need)]
      if number > 0, journal.hasEnded(number) {
        let event = journal.lastEvent(of: number)
        if isGuessed { infer(event, .data) } else { record(event) }
      } else {
        lateEdges += 1
      }
    }
  }

  private mutating func start(_ index: Int, at time: Nanoseconds) {
    let (call, number) = (run.calls[index], numbers[index])
    if let parent = call.parent {
      within.enter(numbers[Int(parent)], for: number, &journal, at: time)
    }
    if let lane = call.lane {
      start(index, on: lane, at: time)
    } else {
      journal.start(number, at: time)
    }
    if !run.rooms.isEmpty, let other = run.rooms[Int32(index)].map({ numbers[Int($0)] }), other > 0,
      journal.hasEnded(other)
    {
      infer(journal.lastEvent(of: other), .queue)
    }
    if call.isWait || call.isDelay { journal.block(number, for: names.use(call.name), at: time) }
  }

  private mutating func start(_ index: Int, on lane: Int32, at time: Nanoseconds) {
    let number = numbers[index]
    let machine = names.use(run.lanes[Int(lane)].name)
    switch run.lanes[Int(lane)].order {
    case .sequential:
      journal.start(number, on: machine, slot: UInt32(slots[index] + 1), at: time)
    case .independent:
      let slot = takeSlot(index, lane)
      journal.start(number, on: machine, slot: UInt32(slot + 1), at: time)
      // It waited while another had what it got.
      if let queued = run.calls[index].queuedAt, queued < time,
        let release = lanes[Int(lane)].release(of: slot), journal.log.time(of: release) > queued
      {
        infer(release, .machine)
      }
    case .limited:
      guard let release = takeLimitedSlots(index, lane) else {
        return journal.start(number, on: machine, slot: UInt32(slots[index] + 1), at: time)
      }
      journal.start(
        number, on: machine, slot: UInt32(slots[index] + 1), afterRelease: release, at: time)
      inferredEdges += 1
    }
  }

  private mutating func end(_ index: Int, at time: Nanoseconds) {
    let (call, number) = (run.calls[index], numbers[index])
    let kind: Event.Kind =
      switch call.status {
      case .succeeded: .callSucceeded
      case .failed(let reason): .callFailed(reason: names.use(reason))
      case .stopped(let reason), .unfinished(let reason): .callStopped(reason: names.use(reason))
      }
    if call.isWait { wake(index, at: time) }
    if call.isDelay { pass(index, at: time) }
    let ended = journal.end(number, as: kind, at: time)
    // What only waits goes on when it ends.
    if let parent = call.parent, within.leave(numbers[Int(parent)], number, journal),
      !run.calls[Int(parent)].isWait
    {
      inferredEdges += within.resume(numbers[Int(parent)], &journal, at: time)
    }
    guard let lane = call.lane else { return }
    let machine = names.use(run.lanes[Int(lane)].name)
    let release = journal.release(UInt32(slots[index] + 1), of: machine, after: number, at: time)
    let order = run.lanes[Int(lane)].order
    lanes[Int(lane)].giveBack(Int(slots[index]), order == .sequential ? ended : release)
    if let shared = run.sharedLane, let slot = sharedSlots.removeValue(forKey: Int32(index)) {
      lanes[Int(shared)].giveBack(slot, release)
    }
  }

  /// Lets a call that only waits run on, by the call that seems to have ended the wait.
  private mutating func wake(_ index: Int, at time: Nanoseconds) {
    inferredEdges += within.resume(numbers[index], &journal, at: time)
    guard let waker = run.calls[index].wokenBy.map({ numbers[Int($0)] }), waker > 0 else { return }
    infer(journal.lastEvent(of: waker), .data)
  }

  /// Lets a call that only takes time run on when that has passed.
  private mutating func pass(_ index: Int, at time: Nanoseconds) {
    let blocked = journal.lastEvent(of: numbers[index])
    journal.resume(numbers[index], at: time)
    journal.cause(blocked, .time)
  }

  // MARK: Lanes

  private mutating func takeSlot(_ index: Int, _ lane: Int32) -> Int {
    let slot = lanes[Int(lane)].take()
    slots[index] = Int32(slot)
    return slot
  }

  /// Takes the lowest free slots; gives the event that set free what the call waited for last.
  private mutating func takeLimitedSlots(_ index: Int, _ lane: Int32) -> Int? {
    let slot = takeSlot(index, lane)
    guard let sharedLane = run.sharedLane, sharedLane != lane else {
      return lanes[Int(lane)].release(of: slot)
    }
    let shared = lanes[Int(sharedLane)].take(isNamed: false)
    sharedSlots[Int32(index)] = shared
    let isBusy = limits.isTaken(lane, before: run.calls[index].start)
    return isBusy || lanes[Int(sharedLane)].release(of: shared) == nil
      ? lanes[Int(lane)].release(of: slot) : lanes[Int(sharedLane)].release(of: shared)
  }

  /// Lets the event that was noted last follow from what the trace says that it does.
  private mutating func record(_ cause: Int) {
    if !journal.log.isCause(cause) { journal.cause(cause, .data) }
  }

  private mutating func infer(_ cause: Int?, _ edge: Edge) {
    guard let cause, !journal.log.isCause(cause) else { return }
    journal.cause(cause, edge, isInferred: true)
    inferredEdges += 1
  }

  // MARK: Signals

  /// Notes a point within a call, if it runs then.
  private mutating func mark(_ point: Int, at time: Nanoseconds) {
    let number = numbers[Int(run.points[point].call)]
    guard number > 0, journal.status(of: number) == .running else { return }
    journal.note(.callProgressed(point: names.use(run.points[point].name)), of: number, at: time)
  }

  /// Notes the point at which a call sent a signal, if it runs then.
  private mutating func send(_ signal: Int, at time: Nanoseconds) {
    let number = numbers[Int(run.signals[signal].from)]
    guard number > 0, journal.status(of: number) == .running else { return }
    sent[signal] = Int32(
      truncatingIfNeeded: journal.note(
        .callProgressed(point: names.use(run.signals[signal].name)), of: number, at: time))
  }

  /// Lets the event that was noted last follow from a signal.
  private mutating func follow(_ signal: Int) {
    let number = numbers[Int(run.signals[signal].from)]
    // Who sent it without running then, has at least begun to.
    let begun = number > 0 ? journal.lastEvent(of: number) : nil
    let cause = sent[signal] >= 0 ? Int(sent[signal]) : begun
    guard let cause, cause < journal.log.count - 1 else {
      lateEdges += 1
      return
    }
    if run.signals[signal].isInferred { infer(cause, .data) } else { record(cause) }
  }

  /// Notes the point at which a call that runs already gets a signal.
  private mutating func receive(_ signal: Int, at time: Nanoseconds) {
    let number = numbers[Int(run.signals[signal].to)]
    guard number > 0, journal.status(of: number) == .running else {
      lateEdges += 1
      return
    }
    journal.note(.callProgressed(point: names.use(run.signals[signal].name)), of: number, at: time)
    follow(signal)
  }
}

extension RecordedSignal {
  /// Whether what it leads to was running already when it came.
  func isReceivedLate(_ run: RecordedRun) -> Bool { receivedAt > run.calls[Int(to)].start }
}
