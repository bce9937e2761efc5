internal import EventLog
internal import JSON

extension TraceFormat {
  /// A workflow of Argo with its status, as `argo get NAME -o json` and `kubectl get workflow NAME -o json` write it.
  ///
  /// Nodes of the type Pod and the like run; those of DAGs, steps and retries group them. The children of a node come after it,
  /// or within it where it groups. The tries of a node come one after the other, and an exit handler comes after all that it
  /// handles the exit of.
  static let argo = TraceFormat(
    name: "a workflow of Argo", plural: "workflows of Argo", fileExtensions: [".json"],
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("status.nodes", "metadata") || shape.has("items[].status.nodes")
    },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text in
        let root = text.roots.first { _ in true }
        let items = root?.elements(of: "items") ?? []
        let workflow = latest(of: items) ?? root
        // Times are whole seconds.
        var list = TaskList(place: "pod")
        list.unit = 1_000_000_000
        list.tasks = argoTasks(workflow?["status"]?.fields(of: "nodes") ?? [])
        list.notes =
          text.flawNotes
          + ImportNote.skipped(
            max(items.count - 1, 0), "workflow is", "workflows are",
            " in the list beside the one that began last, \(workflowName(workflow)), and left out: `kubectl get workflow NAME -o json` "
              + "writes one alone.")
        return list
      }
      return try list.imported(input, format: "Argo workflow", ("pod", "pods"))
    })
}

/// The workflow that began last: kubectl lists them by their names, and Argo the newest first.
private func latest(of workflows: [JSONNode]) -> JSONNode? {
  let begun = workflows.map { $0["status"]?["startedAt"]?.instant ?? .min }
  return begun.indices.max { (begun[$0], $0) < (begun[$1], $1) }.map { workflows[$0] }
}

private func workflowName(_ workflow: JSONNode?) -> String {
  workflow?["metadata"]?["name"]?.string ?? "which has no name"
}

/// The nodes of a workflow, each with those that it comes after.
private func argoTasks(_ nodes: [(key: String, value: JSONNode)]) -> [TaskList.Task] {
  let needs = ArgoOrder(nodes).needs
  let groups = ["DAG", "Steps", "StepGroup", "TaskGroup", "Retry"]
  return nodes.map { id, node in
    let isGroup = node["type"]?.string.map(groups.contains) ?? false
    let start = isGroup ? nil : node["startedAt"]?.instant
    let phase = node["phase"]?.string ?? ""
    let ending: TaskList.Ending =
      switch phase {
      case "Failed", "Error": .failed(node["message"]?.string ?? phase)
      case "Running", "Pending": .unfinished
      default: .succeeded
      }
    let hasRun = !["Skipped", "Omitted", "Pending"].contains(phase)
    return TaskList.Task(
      id: id, name: node["displayName"]?.string ?? node["name"]?.string ?? id,
      arguments: node["templateName"]?.string,
      ran: hasRun ? start.map { ($0, node["finishedAt"]?.instant ?? $0) } : nil,
      needs: needs[id] ?? [], ending: ending,
      isCached: node["memoizationStatus"]?["hit"]?.bool ?? false)
  }
}
