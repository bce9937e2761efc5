public import EventLog
public import TraceAnalysis

/// How the tests of a run could be shared out: each way that its runner has, tried on their recorded times.
///
///     let advice = TestAdvice(run, workers: 4)
///     advice?.ways.first?.strategy   // worksteal
///     advice?.ways.first?.time       // 1_446_000_000
///
/// A way that decides by durations is perfect where it is timed with the durations that it decides by. So where there is another
/// recording of the same tests, ways decide by this one and are timed with the other.
public struct TestAdvice: Sendable {
  /// A way to share the tests out, and how long they take so.
  public struct Way: Sendable {
    /// How they are shared out.
    public let strategy: SplitStrategy
    /// How long they take by the durations of this run.
    public let predicted: Split
    /// The same by the durations of the other run; nil where there is none.
    public let scored: Split?

    /// How long they take, by the other run where there is one.
    public var time: Nanoseconds { (scored ?? predicted).makespan }
  }

  /// Another recording that ways are timed with.
  public struct Scoring: Sendable {
    /// What it is called.
    public let name: String
    /// How many tests of this run are in it.
    public let matched: Int
    /// How many of its tests are not in this run.
    public let left: Int
    /// How many workers it had; nil if that is not known.
    public let workers: Int?
    /// How long it took from its first test to its last; nil if that is not known.
    public let recorded: Nanoseconds?
    /// The way in which it seems to have shared its tests out; the usual one of the runner where nothing tells.
    public let strategy: SplitStrategy
    /// Whether who ran what tells that.
    public let isRecorded: Bool
    /// That way on as many workers as it had, by the durations of this run: a prediction of what was recorded.
    public let predicted: Nanoseconds?
    /// The same by its own durations: what of the error is of the way, and not of the durations.
    public let replayed: Nanoseconds?
  }

  /// The tests as they were recorded.
  public let tests: TestSet
  /// What ran them.
  public let runner: TestRunner
  /// On how many workers or shards the ways are tried.
  public let workers: Int
  /// Whether these are shards, which are made before the run and have a machine each.
  public let areShards: Bool
  /// Whether so many ran the tests, and nobody asked for another number.
  public let areWorkersRecorded: Bool
  /// Whether so many were asked for, or recorded; else it is only a number to begin with.
  public let areWorkersKnown: Bool
  /// The ways, the shortest first.
  public let ways: [Way]
  /// What no way can be shorter than on so many workers.
  public let least: Nanoseconds
  /// What no way that keeps files whole can be shorter than: the longest file.
  public let leastByFile: Nanoseconds
  /// The way that seems to have been recorded, run again on as many workers; nil if none fits.
  public let asRecorded: Split?
  /// The other recording; nil if there is none.
  public let scoring: Scoring?
  /// The durations that ways are timed with.
  let timed: [TestSet.Test]

  /// How many workers are tried where none are known.
  private static let usualWorkers = 4

  /// Tries all ways; nil if it is no run of tests, or how long each took itself is not known.
  ///
  /// - Parameters:
  ///   - run: A run of tests.
  ///   - workers: On how many workers; by default as many as ran it.
  ///   - shards: On how many shards instead; nil for workers.
  ///   - other: Another recording of the same tests that ways are timed with, and its name.
  /// - Complexity: O(*n* log *n*) in the number of tests.
  public init?(
    _ run: Analysis, workers: Int? = nil, shards: Int? = nil,
    scoredOn other: (name: String, run: Analysis)? = nil
  ) {
    guard var tests = TestSet(run) else { return nil }
    let others = other.flatMap { other in TestSet(other.run).map { (other.name, $0) } }
    if let set = others?.1, !tests.isOrderKnown, set.isOrderKnown { tests.order(as: set) }
    var runner = TestRunner(format: run.traceFormat)
    if runner == .other, let other {
      runner = TestRunner(format: other.run.traceFormat)
      // JUnit reports of pytest tell the file or the class of a test, and not which of both it is.
      if runner == .pytest, let set = others?.1 { tests.takeFiles(from: set) }
    }
    self.tests = tests
    self.runner = runner
    areShards = shards != nil
    let recorded = tests.atOnce.flatMap { $0 > 1 ? $0 : nil }
    let count = max(1, shards ?? workers ?? recorded ?? Self.usualWorkers)
    self.workers = count
    areWorkersRecorded = shards == nil && workers == nil && recorded != nil
    areWorkersKnown = shards != nil || workers != nil || recorded != nil
    // On as many workers as there were, each way is run once.
    let replays = recorded.map { Self.replays(tests, runner, workers: $0) } ?? []
    asRecorded = RecordedWay.split(among: replays, tests)
    var timed = tests.tests
    let matching = others.map { TestWeights(of: tests.tests, in: $0.1.tests) }
    if let matching {
      for place in timed.indices { timed[place].duration = matching.durations[place] }
    }
    let weights = tests.tests.map(\.duration)
    ways = runner.strategies.filter { $0.isFixed == (shards != nil) }.map { strategy in
      Way(
        strategy: strategy,
        predicted: replays.first { $0.strategy == strategy && $0.ends.count == count }
          ?? Split(tests.tests, strategy, workers: count),
        scored: others == nil
          ? nil : Split(timed, strategy, workers: count, weights: weights))
    }.sorted { $0.time < $1.time }
    least = Split.leastTime(of: timed, workers: count)
    var byFile = [Nanoseconds](repeating: 0, count: tests.groups.count)
    for test in timed { byFile[test.group] = byFile[test.group].addingClamped(test.duration) }
    leastByFile = max(least, byFile.max() ?? 0)
    self.timed = timed
    scoring = others.map { name, set in
      let workers = set.atOnce
      let own = workers.map { Self.replays(set, runner, workers: $0) } ?? []
      let strategy = RecordedWay.split(among: own, set)?.strategy
      func time(_ tests: [TestSet.Test]) -> Nanoseconds? {
        guard set.makespan != nil else { return nil }
        return workers.map {
          Split(tests, strategy ?? runner.strategies[0], workers: $0).makespan
        }
      }
      return Scoring(
        name: name, matched: matching?.matched ?? 0, left: matching?.left ?? 0, workers: workers,
        recorded: set.makespan, strategy: strategy ?? runner.strategies[0],
        isRecorded: strategy != nil, predicted: time(tests.tests), replayed: time(timed))
    }
  }

  /// Each way of a runner on as many workers as there were; none where nothing is known to compare them with.
  private static func replays(_ tests: TestSet, _ runner: TestRunner, workers: Int) -> [Split] {
    guard tests.makespan != nil, tests.isOrderKnown else { return [] }
    return runner.strategies.filter { !$0.isFixed }.map {
      Split(tests.tests, $0, workers: workers)
    }
  }

  /// How long all tests take together, by the durations that ways are timed with.
  public var work: Int128 { timed.reduce(0) { $0 + Int128($1.duration) } }

  /// How long the tests take now: as recorded, or one after the other where that is not known.
  public var now: Nanoseconds { tests.makespan ?? Nanoseconds(clamping: tests.work) }
}
