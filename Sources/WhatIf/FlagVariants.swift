package import EventLog
internal import Platform
package import Simulation
package import TraceAnalysis

/// A scenario run with every set of its components parallel, or where these are many, with the sets that are near.
///
///     let variants = FlagVariants(model, setup)
///     variants?.all.map(\.run.makespan)   // 9 s, 5 s, 6 s …
package struct FlagVariants: Sendable {
  /// The run with certain components parallel.
  package struct Variant: Sendable {
    /// Which are parallel: bit *j* is component *j* of `components`.
    package var mask: UInt32
    /// The run.
    package var run: Analysis
    /// What speaks against it, beside the run as declared.
    package var outcome: Counterfactual
  }

  /// The components whose flags are turned over: those that are called, or would be; of many those that promise most.
  package let components: [String]
  /// Which of them are parallel in the run that was asked about.
  package let declared: UInt32
  /// The run that was asked about.
  package let base: Analysis
  /// The variants: all, by mask, or that which was asked about, none, all, and each in which one is turned over.
  package let all: [Variant]

  /// So many components have all sets of them tried.
  private static let mostExact = 6
  /// So many components are turned over at all.
  private static let most = 16
  /// So many events and comparisons of accesses all variants may come to or so; the first three are made in any case.
  private static let mostSteps = 500_000

  /// Simulates the variants; nil where there is no flow, or one run alone takes long.
  ///
  /// - Complexity: A run for each variant, of half a million events in all or so, over the number of cores.
  package init?(_ model: Model, _ setup: LogHeader.Setup) {
    guard model.tasks == nil, !model.flow.isEmpty else { return nil }
    // What ran otherwise than declared is what is asked about.
    var declaredSetup = setup
    declaredSetup.mode = .declared
    let experiment = Experiment(model.running(as: setup.mode), declaredSetup)
    base = experiment.base
    let candidates = experiment.candidatesByPromise.prefix(Self.most).sorted()
    guard !candidates.isEmpty, experiment.baseSteps <= Self.mostSteps else { return nil }
    components = candidates.map { experiment.model.components[$0].name }
    let declared = candidates.enumerated().reduce(UInt32(0)) { mask, candidate in
      experiment.model.components[candidate.element].isParallel
        ? mask | 1 << UInt32(candidate.offset) : mask
    }
    self.declared = declared
    let masks = Self.masks(of: candidates.count, declared, steps: max(1, experiment.baseSteps))
    all = Cores.map(masks.count) { place in
      let turned = candidates.indices.filter { (masks[place] ^ declared) >> UInt32($0) & 1 == 1 }
      let (run, outcome) = experiment.trial(turning: turned.map { candidates[$0] })
      return Variant(mask: masks[place], run: run, outcome: outcome)
    }
  }

  /// The sets to try, those that have to be there first unless all are.
  private static func masks(of count: Int, _ declared: UInt32, steps: Int) -> [UInt32] {
    let everything = UInt32(1) << UInt32(count) - 1
    if count <= mostExact, steps << count <= mostSteps { return Array(0...everything) }
    var masks = [declared, 0, everything]
    masks += (0..<count).map { declared ^ 1 << UInt32($0) }
    var seen = Set<UInt32>()
    masks = masks.filter { seen.insert($0).inserted }
    return Array(masks.prefix(max(3, mostSteps / steps)))
  }
}
