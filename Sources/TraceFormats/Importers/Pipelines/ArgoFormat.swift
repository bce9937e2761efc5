internal import Compression
internal import EventLog
internal import Formatting
internal import JSON

extension TraceFormat {
  /// A workflow of Argo with its status, as `argo get NAME -o json` and `kubectl get workflow NAME -o json` write it, or a
  /// list of them.
  ///
  /// Nodes of the type Pod and the like run; those of DAGs, steps and retries group them, and those of the type Suspend only
  /// let time pass. The children of a node come after it,
  /// or within it where it groups. The tries of a node come one after the other, and an exit handler comes after all that it
  /// handles the exit of. Of a large workflow kubectl writes the nodes compressed.
  static let argo = TraceFormat(
    name: "a workflow of Argo", plural: "workflows of Argo", fileExtensions: [".json"],
    parts: .runs,
    recognises: { head in
      guard let shape = head.shape else { return false }
      return ["", "items[]."].contains { place in
        shape.has(place + "metadata")
          && ["nodes", "compressedNodes", "offloadNodeStatusVersion"].contains {
            shape.has(place + "status." + $0)
          }
      }
    },
    read: { input throws(ImportError) in
      try input.readJSON { text throws(ImportError) in try argoRuns(text).imported(input) }
    },
    list: { input throws(ImportError) in try input.readJSON { argoRuns($0).parts } })
}

/// The workflows of a file.
private func argoRuns(_ text: JSON.JSONText) -> TaskRuns {
  var runs = TaskRuns(format: "Argo workflow", ("pod", "pods"))
  runs.notes = text.flawNotes
  runs.runs = text.kubernetesItems.map { workflow in
    TaskRuns.Run(
      name: workflow["metadata"]?["name"]?.string ?? "",
      began: workflow["status"]?["startedAt"]?.instant
    ) { () throws(ImportError) in try argoTasks(of: workflow) }
  }
  return runs
}

/// The tasks of a workflow.
private func argoTasks(of workflow: JSONNode) throws(ImportError) -> TaskList {
  let status = workflow["status"]
  // Times are whole seconds.
  var list = TaskList(place: "pod")
  list.unit = 1_000_000_000
  if let compressed = status?["compressedNodes"]?.string, !compressed.isEmpty {
    let nodes = TraceInput(bytes: try decompressed(compressed), name: "compressedNodes")
    (list.tasks, list.notes) = try nodes.readJSON { text in
      (argoTasks(text.roots.first { _ in true }?.namedFields ?? []), text.flawNotes)
    }
  } else {
    list.tasks = argoTasks(status?.fields(of: "nodes") ?? [])
  }
  if list.tasks.isEmpty, status?["offloadNodeStatusVersion"]?.isText == true {
    throw ImportError(
      line: 1,
      problem:
        "The nodes of this workflow are not in it, since Argo keeps them in its database: `argo get NAME -o json` "
        + "writes them all.")
  }
  list.isUnfinished = ["Running", "Pending"].contains(status?["phase"]?.string ?? "")
  if list.isUnfinished {
    list.notes.append(
      ImportNote(
        kind: .expected, count: 1,
        sentence:
          "The workflow was still running when this was written: it is told as far as it went."))
  }
  let waiting = list.tasks.filter { $0.ran == nil && $0.ending == .unfinished }
  list.notes += ImportNote.skipped(
    waiting.count, "pod had", "pods had",
    " not begun, the first \(waiting.first?.name ?? ""): left out.")
  return list
}

/// How many bytes the nodes of a workflow may take; Argo compresses them where they are more than about one million.
private let mostBytes = 1 << 28

/// What the compressed nodes of a workflow hold: JSON, through gzip, as text of 6 bits a character.
private func decompressed(_ text: String) throws(ImportError) -> [UInt8] {
  guard let bytes = Base64Text.bytes(of: text), Gzip.isIn(bytes) else {
    throw ImportError(
      line: 1, problem: "Its `status.compressedNodes` are no gzip in base64, which they are to be.")
  }
  let contents = Gzip.decompressed(bytes, atMost: mostBytes)
  if let flaw = contents.flaw {
    throw ImportError(line: 1, problem: "Its `status.compressedNodes`: \(flaw.description).")
  }
  guard !contents.isCut else {
    throw ImportError(
      line: 1,
      problem: "Its `status.compressedNodes` are more than \(mostBytes >> 20) MiB decompressed.")
  }
  return contents.bytes
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
      case "Running" where !isGroup, "Pending" where !isGroup: .unfinished
      default: .succeeded
      }
    // It waits for somebody to let the workflow go on, or until its time is over, in no pod.
    let isSuspended = node["type"]?.isString("Suspend") ?? false
    let hasRun = !["Skipped", "Omitted", "Pending"].contains(phase)
    return TaskList.Task(
      id: id, name: node["displayName"]?.string ?? node["name"]?.string ?? id,
      arguments: node["templateName"]?.string, place: isSuspended ? "suspended" : nil,
      ran: hasRun ? start.map { ($0, node["finishedAt"]?.instant ?? $0) } : nil,
      needs: needs[id] ?? [], ending: ending,
      isCached: node["memoizationStatus"]?["hit"]?.bool ?? false, isDelay: isSuspended)
  }
}
