internal import Simulation
internal import YAML

/// What tasks need: the end of others, or only their start, at once or after a while, which may be longer from one machine to
/// another.
///
///     test:  { takes: 2s, needs: [compile] }
///     call:  { takes: 2s, needs: [compile, { task: serve, after: start, lag: 3s }] }
extension ScenarioReader {
  private static let need = "a task such as `compile`, or `{ task: serve, after: start, lag: 3s }`"

  /// Reads what each task needs, once all are known.
  func readNeeds(_ nodes: [YAMLNode?]) throws(ScenarioError) -> TaskGraph {
    var graph = TaskGraph()
    var row: [TaskGraph.Need] = []
    /// For each task the last one that was found to need it.
    var needing = [Int](repeating: -1, count: nodes.count)
    for (task, node) in nodes.enumerated() {
      progress(nodes.count + task, of: 2 * nodes.count)
      row.removeAll(keepingCapacity: true)
      if let node, !node.isNull {
        for element in try node.elements(expected: "a list of tasks such as `[compile]`") {
          let need = try readNeed(element)
          guard needing[need.task] != task else {
            throw element.error(
              "\(Complaint.quote(components[need.task].name)) is needed twice. Name it once.")
          }
          needing[need.task] = task
          row.append(need)
        }
      }
      graph.append(links: row)
    }
    return graph
  }

  private func readNeed(_ node: YAMLNode) throws(ScenarioError) -> TaskGraph.Need {
    guard node.isMapping else {
      return TaskGraph.Need(try readNeededTask(node, isAfterStart: false))
    }
    let fields = try node.fields(["task", "after", "lag", "transfer"], of: Self.need)
    guard let name = fields["task"] else {
      throw node.error(Complaint.missing("task", in: "What is needed", example: "task: compile"))
    }
    let isAfterStart = try readAfter(fields["after"])
    return TaskGraph.Need(
      try readNeededTask(name, isAfterStart: isAfterStart), lag: try fields["lag"]?.time() ?? 0,
      isAfterStart: isAfterStart, transfer: try fields["transfer"]?.time() ?? 0)
  }

  private func readAfter(_ node: YAMLNode?) throws(ScenarioError) -> Bool {
    guard let node else { return false }
    switch try node.text(expected: "`start` or `end`") {
    case "start": return true
    case "end": return false
    case let word: throw node.error(Complaint.unknown(word, "word", valid: ["start", "end"]))
    }
  }

  private func readNeededTask(_ node: YAMLNode, isAfterStart: Bool) throws(ScenarioError) -> Int {
    let need = try componentNames.index(of: node)
    guard isAfterStart || components[need].takes != .forever else {
      throw node.error(
        "\(node.found) never ends, so what needs its end could never run. Write `{ task: "
          + "\(components[need].name), after: start }` if its start is enough.")
    }
    return need
  }
}
