internal import EventLog

/// Until when what calls need was taken.
struct LayoutLimits {
  /// The lanes on which more ran at once than they have slots, which are as if they had no limit.
  private(set) var exceeded: [(name: String, slots: Int)] = []
  private let lanes: [RecordedLane]
  private var shared: BusyTimes?
  private var own: [Int32: BusyTimes] = [:]
  private var either: [Int32: BusyTimes] = [:]

  init(_ run: RecordedRun) {
    lanes = run.lanes
    let limited = run.lanes.indices.filter { run.lanes[$0].isLimited }.map(Int32.init)
    guard !limited.isEmpty else { return }
    // The calls on each limited lane.
    var calls = [[Int32]](repeating: [], count: run.lanes.count)
    // What runs within others may run beside them in no time, which nobody counts.
    var nested: Set<Int32> = []
    // The lanes on which it is told of a call when it could have run.
    var asking: Set<Int32> = []
    for (place, call) in run.calls.enumerated() {
      guard let lane = call.lane, run.lanes[Int(lane)].isLimited else { continue }
      calls[Int(lane)].append(Int32(place))
      if call.parent != nil { nested.insert(lane) }
      if call.readyAt != nil { asking.insert(lane) }
    }
    let all = run.sharedLane.map { shared in
      BusyTimes(
        run.calls.lazy.filter { $0.lane.map { run.lanes[Int($0)].isLimited } ?? false },
        slots: run.lanes[Int(shared)].slots, run.shortGap)
    }
    shared = all
    for lane in limited where lane != run.sharedLane {
      let slots = run.lanes[Int(lane)].slots
      // Nobody asks when a lane was full that has as many slots as were used, and where nothing is known to have waited.
      if slots == nil, all == nil, !asking.contains(lane) { continue }
      let times = BusyTimes(
        calls[Int(lane)].lazy.map { run.calls[Int($0)] }, slots: slots, run.shortGap)
      if let slots, times.slotsNeeded > slots {
        exceeded.append((run.texts[run.lanes[Int(lane)].name], slots))
      } else if !nested.contains(lane) {
        own[lane] = times
        either[lane] = all.map { BusyTimes($0, or: times) } ?? times
      }
    }
  }

  /// How many slots a lane is declared with, if it is known and held to.
  func declaredSlots(of lane: Int32) -> Int? { own[lane] == nil ? nil : lanes[Int(lane)].slots }

  /// Since when a call that starts had to wait for a slot; its start if it did not have to.
  func waitsSince(_ call: RecordedCall) -> Nanoseconds {
    if let queued = call.queuedAt { return min(max(queued, call.readyAt ?? queued), call.start) }
    guard let ready = call.readyAt, let lane = call.lane, let times = either[lane] ?? shared,
      lanes[Int(lane)].isLimited
    else { return call.start }
    return times.taken(from: ready, until: call.start)
  }

  /// Whether all slots of a lane were taken just before an instant.
  func isTaken(_ lane: Int32, before instant: Nanoseconds) -> Bool {
    own[lane].map { $0.taken(from: instant - 1, until: instant) < instant } ?? false
  }
}

extension RecordedLane {
  /// Whether a call there may have to wait for a slot.
  var isLimited: Bool { if case .limited = order { true } else { false } }

  /// How many slots it has, if it is limited and that is known.
  var slots: Int? { if case .limited(let slots) = order { slots } else { nil } }
}
