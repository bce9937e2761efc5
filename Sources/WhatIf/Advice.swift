public import EventLog
public import Simulation
public import TraceAnalysis

/// When to run a component in parallel: what turning each flag over would do, alone and together.
///
///     let advice = Advice(model, setup)
///     advice.best?.changes   // [train: parallel]
public struct Advice: Sendable {
  /// The run as declared.
  public let base: Analysis
  /// The components that are called, with its flag turned over alone each, in the order of declaration.
  public let alone: [Counterfactual]
  /// The safe changes that make the run shortest, if any make it shorter: of several as good, the
  /// fewest, then those that need the fewest machines, then those declared first.
  public let best: Counterfactual?
  /// The changes that would make it shorter still but are not safe.
  public let bestUnsafe: Counterfactual?
  /// Whether every set of components was tried.
  public let isExact: Bool
  /// How often the scenario was run.
  public let runs: Int

  /// How many components that are called were not tried, since that would take too many runs; those
  /// that promise least.
  public let untried: Int

  /// How many sets are tried at most where all are, and how many events they may come to.
  private static let mostSets = 1 << 10
  private static let mostEvents = 20_000_000
  /// How many runs there are at most where not all sets are tried, and how many events they come to.
  private static let mostRuns = 2_000
  private static let mostEventsOfSearch = 4_000_000
  private static let leastRuns = 8

  /// Runs the counterfactuals of a scenario with a flow.
  ///
  /// Where not every set is tried, components are tried alone, those first that have most drag; then
  /// all together that save time alone and are safe; then one after the other is added as long as that
  /// saves time.
  ///
  /// - Complexity: 2ⁿ runs for *n* components if that is at most 1,024 and they are short, else at
  ///   most 2,000 runs, and fewer if they are long.
  public init(_ model: Model, _ setup: LogHeader.Setup) {
    let experiment = Experiment(model, setup)
    let candidates = experiment.candidates
    base = experiment.base
    let events = max(1, base.log.events.count)
    let sets = candidates.count < 20 ? 1 << candidates.count : .max
    isExact = sets <= Self.mostSets && sets * events <= Self.mostEvents
    let most =
      isExact
      ? .max : min(Self.mostRuns, max(Self.leastRuns, Self.mostEventsOfSearch / events))
    var runs = 1
    func run(_ components: [Int]) -> Counterfactual {
      runs += 1
      return experiment.run(turning: components)
    }
    let tried =
      candidates.count <= most / 2
      ? candidates : experiment.candidatesByPromise.prefix(max(1, most / 2)).sorted()
    let alone = tried.map { run([$0]) }
    self.alone = alone
    untried = candidates.count - tried.count
    var search = Search(base: experiment.run(turning: []), baseEnds: base.isWhole)
    alone.forEach { search.take($0) }
    if isExact {
      for bits in 1..<max(sets, 1) where bits.nonzeroBitCount > 1 {
        search.take(run(candidates.indices.filter { bits >> $0 & 1 == 1 }.map { candidates[$0] }))
      }
    } else {
      // By what they save alone, most first.
      let order = tried.indices.sorted { (alone[$0].makespan, $0) < (alone[$1].makespan, $1) }
      let (ends, now) = (base.isWhole, base.makespan)
      let gains = order.filter { alone[$0].isSafe && (!ends || alone[$0].makespan < now) }
      var chosen = Set(gains.prefix(1).map { tried[$0] })
      if gains.count > 1, search.take(run(gains.map { tried[$0] }.sorted())) {
        chosen = Set(gains.map { tried[$0] })
      }
      var isBetter = !chosen.isEmpty
      while isBetter, runs < most {
        isBetter = false
        for place in order where !chosen.contains(tried[place]) && runs < most {
          if search.take(run(chosen.union([tried[place]]).sorted())) {
            chosen.insert(tried[place])
            isBetter = true
          }
        }
      }
    }
    best = search.best
    bestUnsafe = search.bestUnsafe
    self.runs = runs
  }
}

/// The best of what was tried so far.
private struct Search {
  private let base: Counterfactual
  private let baseEnds: Bool
  private(set) var best: Counterfactual?
  private var unsafe: Counterfactual?

  init(base: Counterfactual, baseEnds: Bool) {
    self.base = base
    self.baseEnds = baseEnds
  }

  /// What is better than the best that is safe, but is not.
  var bestUnsafe: Counterfactual? {
    // A run that does not end is bettered by any that does.
    guard baseEnds || best != nil else { return unsafe }
    return unsafe.flatMap { $0.makespan < (best ?? base).makespan ? $0 : nil }
  }

  /// Takes in a trial; true if it is the best safe one now.
  @discardableResult
  mutating func take(_ trial: Counterfactual) -> Bool {
    guard !trial.endsBadly, !baseEnds || trial.makespan < base.makespan else { return false }
    if trial.isSafe {
      guard best.map({ precedes(trial, $0) }) ?? true else { return false }
      best = trial
      return true
    }
    if unsafe.map({ precedes(trial, $0) }) ?? true { unsafe = trial }
    return false
  }

  private func precedes(_ left: Counterfactual, _ right: Counterfactual) -> Bool {
    (left.makespan, left.changes.count, left.peak)
      < (right.makespan, right.changes.count, right.peak)
  }
}
