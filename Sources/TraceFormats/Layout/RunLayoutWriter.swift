internal import EventLog

/// Writes the calls of a layout into a journal, moment by moment.
struct RunLayoutWriter {
  var journal: CallJournal
  private(set) var edges = 0
  private let calls: [RecordedCall]
  private let limits: LayoutLimits
  /// The number of each call that was asked for, else 0.
  private var numbers: [CallNumber]
  private var pools: [SlotLanes]
  private let names: [Name]
  /// The slot that each call holds, and the one of the machine that all share.
  private var slots: [(own: Int, shared: Int)]
  private var threads: [String: SlotLanes] = [:]
  private var nested = NestedCalls()

  /// How many lanes were used that a report can name.
  var laneCount: Int {
    pools.reduce(threads.count) { $0 + $1.named }
  }

  init(header: LogHeader, _ calls: [RecordedCall], _ limits: LayoutLimits) {
    journal = CallJournal(header: header)
    journal.reserveCapacity(
      calls: calls.count, events: calls.count * 5 + 2,
      causes: calls.reduce(0) { $0 + 5 + $1.needs.count })
    self.calls = calls
    self.limits = limits
    numbers = Array(repeating: 0, count: calls.count)
    slots = Array(repeating: (0, 0), count: calls.count)
    pools = limits.machines.map { _ in SlotLanes() }
    var names: [Name] = []
    for (place, machine) in limits.machines.enumerated() {
      let name = journal.name(machine.name)
      names.append(name)
      if let slots = limits.declaredSlots(of: place) {
        journal.declareMachine(name, slots: UInt32(clamping: slots))
      }
    }
    self.names = names
  }

  mutating func write(_ moment: LayoutMoment) {
    let index = Int(moment.call)
    switch moment.step {
    case .request: request(index, at: moment.at)
    case .queue: journal.queue(numbers[index], at: moment.at)
    case .start:
      if moment.asks { request(index, at: moment.at) }
      start(index, at: moment.at)
    case .end: end(index, at: moment.at)
    }
  }

  private mutating func request(_ index: Int, at time: Nanoseconds) {
    let call = calls[index]
    let component = journal.name(call.name)
    let arguments = call.arguments.map { journal.name($0) } ?? .none
    let parent = call.parent.map { numbers[$0] } ?? 0
    // While its parent is blocked, a call can only follow from another in it.
    let sibling =
      parent > 0 && journal.status(of: parent) == .blocked ? nested.latestEnd[parent] : nil
    numbers[index] = journal.request(
      component, by: parent, arguments: arguments, followsParent: sibling == nil, at: time)
    infer(sibling, .data)
    for need in call.needs.map({ journal.lastEvent(of: numbers[Int($0)]) }).sorted() {
      journal.cause(need, .data)
    }
  }

  private mutating func start(_ index: Int, at time: Nanoseconds) {
    let (call, number) = (calls[index], numbers[index])
    switch call.lane {
    case .parent:
      if let parent = call.parent { enter(numbers[parent], for: number, at: time) }
      journal.start(number, at: time)
    case .thread(let thread):
      let slot = threads[thread, default: SlotLanes()].take()
      slots[index].own = slot
      journal.start(number, on: journal.name(thread), slot: UInt32(slot + 1), at: time)
      infer(threads[thread]?.release(of: slot), .program)
    case .pool(let place):
      let release = takeSlots(index, place)
      journal.start(number, on: names[place], slot: UInt32(slots[index].own + 1), at: time)
      infer(release, .machine)
    }
  }

  private mutating func end(_ index: Int, at time: Nanoseconds) {
    let (call, number) = (calls[index], numbers[index])
    let kind: Event.Kind =
      switch call.status {
      case .succeeded: .callSucceeded
      case .failed(let reason): .callFailed(reason: journal.name(reason))
      case .stopped(let reason): .callStopped(reason: journal.name(reason))
      }
    let ended = journal.end(number, as: kind, at: time)
    let slot = UInt32(slots[index].own + 1)
    switch call.lane {
    case .parent:
      if let parent = call.parent { leave(numbers[parent], ended, at: time) }
    case .thread(let thread):
      journal.release(slot, of: journal.name(thread), after: number, at: time)
      threads[thread]?.giveBack(slots[index].own, ended)
    case .pool(let place):
      let release = journal.release(slot, of: names[place], after: number, at: time)
      pools[place].giveBack(slots[index].own, release)
      if place > 0 { pools[0].giveBack(slots[index].shared, release) }
    }
  }

  // MARK: Lanes

  /// Takes the lowest free slots; gives the event that set free what the call waited for last.
  private mutating func takeSlots(_ index: Int, _ place: Int) -> Int? {
    let own = pools[place].take()
    slots[index].own = own
    guard place > 0 else { return pools[0].release(of: own) }
    let shared = pools[0].take(isNamed: false)
    slots[index].shared = shared
    let isBusy = limits.isTaken(place, before: calls[index].start)
    return isBusy || pools[0].release(of: shared) == nil
      ? pools[place].release(of: own) : pools[0].release(of: shared)
  }

  private mutating func infer(_ cause: Int?, _ edge: Edge) {
    guard let cause else { return }
    journal.cause(cause, edge, isInferred: true)
    edges += 1
  }

  // MARK: Calls within calls

  /// Blocks a call that runs while another begins to run within it.
  private mutating func enter(_ parent: CallNumber, for call: CallNumber, at time: Nanoseconds) {
    nested.open[parent, default: 0] += 1
    if journal.status(of: parent) == .running { journal.block(parent, on: call, at: time) }
  }

  /// Lets a call run on when the last that ran within it has ended.
  private mutating func leave(_ parent: CallNumber, _ ended: Int, at time: Nanoseconds) {
    nested.latestEnd[parent] = ended
    nested.open[parent, default: 1] -= 1
    guard nested.open[parent] == 0, journal.status(of: parent) == .blocked else { return }
    journal.resume(parent, at: time)
    infer(ended, .data)
  }
}

/// What runs within calls.
private struct NestedCalls {
  /// How many calls run within each.
  var open: [CallNumber: Int] = [:]
  /// The end of what ended within each last.
  var latestEnd: [CallNumber: Int] = [:]
}

/// The slots of a machine, as far as they were used.
private struct SlotLanes {
  private var free = FreeLanes()
  /// For each slot the event that set it free, or nil until its first call ends.
  private var releases: [Int?] = []
  /// Whether a call of the log names the slot.
  private var isNamed: [Bool] = []

  /// How many slots are named.
  var named: Int { isNamed.lazy.filter { $0 }.count }

  mutating func take(isNamed: Bool = true) -> Int {
    if let lane = free.removeLowest() {
      if isNamed { self.isNamed[lane] = true }
      return lane
    }
    releases.append(nil)
    self.isNamed.append(isNamed)
    return releases.count - 1
  }

  mutating func giveBack(_ lane: Int, _ release: Int) {
    releases[lane] = release
    free.insert(lane)
  }

  func release(of lane: Int) -> Int? { releases[lane] }
}
