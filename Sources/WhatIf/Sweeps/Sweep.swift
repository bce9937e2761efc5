public import EventLog
internal import Platform
internal import TraceAnalysis

/// A run made again with one number after another: how long it takes with 1 worker, with 2, with 3.
///
///     let sweep = try Sweep(Analysis(log), [.init(.workers, [1, 2, 4, 8])])
///     for point in sweep.points { print(point.values, point.makespan) }
public struct Sweep: Sendable {
  /// The run with certain numbers.
  public struct Point: Equatable, Sendable {
    /// The value of each axis.
    public var values: [AxisValue]
    /// When the last call ends, in nanoseconds; nil where the run does not come to its end, or cannot be made.
    public var makespan: Nanoseconds?
    /// How many workers, or slots of the machine that is changed, there are; nil where none are.
    public var workers: Int?
    /// No order takes less, by work and the longest chain, as `Prediction.bound` has it; nil where that is not known.
    public var least: Nanoseconds?
    /// No order that keeps workers busy where it can takes longer; nil where that does not hold.
    ///
    /// (T₁ + (P − 1) T∞)/P: Graham (1969), Brent (1974); it is Amdahl's law with T∞ for the part that is not parallel.
    public var most: Nanoseconds?
    /// How many calls are made.
    var calls = 0
    /// Why the run cannot be made with these values, such as fewer workers than a call takes at once; nil where it can.
    public var problem: String?
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
  /// Whether all of what depends on what is known, so that the least is of the longest chain, and not of the longest call.
  public let isChainKnown: Bool
  /// Whether the run was recorded, so that all is an estimate.
  public let isEstimate: Bool
  /// Whether all that runs takes the workers that are counted, so that work over workers × time says how busy they are.
  public let countsAllWork: Bool

  /// The most points of a sweep.
  public static let most = 100_000

  /// A run with the values of a point.
  struct Trial {
    /// When its last call ends; nil where it does not come to its end.
    var makespan: Nanoseconds?
    /// No order takes less; nil where that is not known.
    var least: Nanoseconds?
    /// How many calls are made.
    var calls = 0
  }

  /// Which laws hold of a sweep over workers.
  struct Laws {
    /// Whether all that runs takes the workers that are counted.
    var countsAllWork = false
    /// Whether it is tasks of which each takes one worker, at once when what it needs has ended, so that Graham's bound holds.
    var isGreedy = false

    /// The laws of a sweep over those axes; `laws` tells those that hold with so many workers as there are at most.
    static func of(_ axes: [SweepAxis], _ laws: (Int) -> Laws) -> Laws {
      let most = axes[0].values.map { $0.count ?? 1 }.max() ?? 1
      return axes.count == 1 && axes[0].subject == .workers ? laws(most) : Laws()
    }
  }

  /// Makes all runs, on all cores.
  ///
  /// - Parameters:
  ///   - axes: What is changed.
  ///   - changes: What is changed in all points.
  ///   - unchanged: How long the run takes as it is.
  ///   - base: The run with the changes that all points have.
  ///   - laws: Which laws hold.
  ///   - isEstimate: Whether the run was recorded.
  ///   - trial: Makes the run with changes, those of all points and its own, and so many workers.
  /// - Throws: The first `ChangeError`, if the run can be made with none of the values.
  init(
    _ axes: [SweepAxis], _ changes: [Change], unchanged: Nanoseconds, _ base: Analysis,
    _ laws: Laws, isEstimate: Bool,
    _ trial: @Sendable (_ changes: [Change], _ workers: Int?) throws(ChangeError) -> Trial
  ) throws(ChangeError) {
    self.axes = axes
    self.changes = changes
    self.unchanged = unchanged
    self.isEstimate = isEstimate
    let measures = base.measures
    work = measures.work
    isChainKnown = measures.floor != nil
    span = measures.floor ?? (measures.hasCriticalPath ? measures.span : nil)
    let all = axes.reduce([[]] as [[AxisValue]]) { rows, axis in
      rows.flatMap { row in axis.values.map { row + [$0] } }
    }
    let workers = all.map { values in
      zip(axes, values).lazy.compactMap { $0.isOfWorkers ? $1.count : nil }.first
    }
    let results = Cores.map(all.count) { place in
      Result { () throws(ChangeError) in
        try trial(changes + zip(axes, all[place]).map { $0.change(to: $1) }, workers[place])
      }
    }
    var points: [Point] = []
    var error: ChangeError?
    for (place, result) in results.enumerated() {
      var point = Point(values: all[place], workers: workers[place])
      do throws(ChangeError) {
        let trial = try result.get()
        (point.makespan, point.calls) = (trial.makespan, trial.calls)
        // Other changes than of workers make another chain.
        if axes.count == 1, axes[0].isOfWorkers { point.least = trial.least }
        if laws.isGreedy, let count = point.workers {
          point.most = measures.greedyBound(on: count)
        }
      } catch let problem {
        error = error ?? problem
        point.problem = problem.problem
      }
      points.append(point)
    }
    if let error, points.allSatisfy({ $0.problem != nil }) { throw error }
    // What a trace does not say may be why a law does not hold of it.
    countsAllWork =
      laws.countsAllWork
      && points.allSatisfy { point in
        Int128(point.makespan ?? .max) * Int128(point.workers ?? 1) >= measures.work
      }
    let longest = span ?? 0
    let isGreedy =
      countsAllWork
      && points.allSatisfy { point in
        guard let time = point.makespan else { return true }
        return longest <= time && time <= point.most ?? .max
      }
    if !isGreedy { for place in points.indices { points[place].most = nil } }
    self.points = points
  }

  /// The knee of the curve of one axis: the first point that takes at most a twentieth more than the best.
  public var knee: Point? {
    guard axes.count == 1, let best = points.compactMap(\.makespan).min() else { return nil }
    return points.first { ($0.makespan ?? .max) <= best.addingClamped(best / 20) }
  }
}
