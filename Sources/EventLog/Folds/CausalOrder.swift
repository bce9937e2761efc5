/// Which events of a log happened before which, by their causes.
///
/// Vector clocks (Fidge, 1988; Mattern, 1989), kept small in the manner of FastTrack (Flanagan and
/// Freund, 2009): the successive calls of a component form one chain, an event is known by its chain
/// and its number, and a clock holds for each chain that matters the latest event known of it. Clocks share what they have
/// in common (`VectorClocks`), so that many chains do not make them large.
///
///     var order = CausalOrder(watching: [train, flow])
///     order.takeIn(log)
///     order.isBefore(4, 9)   // whether event 4 happened before event 9
///
/// A call that another one stopped does nothing more, so all that it did comes before what the other
/// does next. Two kinds of edges do not order: `machine`, since a slot that happens to be free is no promise,
/// and `data` from a write of shared state to a read of it, since else no read that was observed
/// could race.
public struct CausalOrder: Sendable {
  private let watched: Set<Name>
  /// The chain of each call that has one, from 1.
  private var chains: [UInt32] = []
  /// The chain of a component's calls, and the last event of its last call.
  private var lines: [Name: (chain: UInt32, end: Int)] = [:]
  private var chainCount: UInt32 = 0
  /// For each call that stopped others, their ends since it did something; or a request that has
  /// taken them in.
  private var stops: [CallNumber: [Int]] = [:]
  /// The chain of each event, from 1; 0 if it is on none that matters.
  private var chainOf: [UInt32] = []
  /// The clock of each event, as a place in `clocks`.
  private var clockOf: [UInt32] = []
  /// The different clocks: for each chain the latest event known plus 1, or 0.
  private var clocks = [VectorClocks.empty]
  private var trees = VectorClocks()

  /// An order that can tell of the events of some components, from the start to the end of calls.
  public init(watching components: Set<Name>) { watched = components }

  /// How many events have been taken in.
  public var count: Int { chainOf.count }

  /// Takes in the events of a log from where it left off.
  ///
  /// - Complexity: O(*n* *w*) at most, for *n* events and *w* chains that matter.
  public mutating func takeIn(_ log: borrowing Log) {
    for seq in count..<log.events.count { append(log.events[seq], seq, of: log) }
  }

  /// Whether an event happened before another; events of components that are not watched happened
  /// before none.
  ///
  /// - Precondition: Both have been taken in.
  /// - Complexity: O(log *w*) for *w* chains that matter.
  public func isBefore(_ earlier: Int, _ later: Int) -> Bool {
    guard earlier < later, case let chain = chainOf[earlier], chain > 0 else { return false }
    if chainOf[later] == chain { return true }
    return knows(clocks[Int(clockOf[later])], earlier, on: chain)
  }

  /// Whether an event is one of a watched component's calls, from their start on.
  ///
  /// - Precondition: It has been taken in.
  /// - Complexity: O(1).
  public func isOnChain(_ event: Int) -> Bool { chainOf[event] > 0 }

  private mutating func append(_ event: Event, _ seq: Int, of log: borrowing Log) {
    let chain = chain(of: event, seq, log)
    var clock: UInt32?
    var merged = VectorClocks.empty
    func takeIn(_ from: Int) {
      if clock == nil {
        clock = clockOf[from]
        merged = clocks[Int(clockOf[from])]
      } else {
        merged = trees.merging(merged, clocks[Int(clockOf[from])])
      }
      // An event's own chain need not be in its clock.
      if chainOf[from] > 0, chainOf[from] != chain {
        merged = trees.setting(Int(chainOf[from]) - 1, to: UInt32(from) + 1, in: merged)
      }
    }
    for cause in log.causes(of: seq) where orders(cause, event, in: log) { takeIn(Int(cause.seq)) }
    if !stops.isEmpty { for end in takeStops(before: event, seq, log) { takeIn(end) } }
    noteStop(by: event, seq, log)
    chainOf.append(chain)
    if merged == clocks[Int(clock ?? 0)] { return clockOf.append(clock ?? 0) }
    clockOf.append(UInt32(clocks.count))
    clocks.append(merged)
  }

  /// The ends of calls that were stopped by the call which now does something, or asks for another.
  ///
  /// Who asks for a call does no event of its own by that, so the next one has to take them in too.
  /// Then the request stands for all of them, unless it also has causes that its caller knows nothing
  /// of, such as the timer of a call that is made again.
  private mutating func takeStops(
    before event: Event, _ seq: Int, _ log: borrowing Log
  ) -> [Int] {
    guard case .callRequested(let parent, _, _) = event.kind else {
      return stops.removeValue(forKey: event.call) ?? []
    }
    guard let ends = stops[parent] else { return [] }
    var isOfCaller = true
    for cause in log.causes(of: seq) where log.events[Int(cause.seq)].call != parent {
      isOfCaller = false
    }
    if isOfCaller { stops[parent] = [seq] }
    return ends
  }

  /// Takes in that an event ends a call which another one stopped.
  private mutating func noteStop(by event: Event, _ seq: Int, _ log: borrowing Log) {
    guard case .callStopped = event.kind else { return }
    for cause in log.causes(of: seq) where cause.edge == .program {
      let other = log.events[Int(cause.seq)].call
      if other > 0, other != event.call { stops[other, default: []].append(seq) }
    }
  }

  private func orders(_ cause: Cause, _ event: Event, in log: borrowing Log) -> Bool {
    switch cause.edge {
    case .machine: return false
    case .data:
      guard case .stateRead = event.kind else { return true }
      switch log.events[Int(cause.seq)].kind {
      case .stateWritten, .stateDeclared: return false
      default: return true
      }
    default: return true
    }
  }

  private func knows(_ clock: VectorClocks.Clock, _ event: Int, on chain: UInt32) -> Bool {
    Int(trees.number(of: Int(chain) - 1, in: clock)) > event
  }

  /// The chain of an event; a call goes on the chain of its component if it started after the call
  /// before it had ended, which the `queue` edge says.
  private mutating func chain(of event: Event, _ seq: Int, _ log: borrowing Log) -> UInt32 {
    guard event.call > 0, watched.contains(event.component) else { return 0 }
    while chains.count < event.call { chains.append(0) }
    let index = Int(event.call) - 1
    if case .callStarted = event.kind {
      if let line = lines[event.component],
        log.causes(of: seq).contains(where: { $0.edge == .queue && Int($0.seq) == line.end })
      {
        chains[index] = line.chain
        lines[event.component] = nil
      } else {
        chainCount += 1
        chains[index] = chainCount
      }
    }
    if event.endsCall, chains[index] > 0 { lines[event.component] = (chains[index], seq) }
    return chains[index]
  }
}
