internal import EventLog

/// How many calls of each component started, and how many came to their own end.
///
/// Two runs of one scenario declare the same components in the same order, so their counts are compared
/// side by side; only of other runs are names looked up.
public struct CallCounts: Equatable, Sendable {
  /// The calls of one component.
  public struct Entry: Equatable, Sendable {
    /// The name of the component.
    public var component: String
    /// How many of its calls were started; 0 where they cannot end by themselves.
    public var started: Int
    /// How many came to their own end.
    public var succeeded: Int

    /// Makes an entry.
    public init(component: String, started: Int, succeeded: Int) {
      self.component = component
      self.started = started
      self.succeeded = succeeded
    }
  }

  /// The components in the order of their declaration, each once.
  public private(set) var entries: [Entry]

  /// Takes in what was counted elsewhere.
  ///
  /// - Precondition: No component stands there twice.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// Counts the calls of a run.
  ///
  /// - Complexity: O(*n*) in the number of calls and components.
  init(_ run: Analysis) {
    entries = []
    var places = [Int](repeating: -1, count: run.log.names.count)
    func place(of component: Name) -> Int {
      let known = places[Int(component.index)]
      if known >= 0 { return known }
      places[Int(component.index)] = entries.count
      entries.append(Entry(component: run.log.names[component], started: 0, succeeded: 0))
      return entries.count - 1
    }
    for event in run.log.events {
      if case .componentDeclared(_, let traits, _) = event.kind, !traits.contains(.flow) {
        _ = place(of: event.component)
      }
    }
    for call in run.table.calls where !call.isFlow {
      let place = place(of: call.component)
      if !call.isEndless, call.startedAt != nil { entries[place].started += 1 }
      if let ended = call.ended, run.log.events[ended].kind == .callSucceeded {
        entries[place].succeeded += 1
      }
    }
  }

  /// What is counted otherwise in another run; nil if it is the same.
  ///
  /// - Complexity: O(*n*) in the number of components.
  func difference(to other: CallCounts) -> Comparison.Obstacle? {
    if entries.elementsEqual(other.entries, by: { $0.component == $1.component }) {
      return Self.difference(between: zip(entries, other.entries))
    }
    let here = Set(entries.map(\.component))
    let there = Dictionary(uniqueKeysWithValues: other.entries.map { ($0.component, $0) })
    return Self.difference(
      between: entries.map { ($0, there[$0.component] ?? $0.zero) }
        + other.entries.filter { !here.contains($0.component) }.map { ($0.zero, $0) })
  }

  /// What is counted otherwise where the counts of each component stand side by side.
  private static func difference(
    between pairs: some Sequence<(Entry, Entry)>
  ) -> Comparison.Obstacle? {
    var more: String?
    var areFewer = false
    for (entry, other) in pairs {
      guard entry.started == other.started else { return .otherCalls }
      if entry.succeeded > other.succeeded {
        more = more.map { min($0, entry.component) } ?? entry.component
      }
      if entry.succeeded < other.succeeded { areFewer = true }
    }
    return more.map { .succeeds($0) } ?? (areFewer ? .fewerSucceed : nil)
  }
}

extension CallCounts.Entry {
  /// The same component, of which there are no calls.
  fileprivate var zero: Self { Self(component: component, started: 0, succeeded: 0) }
}
