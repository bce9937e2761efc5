public import EventLog
public import Simulation

/// A schedule of a model's tasks that a search has found, and how good it is.
public struct Schedule: Equatable, Sendable {
  /// When each task starts, in nanoseconds; empty where a policy says it.
  public let starts: [Nanoseconds]
  /// The policy that was best, where only those were tried.
  package var policy: SchedulingPolicy?
  /// When the last task ends.
  public let makespan: Nanoseconds
  /// No schedule is shorter than this.
  public let lowerBound: Nanoseconds
  /// How many schedules were looked at.
  public let iterations: Int
  /// How the schedule was searched.
  public let method: Method

  /// How schedules are searched.
  public enum Method: String, Sendable {
    /// Lists of tasks are bred: a genetic algorithm with justification.
    case genetic
    /// The orders on machines of a shop are changed: a tabu search.
    case tabu
    /// There are too many tasks, so only the policies were tried.
    case policies
  }

  /// Whether it is proved that no schedule is shorter.
  public var isOptimal: Bool { makespan == lowerBound }

  /// By which part of the lower bound the schedule may be too long, at most.
  public var gap: Double {
    lowerBound > 0 ? Double(makespan - lowerBound) / Double(lowerBound) : 0
  }

  /// How long a search goes on; it ends before that where the schedule is proved to be the shortest.
  public struct Budget: Sendable {
    /// At most so many schedules: the same result on every machine.
    public var iterations: Int
    /// Asked now and then whether a part of the time is over, from 0 to 1.
    public var isOver: @Sendable (Double) -> Bool

    /// So many schedules, and no limit of time.
    public static func iterations(_ count: Int) -> Budget {
      Budget(iterations: count, isOver: { _ in false })
    }

    /// As many schedules as fit into a time on the wall clock.
    public static func time(_ limit: Duration) -> Budget {
      let clock = ContinuousClock()
      let start = clock.now
      return Budget(iterations: .max, isOver: { clock.now >= start.advanced(by: limit * $0) })
    }
  }

  /// Searches for a short schedule of a model's tasks.
  ///
  /// A shop, in which machines serve one task at a time and a task takes one machine, is searched by moving tasks on its
  /// machines; any other by breeding lists of tasks.
  ///
  /// - Parameters:
  ///   - model: A task graph; random times count with their mean or median.
  ///   - seed: The seed of all random choices.
  ///   - budget: How long it may take.
  /// - Returns: The best schedule that was found; nil if there are no tasks, some never end, may fail or need only that others have started, or all together take
  ///   longer than can be counted.
  /// - Complexity: O(*n*²) at most for each schedule of *n* tasks.
  public static func search(_ model: Model, seed: UInt64 = 0, budget: Budget) -> Schedule? {
    guard let problem = ScheduleProblem(model) else { return nil }
    guard problem.count <= mostTasks else { return best(ofPoliciesOf: model, problem) }
    var bounds = ScheduleBounds(problem)
    let simple = bounds.simple
    var genetic = GeneticSearch(problem, seed: seed)
    let isShop = problem.isShop && problem.count <= ShopSearch.mostTasks
    let first = isShop ? min(budget.iterations, 120) : budget.iterations
    var check = 0
    let often = problem.count > 500 ? 1 : 16
    func mayGoOn(_ iterations: Int, of most: Int, _ makespan: Nanoseconds) -> Bool {
      guard iterations < most, makespan > simple || iterations == 0 else { return false }
      check += 1
      return iterations == 0 || check % often != 0 || !budget.isOver(1)
    }
    // What two hundred lists come to is as short as it gets for many problems, which their bound then shows.
    while mayGoOn(genetic.schedules, of: min(first, 600), genetic.makespan) { genetic.step() }
    var lowerBound = bounds.bound(upTo: genetic.makespan) { budget.isOver(0.25) }
    if isShop {
      var shop = ShopSearch(problem, seed: seed, starts: genetic.starts)
      while shop.makespan > lowerBound,
        mayGoOn(genetic.schedules + shop.moves, of: budget.iterations, shop.makespan)
      { shop.step() }
      return Schedule(
        starts: shop.starts, makespan: shop.makespan, lowerBound: min(lowerBound, shop.makespan),
        iterations: genetic.schedules + shop.moves, method: .tabu)
    }
    let known = genetic.makespan
    while genetic.makespan > lowerBound, mayGoOn(genetic.schedules, of: first, genetic.makespan) {
      genetic.step()
    }
    if genetic.makespan < known, genetic.makespan > lowerBound {
      lowerBound = max(lowerBound, bounds.bound(upTo: genetic.makespan) { budget.isOver(1) })
    }
    return Schedule(
      starts: genetic.starts, makespan: genetic.makespan, lowerBound: lowerBound,
      iterations: genetic.schedules, method: .genetic)
  }

  /// The most tasks for which schedules are searched.
  private static let mostTasks = 5000

  private static func best(ofPoliciesOf model: Model, _ problem: ScheduleProblem) -> Schedule? {
    var best: (policy: SchedulingPolicy, makespan: Nanoseconds)?
    for policy in SchedulingPolicy.allCases {
      let run = Simulator.measure(model.scheduled(by: policy), LogHeader.Setup(text: ""))
      if best.map({ run.makespan < $0.makespan }) ?? true { best = (policy, run.makespan) }
    }
    guard let best else { return nil }
    return Schedule(
      starts: [], policy: best.policy, makespan: best.makespan,
      lowerBound: min(ScheduleBounds(problem).simple, best.makespan),
      iterations: SchedulingPolicy.allCases.count, method: .policies)
  }
}

extension Model {
  /// The same model with tasks that start when a schedule says, and not before; an earlier start comes first.
  ///
  /// What the schedule says is feasible when the simulator runs it as it is.
  public func running(_ schedule: Schedule) -> Model {
    if let policy = schedule.policy { return scheduled(by: policy) }
    var model = self
    model.start(
      schedule.starts.indices.sorted { (schedule.starts[$0], $0) < (schedule.starts[$1], $1) },
      at: schedule.starts)
    return model
  }
}
