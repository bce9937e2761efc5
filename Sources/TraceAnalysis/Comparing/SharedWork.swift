internal import EventLog

/// What two runs have in common, call by call of the same name, and what took longer in the second.
///
/// Runs are the same work if at least nine tenths of the calls of the one with more calls are in the
/// other too, by name and number of calls, or nine tenths of the work of each: a build and the same build with more
/// jobs, a program that loads before it trains and one that loads meanwhile, not a build and what was built
/// anew after a change.
public struct SharedWork: Equatable, Sendable {
  /// What calls of one name took in both runs, all together.
  public struct Change: Equatable, Sendable {
    /// The name.
    public var name: String
    /// How long they ran in the first run.
    public var before: Int128
    /// How long they ran in the second.
    public var after: Int128
  }

  /// How many calls there are.
  public struct Counts: Equatable, Sendable {
    /// In the first run.
    public var first: Int
    /// In the second run.
    public var second: Int
    /// In both, by name.
    public var both: Int
  }

  /// How many calls the runs had.
  public let counts: Counts
  /// How long the calls ran that are in both runs, in the first run.
  ///
  /// Where one run had fewer of a name, as many of the other run count, each as long as one of them took on average.
  public let before: Int128
  /// How long those ran in the second.
  public let after: Int128
  /// What took longer in the second run, most first; at most three.
  public let slower: [Change]

  /// Whether the times of the two may be subtracted.
  public let isSameWork: Bool

  /// Looks at what two runs have in common.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init(_ first: Analysis, _ second: Analysis) {
    let (left, right) = (Self.calls(of: first), Self.calls(of: second))
    let changes = SharedCalls(left, right).pairs.map { pair in
      let shared = Int128(min(pair.first.count, pair.second.count))
      return (
        count: Int(shared),
        Change(
          name: pair.name, before: pair.first.time * shared / Int128(pair.first.count),
          after: pair.second.time * shared / Int128(pair.second.count))
      )
    }
    let both = changes.reduce(0) { $0 + $1.count }
    counts = Counts(
      first: left.values.reduce(0) { $0 + $1.count },
      second: right.values.reduce(0) { $0 + $1.count }, both: both)
    before = changes.reduce(0) { $0 + $1.1.before }
    after = changes.reduce(0) { $0 + $1.1.after }
    let slower = changes.map(\.1).filter { $0.after > $0.before }
    let (first, second) = (
      left.values.reduce(0) { $0 + $1.time }, right.values.reduce(0) { $0 + $1.time }
    )
    isSameWork =
      both * 10 >= max(counts.first, counts.second) * 9
      || (first > 0 && before * 10 >= first * 9 && after * 10 >= second * 9)
    self.slower = Array(
      slower.sorted { ($1.after - $1.before, $0.name) < ($0.after - $0.before, $1.name) }.prefix(3))
  }

  private static func calls(of run: Analysis) -> [String: SharedCalls.Total] {
    run.table.calls.reduce(into: [:]) { calls, call in
      guard !call.isFlow, call.startedAt != nil else { return }
      let name = run.log.names[call.component]
      calls[name, default: SharedCalls.Total()].count += 1
      calls[name, default: SharedCalls.Total()].time += Int128(call.running)
    }
  }
}
