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
