public import EventLog

/// Accesses to shared state that nothing puts in order: one of them a write, by two different calls.
///
/// The log's causes are the order, but for those of machines and those from a write to what read it
/// (see `CausalOrder`). Found in one pass in the manner of FastTrack (Flanagan and Freund, "FastTrack:
/// Efficient and Precise Dynamic Race Detection", 2009): for each variable the last write and the
/// last read of each component since. What a reactive flow reads does not race with what is written
/// after: that write makes it read again.
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
  /// How many variables there are.
  public private(set) var variables = 0
  /// How many reads and writes of them.
  public private(set) var accesses = 0
  private var places: [Pair: Int] = [:]

  /// What makes two races the same to a person.
  private struct Pair: Hashable {
    var variable: Name
    var earlier: Name
    var later: Name
    var isWrite: [Bool]
  }

  private struct History {
    var write: Access?
    var reads: [Access] = []
  }

  /// Finds the races of a run.
  ///
  /// - Complexity: O(*n* *w*) at most, for *n* events and causes and *w* components that share state.
  public init(_ log: Log) {
    var histories: [Name: History] = [:]
    var watched: Set<Name> = []
    for event in log.events {
      if case .stateDeclared(let variable, _) = event.kind { histories[variable] = History() }
      if Self.variable(of: event) != nil { watched.insert(event.component) }
    }
    variables = histories.count
    guard !watched.isEmpty else { return }
    let readsAgain = Set(
      log.events.lazy.filter { if case .flowIterated = $0.kind { true } else { false } }
        .map(\.component))
    var order = CausalOrder(watching: watched)
    order.takeIn(log)
    for (seq, event) in log.events.enumerated() {
      guard let (variable, isWrite) = Self.variable(of: event),
        var history = histories[variable]
      else { continue }
      accesses += 1
      let access = Access(
        event: seq, call: event.call, component: event.component, at: event.at, isWrite: isWrite)
      let rivals = (isWrite ? history.reads : []) + [history.write].compactMap(\.self)
      for rival in rivals.sorted(by: { $0.event < $1.event })
      where rival.call != access.call && !order.isBefore(rival.event, seq) {
        enter(Race(variable: variable, earlier: rival, later: access))
      }
      if isWrite {
        history = History(write: access)
      } else if !readsAgain.contains(access.component) {
        history.reads.removeAll { $0.component == access.component }
        history.reads.append(access)
      }
      histories[variable] = history
    }
  }

  private static func variable(of event: Event) -> (Name, isWrite: Bool)? {
    switch event.kind {
    case .stateWritten(let variable, _): (variable, true)
    case .stateRead(let variable, _): (variable, false)
    default: nil
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
