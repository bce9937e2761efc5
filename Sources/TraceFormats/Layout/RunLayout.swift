internal import EventLog

/// Lays recorded calls out on lanes and writes them down as a run.
///
/// A call gets the lowest slot of its machine that is free when it starts; that somebody held the slot
/// before is marked as inferred. What it needed is recorded where that is known: then it is asked for
/// when the last that it needs has ended. From there to its start it queues as long as all slots were
/// taken; where some were free, nothing says why it waited.
///
/// A call within another runs on no slot of its own. The other is blocked while any call within it runs;
/// what goes beyond it is cut off and counted.
struct RunLayout {
  private(set) var log: Log
  /// How many slots were used.
  let lanes: Int
  /// How many edges between calls were inferred from the order on a lane.
  let inferredEdges: Int
  /// How many calls went beyond the call they are in.
  let clipped: Int
  /// The machines of which more calls ran at once than they have slots, so that these bind nothing.
  let exceeded: [RecordedMachine]

  /// - Precondition: Calls come in the order of their starts, a parent before its children; all
  ///   machines have different names.
  /// - Complexity: O(*n* log *n*) in the number of calls and what they need.
  init(_ calls: [RecordedCall], on machines: [RecordedMachine], header: LogHeader) {
    let nesting = Nesting(calls)
    clipped = nesting.clipped
    let limits = LayoutLimits(nesting.calls, machines)
    exceeded = limits.exceeded
    var writer = RunLayoutWriter(header: header, nesting.calls, limits)
    let moments = LayoutMoment.moments(of: nesting.calls, depths: nesting.depths) {
      limits.waitsSince($0)
    }
    for moment in moments { writer.write(moment) }
    lanes = writer.laneCount
    inferredEdges = writer.edges
    log = writer.journal.close()
  }
}

/// Calls with those within others cut off where these end.
private struct Nesting {
  var calls: [RecordedCall]
  /// How many calls each is within.
  var depths: [Int32]
  var clipped = 0

  init(_ calls: [RecordedCall]) {
    self.calls = calls
    depths = Array(repeating: 0, count: calls.count)
    for index in calls.indices {
      guard let parent = calls[index].parent else { continue }
      depths[index] = depths[parent] + 1
      let outer = self.calls[parent]
      let start = min(max(calls[index].start, outer.start), outer.end)
      let end = min(max(calls[index].end, start), outer.end)
      if (start, end) != (calls[index].start, calls[index].end) { clipped += 1 }
      self.calls[index].start = start
      self.calls[index].end = end
      self.calls[index].readyAt = nil
      self.calls[index].lane = .parent
    }
  }
}

/// Until when what calls need was taken.
struct LayoutLimits {
  let machines: [RecordedMachine]
  private(set) var exceeded: [RecordedMachine] = []
  private var all: BusyTimes
  private var own: [Int: BusyTimes] = [:]
  private var either: [Int: BusyTimes] = [:]

  init(_ calls: [RecordedCall], _ machines: [RecordedMachine]) {
    self.machines = machines
    let pooled = calls.filter { if case .pool = $0.lane { true } else { false } }
    all = BusyTimes(pooled, slots: machines.first?.slots)
    for place in machines.indices.dropFirst() {
      let times = BusyTimes(
        pooled.lazy.filter { $0.lane == .pool(place) }, slots: machines[place].slots)
      if let slots = machines[place].slots, times.slotsNeeded > slots {
        exceeded.append(machines[place])
      } else {
        own[place] = times
        either[place] = BusyTimes(all, or: times)
      }
    }
  }

  /// How many slots a machine is declared with, if it is known and held to.
  func declaredSlots(of place: Int) -> Int? { own[place] == nil ? nil : machines[place].slots }

  /// Since when a call that starts had to wait for a slot; its start if it did not have to.
  func waitsSince(_ call: RecordedCall) -> Nanoseconds {
    guard let ready = call.readyAt, case .pool(let place) = call.lane else { return call.start }
    return (either[place] ?? all).taken(from: ready, until: call.start)
  }

  /// Whether all slots of a machine were taken just before an instant.
  func isTaken(_ place: Int, before instant: Nanoseconds) -> Bool {
    own[place].map { $0.taken(from: instant - 1, until: instant) < instant } ?? false
  }
}
