internal import EventLog
public import Simulation
internal import TraceAnalysis

extension MonteCarlo {
  /// The recordings that times were drawn from.
  public struct Recordings: Equatable, Sendable {
    /// How many there are.
    public var count: Int
    /// How many calls the first holds, of which each is made again in each run.
    public var calls: Int
    /// How many of these were recorded once, and take what they took then.
    public var callsRecordedOnce: Int
    /// The names of those, in the order of their first calls.
    public var recordedOnce: [String]

    init(_ spread: RecordedSpread) {
      let once = spread.recordedOnce
      (count, calls, callsRecordedOnce) = (spread.count, spread.plan.count, once.count)
      var seen: Set<String> = []
      recordedOnce = once.map(spread.plan.component).filter { seen.insert($0).inserted }
    }
  }

  /// Runs a recorded run many times, each call taking one of the times that were recorded for it.
  ///
  ///     let spread = RecordedSpread(logs.map { RecordedPlan($0) })
  ///     let runs = try MonteCarlo(spread, [.workers(8)], seed: 0, runs: 10_000)
  ///
  /// That the calls of a run are long or short independently of each other is assumed. Where one slow machine made all of a recording slow,
  /// runs are spread less than that.
  ///
  /// - Parameters:
  ///   - spread: The recordings.
  ///   - changes: What would be another way.
  ///   - seed: The seed of the first run; those after it have the seeds after it.
  ///   - count: How many runs there are; at least 1.
  ///   - most: How many of them are looked at for what is critical, at most.
  /// - Throws: `ChangeError` if a change hits nothing or cannot be made, or nothing can be run with it.
  /// - Complexity: As `RecordedPlan.makespan` for each run, over the number of cores.
  public init(
    _ spread: RecordedSpread, _ changes: [Change] = [], seed: UInt64, runs count: Int,
    examining most: Int = mostExamined
  ) throws(ChangeError) {
    precondition(count > 0)
    // An order is made of the times of the first recording: nobody knows those that are drawn before they have passed.
    let changed = try spread.plan.changed(by: changes)
    do throws(PlanError) { _ = try changed.makespan() } catch {
      throw ChangeError(error, of: changed, changed: changes)
    }
    let others = changes.filter { if case .policy = $0 { false } else { true } }
    let shard = MonteCarloShard(firstSeed: seed, runs: count, examining: most) { seed, isExamined in
      guard var plan = try? spread.plan(seed: seed).changed(by: others) else {
        return ExaminedRun(makespan: -1)
      }
      plan.takeOrder(of: changed)
      if isExamined {
        return (try? plan.run()).map { ExaminedRun(Analysis($0)) } ?? .init(makespan: -1)
      }
      return ExaminedRun(makespan: (try? plan.makespan()) ?? -1)
    }
    self.init(joining: [shard], of: Recordings(spread))
  }
}
