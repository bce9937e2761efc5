public import EventLog
public import Simulation

/// A scenario run many times, each time with other random draws: how long it takes, and how often what is critical.
///
///     let runs = try MonteCarlo(model, setup, runs: 10_000)
///     print(runs.percentile(50), runs.percentile(99), runs.longest.seed)
///
/// Run *n* is the run with seed *s* + *n*, where *s* is that of the setup, so that each can be had again alone. All draws are keyed by
/// component and call and not by order, so runs with changes draw the same numbers as those without. How many cores there are makes no
/// difference to any result.
public struct MonteCarlo: Sendable {
  /// A run, and when its last call ended.
  public struct Run: Equatable, Sendable {
    /// The seed of its draws.
    public var seed: UInt64
    /// How long it took, in nanoseconds.
    public var makespan: Nanoseconds
  }

  /// How often a component was on the critical path.
  public struct Criticality: Equatable, Sendable {
    /// Its name.
    public var component: String
    /// In how many of the runs that were looked at.
    public var runs: Int
    /// For how long it was on the path in all of these, in nanoseconds.
    public var time: Int128

    /// Counts other runs too.
    mutating func add(_ other: Criticality) {
      runs += other.runs
      time += other.time
    }
  }

  /// How long each run took, the first seed first; −1 for one that did not come to its end.
  public let makespans: [Nanoseconds]
  /// The seed of the first run.
  public let firstSeed: UInt64
  /// The components that were on the critical path of any run that was looked at, the most critical first.
  public let criticality: [Criticality]
  /// How many runs were looked at for that, the first ones.
  public let examined: Int
  /// How long those took that came to their end, the shortest first.
  public let sorted: [Nanoseconds]

  /// The recordings that times were drawn from; nil for runs of a scenario.
  public let recordings: Recordings?

  /// How many runs are looked at for what is critical, at most; that takes a log of each.
  public static let mostExamined = 1_000

  /// Runs a model many times.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - setup: What the first run is run with; those after it have the seeds after its seed.
  ///   - count: How many runs there are; at least 1.
  ///   - most: How many of them are looked at for what is critical, at most.
  /// - Complexity: As `Simulator.makespan` for each run, over the number of cores.
  public init(
    _ model: Model, _ setup: LogHeader.Setup, runs count: Int, examining most: Int = mostExamined
  ) {
    self.init(joining: [MonteCarloShard(model, setup, runs: count, examining: most)])
  }

  /// Joins the shards of some runs: the result is that of all runs made in one go, whatever the order of the shards.
  ///
  /// - Parameter shards: Shards of the same runs.
  /// - Precondition: Each of the shards is there, and once.
  /// - Complexity: O(*n* log *n*) in the number of runs.
  public init(joining shards: [MonteCarloShard]) { self.init(joining: shards, of: nil) }

  init(joining shards: [MonteCarloShard], of recordings: Recordings?) {
    self.recordings = recordings
    let whole = shards[0]
    precondition(shards.map(\.number).sorted() == Array(1...whole.count))
    var makespans = [Nanoseconds](repeating: -1, count: whole.runs)
    var all: [String: Criticality] = [:]
    for shard in shards {
      for (run, time) in zip(shard.ownRuns, shard.makespans) { makespans[run] = time }
      for part in shard.criticality {
        all[part.component, default: Criticality(component: part.component, runs: 0, time: 0)]
          .add(part)
      }
    }
    self.makespans = makespans
    firstSeed = whole.firstSeed
    examined = shards.reduce(0) { $0 + $1.examined }
    sorted = makespans.filter { $0 >= 0 }.sorted()
    criticality = all.values.sorted { left, right in
      left.runs != right.runs
        ? left.runs > right.runs : (right.time, left.component) < (left.time, right.component)
    }
  }

  /// How many runs there were.
  public var count: Int { makespans.count }

  /// How many runs did not come to their end.
  public var unfinished: Int { makespans.count - sorted.count }

  /// What so many percent of the runs that came to their end take at most, in nanoseconds: the nearest rank; nil if none did.
  public func percentile(_ percent: Double) -> Nanoseconds? {
    guard !sorted.isEmpty else { return nil }
    let rank = Int((percent * Double(sorted.count) / 100).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  /// The mean in nanoseconds; nil if no run came to its end.
  public var mean: Nanoseconds? {
    sorted.isEmpty
      ? nil
      : Nanoseconds(
        clamping: sorted.reduce(0 as Int128) { $0 + Int128($1) } / Int128(sorted.count))
  }

  /// The standard deviation in nanoseconds; 0 where there are fewer than two runs.
  public var deviation: Nanoseconds {
    guard sorted.count > 1, let mean else { return 0 }
    let squares = sorted.reduce(0.0) { sum, time in
      let distance = Double(time - mean)
      return sum + distance * distance
    }
    return Nanoseconds((squares / Double(sorted.count - 1)).squareRoot().rounded())
  }

  /// The run that took longest, of several the first; nil if none came to its end.
  public var longest: Run? { run { $0 > $1 } }

  /// The run that took least, of several the first; nil if none came to its end.
  public var shortest: Run? { run { $0 < $1 } }

  private func run(before isBetter: (Nanoseconds, Nanoseconds) -> Bool) -> Run? {
    var best: Run?
    for (place, time) in makespans.enumerated() where time >= 0 {
      if best.map({ isBetter(time, $0.makespan) }) ?? true {
        best = Run(seed: firstSeed &+ UInt64(place), makespan: time)
      }
    }
    return best
  }
}
