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
  /// How many components there are whose flags could be turned over.
  package let candidates: Int
  /// Which of them are parallel in the run that was asked about.
  package let declared: UInt32
  /// The run that was asked about.
  package let base: Analysis
  /// The variants: all, by mask, or that which was asked about, none, all, and then those with few turned over.
  package let all: [Variant]
  /// So many may be turned over, whichever they are, and the variant is there; 0 where not even each alone is.
  package let together: Int

  /// Whether every set of the components was tried.
  package var isExhaustive: Bool { together == components.count }

  /// So many sets are tried at most: all those of ten components.
  private static let mostSets = 1_024
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
    let promising = experiment.candidatesByPromise
    let candidates = promising.prefix(Self.most).sorted()
    guard !candidates.isEmpty, experiment.baseSteps <= Self.mostSteps else { return nil }
    self.candidates = promising.count
    components = candidates.map { experiment.model.components[$0].name }
    let declared = candidates.enumerated().reduce(UInt32(0)) { mask, candidate in
      experiment.model.components[candidate.element].isParallel
        ? mask | 1 << UInt32(candidate.offset) : mask
    }
    self.declared = declared
    let room = min(Self.mostSets, Self.mostSteps / max(1, experiment.baseSteps))
    let (masks, together) = Self.masks(of: candidates.count, declared, room: room)
    self.together = together
    all = Cores.map(masks.count) { place in
      let turned = candidates.indices.filter { (masks[place] ^ declared) >> UInt32($0) & 1 == 1 }
      let (run, outcome) = experiment.trial(turning: turned.map { candidates[$0] })
      return Variant(mask: masks[place], run: run, outcome: outcome)
    }
  }

  /// The sets to try, at most so many or three: all, or those that have to be there and then those in which few are turned
  /// over; with how many may be, so that no set of so many is missing.
  static func masks(
    of count: Int, _ declared: UInt32, room: Int
  ) -> (masks: [UInt32], together: Int) {
    let everything = UInt32(1) << UInt32(count) - 1
    if 1 << count <= max(3, room) { return (Array(0...everything), count) }
    var masks = [declared]
    var seen: Set = [declared]
    for mask in [0, everything] where seen.insert(mask).inserted { masks.append(mask) }
    // Some of those in which one is turned over say more than none of them.
    for bit in 0..<count where masks.count < room {
      let mask = declared ^ 1 << UInt32(bit)
      if seen.insert(mask).inserted { masks.append(mask) }
    }
    guard (0..<count).allSatisfy({ seen.contains(declared ^ 1 << UInt32($0)) }) else {
      return (masks, 0)
    }
    var together = 1
    while together < count {
      let more = (0...everything).filter {
        $0.nonzeroBitCount == together + 1 && !seen.contains(declared ^ $0)
      }
      guard masks.count + more.count <= room else { break }
      masks += more.map { declared ^ $0 }
      seen.formUnion(more.map { declared ^ $0 })
      together += 1
    }
    return (masks, together)
  }
}
