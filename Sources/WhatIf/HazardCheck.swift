internal import EventLog
internal import TraceAnalysis

/// Holds a run of a scenario with changes against the run without: whether it comes to its end, makes the same calls, and
/// whether every read sees the write that it saw.
struct HazardCheck {
  private let base: Analysis
  private let isReactive: Bool
  private let races: Set<RaceKey>
  private let reads: ReadOrigins
  private let calls: CallOutcomes
  /// How many accesses were compared to find which race without changes.
  let comparisons: Int

  private struct RaceKey: Hashable {
    var variable: String
    var components: [String]
  }

  /// - Parameters:
  ///   - base: The run without changes.
  ///   - isReactive: Whether its flow goes round, so that its reads depend on when it does.
  init(_ base: Analysis, isReactive: Bool) {
    self.base = base
    self.isReactive = isReactive
    let races = Races(base.log)
    self.races = Set(races.races.map { Self.key(of: $0, in: base) })
    comparisons = races.comparisons
    reads = ReadOrigins(base.log, isReactive: isReactive)
    calls = CallOutcomes(base)
  }

  /// What speaks against a run, and how many accesses were compared to find that out.
  func hazards(of run: Analysis) -> ([Counterfactual.Hazard], comparisons: Int) {
    guard run.isWhole else { return ([.doesNotEnd(RunOutcome(run))], 0) }
    var hazards: [Counterfactual.Hazard] = []
    // Which calls a run made that did not end says nothing of which it should have made.
    if base.isWhole, let hazard = CallOutcomes(run).hazard(against: calls) {
      hazards.append(hazard)
    }
    let races = Races(run.log)
    for race in races.races {
      let key = Self.key(of: race, in: run)
      guard !self.races.contains(key) else { continue }
      hazards.append(
        .race(
          variable: key.variable, run.component(of: race.earlier.call),
          run.component(of: race.later.call)))
    }
    if !races.areAll { hazards.append(.tooManyRaces) }
    let reads = ReadOrigins(run.log, isReactive: isReactive)
    if let hazard = reads.hazard(against: self.reads) { hazards.append(hazard) }
    return (hazards, races.comparisons)
  }

  private static func key(of race: Races.Race, in run: Analysis) -> RaceKey {
    let components = [race.earlier, race.later].map { run.component(of: $0.call) }
    return RaceKey(variable: run.log.names[race.variable], components: components.sorted())
  }
}
