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
  private let check: HazardCheck
  /// The components whose flags may matter: those that are called, or would be.
  let candidates: [Int]

  init(_ model: Model, _ setup: LogHeader.Setup) {
    self.model = model
    self.setup = setup
    let base = Analysis(Simulator.run(model, setup))
    self.base = base
    check = HazardCheck(base, isReactive: model.isReactive)
    baseSteps = base.log.events.count + check.comparisons
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
    let (hazards, comparisons) = components.isEmpty ? ([], 0) : check.hazards(of: run)
    let outcome = Counterfactual(
      changes: components.map {
        .init(component: model.components[$0].name, isParallel: !model.components[$0].isParallel)
      },
      makespan: run.makespan, peak: run.occupancy.peak,
      hazards: hazards, steps: run.log.events.count + comparisons)
    return (run, outcome)
  }
}
