public import EventLog

/// Accesses to shared state that nothing puts in order: one of them a write, by two different calls.
///
/// The log's causes are the order, but for those of machines and those from a write to what read it
/// (see `CausalOrder`). Found in one pass in the manner of FastTrack (Flanagan and Freund, "FastTrack:
/// Efficient and Precise Dynamic Race Detection", 2009): for each variable the last write and the
/// last read of each component, so that every two components that race are found. How calls are is shared state too: it is read by conditions and
/// written as calls are asked for, start and end. What a reactive flow reads does not race: whatever
/// changes it makes the flow read again.
public struct Races: Sendable {
  /// A read or a write of a variable.
  public struct Access: Equatable, Sendable {
    /// The event.
    public var event: Int
    /// The call that did it.
    public var call: CallNumber
    /// The component that was called.
    public var component: Name
    /// When.
    public var at: Nanoseconds
    /// Whether it is a write.
    public var isWrite: Bool
  }

  /// Two accesses that could have come in the other order.
  public struct Race: Equatable, Sendable {
    /// The variable.
    public var variable: Name
    /// The one that came first in this run.
    public var earlier: Access
    /// The one that came second.
    public var later: Access
    /// How often two such accesses of these components raced; the first time is given.
    public var count = 1
  }

  /// The races, by the events of their second accesses.
  public private(set) var races: [Race] = []
  /// How many variables are read or written.
  public private(set) var variables = 0
  /// How many states of calls are looked at, as in `train.succeeded`.
  public private(set) var states = 0
  /// How often somebody reads or writes one or looks at the other.
  public private(set) var accesses = 0
  /// Whether all races were found; not where there are so many that the search was ended.
  public private(set) var areAll = true
  /// How many accesses were compared with another.
  public private(set) var comparisons = 0
  private var places: [Pair: Int] = [:]

  /// How many pairs of accesses that race are kept at most.
  private let mostRaces: Int
  /// How many accesses are compared at most, and how many more for each event of the log.
  private static let mostComparisons = (5_000_000, perEvent: 16)

  /// What makes two races the same to a person.
  private struct Pair: Hashable {
    var variable: Name
    var earlier: Name
    var later: Name
    var isWrite: [Bool]
  }

  private struct History {
    /// The last write of each component; of a state of calls, every change that is in order with none
    /// after it.
    var writes: [Access] = []
    /// The last read of each component.
    var reads: [Access] = []
  }

  /// Finds the races of a run.
  ///
  /// - Complexity: O(*n* *w*) at most, for *n* events and causes and *w* components that share state. After
  ///   5,000,000 comparisons and 16 for each event, or 500,000 races, the search ends: `areAll` is false.
  public init(_ log: Log) { self.init(log, mostRaces: 500_000) }

  /// Finds the races of a run; at most so many.
  package init(_ log: Log, mostRaces: Int) {
    self.mostRaces = mostRaces
    let shared = SharedAccesses(log)
    guard !shared.components.isEmpty else { return }
    var histories: [Name: History] = [:]
    var touched: Set<Name> = []
    let readsAgain = Set(
      log.events.lazy.filter { if case .flowIterated = $0.kind { true } else { false } }
        .map(\.component))
    var order = CausalOrder(watching: shared.components)
    order.takeIn(log)
    for (seq, event) in log.events.enumerated() {
      for (variable, isWrite) in shared.accesses(by: event) {
        let isState = !shared.variables.contains(variable)
        if event.isEffect { accesses += 1 }
        if !areAll { continue }
        touched.insert(variable)
        guard isWrite || !readsAgain.contains(event.component) else { continue }
        let access = Access(
          event: seq, call: event.call, component: event.component, at: event.at, isWrite: isWrite)
        takeIn(access, of: variable, isState, &histories[variable, default: History()], order, log)
      }
    }
    variables = shared.variables.intersection(touched).count
    states = shared.stateCount
  }

  /// Compares an access with those before it that may race with it, and keeps it for those to come.
  private mutating func takeIn(
    _ access: Access, of variable: Name, _ isState: Bool, _ history: inout History,
    _ order: CausalOrder, _ log: Log
  ) {
    // Two changes of a state do not race: calls are asked for and end as they do.
    let rivals = access.isWrite ? history.reads + (isState ? [] : history.writes) : history.writes
    // What a state was found to be says that its change came before, but for what is done next alone.
    let place = isState && !access.isWrite ? log.previous(access.event) : access.event
    comparisons += rivals.count
    if races.count >= mostRaces
      || comparisons > Self.mostComparisons.0 + Self.mostComparisons.perEvent * log.events.count
    {
      areAll = false
      return
    }
    for rival in rivals.sorted(by: { $0.event < $1.event })
    where rival.call != access.call && !log.precedes(rival, place, order) {
      enter(Race(variable: variable, earlier: rival, later: access))
    }
    // What a component did before is in order with all that its last access is in order with, but for
    // calls of it that run at once.
    func isOver(_ other: Access) -> Bool {
      other.component == access.component
        && (other.call == access.call || log.precedes(other, access.event, order))
    }
    if !access.isWrite {
      history.reads.removeAll(where: isOver)
      history.reads.append(access)
    } else {
      history.writes.removeAll { isState ? log.precedes($0, access.event, order) : isOver($0) }
      history.writes.append(access)
    }
  }

  private mutating func enter(_ race: Race) {
    let pair = Pair(
      variable: race.variable, earlier: race.earlier.component, later: race.later.component,
      isWrite: [race.earlier.isWrite, race.later.isWrite])
    if let place = places[pair] {
      races[place].count += 1
    } else {
      places[pair] = races.count
      races.append(race)
    }
  }
}

extension Log {
  /// Whether an access comes before an event in the order of causes.
  ///
  /// A call that has not started is known by who asked for it, or stopped it.
  fileprivate func precedes(_ access: Races.Access, _ event: Int, _ order: CausalOrder) -> Bool {
    let known = order.isOnChain(access.event) ? access.event : previous(access.event)
    return known == event || order.isBefore(known, event)
  }

  /// The last event that led to another, if its edge orders; the event itself if there is none.
  fileprivate func previous(_ event: Int) -> Int {
    causes(of: event).last { $0.edge != .machine && $0.edge != .data }.map { Int($0.seq) } ?? event
  }
}
