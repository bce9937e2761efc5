public import EventLog

/// A run beside its baseline: the question that the whole package is about.
///
///     let comparison = Comparison(run: Analysis(log), baseline: .twin(serial))
///     comparison.saved      // 5_000_000_000
///     comparison.obstacle   // nil: they may be subtracted
public struct Comparison: Sendable {
  /// Why the times of a run and its baseline say nothing of each other.
  public enum Obstacle: Equatable, Sendable {
    /// The run did not come to its end.
    case runEnded(RunOutcome)
    /// The baseline did not come to its end.
    case baselineEnded(RunOutcome)
    /// The baseline makes other calls.
    case otherCalls
    /// More calls of a component come to their own end in the baseline.
    case succeeds(String)
    /// Fewer calls come to their own end in the baseline.
    case fewerSucceed
    /// Two runs share too few calls to be the same work.
    case otherWork(SharedWork)
    /// The work of the run does not fill it: for so long nothing ran.
    case idle(Nanoseconds)
    /// The times of calls hold waits that are not recorded, so that their sum is no work.
    case timesHoldWaits
    /// Only how long calls took is recorded, and not when they ran.
    case startsUnknown
    /// Its calls one after the other take longer than can be told.
    case tooLong
    /// There is no baseline, for a reason that is given.
    case unknown(String)
  }

  /// The name under which the comparison is told.
  public let name: String
  /// What the two runs are called where they are told apart.
  public let names: (baseline: String, run: String)
  /// The run itself.
  public let run: Analysis
  /// What it is compared with.
  public let baseline: Baseline
  /// Why they are not subtracted; nil if they are.
  public var obstacle: Obstacle? { foundObstacle.value }
  private let foundObstacle: Lazy<Obstacle?>
  /// The calls of the baseline, where there is a log of it.
  public let baselineRun: Analysis?
  /// The same scenario with everything parallel, if it could be run.
  public let allParallel: RunOutcome?
  /// What the run with everything parallel does otherwise, if it does.
  public let allParallelObstacle: Obstacle?
  /// What two runs have in common; nil for any other baseline.
  public let sharedWork: SharedWork?

  /// Compares a run with another.
  ///
  ///     let comparison = Comparison(of: after, with: before, names: (baseline: "main", run: "branch"))
  ///     comparison.name   // main → branch
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - baseline: What it is compared with.
  ///   - names: What they are called; give names that differ where the runs themselves have the same.
  public init(
    of run: Analysis, with baseline: Analysis, names: (baseline: String, run: String)
  ) {
    self.init(
      name: "\(names.baseline) → \(names.run)", run: run, baseline: .other(baseline), names: names)
  }

  /// Compares a run.
  ///
  /// - Parameters:
  ///   - name: The name under which it is told; by default that of the run.
  ///   - run: The run.
  ///   - baseline: What it is compared with.
  ///   - twin: The log of the twin, for those who show its calls.
  ///   - allParallel: The same scenario with everything parallel.
  public init(
    name: String? = nil, run: Analysis, baseline: Baseline, twin: Analysis? = nil,
    allParallel: RunOutcome? = nil
  ) {
    self.init(
      name: name, run: run, baseline: baseline, twin: twin, allParallel: allParallel, names: nil)
  }

  private init(
    name: String?, run: Analysis, baseline: Baseline, twin: Analysis? = nil,
    allParallel: RunOutcome? = nil, names: (baseline: String, run: String)?
  ) {
    self.name = name ?? run.name
    if case .other(let other) = baseline {
      self.names = names ?? (other.name, run.name)
    } else {
      self.names = names ?? (run.name, run.name)
    }
    self.run = run
    self.baseline = baseline
    self.allParallel = allParallel
    if case .other(let other) = baseline {
      baselineRun = other
      sharedWork = SharedWork(other, run)
    } else {
      (baselineRun, sharedWork) = (twin, nil)
    }
    let outcome = Lazy { RunOutcome(run) }
    let hasRunOneByOne = Lazy { Self.nothingRanInParallel(in: run) }
    oneByOne = hasRunOneByOne
    foundObstacle = Lazy { [sharedWork] in
      Self.obstacle(between: run, outcome, baseline, sharedWork, oneByOne: hasRunOneByOne)
    }
    allParallelObstacle = allParallel.flatMap { allParallel in
      guard allParallel.isWhole else { return .baselineEnded(allParallel) }
      return run.isFinished ? allParallel.obstacle(to: outcome.value) : nil
    }
  }

  /// Compares a run with twins of which there are logs.
  public init(name: String? = nil, run: Analysis, twin: Analysis, allParallel: Analysis? = nil) {
    self.init(
      name: name, run: run, baseline: .twin(RunOutcome(twin)), twin: twin,
      allParallel: allParallel.map(RunOutcome.init))
  }

