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
  /// Whether all that runs takes the workers that are counted, so that work over workers bounds it from below.
  public let isBounded: Bool
  /// Whether it is tasks for which each takes one worker, at once when what it needs has ended, so that Graham's bound holds.
  public let isGreedy: Bool

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
    let laws = Laws(of: axes) { most in
      guard let limited = try? model.changed(by: changes + [.workers(most)]) else { return Laws() }
      return Laws(isBounded: limited.isLimited(to: "worker"), isGreedy: limited.isGreedy)
    }
    try self.init(
      axes, changes, unchanged: before.makespan, base, laws,
      isEstimate: before.log.header.clock == .wall
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
    let laws = Laws(of: axes) { most in
      guard let limited = try? plan.changed(by: changes + [.workers(most)]) else { return Laws() }
      return Laws(
        isBounded: limited.isLimited,
        isGreedy: recorded.log.header.recordsDependencies && plan.unexplained.isEmpty
          && limited.mostSlots == nil)
    }
    try self.init(
      axes, changes, unchanged: try result([], makespan), base, laws,
      isEstimate: recorded.log.header.clock == .wall
    ) { (changes) throws(ChangeError) in
      let changed = try plan.changed(by: changes)
      do throws(PlanError) { return try changed.makespan() } catch {
        // With other values it may come to its end.
        if case .stuck = error { return nil }
        throw ChangeError(error, of: changed, changed: changes)
      }
    }
  }

  private init(
    _ axes: [SweepAxis], _ changes: [Change], unchanged: Nanoseconds, _ base: Analysis,
    _ laws: Laws, isEstimate: Bool,
    _ makespan: @Sendable ([Change]) throws(ChangeError) -> Nanoseconds?
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
    // What a trace does not say may be why a law does not hold of it.
    let (work, span) = (work, span)
    isBounded =
      laws.isBounded
      && points.allSatisfy { point in
        Self.least(work, span, point.workers ?? 1) <= point.makespan ?? .max
      }
    isGreedy = isBounded && laws.isGreedy
  }

  /// Which laws hold of a sweep: of others than workers, none that is known.
  private struct Laws {
    var isBounded = false
    var isGreedy = false

    init(isBounded: Bool = false, isGreedy: Bool = false) {
      (self.isBounded, self.isGreedy) = (isBounded, isGreedy)
    }

    /// The laws of a sweep over those axes; `laws` tells those that hold with so many workers as there are at most.
    init(of axes: [SweepAxis], _ laws: (Int) -> Laws) {
      let most = axes[0].values.map { $0.count ?? 1 }.max() ?? 1
      self = axes.count == 1 && axes[0].subject == .workers ? laws(most) : Laws()
    }
  }

  /// The knee of the curve of one axis: the first point that takes at most a twentieth more than the best.
  public var knee: Point? {
    guard axes.count == 1, let best = points.compactMap(\.makespan).min() else { return nil }
    return points.first { ($0.makespan ?? .max) <= best.addingClamped(best / 20) }
  }

  /// (T₁ + (P − 1) T∞)/P: no order that keeps workers busy where it can takes longer on so many; nil where that does not hold.
  ///
  /// Graham (1969), Brent (1974); it is Amdahl's law with T∞ for the part that is not parallel.
  public func greedyBound(_ workers: Int) -> Nanoseconds? {
    guard isGreedy, let span else { return nil }
    return Nanoseconds(clamping: (work + Int128(workers - 1) * Int128(span)) / Int128(workers))
  }

  /// max(⌈T₁/P⌉, T∞): the work law and the span law; nothing takes less on so many workers.
  ///
  /// It is nil where calls run beside those workers, or where more than workers changes.
  public func lowerBound(_ workers: Int) -> Nanoseconds? {
    isBounded ? Self.least(work, span, workers) : nil
  }

  private static func least(_ work: Int128, _ span: Nanoseconds?, _ workers: Int) -> Nanoseconds {
    let share = (work + Int128(workers - 1)) / Int128(workers)
    return max(Nanoseconds(clamping: share), span ?? 0)
  }
}

extension Model {
  /// Whether all that takes time takes slots of a machine.
  fileprivate func isLimited(to machine: String) -> Bool {
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
