public import EventLog
public import Simulation
internal import TraceAnalysis

/// A part of many runs that one machine makes: of *n* shards, shard *k* has every *n*-th run, the first of them run *k* − 1.
///
///     let shards = (1...3).map { MonteCarloShard(model, setup, runs: 10_000, number: $0, of: 3) }
///     let runs = MonteCarlo(joining: shards)  // as MonteCarlo(model, setup, runs: 10_000)
///
/// The runs that are looked at for what is critical are the first ones. Since shards take turns, each has as many of these.
public struct MonteCarloShard: Equatable, Sendable {
  /// The seed of the first of all runs.
  public let firstSeed: UInt64
  /// How many runs all shards have together.
  public let runs: Int
  /// Which shard it is, from 1.
  public let number: Int
  /// How many shards there are.
  public let count: Int
  /// How long each of its runs took, the first seed first; −1 for one that did not come to its end.
  public let makespans: [Nanoseconds]
  /// How many of its runs were looked at for what is critical, the first ones.
  public let examined: Int
  /// The components that were on the critical path of any of these, in the order of their names.
  public let criticality: [MonteCarlo.Criticality]

  /// Makes the runs of a shard.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - setup: What the first of all runs is run with; those after it have the seeds after its seed.
  ///   - runs: How many runs all shards have together; at least 1.
  ///   - number: Which shard it is, from 1.
  ///   - count: How many shards there are, at most as many as runs.
  ///   - most: How many of all runs are looked at for what is critical, at most.
  /// - Complexity: As `Simulator.makespan` for each of its runs, over the number of cores.
  public init(
    _ model: Model, _ setup: LogHeader.Setup, runs: Int, number: Int = 1, of count: Int = 1,
    examining most: Int = MonteCarlo.mostExamined
  ) {
    var model = model
    model.tasks?.prepareToRun()
    let fixed = model
    self.init(
      firstSeed: setup.seed, runs: runs, number: number, of: count, examining: most
    ) { seed, isExamined in
      var setup = setup
      setup.seed = seed
      return isExamined
        ? ExaminedRun(Analysis(Simulator.run(fixed, setup)))
        : ExaminedRun(makespan: Simulator.makespan(fixed, setup) ?? -1)
    }
  }

  /// Takes what was found of the runs of a shard.
  init(
    firstSeed: UInt64, runs: Int, number: Int, of count: Int, makespans: [Nanoseconds],
    examined: Int, criticality: [MonteCarlo.Criticality]
  ) {
    (self.firstSeed, self.runs, self.number, self.count) = (firstSeed, runs, number, count)
    (self.makespans, self.examined, self.criticality) = (makespans, examined, criticality)
  }

  /// Which of all runs are its own, the first being 0.
  var ownRuns: StrideTo<Int> { stride(from: number - 1, to: runs, by: count) }

  /// The runs of a shard below some run.
  static func runs(of number: Int, among count: Int, upTo end: Int) -> [Int] {
    Array(stride(from: number - 1, to: end, by: count))
  }
}
