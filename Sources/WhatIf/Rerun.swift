public import EventLog
public import Simulation
public import TraceAnalysis
public import TraceFormats

/// A run that can be made again in other ways: the run of a scenario by simulating that, any other from its log.
///
///     let rerun = Rerun(Analysis(log))
///     rerun.makespan(with: [.workers(8)])   // 3_687_000_000
///
/// What is said of a run that would be otherwise comes from here, so that no two sentences contradict each other.
public struct Rerun: Sendable {
  private enum Source: Sendable {
    case scenario(Model, LogHeader.Setup)
    case recording(Lazy<RecordedPlan>, WorkflowRun?)
  }

  /// What can be otherwise about one call.
  enum CallChange {
    /// It runs for a part of its time: `1/2` for twice as fast.
    case scaled(Int64, of: Int64)
    /// Of the calls that wait for a machine it comes first.
    case first
  }

  private let source: Source

  /// The run of a scenario.
  ///
  /// - Parameters:
  ///   - model: The scenario.
  ///   - setup: What it is run with.
  public init(_ model: Model, _ setup: LogHeader.Setup) { source = .scenario(model, setup) }

  /// A run of which there is the log alone.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - workflow: What the run of a workflow was made of, for changes of its steps.
  /// - Complexity: O(1); what it takes to take the run apart is spent when it is first made again.
  public init(_ run: Analysis, of workflow: WorkflowRun? = nil) {
    source = .recording(Lazy { RecordedPlan(run.log) }, workflow)
  }

  /// How long the run takes with changes.
  ///
  /// - Parameter changes: The changes; by default none.
  /// - Returns: When its last call ends, in nanoseconds; nil if a change cannot be made, or the run does not come to its end
  ///   with them.
  /// - Complexity: O(*n* log *n*) in the number of events, O(*m*) in that of causes.
  public func makespan(with changes: [Change] = []) -> Nanoseconds? {
    switch source {
    case .scenario(let model, let setup):
      (try? model.changed(by: changes)).flatMap { Self.makespan(of: $0, setup) }
    case .recording(let plan, let workflow):
      try? plan.value.changed(by: changes, of: workflow).makespan()
    }
  }

  /// How long the run takes that is made again without changes: what savings are savings of.
  ///
  /// Of a scenario that is the run itself.
  func unchanged(_ run: Analysis) -> Nanoseconds {
    if case .scenario = source { run.makespan } else { makespan() ?? run.makespan }
  }

  /// No order of calls takes less with changes than that, in nanoseconds; nil where that is not known.
  ///
  /// - Complexity: As `makespan`, with an analysis of the run.
  func bound(of run: Analysis, with changes: [Change]) -> Nanoseconds? {
    switch source {
    case .scenario(let model, let setup):
      (try? Prediction(model, setup, before: run, changes))?.bound
    case .recording(let plan, let workflow):
      (try? plan.value.changed(by: changes, of: workflow)).flatMap { changed in
        (try? changed.run()).map { Prediction.bound(of: Analysis($0), changed) }
      }
    }
  }

  /// How long the run takes in which one call is otherwise; nil as above, or where a scenario does not know the call as a task.
  func makespan(of run: Analysis, with change: CallChange, of call: CallNumber) -> Nanoseconds? {
    switch source {
    case .recording(let plan, _):
      var plan = plan.value
      switch change {
      case .scaled(let part, let whole): plan.scale([call], by: (part, of: whole))
      case .first: plan.putFirst(call)
      }
      return try? plan.makespan()
    case .scenario(var model, let setup):
      let name = run.component(of: call)
      guard let graph = model.tasks,
        let task = model.components.firstIndex(where: { $0.name == name })
      else { return nil }
      switch change {
      case .scaled(let part, let whole):
        model.scale(task, by: (part, of: whole))
        model = model.scheduled(by: graph.policy)
      case .first: model.tasks?.putFirst(task)
      }
      return Self.makespan(of: model, setup)
    }
  }

  private static func makespan(of model: Model, _ setup: LogHeader.Setup) -> Nanoseconds? {
    let outcome = Simulator.measure(model, setup)
    return outcome.isWhole ? outcome.makespan : nil
  }
}
