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
  /// How long the calls ran of which both runs had as many, in the first run.
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
    var both = 0
    var (before, after) = (Int128(0), Int128(0))
    var (firstShared, secondShared) = (Int128(0), Int128(0))
    var slower: [Change] = []
    for (name, calls) in left {
      guard let others = right[name] else { continue }
      let shared = min(calls.count, others.count)
      both += shared
      firstShared += calls.time * Int128(shared) / Int128(calls.count)
      secondShared += others.time * Int128(shared) / Int128(others.count)
      guard calls.count == others.count else { continue }
      before += calls.time
      after += others.time
      if others.time > calls.time {
        slower.append(Change(name: name, before: calls.time, after: others.time))
      }
    }
    counts = Counts(
      first: left.values.reduce(0) { $0 + $1.count },
      second: right.values.reduce(0) { $0 + $1.count }, both: both)
    (self.before, self.after) = (before, after)
    let (first, second) = (
      left.values.reduce(0) { $0 + $1.time }, right.values.reduce(0) { $0 + $1.time }
    )
    isSameWork =
      both * 10 >= max(counts.first, counts.second) * 9
      || (first > 0 && firstShared * 10 >= first * 9 && secondShared * 10 >= second * 9)
    self.slower = Array(
      slower.sorted { ($1.after - $1.before, $0.name) < ($0.after - $0.before, $1.name) }.prefix(3))
  }

  private static func calls(of run: Analysis) -> [String: (count: Int, time: Int128)] {
    run.table.calls.reduce(into: [:]) { calls, call in
      guard !call.isFlow, call.startedAt != nil else { return }
      let name = run.log.names[call.component]
      calls[name, default: (0, 0)].count += 1
      calls[name, default: (0, 0)].time += Int128(call.running)
    }
  }
}
