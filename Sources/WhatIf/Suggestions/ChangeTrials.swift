public import EventLog
internal import Platform
public import TraceAnalysis

/// What single changes of a run would save, and which two save most together, each found by running it again with them.
///
///     let run = Analysis(log)
///     let trials = ChangeTrials(run, Rerun(run))
///     trials.singles.first?.changes   // [.workers(3)]
///
/// The changes are those of ``Prediction``, so that each can be asked about further.
public struct ChangeTrials: Sendable {
  /// The run with some changes.
  public struct Trial: Equatable, Sendable {
    /// The changes.
    public var changes: [Change]
    /// When its last call ends, in nanoseconds.
    public var makespan: Nanoseconds
    /// With the changes no order of calls takes less; nil where that is not known.
    public var bound: Nanoseconds?
    /// Why it was tried: `the observed path waited 2 s for it`.
    public var reason: ChangeCandidates.Reason
  }

  /// How long the run takes that is run again without changes.
  public let unchanged: Nanoseconds
  /// The changes that each alone save time, those first that save most.
  public let singles: [Trial]
  /// All changes that were tried.
  private let tried: [Trial]
  /// The two of them that save most together, if that is more than one alone saves.
  public let bestPair: Trial?
  /// A change that gives less to do, less to wait for or more to do it on, and makes the run longer by a hundredth or more; the worst.
  public let anomaly: Trial?
  /// Whether the run was recorded, so that all is an estimate.
  public let isEstimate: Bool

  /// How many events all trials may come to, and how many trials there are at most and at least.
  private static let mostEvents = 8_000_000
  private static let (mostTrials, leastTrials) = (48, 12)
  /// Of how many of the best all pairs are tried, and of how many of a run so long that few changes are.
  private static let (mostPaired, fewPaired) = (6, 3)
  /// How many of the best people are told of.
  ///
  /// For these it is worked out how far below they could go, up to so many events.
  public static let mostTold = 8
  private static let mostEventsBounded = 100_000

  /// Whether changes of a run can be tried: it is known when its calls ran, and it came to its end.
  ///
  /// Tests are shared out in ways of their own.
  public static func canBeMade(of run: Analysis) -> Bool {
    run.log.header.callTimes == .measured && run.isWhole && run.traceKind != .tests
  }

  /// Tries changes of a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - rerun: The same, to be made again.
  /// - Complexity: As `Rerun.makespan` for each trial, over the number of cores.
  public init(_ run: Analysis, _ rerun: Rerun) {
    let unchanged = rerun.unchanged(run)
    self.unchanged = unchanged
    isEstimate = run.log.header.clock == .wall
    let count = run.log.events.count
    let most = max(Self.leastTrials, min(Self.mostTrials, Self.mostEvents / max(1, count)))
    let candidates = ChangeCandidates(run).all.prefix(most).map(\.self)
    let times = Cores.map(candidates.count) { rerun.makespan(with: [candidates[$0].change]) }
    let tried = zip(candidates, times).compactMap { candidate, time in
      time.map { Trial(changes: [candidate.change], makespan: $0, reason: candidate.reason) }
    }
    self.tried = tried
    var singles = Self.best(of: tried.filter { $0.makespan < unchanged })
    anomaly = tried.filter {
      $0.makespan - unchanged >= max(1, unchanged / 100) && $0.changes[0].relaxes(run)
    }
    .max { $0.makespan < $1.makespan }
    var pairs: [(Trial, Trial)] = []
    let paired = most > Self.leastTrials ? Self.mostPaired : Self.fewPaired
    for (place, one) in singles.prefix(paired).enumerated() {
      for other in singles[..<place] { pairs.append((other, one)) }
    }
    let both = pairs
    let together = Cores.map(both.count) { place in
      rerun.makespan(with: both[place].0.changes + both[place].1.changes)
    }
    let found = zip(both, together).compactMap { pair, time in
      time.map { time in
        Trial(
          changes: pair.0.changes + pair.1.changes, makespan: time, reason: pair.0.reason)
      }
    }
    // The first of equals is of changes that save more alone.
    var bestPair = found.min { $0.makespan < $1.makespan }
    if let pair = bestPair, pair.makespan >= singles.first?.makespan ?? 0 { bestPair = nil }
    if count <= Self.mostEventsBounded {
      for place in singles.indices.prefix(Self.mostTold) {
        singles[place].bound = rerun.bound(of: run, with: singles[place].changes)
      }
      if let pair = bestPair { bestPair?.bound = rerun.bound(of: run, with: pair.changes) }
    }
    self.singles = singles
    self.bestPair = bestPair
  }

  /// How much time a change alone saves.
  ///
  /// - Parameter change: The change.
  /// - Returns: The time in nanoseconds, 0 where it saves none; nil if it was not tried.
  func saved(by change: Change) -> Nanoseconds? {
    tried.first { $0.changes == [change] }.map { max(0, unchanged - $0.makespan) }
  }

  /// Whether running the run again takes about as long as it took.
  func reproduce(_ run: Analysis) -> Bool { abs(unchanged - run.makespan) <= run.makespan / 20 }

  /// The trials that save most first, of all orders the best alone.
  private static func best(of trials: [Trial]) -> [Trial] {
    let sorted = trials.enumerated().sorted {
      ($0.element.makespan, $0.offset) < ($1.element.makespan, $1.offset)
    }.map(\.element)
    var hasPolicy = false
    return sorted.filter { trial in
      guard case .policy = trial.changes[0] else { return true }
      defer { hasPolicy = true }
      return !hasPolicy
    }
  }
}
