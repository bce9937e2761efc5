internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What each call did from when to when, and where that is drawn; in the order of the beginnings.
struct PageSpells {
  /// What a call did for a while.
  enum State: Int64 {
    /// It was asked for, and neither queued nor ran.
    case requested
    case queued, running, blocked
    /// It called others on the same lane, and they ran.
    case within
  }

  /// A while in which a call did one thing.
  struct Spell {
    var call: CallNumber
    var start: Nanoseconds
    var end: Nanoseconds
    var state: State
    var lane: Int
    var depth: Int
    /// Whether it repeats another spell, on the lane of a further slot that the call holds.
    var isRepeated = false
  }

  private(set) var all: [Spell] = []

  /// - Complexity: O(*n* log *n*) in the number of calls and intervals.
  init(_ run: Analysis, _ lanes: PageLanes) {
    all.reserveCapacity(run.table.intervals.count)
    // Until when what each call did is told.
    var told = run.table.calls.map(\.requestedAt)
    for (place, interval) in run.table.intervals.enumerated() where interval.start < interval.end {
      let index = Int(interval.call) - 1
      addRequested(interval.call, from: told[index], to: interval.start, lanes)
      told[index] = interval.end
      add(interval, place, run, lanes)
    }
    for call in run.table.calls {
      guard let end = call.startedAt ?? call.endedAt else { continue }
      addRequested(call.number, from: told[Int(call.number) - 1], to: end, lanes)
    }
    all.sort { ($0.start, $0.call, $0.lane) < ($1.start, $1.call, $1.lane) }
  }

  private mutating func addRequested(
    _ call: CallNumber, from start: Nanoseconds, to end: Nanoseconds, _ lanes: PageLanes
  ) {
    guard start < end else { return }
    let index = Int(call) - 1
    all.append(
      Spell(
        call: call, start: start, end: end, state: .requested, lane: lanes.laneOfCall[index],
        depth: lanes.depthOfCall[index]))
  }

  private mutating func add(
    _ interval: Interval, _ place: Int, _ run: Analysis, _ lanes: PageLanes
  ) {
    let index = Int(interval.call) - 1
    let state: State =
      switch interval.activity {
      case .queued: .queued
      case .running: .running
      case .blocked: lanes.holdsOthers[index] ? .within : .blocked
      }
    let wait = lanes.waits[place]
    var spell = Spell(
      call: interval.call, start: interval.start, end: interval.end, state: state,
      lane: wait?.lane ?? lanes.laneOfCall[index], depth: wait?.depth ?? lanes.depthOfCall[index])
    all.append(spell)
    guard state != .queued else { return }
    (spell.isRepeated, spell.depth) = (true, 0)
    let machine = run.table[interval.call].machine
    let own = (run.table.otherSlots[interval.call] ?? []).map {
      MachineSlot(machine: machine, slot: $0)
    }
    for slot in own + (run.table.slotsElsewhere[interval.call] ?? []) {
      guard let lane = lanes.lane(of: slot), lane != lanes.laneOfCall[index] else { continue }
      spell.lane = lane
      all.append(spell)
    }
  }

  /// Writes the spells.
  func write(
    to json: inout JSONSink, _ rows: PageRows, _ stretches: PageStretches, _ clock: PageClock
  ) {
    json.key("spells")
    json.beginObject()
    json.column("call", all.map { rows[$0.call] })
    json.column("from", all.map { clock.ticks($0.start) })
    json.column("to", all.map { clock.ticks($0.end) })
    json.column("state", all.map(\.state.rawValue))
    json.column("lane", all.map { Int64($0.lane) })
    json.column("depth", all.map { Int64($0.depth) })
    json.column("path", stretches.marks.map { Int64($0.rawValue) })
    json.endObject()
  }
}
