public import EventLog
public import Simulation
public import TraceAnalysis

/// Which components to run in parallel: the scenario is run again with the parallel flags of components turned over,
/// one by one and together.
///
///     let advice = Advice(model, setup)
///     advice.best?.changes   // [train: parallel]
public struct Advice: Sendable {
  /// The run as declared.
  public let base: Analysis
  /// The runs in which the flag of one component alone is turned over, in the order of declaration; only of components
  /// that are called.
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

  /// How many components were not tried, since that would take too many runs: those with the least drag.
  public let untried: Int

  /// How many sets are tried at most where all are, and how many events they may come to.
  private static let mostSets = 1 << 10
  private static let mostEvents = 20_000_000
  /// How many runs there are at most where not all sets are tried, and at least.
  private static let mostRuns = 2_000
  private static let leastRuns = 8

  /// Runs a scenario with a flow again and again, each time with other flags.
  ///
  /// Where not every set is tried, components are tried alone, those first that have most drag; then all that
  /// are not parallel together; then all that save time alone and are safe; then one after the other is added
  /// as long as that saves time.
  ///
  /// - Complexity: 2ⁿ runs for *n* components if that is at most 1,024 and they are short, else at
  ///   most 2,000 runs, and fewer if they are long.
  public init(_ model: Model, _ setup: LogHeader.Setup) {
    self.init(model, setup, mostSteps: 4_000_000)
  }

  /// The same within a number of events and comparisons of accesses, where not every set is tried.
  package init(_ model: Model, _ setup: LogHeader.Setup, mostSteps: Int) {
    let experiment = Experiment(model, setup)
    let candidates = experiment.candidates
    base = experiment.base
    let sets = candidates.count < 20 ? 1 << candidates.count : .max
    isExact = sets <= Self.mostSets && sets * max(1, experiment.baseSteps) <= Self.mostEvents
    var trials = Trials(
      experiment, mostRuns: isExact ? .max : Self.mostRuns,
      mostSteps: isExact ? .max : mostSteps, leastRuns: Self.leastRuns)
    let order = isExact ? candidates : experiment.candidatesByPromise
    var tried: [(component: Int, trial: Counterfactual)] = []
    for component in order where tried.isEmpty || isExact || trials.mayRun(half: true) {
      tried.append((component, trials.run([component])))
    }
    tried.sort { $0.component < $1.component }
    alone = tried.map(\.trial)
    untried = candidates.count - tried.count
    if isExact {
      for bits in 1..<max(sets, 1) where bits.nonzeroBitCount > 1 {
        trials.run(candidates.indices.filter { bits >> $0 & 1 == 1 }.map { candidates[$0] })
      }
    } else {
      trials.addUp(tried)
    }
    best = trials.search.best
    bestUnsafe = trials.search.bestUnsafe
    runs = trials.runs
  }
}

/// The runs that are made to find the best set of changes, as many as there is time for.
private struct Trials {
  let experiment: Experiment
  let mostRuns: Int
  let mostSteps: Int
  let leastRuns: Int
  private(set) var search: Search
  /// How often the scenario was run, as declared the first time.
  private(set) var runs = 1
  private var steps = 0

  init(_ experiment: Experiment, mostRuns: Int, mostSteps: Int, leastRuns: Int) {
    self.experiment = experiment
    self.mostRuns = mostRuns
    self.mostSteps = mostSteps
    self.leastRuns = leastRuns
    search = Search(base: experiment.run(turning: []), baseEnds: experiment.base.isWhole)
  }

  /// Whether there is time for another run; of the first half of them, if what comes then needs the other.
  func mayRun(half: Bool = false) -> Bool {
    if runs < leastRuns / (half ? 2 : 1) { return true }
    return half
      ? runs < mostRuns / 2 && steps < mostSteps / 2 : runs < mostRuns && steps < mostSteps
  }

  /// Runs with some components turned over.
  @discardableResult
  mutating func run(_ components: [Int]) -> Counterfactual {
    let trial = experiment.run(turning: components)
    runs += 1
    steps += trial.steps
    isBest = search.take(trial)
    return trial
  }

  /// Whether the last run is the best safe one.
  private(set) var isBest = false

  /// Puts changes together that were tried alone, as long as that saves time.
  mutating func addUp(_ tried: [(component: Int, trial: Counterfactual)]) {
    let base = experiment.base
    let serial = experiment.candidates.filter { !experiment.model.components[$0].isParallel }
    if serial.count > 1 {
      run(serial)
      // Nothing is faster than on machines without limit.
      if isBest, base.isWhole, search.best?.makespan == base.measures.floor { return }
    }
    // By what they save alone, most first.
    let order = tried.indices.sorted {
      (tried[$0].trial.makespan, $0) < (tried[$1].trial.makespan, $1)
    }
    let gains = order.filter {
      tried[$0].trial.isSafe && (!base.isWhole || tried[$0].trial.makespan < base.makespan)
    }.map { tried[$0].component }
    var chosen = Set(gains.prefix(1))
    if isBest { chosen = Set(serial) }
    if gains.count > 1, mayRun() {
      run(gains.sorted())
      if isBest { chosen = Set(gains) }
    }
    var isBetter = !chosen.isEmpty
    while isBetter {
      isBetter = false
      for place in order where !chosen.contains(tried[place].component) && mayRun() {
        run(chosen.union([tried[place].component]).sorted())
        guard isBest else { continue }
        chosen.insert(tried[place].component)
        isBetter = true
      }
    }
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
