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
  /// Every component that is called, with its flag turned over alone, in the order of declaration.
  public let alone: [Counterfactual]
  /// The safe changes that make the run shortest, if any make it shorter: of several as good, the
  /// fewest, then those that need the fewest machines, then those declared first.
  public let best: Counterfactual?
  /// The changes that would make it shorter still but are not safe.
  public let bestUnsafe: Counterfactual?
  /// Whether every set of components was tried; else sets were built up one by one, each time by what
  /// saved most.
  public let isExact: Bool
  /// How often the scenario was run.
  public let runs: Int

  /// How many sets are tried at most, and how many events they may come to.
  private static let mostSets = 1 << 10
  private static let mostEvents = 20_000_000

  /// Runs the counterfactuals of a scenario with a flow.
  ///
  /// - Complexity: 2ⁿ runs for *n* components if that is at most 1,024 and they are short, else at
  ///   most *n*² runs.
  public init(_ model: Model, _ setup: LogHeader.Setup) {
    let experiment = Experiment(model, setup)
    let candidates = experiment.candidates
    base = experiment.base
    var runs = 1
    func run(_ components: [Int]) -> Counterfactual {
      runs += 1
      return experiment.run(turning: components)
    }
    let alone = candidates.map { run([$0]) }
    self.alone = alone
    let sets = candidates.count < 20 ? 1 << candidates.count : .max
    isExact = sets <= Self.mostSets && sets * base.log.events.count <= Self.mostEvents
    var search = Search(base: experiment.run(turning: []), baseEnds: base.isWhole)
    alone.forEach { search.take($0) }
    if isExact {
      for bits in 1..<max(sets, 1) where bits.nonzeroBitCount > 1 {
        search.take(run(candidates.indices.filter { bits >> $0 & 1 == 1 }.map { candidates[$0] }))
      }
    } else {
      var chosen = Set(
        candidates.filter { search.best?.changes.first?.component == model.components[$0].name })
      var isBetter = search.best != nil
      while isBetter {
        var next: Int?
        for candidate in candidates where !chosen.contains(candidate) {
          if search.take(run(chosen.union([candidate]).sorted())) { next = candidate }
        }
        isBetter = next.map { chosen.insert($0).inserted } ?? false
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