  /// How long the baseline takes, if it may be subtracted.
  public var baselineTime: Nanoseconds? {
    if obstacle != nil { return nil }
    switch baseline {
    case .twin(let twin): return twin.makespan
    case .other(let other): return other.measures.makespan
    case .work:
      return nothingRanInParallel ? run.measures.makespan : Nanoseconds(run.measures.callTime)
    case .unknown: return nil
    }
  }

  /// Whether no two calls of the run ever ran at once, but for so little that a clock may be wrong by it:
  /// a thousandth of a trace.
  public var nothingRanInParallel: Bool { oneByOne.value }
  private let oneByOne: Lazy<Bool>

  /// Whether it is known of both runs when their calls ran.
  public var hasMeasuredCallTimes: Bool {
    [run, baselineRun].allSatisfy { $0.map { $0.log.header.callTimes == .measured } ?? true }
  }

  /// How long it takes with everything parallel, if that could be run and comes to its end.
  public var allParallelTime: Nanoseconds? {
    allParallel.flatMap { $0.isWhole ? $0.makespan : nil }
  }

  /// How long the run takes.
  public var parallelTime: Nanoseconds { run.measures.makespan }

  /// What was saved; negative if time was lost.
  public var saved: Nanoseconds? { baselineTime.map { $0 - parallelTime } }

  /// The time of the baseline by that of the run.
  public var speedup: Double? {
    guard let baselineTime, parallelTime > 0 else { return nil }
    return Double(baselineTime) / Double(parallelTime)
  }

  /// The time of the baseline, and that of the run as often as there are machines; nil where a
  /// speedup by machine would say nothing, since the baseline itself ran in parallel, or is the run itself.
  ///
  /// Where calls hold several slots, it is the work in slots that the machines could have done
  /// in the time.
  public var efficiencyParts: (Int128, Int128)? {
    guard let baselineTime, parallelTime > 0, !isHeldAgainstItself, hasMeasuredCallTimes else {
      return nil
    }
    if case .other(let other) = baseline, other.measures.peak > 1 { return nil }
    let measures = run.measures
    let slotTime = Int128(parallelTime) * Int128(measures.machines)
    return (measures.holdsSeveralSlots ? measures.work : Int128(baselineTime), slotTime)
  }

  /// Whether the baseline of a trace is how it ran, one call after the other, and for a twentieth of the time or
  /// more none did: then its speedup is 1 and says nothing.
  public var isHeldAgainstItself: Bool {
    guard case .work = baseline, nothingRanInParallel else { return false }
    return run.measures.callTime < run.measures.makespan - run.measures.makespan / 20
  }

  /// Speedup by machine.
  public var efficiency: Double? { efficiencyParts.map { Double($0.0) / Double($0.1) } }

  private static func nothingRanInParallel(in run: Analysis) -> Bool {
    guard run.log.header.callTimes == .measured else { return false }
    let measures = run.measures
    guard measures.peak > 1 else { return true }
    guard run.log.header.clock == .wall else { return false }
    let together = measures.callTime - Int128(Self.busyTime(of: run))
    return together <= measures.callTime / 1_000
  }

  /// For how long anything ran.
  private static func busyTime(of run: Analysis) -> Nanoseconds {
    run.occupancy.time(from: 0, to: run.measures.makespan, inUse: 1...Int.max)
  }

  private static func obstacle(
    between run: Analysis, _ outcome: Lazy<RunOutcome>, _ baseline: Baseline, _ shared: SharedWork?,
    oneByOne: Lazy<Bool>
  ) -> Obstacle? {
    switch baseline {
    case .unknown(let reason): return .unknown(reason)
    case .other(let other):
      guard other.isFinished else { return .baselineEnded(RunOutcome(other)) }
      guard run.isFinished else { return .runEnded(outcome.value) }
      let all = [run.log.header.callTimes, other.log.header.callTimes]
      if all.contains(.durations) { return .startsUnknown }
      return shared.flatMap { $0.isSameWork ? nil : .otherWork($0) }
    case .work:
      guard run.isFinished else { return .runEnded(outcome.value) }
      switch run.log.header.callTimes {
      case .measured: break
      case .least, .most: return .timesHoldWaits
      case .durations: return .startsUnknown
      }
      let measures = run.measures
      if oneByOne.value { return nil }
      if measures.callTime > Int128(Nanoseconds.max) { return .tooLong }
      return measures.callTime < measures.makespan
        ? .idle(measures.makespan - busyTime(of: run)) : nil
    case .twin(let twin):
      guard run.isFinished else { return .runEnded(outcome.value) }
      return twin.isWhole ? twin.obstacle(to: outcome.value) : .baselineEnded(twin)
    }
  }
}
