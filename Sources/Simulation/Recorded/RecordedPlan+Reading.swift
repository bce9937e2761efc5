public import EventLog

extension RecordedPlan {
  /// Takes a run apart.
  ///
  /// - Complexity: O(*n*) in the number of events and causes, O(*c* log *c*) in that of calls.
  public init(_ log: Log) {
    self.log = log
    names = log.names
    var reader = PlanReader(
      log, jobs: log.header.origin.hasPoolsWithinJobs ? names.intern("job") : nil)
    for (seq, event) in log.events.enumerated() { reader.read(event, seq) }
    calls = reader.calls
    links = reader.links
    linkEnds = reader.linkEnds
    gaps = reader.gaps
    pools = reader.finishedPools()
    sharedPool = reader.sharedPool
    // Where not all that leads to calls is recorded, a moment may be anything.
    if log.header.recordsDependencies {
      for call in reader.unwaited { takeSlotBeforeShortGap(Int(call) - 1) }
    }
    let byStart = TimeOrder.places(count: calls.count) { Nanoseconds(calls[$0].started) }
    orderAsRecorded(byStart)
    admitsNewcomers = hadNewcomersFirst(byStart, reader.readies, reader.atRelease)
  }

  /// Finds whether a call that became ready when a slot was given back got it before one of the same pool that had waited.
  ///
  /// - Parameters:
  ///   - byStart: The calls in the order of their starts.
  ///   - readies: Since when all that each call follows from had happened.
  ///   - atRelease: The calls that became ready at the instant at which their slot was given back.
  /// - Returns: Whether any did.
  /// - Complexity: O(*n* log *n*) in the number of calls.
  private func hadNewcomersFirst(
    _ byStart: [Int32], _ readies: [Nanoseconds], _ atRelease: Set<CallNumber>
  ) -> Bool {
    guard !atRelease.isEmpty else { return false }
    var sorted = [[Nanoseconds]](repeating: [], count: pools.count)
    for (call, ready) in zip(calls, readies) where call.pool >= 0 && call.started >= 0 {
      sorted[Int(call.pool)].append(ready)
    }
    for pool in pools.indices { sorted[pool].sort() }
    // How many of each pool have started, and how many of those were ready at the instant that was looked at last.
    var started = [Int](repeating: 0, count: pools.count)
    var latest = [(at: Nanoseconds, count: Int)](repeating: (-1, 0), count: pools.count)
    for place in byStart.lazy.map(Int.init)
    where calls[place].pool >= 0 && calls[place].started >= 0 {
      let (pool, ready) = (Int(calls[place].pool), readies[place])
      if latest[pool].at != ready { latest[pool] = (ready, 0) }
      if pools[pool].isLimited, atRelease.contains(CallNumber(place + 1)) {
        let before = sorted[pool].partitioningIndex { $0 >= ready }
        if before > started[pool] - latest[pool].count { return true }
      }
      started[pool] += 1
      latest[pool].count += 1
    }
    return false
  }

  /// Lets who got a slot first when recorded come first again: those that got theirs at one instant, as they started.
  ///
  /// - Parameter byStart: The calls in the order of their starts.
  private mutating func orderAsRecorded(_ byStart: [Int32]) {
    let order = TimeOrder.places(count: calls.count) { place in
      let call = calls[Int(byStart[place])]
      return call.started < 0 ? -1 : log.events[Int(call.started)].at - call.delay
    }
    for (rank, place) in order.enumerated() {
      calls[Int(byStart[Int(place)])].priority = UInt32(rank)
    }
  }
}

extension RecordedPlan {
  /// Lets a call take its slot before the moment passes that whoever starts calls needs for it.
  ///
  /// Else one which came later when recorded may get that slot meanwhile. What passes on a thread, or within a caller, is no
  /// such moment.
  private mutating func takeSlotBeforeShortGap(_ call: Int) {
    let (requested, started) = (Int(calls[call].requested), Int(calls[call].started))
    let isAskedForThen = log.events[requested].at == log.events[started].at
    let event = isAskedForThen ? requested : started
    guard calls[call].pool >= 0, pools[Int(calls[call].pool)].isLimited, gaps[event] > 0,
      gaps[event] <= Log.shortGap, calls[call].parent == 0,
      links[links(to: requested)].allSatisfy({ $0.edge != .program })
    else { return }
    calls[call].delay = gaps[event]
    gaps[event] = 0
  }
}

