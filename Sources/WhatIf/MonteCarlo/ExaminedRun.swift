internal import EventLog
internal import Platform
internal import TraceAnalysis

/// What is kept of one of many runs.
struct ExaminedRun: Sendable {
  /// How long it took; −1 if it did not come to its end.
  var makespan: Nanoseconds
  /// How long each component was on its critical path; none of one that was only measured.
  var path: [String: Nanoseconds] = [:]

  init(makespan: Nanoseconds) { self.makespan = makespan }

  init(_ run: Analysis) {
    makespan = run.isWhole ? run.makespan : -1
    for part in run.criticalPath.parts where part.kind == .running {
      path[run.component(of: part.call), default: 0] += part.end - part.start
    }
  }
}

extension MonteCarloShard {
  /// Makes the runs of a shard in some way, on all cores.
  ///
  /// - Parameters:
  ///   - firstSeed: The seed of the first of all runs.
  ///   - runs: How many runs all shards have together.
  ///   - number: Which shard it is, from 1.
  ///   - count: How many shards there are.
  ///   - most: How many of all runs are looked at for what is critical, at most.
  ///   - run: Makes the run with a seed, and says whether it is to be looked at.
  init(
    firstSeed: UInt64, runs: Int, number: Int = 1, of count: Int = 1, examining most: Int,
    _ run: @Sendable (_ seed: UInt64, _ isExamined: Bool) -> ExaminedRun
  ) {
    precondition((1...runs).contains(count) && (1...count).contains(number))
    let examined = Self.runs(of: number, among: count, upTo: min(runs, most)).count
    let outcomes = Cores.map(Self.runs(of: number, among: count, upTo: runs).count) { place in
      run(firstSeed &+ UInt64(number - 1 + place * count), place < examined)
    }
    var all: [String: MonteCarlo.Criticality] = [:]
    for outcome in outcomes {
      for (component, time) in outcome.path {
        all[component, default: .init(component: component, runs: 0, time: 0)]
          .add(.init(component: component, runs: 1, time: Int128(time)))
      }
    }
    self.init(
      firstSeed: firstSeed, runs: runs, number: number, of: count,
      makespans: outcomes.map(\.makespan), examined: examined,
      criticality: all.values.sorted { $0.component < $1.component })
  }
}
