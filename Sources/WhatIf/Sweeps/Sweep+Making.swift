public import EventLog
public import Simulation
public import TraceAnalysis
public import TraceFormats

// What a sweep makes again with one number after another: a scenario, a recorded run, or recorded tests.

extension Sweep {
  /// Simulates a scenario with all values.
  ///
  /// - Parameters:
  ///   - model: The scenario.
  ///   - setup: What it is run with.
  ///   - before: The run without changes.
  ///   - axes: What is changed.
  ///   - changes: What is changed in all points.
  /// - Throws: `ChangeError` if a change hits nothing, or can be made with none of the values.
  /// - Complexity: As `Simulator.measure` for each point, over the number of cores.
  public init(
    _ model: Model, _ setup: LogHeader.Setup, before: Analysis, _ axes: [SweepAxis],
    with changes: [Change] = []
  ) throws(ChangeError) {
    let base =
      changes.isEmpty ? before : Analysis(Simulator.run(try model.changed(by: changes), setup))
    let laws = Laws.of(axes) { most in
      guard let limited = try? model.changed(by: changes + [.workers(most)]) else { return Laws() }
      return Laws(countsAllWork: limited.isLimited(to: "worker"), isGreedy: limited.isGreedy)
    }
    let (work, chain) = (base.measures.work, base.measures.knownChain)
    try self.init(
      axes, changes, unchanged: before.makespan, base, laws,
      isEstimate: before.log.header.clock == .wall
    ) { (changes, workers) throws(ChangeError) in
      let run = Simulator.measure(try model.changed(by: changes), setup)
      let count = laws.countsAllWork ? workers : nil
      return Trial(
        makespan: run.isWhole ? run.makespan : nil,
        least: count.map { max(chain, MachineUse.share(of: work, among: $0)) },
        calls: run.calls.reduce(0) { $0 + $1.started })
    }
  }

  /// Runs a recorded run again with all values.
  ///
  /// - Parameters:
  ///   - recorded: The run.
  ///   - axes: What is changed.
  ///   - changes: What is changed in all points.
  ///   - workflow: What the run of a workflow was made of, for changes of its steps.
  /// - Throws: `ChangeError` if a change hits nothing, or can be made with none of the values.
  /// - Complexity: O(*n* log *n*) in the number of events for each point, over the number of cores.
  public init(
    _ recorded: Analysis, _ axes: [SweepAxis], with changes: [Change] = [],
    of workflow: WorkflowRun? = nil
  ) throws(ChangeError) {
    if changes.contains(where: \.sharesTestsOut) {
      try self.init(tests: recorded, axes, changes, workflow)
      return
    }
    let plan = RecordedPlan(recorded.log)
    @Sendable func result<Result>(
      _ changes: [Change], _ run: (RecordedPlan) throws(PlanError) -> Result
    ) throws(ChangeError) -> Result {
      let changed = try plan.changed(by: changes, of: workflow)
      do throws(PlanError) { return try run(changed) } catch {
        throw ChangeError(error, of: changed, changed: changes)
      }
    }
    let base =
      changes.isEmpty
      ? recorded
      : Analysis(
        try result(changes) { (plan) throws(PlanError) in try plan.run() })
    let laws = Laws.of(axes) { most in
      guard let limited = try? plan.changed(by: changes + [.workers(most)]) else { return Laws() }
      return Laws(
        countsAllWork: limited.isLimited,
        isGreedy: recorded.log.header.recordsDependencies && plan.unexplained.isEmpty
          && limited.mostSlots == nil && !limited.hasPoolsWithinJobs)
    }
    let chain = base.measures.knownChain
    let unchanged = try result([]) { (plan) throws(PlanError) in try plan.makespan() }
    try self.init(
      axes, changes, unchanged: unchanged, base, laws,
      isEstimate: recorded.log.header.clock == .wall
    ) { (changes, _) throws(ChangeError) in
      try result(changes) { (plan) throws(PlanError) in
        do throws(PlanError) {
          return Trial(makespan: try plan.makespan(), least: plan.bound(withChain: chain))
        } catch {
          // With other values it may come to its end.
          if case .stuck = error { return Trial() }
          throw error
        }
      }
    }
  }

  /// Runs recorded tests again, shared out in another way, with all values.
  private init(
    tests recorded: Analysis, _ axes: [SweepAxis], _ changes: [Change], _ workflow: WorkflowRun?
  ) throws(ChangeError) {
    try self.init(
      axes, changes, unchanged: recorded.makespan, recorded, Laws(),
      isEstimate: recorded.log.header.clock == .wall
    ) { (changes, _) throws(ChangeError) in
      let prediction = try Prediction(recorded, changes, of: workflow)
      return Trial(makespan: prediction.after.makespan, least: prediction.bound)
    }
  }
}

extension Change {
  /// Whether it says how tests are shared out.
  fileprivate var sharesTestsOut: Bool { if case .split = self { true } else { false } }
}

extension Model {
  /// Whether all that takes time takes slots of a machine, and no other could take its place.
  fileprivate func isLimited(to machine: String) -> Bool {
    guard !(tasks?.hasChoices ?? false) else { return false }
    let place = machines.firstIndex { $0.name == machine }
    return components.allSatisfy { $0.takes == .constant(0) || $0.machine == place && place != nil }
  }

  /// Whether it is tasks that take one slot each as soon as what they need has ended, as Graham's bound presumes.
  fileprivate var isGreedy: Bool {
    guard let tasks, !tasks.hasLags, !tasks.hasStartNeeds else { return false }
    return components.allSatisfy {
      $0.slots == 1 && $0.others.isEmpty && $0.behaviour.failure == nil
    }
  }
}