/// Reads the steps of a plan off a log, event by event.
private struct PlanReader {
  let log: Log
  var calls: [RecordedPlan.PlannedCall] = []
  var links: [RecordedPlan.Link] = []
  var linkEnds: [UInt32] = []
  var gaps: [Nanoseconds] = []
  /// Since when all that each call follows from had happened.
  private(set) var readies: [Nanoseconds] = []
  /// The calls that became ready at the instant at which the slot was given back that they got.
  private(set) var atRelease: Set<CallNumber> = []
  /// The calls that are not told to have waited for a slot.
  private(set) var unwaited: [CallNumber] = []
  private var pools: [RecordedPlan.Pool] = []
  private var places: [Name: Int] = [:]
  private var uses: [Use] = []

  /// What is known of a pool.
  private struct Use {
    /// The most slots that were held at once.
    var most: UInt32 = 0
    /// Whether a call was asked for because another on this lane had ended.
    var isFollowed = false
    /// Whether a call got a slot after another one, and whether that is told of any.
    var isReused = false
    var isWaitedFor = false
  }
  /// What the jobs are called of which each call takes one besides; nil if there are none.
  private let jobs: Name?
  /// How many jobs are taken.
  private var taken: UInt32 = 0
  private(set) var sharedPool: Int32 = -1
  /// Whether the call of an event runs from then on, and whether each call runs now.
  private var runsAfter: [Bool]
  private var isRunning: [Bool] = []

  init(_ log: Log, jobs: Name?) {
    self.log = log
    self.jobs = jobs
    links.reserveOnLargePages(log.causes.count)
    linkEnds.reserveOnLargePages(log.events.count)
    gaps = Array(onLargePages: 0, count: log.events.count)
    runsAfter = Array(repeating: false, count: log.events.count)
  }

  mutating func read(_ event: Event, _ seq: Int) {
    if case .machineDeclared(let machine, let slots) = event.kind {
      let place = place(of: machine)
      pools[place].slots = Int(slots)
      pools[place].isDeclared = true
    }
    if RecordedPlan.isStep(event) {
      note(event, seq)
      link(event, seq)
    } else if event.call > 0 {
      take(event)
    }
    linkEnds.append(UInt32(links.count))
  }

  /// Notes what an event says of its call.
  private mutating func note(_ event: Event, _ seq: Int) {
    let index = Int(event.call) - 1
    switch event.kind {
    case .callRequested(let parent, _, _):
      var call = RecordedPlan.PlannedCall(component: event.component)
      call.parent = parent
      call.requested = Int32(seq)
      calls.append(call)
      readies.append(0)
      isRunning.append(false)
    case .callStarted(let machine, let slot):
      calls[index].started = Int32(seq)
      runsAfter[seq] = true
      guard !machine.isNone else { return }
      let pool = place(of: machine)
      calls[index].pool = Int32(pool)
      if slot <= uses[pool].most { uses[pool].isReused = true }
      uses[pool].most = max(uses[pool].most, slot)
      if !uses[pool].isFollowed { uses[pool].isFollowed = followsOnLane(index) }
      takeJob()
    case .callResumed: runsAfter[seq] = true
    case .callSucceeded, .callFailed, .callStopped:
      calls[index].ended = Int32(seq)
      if sharedPool >= 0, calls[index].pool >= 0 { taken -= 1 }
    case .callBlocked: break
    // What a call does while it runs leaves it running.
    default: runsAfter[seq] = isRunning[index]
    }
    isRunning[index] = runsAfter[seq]
  }

