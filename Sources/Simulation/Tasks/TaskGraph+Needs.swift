extension TaskGraph {
  /// The same tasks with other needs.
  ///
  /// - Parameter needs: Gives what a task needs, from the task and what it needed.
  /// - Returns: The graph; who needs whom in it may go round in a circle.
  /// - Complexity: O(*n*) in the number of tasks and needs, beside `needs`.
  public func withNeeds(_ needs: (Int, [Need]) -> [Need]) -> TaskGraph {
    let rows = (0..<count).map { task in
      needs(
        task, places(ofNeedsOf: task).map { Need(need(at: $0), lag: lag(ofNeedAt: $0)) })
    }
    var graph = TaskGraph()
    let isPlain =
      components.isEmpty && priorities.isEmpty && rows.allSatisfy { $0.allSatisfy { $0.lag == 0 } }
      && (0..<count).allSatisfy { time(of: $0) == nil }
    for (task, row) in rows.enumerated() {
      if isPlain {
        graph.append(needing: row.map(\.task))
      } else {
        graph.append(
          calling: component(of: task), taking: time(of: task),
          priority: priorities.isEmpty ? 0 : priorities[task], needing: row)
      }
    }
    return graph
  }
}
