internal import Simulation
internal import Synchronization

/// What runs code: on a virtual clock, or on that of the machine.
///
/// The meaning of all that code does is in a `CodeDriver`, which is the same for both.
enum CodeHost: Sendable {
  case virtual(VirtualRun)
  case wall(WallRun)

  /// The parts of the flow.
  var parts: FlowParts {
    switch self {
    case .virtual(let run): run.parts
    case .wall(let run): run.parts
    }
  }

  /// The seed of all draws.
  var seed: UInt64 {
    switch self {
    case .virtual(let run): run.seed
    case .wall(let run): run.seed
    }
  }

  /// Which run it is.
  var identity: ObjectIdentifier {
    switch self {
    case .virtual(let run): ObjectIdentifier(run)
    case .wall(let run): ObjectIdentifier(run)
    }
  }

  /// Takes in that code was told to leave a reactive flow; gives how often since it last came further.
  func noteAbort() -> Int { steps.noteAbort() }

  private var steps: StepNumbers {
    switch self {
    case .virtual(let run): run.steps
    case .wall(let run): run.steps
    }
  }

  /// Lets code of a call do something; nil where it may not, since it has left the run.
  @inline(__always)
  func with<Result>(_ context: CallContext, _ body: (inout RunState) -> sending Result)
    -> sending Result?
  {
    switch self {
    case .virtual(let run): run.with(context, body)
    case .wall(let run): run.with(body)
    }
  }

  /// Waits for what a wait waits for.
  @inline(__always)
  func suspend(_ wait: CodeWait, of context: CallContext) async -> Arrival {
    switch self {
    case .virtual(let run):
      await run.suspend(wait, of: context.call, isInItsTask: context.isInItsTask)
    case .wall(let run): await run.suspend(wait)
    }
  }

  /// The number of a place in the code of a component.
  func step(at site: CallSite, of component: Int) -> UInt32 {
    steps.number(of: site, in: component)
  }
}

/// The items in the streams of a run, and those that wait for room.
struct StreamItems {
  private var items: [[any Sendable]]
  private var heads: [Int]
  private var waiting: [CodeWait: any Sendable] = [:]
  /// Of which streams nothing is held, since their items are all the same.
  private let areMarks: [Bool]

  init(areMarks: [Bool]) {
    items = Array(repeating: [], count: areMarks.count)
    heads = Array(repeating: 0, count: areMarks.count)
    self.areMarks = areMarks
  }

  mutating func put(_ item: any Sendable, into stream: Int, _ wait: CodeWait?) {
    guard !areMarks[stream] else { return }
    if let wait { waiting[wait] = item } else { items[stream].append(item) }
  }

  /// Takes in that there was room for an item that waited.
  mutating func putWaiting(_ wait: CodeWait, into stream: Int) {
    if let item = waiting.removeValue(forKey: wait) { items[stream].append(item) }
  }

  mutating func take(from stream: Int) -> any Sendable {
    guard !areMarks[stream] else { return () }
    let head = heads[stream]
    let item = items[stream][head]
    heads[stream] = head + 1
    if heads[stream] == items[stream].count {
      items[stream].removeAll(keepingCapacity: true)
      heads[stream] = 0
    } else if heads[stream] > 64, heads[stream] * 2 > items[stream].count {
      items[stream].removeFirst(heads[stream])
      heads[stream] = 0
    }
    return item
  }
}

/// The numbers of the places in code from which something is done: the steps of flows.
final class StepNumbers: Sendable {
  private struct Place: Hashable {
    var site: CallSite
    var component: Int
  }
  private let aborts = Atomic(0)

  /// Takes in that code was told to leave a reactive flow; gives how often since it was begun last.
  func noteAbort() -> Int { aborts.add(1, ordering: .relaxed).newValue }

  /// Takes in that a flow begins.
  func noteBeginning() { aborts.store(0, ordering: .relaxed) }

  private let numbers = Mutex<(known: [Place: UInt32], counts: [Int: UInt32])>(([:], [:]))

  /// The number of a place, from 1 in the order in which the places of a component are come to first.
  func number(of site: CallSite, in component: Int) -> UInt32 {
    numbers.withLock { state in
      let place = Place(site: site, component: component)
      if let known = state.known[place] { return known }
      let number = state.counts[component, default: 0] + 1
      state.counts[component] = number
      state.known[place] = number
      return number
    }
  }
}