  /// Notes that one more job is taken.
  private mutating func takeJob() {
    guard let jobs else { return }
    if sharedPool < 0 { sharedPool = Int32(place(of: jobs)) }
    taken += 1
    uses[Int(sharedPool)].most = max(uses[Int(sharedPool)].most, taken)
  }

  private mutating func take(_ event: Event) {
    guard case .machineTaken(let machine, let slot) = event.kind else { return }
    let pool = place(of: machine)
    // Slots of further machines limit nothing when the plan is run.
    guard calls[Int(event.call) - 1].pool == pool else { return }
    calls[Int(event.call) - 1].slots += 1
    uses[pool].most = max(uses[pool].most, slot)
  }

  /// Notes what leads to a step, and how long after that it came.
  private mutating func link(_ event: Event, _ seq: Int) {
    var latest: Nanoseconds = 0
    var slotFree: Nanoseconds?
    for cause in log.causes(of: seq) {
      let earlier = log.events[Int(cause.seq)]
      if cause.edge.isResource {
        slotFree = max(slotFree ?? 0, earlier.at)
        continue
      }
      guard earlier.call > 0 else { continue }
      let from = step(before: Int(cause.seq))
      let isRunning = cause.edge == .program && runsAfter[from]
      let weight = isRunning || cause.edge == .time ? event.at - log.events[from].at : 0
      latest = max(latest, log.events[from].at + weight)
      links.append(
        RecordedPlan.Link(
          from: UInt32(from), edge: cause.edge, isRunning: isRunning,
          isInferred: cause.isInferred, weight: weight))
    }
    guard case .callStarted = event.kind, let slotFree else {
      gaps[seq] = max(0, event.at - latest)
      if case .callStarted = event.kind {
        readies[Int(event.call) - 1] = latest
        unwaited.append(event.call)
      }
      return
    }
    let call = Int(event.call) - 1
    if calls[call].pool >= 0 { uses[Int(calls[call].pool)].isWaitedFor = true }
    let requested = Int(calls[call].requested)
    if log.events[requested].at == event.at {
      // It is told only when it got its slot: since when it was ready is known from what it followed from alone.
      latest = event.at - gaps[requested]
      gaps[requested] = 0
    }
    calls[call].delay = max(0, event.at - max(latest, slotFree))
    readies[call] = latest
    if latest == slotFree { atRelease.insert(event.call) }
  }

  /// Whether a call was asked for because another on its lane had ended.
  private func followsOnLane(_ call: Int) -> Bool {
    log.causes(of: Int(calls[call].requested)).contains { cause in
      let earlier = log.events[Int(cause.seq)]
      return cause.edge == .program && earlier.endsCall && earlier.call != calls[call].parent
        && calls[Int(earlier.call) - 1].pool == calls[call].pool
    }
  }

  /// The step of a call that an event stands for which is none itself: that it queues, that it gave a slot back.
  private func step(before event: Int) -> Int {
    var event = event
    while !RecordedPlan.isStep(log.events[event]),
      let cause = log.causes(of: event).first(where: { $0.edge == .program })
    {
      event = Int(cause.seq)
    }
    return event
  }

  private mutating func place(of machine: Name) -> Int {
    if let place = places[machine] { return place }
    places[machine] = pools.count
    pools.append(
      RecordedPlan.Pool(name: machine, slots: 0, isSequence: false, isDeclared: false))
    uses.append(Use())
    return pools.count - 1
  }

  /// The pools: of one that is not declared, as many slots as were in use, or beside jobs any number; a lane on which calls
  /// follow from those before is a sequence, and one whose slots nobody waited for is free.
  func finishedPools() -> [RecordedPlan.Pool] {
    pools.enumerated().map { place, pool in
      var pool = pool
      pool.isSequence = !pool.isDeclared && uses[place].isFollowed
      let use = uses[place]
      let isBesideJobs = sharedPool >= 0 && sharedPool != place
      let isUnwaited = !pool.isSequence && use.isReused && !use.isWaitedFor
      pool.isFree = !pool.isDeclared && (isBesideJobs || isUnwaited)
      pool.slots = max(pool.slots, Int(use.most), 1)
      return pool
    }
  }
}
