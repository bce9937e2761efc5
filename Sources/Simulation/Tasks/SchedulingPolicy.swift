package import EventLog

/// Which of several tasks that wait for one machine comes first.
///
/// All but two rank tasks by how long they and those that need them take: list scheduling by priority
/// rules (Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited", 1996). No rule
/// is best for every task graph.
public enum SchedulingPolicy: String, CaseIterable, Sendable {
  /// The task that is ready first, then the one that was declared first.
  case fifo
  /// The task with the least number that it was given as its priority.
  case priority
  /// The task that takes longest.
  case longestFirst = "longest-first"
  /// The task that takes least.
  case shortestFirst = "shortest-first"
  /// The task that the longest chain of tasks begins with, measured by their times and lags: what HEFT
  /// ranks by on machines that are all alike (Topcuoglu, Hariri and Wu, 2002).
  case criticalPathFirst = "critical-path-first"
  /// As planned by Heterogeneous Earliest Finish Time: also on which of several machines each task runs.
  case heft
  /// The task behind which the longest chain stands, without its own time: it has to end first.
  case latestFinishFirst = "latest-finish-first"
  /// The task that most others need, directly or by way of others.
  case mostDependentsFirst = "most-dependents-first"

  /// The policies by their names.
  public static let names = allCases.map(\.rawValue)

  /// The priority that each task of a model gets; nil where nothing but being ready matters.
  ///
  /// The lowest comes first, and of those with the same the one that is ready first. A random time counts with its mean or median, and a task without end with none.
  ///
  /// - Complexity: O(*n* log *n*) in the number of tasks and needs; `mostDependentsFirst` O(*n*²), and above
  ///   20,000 tasks it counts those alone that need a task directly.
  public func priorities(of model: Model) -> [UInt32]? {
    guard let graph = model.tasks, graph.count > 0 else { return nil }
    let times = (0..<graph.count).map { task in
      graph.time(of: task) ?? model.components[graph.component(of: task)].takes.usual
    }
    switch self {
    case .fifo: return nil
    case .priority: return graph.priorities.isEmpty ? nil : graph.priorities
    case .longestFirst: return Self.ranks(of: times)
    case .shortestFirst: return Self.ranks(of: times.map { -$0 })
    // Where nothing can be chosen, and all slots are alike, the plan is that order.
    case .criticalPathFirst, .heft: return Self.ranks(of: graph.tails(times))
    case .latestFinishFirst:
      return Self.ranks(of: zip(graph.tails(times), times).map { $0 - $1 })
    case .mostDependentsFirst: return Self.ranks(of: graph.dependentCounts.map(Int64.init))
    }
  }

  /// Priorities by which the largest value comes first; equal values have the same.
  static func ranks(of values: [Int64]) -> [UInt32] {
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    var ranks = [UInt32](repeating: 0, count: values.count)
    var rank: UInt32 = 0
    for (place, task) in order.enumerated() {
      if place > 0, values[task] != values[order[place - 1]] { rank += 1 }
      ranks[task] = rank
    }
    return ranks
  }
}

extension Model {
  /// The same model with the tasks in the order of a policy, on the machines that it chooses; without tasks the same.
  ///
  /// Where tasks may run on several machines, `heft` plans on which; by any other policy each runs where it is fastest.
  public func scheduled(by policy: SchedulingPolicy) -> Model {
    guard let graph = tasks else { return self }
    var model = self
    model.tasks?.policy = policy
    model.tasks?.setEarliestStarts([])
    if policy == .heft, let plan = HEFT(self) {
      model.place(plan.choices)
      // What takes no time comes before what starts at the same instant and takes some.
      let order = plan.starts.indices.sorted {
        (plan.starts[$0], plan.choices[$0]?.time ?? 0, $0)
          < (plan.starts[$1], plan.choices[$1]?.time ?? 0, $1)
      }
      model.start(order, at: plan.starts)
      return model
    }
    if graph.hasChoices || graph.hasTransfers {
      model.place(graph.choices.map { choices in choices.min { $0.time < $1.time } })
    }
    let priorities = policy.priorities(of: model) ?? []
    model.tasks?.setPriorities(priorities)
    return model
  }

