internal import EventLog
internal import Simulation
internal import TraceAnalysis

/// Runs a scenario with other flags, and holds what comes of it against the run as declared.
struct Experiment {
  let model: Model
  let setup: LogHeader.Setup
  let base: Analysis
  /// How many events the run as declared came to, and comparisons of accesses to shared state.
  let baseSteps: Int
  private let baseRaces: Set<RaceKey>
  private let baseReads: ReadOrigins
  private let baseCalls: CallOutcomes
  /// The components whose flags may matter: those that are called, or would be.
  let candidates: [Int]

  private struct RaceKey: Hashable {
    var variable: String
    var components: [String]
  }

  init(_ model: Model, _ setup: LogHeader.Setup) {
    self.model = model
    self.setup = setup
    let base = Analysis(Simulator.run(model, setup))
    self.base = base
    let races = Races(base.log)
    baseRaces = Set(races.races.map { Self.key(of: $0, in: base) })
    baseSteps = base.log.events.count + races.comparisons
    baseReads = ReadOrigins(base.log, isReactive: model.isReactive)
    baseCalls = CallOutcomes(base)
    let called = Set(base.calls.map { base.log.names[$0.component] })
    // A run that did not end may not have come to what its flow would call.
    let named = Set(
      (base.isWhole ? [] : model.allSteps).compactMap { step in
        if case .run(let component, _) = step { component } else { nil }
      })
    candidates = model.components.indices.filter {
      called.contains(model.components[$0].name) || named.contains($0)
    }
  }

  /// The candidates, those first that can save most: the sum of the drags of their calls, for those that
  /// are not parallel yet.
  var candidatesByPromise: [Int] {
    var drags: [String: Int128] = [:]
    for call in base.calls {
      drags[base.log.names[call.component], default: 0] += Int128(
        base.slack.drag[Int(call.number) - 1])
    }
    func promise(_ index: Int) -> Int128 {
      let component = model.components[index]
      return component.isParallel ? -1 : drags[component.name, default: 0]
    }
    return candidates.sorted { (promise($1), $0) < (promise($0), $1) }
  }

  /// The run with the flags of some components turned over.
  func run(turning components: [Int]) -> Counterfactual { trial(turning: components).outcome }

  /// The same, with the run itself.
  func trial(turning components: [Int]) -> (run: Analysis, outcome: Counterfactual) {
    var changed = model
    for index in components { changed.components[index].isParallel.toggle() }
    let run = components.isEmpty ? base : Analysis(Simulator.run(changed, setup))
    let (hazards, comparisons) = components.isEmpty ? ([], 0) : hazards(of: run)
    let outcome = Counterfactual(
      changes: components.map {
        .init(component: model.components[$0].name, isParallel: !model.components[$0].isParallel)
      },
      makespan: run.makespan, peak: run.occupancy.peak,
      hazards: hazards, steps: run.log.events.count + comparisons)
    return (run, outcome)
  }

  /// What speaks against a run, and how many accesses were compared to find that out.
  private func hazards(of run: Analysis) -> ([Counterfactual.Hazard], comparisons: Int) {
    guard run.isWhole else { return ([.doesNotEnd(RunOutcome(run))], 0) }
    if let call = Self.neverStarted(run), !base.isWhole || Self.neverStarted(base) == nil {
      return ([.neverStarts(run.title(of: call))], 0)
    }
    var hazards: [Counterfactual.Hazard] = []
    // Which calls a run made that did not end says nothing of which it should have made.
    if base.isWhole, let hazard = CallOutcomes(run).hazard(against: baseCalls) {
      hazards.append(hazard)
    }
    let races = Races(run.log)
    for race in races.races {
      let key = Self.key(of: race, in: run)
      guard !baseRaces.contains(key) else { continue }
      hazards.append(
        .race(
          variable: key.variable, run.component(of: race.earlier.call),
          run.component(of: race.later.call)))
    }
    if !races.areAll { hazards.append(.tooManyRaces) }
    let reads = ReadOrigins(run.log, isReactive: model.isReactive)
    if let hazard = reads.hazard(against: baseReads) { hazards.append(hazard) }
    return (hazards, races.comparisons)
  }

  /// The first call that waited for its start until the run was over.
  private static func neverStarted(_ run: Analysis) -> CallNumber? {
    run.calls.first { call in
      guard !call.isEndless, call.startedAt == nil, let ended = call.ended else { return false }
      return run.log.causes(of: ended).allSatisfy {
        run.log.events[Int($0.seq)].call == call.number
      }
    }?.number
  }

  private static func key(of race: Races.Race, in run: Analysis) -> RaceKey {
    let components = [race.earlier, race.later].map { run.component(of: $0.call) }
    return RaceKey(variable: run.log.names[race.variable], components: components.sorted())
  }
}
