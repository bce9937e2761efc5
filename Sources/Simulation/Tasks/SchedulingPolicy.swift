internal import EventLog

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
