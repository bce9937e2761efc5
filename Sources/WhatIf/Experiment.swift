internal import EventLog
internal import Simulation
internal import TraceAnalysis

/// Runs a scenario with other flags, and holds what comes of it against the run as declared.
struct Experiment {
  let model: Model
  let setup: LogHeader.Setup
  let base: Analysis
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
    baseRaces = Set(Self.races(of: base).map(\.key))
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
  func run(turning components: [Int]) -> Counterfactual {
    var changed = model
    for index in components { changed.components[index].isParallel.toggle() }
    let run = components.isEmpty ? base : Analysis(Simulator.run(changed, setup))
    return Counterfactual(
      changes: components.map {
        .init(component: model.components[$0].name, isParallel: !model.components[$0].isParallel)
      },
      makespan: run.measures.makespan, peak: run.measures.peak,
      hazards: components.isEmpty ? [] : hazards(of: run))
  }

  private func hazards(of run: Analysis) -> [Counterfactual.Hazard] {
    guard run.isWhole else { return [.doesNotEnd(RunOutcome(run))] }
    if let call = Self.neverStarted(run), !base.isWhole || Self.neverStarted(base) == nil {
      return [.neverStarts(run.title(of: call))]
    }
    var hazards: [Counterfactual.Hazard] = []
    // Which calls a run made that did not end says nothing of which it should have made.
    if base.isWhole, let hazard = CallOutcomes(run).hazard(against: baseCalls) {
      hazards.append(hazard)
    }
    for (key, race) in Self.races(of: run) where !baseRaces.contains(key) {
      hazards.append(
        .race(
          variable: key.variable, run.component(of: race.earlier.call),
          run.component(of: race.later.call)))
    }
    let reads = ReadOrigins(run.log, isReactive: model.isReactive)
    if let hazard = reads.hazard(against: baseReads) { hazards.append(hazard) }
    return hazards
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

  private static func races(of run: Analysis) -> [(key: RaceKey, race: Races.Race)] {
    Races(run.log).races.map { race in
      let components = [race.earlier, race.later].map { run.component(of: $0.call) }
      return (
        RaceKey(variable: run.log.names[race.variable], components: components.sorted()), race
      )
    }
  }
}
