/// What each of a number of tasks needs: tasks that have to end before it is called.
///
/// The needs of all tasks lie in one flat array, task after task.
public struct TaskGraph: Equatable, Sendable {
  private var needs: [UInt32] = []
  private var ends: [UInt32] = []
  /// The component of each task; empty where task *n* is the only one of component *n*.
  private(set) var components: [UInt32] = []

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

  /// The component that a task calls.
  public func component(of task: Int) -> Int {
    components.isEmpty ? task : Int(components[task])
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
