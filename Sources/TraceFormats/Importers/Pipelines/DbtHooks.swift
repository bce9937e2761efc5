internal import EventLog
internal import JSON

/// What of a project of dbt runs that is none of its nodes: a statement before or after all of them.
///
///     "operation.shop.shop-on-run-start-0": {"tags": ["on-run-start"], "index": 1, …}
enum DbtHook {
  /// Before all nodes, as `on-run-start`.
  case start
  /// After all nodes, as `on-run-end`.
  case end

  /// The hook that a node of a manifest is; nil if it is none.
  init?(_ node: JSONNode) {
    let tags = node.elements(of: "tags").compactMap(\.string)
    if tags.contains("on-run-start") {
      self = .start
    } else if tags.contains("on-run-end") {
      self = .end
    } else {
      return nil
    }
  }
}

extension DbtManifest {
  /// Lets all nodes wait for the hooks that run before them, and those that run after all wait for the nodes.
  ///
  /// The hooks of one kind run one after the other, on the main thread, in an order that their starts tell.
  ///
  /// - Complexity: O(*n* log *n*) in the number of nodes and what they need.
  func addHooks(to list: inout TaskList) {
    let ran = list.placesByStart
    let before = ran.filter { hooks[list.tasks[$0].id] == .start }
    let after = ran.filter { hooks[list.tasks[$0].id] == .end }
    guard !before.isEmpty || !after.isEmpty else { return }
    let nodes = list.tasks.indices.filter { hooks[list.tasks[$0].id] == nil }
    let needed = Set(nodes.flatMap { list.tasks[$0].needs })
    var last = nodes.map { list.tasks[$0].id }.filter { !needed.contains($0) }
    if let start = before.last.map({ list.tasks[$0].id }) {
      let known = Set(list.tasks.map(\.id))
      for place in nodes where !list.tasks[place].needs.contains(where: known.contains) {
        list.tasks[place].needs.append(start)
      }
      if last.isEmpty { last = [start] }
    }
    for (place, next) in zip(before, before.dropFirst()) {
      list.tasks[next].needs = [list.tasks[place].id]
    }
    for place in after {
      list.tasks[place].needs = last
      last = [list.tasks[place].id]
    }
  }
}
