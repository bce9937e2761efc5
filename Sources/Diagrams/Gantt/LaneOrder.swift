internal import EventLog
internal import TraceAnalysis

/// Puts bars on the lanes they belong to: the flow, a slot of a machine, a queue.
struct LaneOrder {
  /// Lanes come in the order of the calls that first use them; a queue follows its machine.
  private struct Key: Hashable, Comparable {
    var firstCall: CallNumber
    var isQueue: Bool
    var slot: UInt32

    static func < (left: Key, right: Key) -> Bool {
      (left.firstCall, left.isQueue ? 1 : 0, left.slot)
        < (right.firstCall, right.isQueue ? 1 : 0, right.slot)
    }
  }

  private let names: NameTable
  /// Whether a lane that is the only one of its place needs no number.
  private let isOfThreads: Bool
  private var firstCalls: [LanePlace: CallNumber] = [:]
  private var places: [Key: Int] = [:]
  private var lanes: [(key: Key, lane: GanttChart.Lane)] = []

  init(_ run: Analysis) {
    names = run.log.names
    isOfThreads = run.isOfThreads
    for call in run.table.calls where firstCalls[LanePlace(of: call)] == nil {
      firstCalls[LanePlace(of: call)] = call.number
    }
    for (call, slots) in run.table.slotsElsewhere {
      for slot in slots {
        let place = LanePlace(machine: slot.machine)
        firstCalls[place] = min(firstCalls[place] ?? .max, call)
      }
    }
  }

  mutating func add(_ bar: GanttChart.Bar, of call: CallRecord, slot: UInt32) {
    let lane = lane(LanePlace(of: call), of: call, slot, isQueue: bar.activity == .queued)
    lanes[lane].lane.bars.append(bar)
  }

  /// Adds a bar where its call holds a slot of another machine than its own.
  mutating func add(_ bar: GanttChart.Bar, of call: CallRecord, elsewhere slot: MachineSlot) {
    let lane = lane(LanePlace(machine: slot.machine), of: call, slot.slot, isQueue: false)
    lanes[lane].lane.bars.append(bar)
  }

  mutating func add(_ sign: GanttSign, of call: CallRecord, slot: UInt32) {
    let lane = lane(LanePlace(of: call), of: call, slot, isQueue: false)
    lanes[lane].lane.signs.append(sign)
  }

  /// The index of the lane of a call, which is there from then on.
  private mutating func lane(
    _ place: LanePlace, of call: CallRecord, _ slot: UInt32, isQueue: Bool
  ) -> Int {
    let key = Key(
      firstCall: firstCalls[place] ?? call.number, isQueue: isQueue, slot: isQueue ? 0 : slot)
    let index = places[key] ?? lanes.count
    if index == lanes.count {
      places[key] = index
      let name = names[place.name]
      let lane = GanttChart.Lane(
        place: isQueue ? "waiting for \(name)" : name,
        slot: isQueue || !place.isMachine ? 0 : slot, isQueue: isQueue)
      lanes.append((key, lane))
    }
    return index
  }

  /// The lanes, none of which has two bars at a time, but for long queues.
  ///
  /// - Complexity: O(*n* log *n*) in the number of bars.
  consuming func finished() -> [GanttChart.Lane] {
    let isOfThreads = isOfThreads
    let all = lanes.sorted { $0.key < $1.key }.flatMap { key, lane in
      key.isQueue ? lane.queued() : lane.packed()
    }
    return isOfThreads ? Self.numbered(all) : all
  }

  /// The lanes without numbers, but for those that are not the first of their place.
  private static func numbered(_ lanes: [GanttChart.Lane]) -> [GanttChart.Lane] {
    var numbers: [String: Int] = [:]
    return lanes.map { lane in
      var lane = lane
      lane.slot = 0
      numbers[lane.place, default: 0] += 1
      if let number = numbers[lane.place], number > 1 { lane.place += " (\(number))" }
      return lane
    }
  }
}

extension GanttChart.Lane {
  /// A queue longer than this is one lane that shows how long it was when.
  private static let longestSpreadQueue = 4

  /// A short queue on a lane for each that waits; a long one on one.
  fileprivate func queued() -> [GanttChart.Lane] {
    let most = mostBarsAtOnce
    guard most > Self.longestSpreadQueue else { return packed() }
    var queue = self
    queue.most = most
    queue.bars.sort { ($0.start, $0.call) < ($1.start, $1.call) }
    return [queue]
  }

  /// The most bars at one time; what is over at an instant no longer counts then.
  private var mostBarsAtOnce: Int {
    let starts = bars.map(\.start).sorted()
    let ends = bars.map(\.end).sorted()
    var (most, ended) = (0, 0)
    for (started, start) in starts.enumerated() {
      while ends[ended] <= start { ended += 1 }
      most = max(most, started + 1 - ended)
    }
    return most
  }

  /// The bars on as few lanes as hold them without overlap, each on the lowest that is free.
  ///
  /// - Complexity: O(*n* log *n*) in the number of bars.
  func packed() -> [GanttChart.Lane] {
    let bars = bars.sorted { ($0.start, $0.call) < ($1.start, $1.call) }
    var empty = self
    empty.bars = []
    guard zip(bars, bars.dropFirst()).contains(where: { $0.end > $1.start }) else {
      empty.bars = bars
      return [empty]
    }
    empty.signs = []
    let byEnd = bars.indices.sorted { (bars[$0].end, $0) < (bars[$1].end, $1) }
    var lanes: [GanttChart.Lane] = []
    var laneOf = Array(repeating: 0, count: bars.count)
    var free = FreeLanes()
    var ended = 0
    for (index, bar) in bars.enumerated() {
      while bars[byEnd[ended]].end <= bar.start {
        free.insert(laneOf[byEnd[ended]])
        ended += 1
      }
      let lane = free.removeLowest() ?? lanes.count
      if lane == lanes.count { lanes.append(empty) }
      lanes[lane].bars.append(bar)
      laneOf[index] = lane
    }
    guard !signs.isEmpty else { return lanes }
    var laneOfCall: [CallNumber: Int] = [:]
    for (index, bar) in bars.enumerated() where laneOfCall[bar.call] == nil {
      laneOfCall[bar.call] = laneOf[index]
    }
    for sign in signs { lanes[laneOfCall[sign.call] ?? 0].signs.append(sign) }
    return lanes
  }
}
