public import EventLog

// What calls run on.

extension RecordedPlan {
  /// The name of a pool or lane.
  public func name(of pool: Pool) -> String { names[pool.name] }

  /// The call that takes most slots at once, if any takes more than one.
  public var mostSlots: (call: CallNumber, slots: Int)? {
    guard let index = calls.indices.max(by: { calls[$0].slots < calls[$1].slots }),
      calls[index].slots > 1
    else { return nil }
    return (CallNumber(index + 1), Int(calls[index].slots))
  }

  /// Lets all calls that take slots take them of one pool with so many, whatever they ran on.
  ///
  /// What runs within a call that takes slots runs on those. Calls that followed one another on a lane still do. Pools within
  /// jobs that all calls share, such as those of ninja, stay.
  ///
  /// - Precondition: There is a pool.
  /// - Complexity: O(*n*) in the number of calls.
  public mutating func share(workers count: Int) {
    guard sharedPool < 0 else { return setSlots(ofPool: Int(sharedPool), to: count) }
    let lanes = pools.indices.filter { !pools[$0].isDeclared }
    let shared = lanes.isEmpty ? Array(pools.indices) : lanes
    guard let first = shared.first(where: { !pools[$0].isSequence }) ?? shared.first else { return }
    if shared.allSatisfy({ pools[$0].isSequence }) { pools[first].name = names.intern("worker") }
    let isShared = pools.indices.map { shared.contains($0) }
    let takesSlots = calls.map { $0.pool >= 0 && isShared[Int($0.pool)] }
    for (index, isWithin) in isWithin(takesSlots).enumerated() where takesSlots[index] {
      calls[index].pool = isWithin ? -1 : Int32(first)
    }
    setSlots(ofPool: first, to: count)
  }

  /// Whether all that ran takes slots of one pool, or runs within what does.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  package var isLimited: Bool {
    let isWithin = isWithin(calls.map { $0.started >= 0 && $0.pool >= 0 })
    var pool: Int32 = -1
    for (index, call) in calls.enumerated() where call.started >= 0 {
      guard call.pool >= 0 else {
        if isWithin[index] { continue }
        return false
      }
      let own = sharedPool < 0 ? call.pool : sharedPool
      if pool >= 0, own != pool { return false }
      pool = own
    }
    return pool >= 0
  }

  /// Whether some call takes a job and a slot of a pool that has fewer besides, so that a job may be free and nobody can
  /// take it.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  package var hasPoolsWithinJobs: Bool {
    calls.contains { takesJob($0) && pools[Int($0.pool)].isLimited }
  }

  /// Whether a call takes a job beside what it takes of a pool.
  func takesJob(_ call: PlannedCall) -> Bool {
    sharedPool >= 0 && call.pool >= 0 && call.pool != sharedPool
  }

  /// What no number of links makes faster: the share of its work that each slot of a pool, or of a room, has to do, where that is
  /// most.
  ///
  /// - Complexity: O(*n*) in the number of calls and links.
  public var workBound: Nanoseconds {
    let times = runningTimes
    var work = [Int128](repeating: 0, count: pools.count)
    for (index, call) in calls.enumerated() where call.pool >= 0 {
      work[Int(call.pool)] += Int128(times[index]) * Int128(call.slots)
      if takesJob(call) { work[Int(sharedPool)] += Int128(times[index]) }
    }
    var inRooms = [Int128](repeating: 0, count: rooms.count)
    for (index, call) in calls.enumerated() where call.room >= 0 {
      inRooms[Int(call.room)] += Int128(times[index])
    }
    func share(_ work: Int128, of slots: Int) -> Nanoseconds {
      Nanoseconds(clamping: (work + Int128(slots) - 1) / Int128(max(1, slots)))
    }
    let bound = zip(inRooms, rooms).map { share($0, of: $1) }.max() ?? 0
    return pools.indices.reduce(bound) { bound, pool in
      pools[pool].isLimited ? max(bound, share(work[pool], of: pools[pool].slots)) : bound
    }
  }

  /// How long calls on each lane came later than the log holds a reason for, in nanoseconds, all together, the longest first;
  /// that passes again as it did.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public var unexplained: [(lane: String, time: Nanoseconds)] {
    var times = [Nanoseconds](repeating: 0, count: pools.count)
    for event in log.events.indices where gaps[event] > 0 && Self.isStep(log.events[event]) {
      let pool = Int(calls[Int(log.events[event].call) - 1].pool)
      if pool >= 0 { times[pool] = times[pool].addingClamped(gaps[event]) }
    }
    for call in calls where call.pool >= 0 {
      times[Int(call.pool)] = times[Int(call.pool)].addingClamped(call.delay)
    }
    return pools.indices.filter { times[$0] > 0 }.sorted { (times[$1], $0) < (times[$0], $1) }
      .map { (name(of: pools[$0]), times[$0]) }
  }
}
