public import EventLog
internal import Platform
public import Simulation
public import TraceAnalysis
public import TraceFormats

/// A run made again with one number after another: how long it takes with 1 worker, with 2, with 3.
///
///     let sweep = try Sweep(Analysis(log), [.init(.workers, [1, 2, 4, 8])])
///     for point in sweep.points { print(point.values, point.makespan) }
public struct Sweep: Sendable {
  /// The run with certain numbers.
  public struct Point: Equatable, Sendable {
    /// The value of each axis.
    public var values: [AxisValue]
    /// When the last call ends, in nanoseconds; nil where the run does not come to its end.
    public var makespan: Nanoseconds?
    /// How many workers, or slots of the machine that is changed, there are; nil where none are.
    public var workers: Int?
  }

  /// What is changed, by one number each.
  public let axes: [SweepAxis]
  /// The changes that all points have.
  public let changes: [Change]
  /// The points, the values of the last axis changing fastest.
  public let points: [Point]
  /// The run as it is without changes.
  public let unchanged: Nanoseconds
  /// T₁: the running of all calls together, with the changes that all points have.
  public let work: Int128
  /// T∞: the longest chain, with the changes that all points have; nil where it is not known what depends on what.
  public let span: Nanoseconds?
  /// Whether the run was recorded, so that all is an estimate.
  public let isEstimate: Bool

  /// The most points of a sweep.
  public static let most = 100_000

  /// Simulates a scenario with all values.
  ///
  /// - Parameters:
  ///   - model: The scenario.
  ///   - setup: What it is run with.
  ///   - before: The run without changes.
  ///   - axes: What is changed.
  ///   - changes: What is changed in all points.
  /// - Throws: `ChangeError` if a change hits nothing or cannot be made.
  /// - Complexity: As `Simulator.measure` for each point, over the number of cores.
  public init(
    _ model: Model, _ setup: LogHeader.Setup, before: Analysis, _ axes: [SweepAxis],
    with changes: [Change] = []
  ) throws(ChangeError) {
    let base =
      changes.isEmpty ? before : Analysis(Simulator.run(try model.changed(by: changes), setup))
    try self.init(
      axes, changes, unchanged: before.makespan, base, isEstimate: before.log.header.clock == .wall
    ) { (changes) throws(ChangeError) in
      let run = Simulator.measure(try model.changed(by: changes), setup)
      return run.isWhole ? run.makespan : nil
    }
  }

  /// Runs a recorded run again with all values.
  ///
  /// - Parameters:
  ///   - recorded: The run.
  ///   - axes: What is changed.
  ///   - changes: What is changed in all points.
  ///   - workflow: What the run of a workflow was made of, for changes of its steps.
  /// - Throws: `ChangeError` if a change hits nothing or cannot be made.
  /// - Complexity: O(*n* log *n*) in the number of events for each point, over the number of cores.
  public init(
    _ recorded: Analysis, _ axes: [SweepAxis], with changes: [Change] = [],
    of workflow: WorkflowRun? = nil
  ) throws(ChangeError) {
    let plan = RecordedPlan(recorded.log)
    @Sendable func result<Result>(
      _ changes: [Change], _ run: (RecordedPlan) throws(PlanError) -> Result
    ) throws(ChangeError) -> Result {
      let changed = try plan.changed(by: changes, of: workflow)
      do throws(PlanError) { return try run(changed) } catch {
        throw ChangeError(error, of: changed, changed: changes)
      }
    }
    @Sendable func makespan(_ plan: RecordedPlan) throws(PlanError) -> Nanoseconds {
      try plan.makespan()
    }
    let base =
      changes.isEmpty
      ? recorded
      : Analysis(
        try result(changes) { (plan) throws(PlanError) in try plan.run() })
    try self.init(
      axes, changes, unchanged: try result([], makespan), base,
      isEstimate: recorded.log.header.clock == .wall
    ) { (changes) throws(ChangeError) in try result(changes, makespan) }
  }

  private init(
    _ axes: [SweepAxis], _ changes: [Change], unchanged: Nanoseconds, _ base: Analysis,
    isEstimate: Bool, _ makespan: @Sendable ([Change]) throws(ChangeError) -> Nanoseconds?
  ) throws(ChangeError) {
    self.axes = axes
    self.changes = changes
    self.unchanged = unchanged
    self.isEstimate = isEstimate
    work = base.measures.work
    span = base.measures.floor ?? (base.measures.hasCriticalPath ? base.measures.span : nil)
    let all = axes.reduce([[]] as [[AxisValue]]) { rows, axis in
      rows.flatMap { row in axis.values.map { row + [$0] } }
    }
    let results = Cores.map(all.count) { place in
      Result { () throws(ChangeError) in
        try makespan(changes + zip(axes, all[place]).map { $0.change(to: $1) })
      }
    }
    var points: [Point] = []
    for (values, result) in zip(all, results) {
      let workers = zip(axes, values).lazy.compactMap { axis, value in
        axis.isOfWorkers ? value.count : nil
      }.first
      points.append(Point(values: values, makespan: try result.get(), workers: workers))
    }
    self.points = points
  }

  /// The knee of the curve of one axis: the first point that takes at most a twentieth more than the best.
  public var knee: Point? {
    guard axes.count == 1, let best = points.compactMap(\.makespan).min() else { return nil }
    return points.first { ($0.makespan ?? .max) <= best.addingClamped(best / 20) }
  }

  /// (T₁ + (P − 1) T∞)/P: no order that keeps workers busy where it can takes longer on so many.
  ///
  /// Graham (1969), Brent (1974); it is Amdahl's law with T∞ for the part that is not parallel.
  public func greedyBound(_ workers: Int) -> Nanoseconds? {
    span.map { span in
      Nanoseconds(clamping: (work + Int128(workers - 1) * Int128(span)) / Int128(workers))
    }
  }

  /// max(⌈T₁/P⌉, T∞): the work law and the span law; nothing takes less on so many workers.
  public func lowerBound(_ workers: Int) -> Nanoseconds {
    let share = (work + Int128(workers - 1)) / Int128(workers)
    return max(Nanoseconds(clamping: share), span ?? 0)
  }
}
