internal import EventLog
internal import Exporting
internal import Formatting
internal import TraceAnalysis

/// The rows of a page's chart, from top to bottom, and on which of them each call is.
///
/// A slot of a machine is a lane, and so is a component that has no machine. Calls within calls on one lane lie at
/// depths, so that no two are ever in the same place. What waits for a lane is on one of its own behind it.
struct PageLanes {
  /// What a lane is of.
  enum Kind: String {
    case flow, machine, component, queue, thread
  }

  /// A lane.
  struct Lane {
    var title: String
    var kind: Kind
    /// How many calls lie within each other at most.
    var depths = 1
    /// How many lie above each other at one depth at most: more than 1 only in a long queue.
    var most = 1
  }

  private(set) var all: [Lane] = []
  /// For each call, by its number − 1, its lane, and how deep it lies there.
  private(set) var laneOfCall: [Int]
  private(set) var depthOfCall: [Int]
  /// Whether other calls lie within a call on its lane.
  let holdsOthers: [Bool]
  /// The lane and depth of each wait for a turn or a machine, by the place of its interval.
  private(set) var waits: [Int: (lane: Int, depth: Int)] = [:]
  private var lanesOfSlots: [MachineSlot: Int] = [:]

  /// - Complexity: O(*n* log *n*) in the number of calls and waits.
  init(_ run: Analysis) {
    let lanes = RunLanes(run)
    holdsOthers = lanes.holdsOthers
    laneOfCall = Array(repeating: -1, count: run.table.calls.count)
    depthOfCall = Array(repeating: 0, count: run.table.calls.count)
    var queues = PageQueues(run)
    var others = Self.otherSlots(of: run, beside: lanes)
    var newPlaces: [Int] = []
    for (index, lane) in lanes.all.enumerated() {
      newPlaces.append(all.count)
      if !lane.machine.isNone {
        lanesOfSlots[MachineSlot(machine: lane.machine, slot: lane.slot)] = all.count
      }
      all.append(Lane(title: lane.title, kind: Self.kind(of: lane, run)))
      guard index + 1 == lanes.all.count || lanes.all[index + 1].place != lane.place else {
        continue
      }
      if !lane.machine.isNone { add(others.removeValue(forKey: lane.machine) ?? [], run) }
      add(queues.take(lane.place), run)
    }
    for machine in others.keys.sorted(by: { $0.index < $1.index }) {
      add(others[machine] ?? [], run)
    }
    for place in queues.placesLeft { add(queues.take(place), run) }
    for call in lanes.calls {
      let index = Int(call.number) - 1
      laneOfCall[index] = newPlaces[lanes.lane(of: call)]
      if lanes.isWithin[index] { depthOfCall[index] = depthOfCall[Int(call.parent) - 1] + 1 }
      let lane = laneOfCall[index]
      all[lane].depths = max(all[lane].depths, depthOfCall[index] + 1)
    }
    placeWhatNeverStarted(run)
  }

  /// The lane of a slot of a machine.
  func lane(of slot: MachineSlot) -> Int? { lanesOfSlots[slot] }

  private static func kind(of lane: RunLanes.Lane, _ run: Analysis) -> Kind {
    if run.isOfThreads { return .thread }
    if lane.place.isMachine { return .machine }
    let isFlow = run.table.calls.first.map { $0.isFlow && $0.component == lane.place.name } ?? false
    return isFlow ? .flow : .component
  }

  /// Slots that calls hold beside their own and on which no call has its place, by machine.
  private static func otherSlots(of run: Analysis, beside lanes: RunLanes) -> [Name: [MachineSlot]]
  {
    var seen = Set(lanes.all.map { MachineSlot(machine: $0.machine, slot: $0.slot) })
    var slots = run.table.slotsElsewhere.values.flatMap(\.self)
    for (call, others) in run.table.otherSlots {
      slots += others.map { MachineSlot(machine: run.table[call].machine, slot: $0) }
    }
    slots = slots.filter { seen.insert($0).inserted }
    return Dictionary(grouping: slots, by: \.machine).mapValues { slots in
      slots.sorted { $0.slot < $1.slot }
    }
  }

  private mutating func add(_ slots: [MachineSlot], _ run: Analysis) {
    for slot in slots {
      lanesOfSlots[slot] = all.count
      all.append(Lane(title: "\(run.log.names[slot.machine]) \(slot.slot)", kind: .machine))
    }
  }

  private mutating func add(_ queue: PageQueues.Queue?, _ run: Analysis) {
    guard let queue else { return }
    for (wait, depth) in zip(queue.waits, queue.depths) { waits[wait] = (all.count, depth) }
    all.append(
      Lane(
        title: "waiting for \(run.log.names[queue.place.name])", kind: .queue,
        depths: queue.isSpread ? queue.most : 1, most: queue.isSpread ? 1 : queue.most))
  }

  /// What never started is where it waited, or where others of its component are.
  private mutating func placeWhatNeverStarted(_ run: Analysis) {
    for (interval, wait) in waits {
      let index = Int(run.table.intervals[interval].call) - 1
      if run.table.calls[index].startedAt == nil { laneOfCall[index] = wait.lane }
    }
    var lanes: [Name: Int] = [:]
    for call in run.table.calls where laneOfCall[Int(call.number) - 1] >= 0 {
      if lanes[call.component] == nil { lanes[call.component] = laneOfCall[Int(call.number) - 1] }
    }
    for call in run.table.calls where laneOfCall[Int(call.number) - 1] < 0 {
      if lanes[call.component] == nil {
        lanes[call.component] = all.count
        all.append(Lane(title: run.log.names[call.component], kind: .component))
      }
      laneOfCall[Int(call.number) - 1] = lanes[call.component] ?? 0
    }
  }

  /// Writes the lanes.
  func write(to json: inout JSONSink) {
    json.list("lanes", count: all.count) { list in
      for lane in all {
        list.beginObject()
        list.field("name", lane.title.visibleText)
        list.field("kind", lane.kind.rawValue)
        list.field("depths", lane.depths)
        list.field("most", lane.most)
        list.endObject()
      }
    }
  }
}