  /// Lets tasks come in an order, and none before its start in a plan.
  ///
  /// - Precondition: There are tasks, each once in the order and with a start.
  package mutating func start(_ order: [Int], at starts: [Nanoseconds]) {
    var priorities = [UInt32](repeating: 0, count: order.count)
    for (rank, task) in order.enumerated() { priorities[task] = UInt32(rank) }
    tasks?.setPriorities(priorities)
    // Times that are drawn are other than those that were planned with; then only the order is kept.
    if !isRandom { tasks?.setEarliestStarts(starts) }
  }

  /// Whether `heft` can plan the tasks: each takes one slot of one machine, and ends.
  public var canBePlanned: Bool { HEFT.canPlan(self) }

  /// Lets each task run where it was decided to, and data go from there to where it is needed.
  private mutating func place(_ choices: [MachineChoice?]) {
    guard let graph = tasks, graph.components.isEmpty else { return }
    for (task, choice) in choices.enumerated() {
      // With one machine alone a task takes there what it takes, also if that is drawn, or changed later.
      guard let choice, graph.mayChoose(task) else { continue }
      components[task].machine = choice.machine
      tasks?.set(time: choice.time, of: task)
    }
    tasks?.placeTransfers((0..<graph.count).map { components[$0].machine })
  }
}

extension TaskGraph {
  /// The tasks in an order in which each comes after all that it needs; fewer than all where some need
  /// each other in a circle.
  ///
  /// - Complexity: O(*n*) in the number of tasks and needs.
  package func orderedByNeeds() -> [Int] {
    var progress = TaskProgress(self)
    var order: [Int] = []
    order.reserveCapacity(count)
    var open = progress.ready.map(Int.init)
    while !open.isEmpty {
      order += open
      var next: [Int] = []
      for task in open {
        progress.forgetReady()
        progress.start(task)
        progress.end(task)
        next += progress.takeLater().map { Int($0.task) } + progress.ready.map(Int.init)
      }
      open = next
    }
    return order
  }

  /// How long the longest chain is that begins with each task, with its time and the lags between.
  ///
  /// - Complexity: O(*n*) in the number of tasks and needs.
  package func tails(_ times: [Nanoseconds]) -> [Nanoseconds] {
    var tails = times
    for task in orderedByNeeds().reversed() {
      for place in places(ofNeedsOf: task) {
        let need = need(at: place)
        let passes = isAfterStart(needAt: place) ? 0 : times[need]
        let tail = tails[task].addingClamped(lag(ofNeedAt: place)).addingClamped(passes)
        tails[need] = max(tails[need], tail)
      }
    }
    return tails
  }

  /// How many tasks need each task, directly or by way of others.
  fileprivate var dependentCounts: [Int] {
    var counts = [Int](repeating: 0, count: count)
    guard count <= 20_000 else {
      for task in 0..<count { for need in needs(of: task) { counts[Int(need)] += 1 } }
      return counts
    }
    var dependents = [[UInt32]](repeating: [], count: count)
    for task in 0..<count {
      for need in needs(of: task) { dependents[Int(need)].append(UInt32(task)) }
    }
    var seenFrom = [Int](repeating: -1, count: count)
    for task in 0..<count {
      var open = dependents[task]
      while let next = open.popLast() {
        guard seenFrom[Int(next)] != task else { continue }
        seenFrom[Int(next)] = task
        counts[task] += 1
        open += dependents[Int(next)]
      }
    }
    return counts
  }
}

extension Model.RunningTime {
  /// How long it usually is, to plan with; 0 for what never ends.
  package var usual: Nanoseconds {
    switch self {
    case .constant(let time): time
    case .random(let distribution): distribution.usual
    case .emissions, .forever, .command: 0
    }
  }
}

extension Distribution {
  /// Its mean, or its median where that is what it is given by.
  fileprivate var usual: Nanoseconds {
    switch form {
    case .uniform(let min, let max): return min / 2 + max / 2
    case .normal(let mean, _), .exponential(let mean), .gamma(_, let mean): return mean
    case .lognormal(let median, _): return median
    case .triangular(let min, let mode, let max): return min / 3 + mode / 3 + max / 3
    case .empirical(let values):
      var (sum, weights): (Int128, Int128) = (0, 0)
      for value in values {
        sum += Int128(value.time) * Int128(value.weight)
        weights += Int128(value.weight)
      }
      return Nanoseconds(clamping: sum / Swift.max(1, weights))
    }
  }
}
