/// What each of a number of tasks needs: tasks that have to end before it is called.
///
/// The needs of all tasks lie in one flat array, task after task.
public struct TaskGraph: Equatable, Sendable {
  private var needs: [UInt32] = []
  private var ends: [UInt32] = []

  /// Makes a graph without tasks.
  public init() {}

  /// Makes the graph in which task *n* needs the tasks in row *n*.
  public init(_ rows: [[Int]]) {
    for row in rows { append(needing: row) }
  }

  /// How many tasks there are.
  public var count: Int { ends.count }

  /// How many needs all tasks have together.
  var needCount: Int { needs.count }

  /// The tasks that a task needs.
  public func needs(of task: Int) -> ArraySlice<UInt32> {
    needs[(task == 0 ? 0 : Int(ends[task - 1]))..<Int(ends[task])]
  }

  /// Adds a task that needs others, each given once.
  public mutating func append(needing others: [Int]) {
    for need in others { needs.append(UInt32(need)) }
    ends.append(UInt32(needs.count))
  }

  /// Tasks that need each other in a circle, the first needing the second and so on; nil if none do.
  ///
  /// Takes away what needs nothing until nothing is left (Kahn, 1962); what stays leads into a circle.
  ///
  /// - Complexity: O(*n*) in the number of tasks and needs.
  public func cycle() -> [Int]? {
    var progress = TaskProgress(self)
    var open = progress.takeReady()
    while let task = open.popLast() {
      progress.end(task)
      open += progress.takeReady()
    }
    guard let first = (0..<count).first(where: progress.isWaiting) else { return nil }
    var steps: [Int: Int] = [:]
    var way: [Int] = []
    var task = first
    while steps[task] == nil {
      steps[task] = way.count
      way.append(task)
      task = needs(of: task).lazy.map(Int.init).first(where: progress.isWaiting) ?? first
    }
    return Array(way[(steps[task] ?? 0)...])
  }
}

/// A task graph at work: which tasks still wait for others.
struct TaskProgress {
  private var missing: [UInt32]
  /// The tasks that need each task, task after task.
  private var dependents: [UInt32]
  private var starts: [UInt32]
  private var ready: [Int] = []

  init(_ graph: TaskGraph) {
    missing = (0..<graph.count).map { UInt32(graph.needs(of: $0).count) }
    starts = Array(repeating: 0, count: graph.count + 1)
    for task in 0..<graph.count {
      for need in graph.needs(of: task) { starts[Int(need) + 1] += 1 }
    }
    for task in 0..<graph.count { starts[task + 1] += starts[task] }
    dependents = Array(repeating: 0, count: Int(starts[graph.count]))
    var next = starts
    for task in 0..<graph.count {
      for need in graph.needs(of: task) {
        dependents[Int(next[Int(need)])] = UInt32(task)
        next[Int(need)] += 1
      }
    }
    ready = missing.indices.filter { missing[$0] == 0 }
  }

  /// Whether a task still needs one that has not ended.
  func isWaiting(_ task: Int) -> Bool { missing[task] > 0 }

  /// Takes in that a task has ended; true if another needs nothing any more.
  @discardableResult
  mutating func end(_ task: Int) -> Bool {
    let before = ready.count
    for place in starts[task]..<starts[task + 1] {
      let dependent = Int(dependents[Int(place)])
      missing[dependent] -= 1
      if missing[dependent] == 0 { ready.append(dependent) }
    }
    return ready.count > before
  }

  /// The tasks that need nothing any more since the last time, in the order of their declaration.
  mutating func takeReady() -> [Int] {
    defer { ready.removeAll(keepingCapacity: true) }
    return ready.sorted()
  }
}
