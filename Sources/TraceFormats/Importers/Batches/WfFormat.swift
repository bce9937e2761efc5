internal import EventLog
internal import Formatting
internal import JSON

extension TraceFormat {
  /// A workflow in WfFormat (wfcommons.org), 1.0 to 1.6: tasks with what comes before each, how long each ran, and, from
  /// some tools, when.
  static let wfFormat = TraceFormat(
    name: "a workflow in WfFormat", plural: "workflows in WfFormat",
    fileExtensions: [".wf.json", ".json"],
    recognises: { head in head.shape?.has("schemaVersion", "workflow") ?? false },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text in
        let root = text.roots.first { _ in true }
        let description = root?["description"]?.string ?? ""
        var list = WfWorkflow(
          root?["workflow"], countsFromStart: description.hasPrefix(WorkflowWords.countsFromStart)
        ).list
        if description.hasSuffix(WorkflowWords.partlyRecorded) { list.needs = .some }
        if description.hasSuffix(WorkflowWords.notRecorded) { list.needs = .none }
        list.notes += text.flawNotes
        return list
      }
      return try list.imported(input, format: "WfFormat", ("task", "tasks"))
    })
}

/// The tasks of a workflow, of any version.
private struct WfWorkflow {
  private(set) var list = TaskList(place: "worker")

  /// - Parameters:
  ///   - workflow: The workflow.
  ///   - countsFromStart: Whether its times count from 0, and not since 1970, so that 0 is an instant and not none.
  init(_ workflow: JSONNode?, countsFromStart: Bool) {
    let specification = workflow?["specification"]
    let tasks =
      specification?.elements(of: "tasks") ?? workflow.map {
        $0.elements(of: "tasks") + $0.elements(of: "jobs")
      } ?? []
    var executed: [String: JSONNode] = [:]
    for task in workflow?["execution"]?.elements(of: "tasks") ?? [] {
      if let id = task["id"]?.string { executed[id] = task }
    }
    // Up to 1.4 what comes before is told by name, and from 1.5 on by id.
    let isByID = specification != nil
    var (several, hasStarts) = (0, true)
    for task in tasks {
      let name = task["name"]?.string ?? task["id"]?.string ?? "task"
      let id = isByID ? task["id"]?.string ?? name : name
      let run = executed[id] ?? task
      if (run["coreCount"] ?? run["cores"])?.integer().map({ $0 > 1 }) ?? false { several += 1 }
      let ran = times(of: run)
      if ran != nil {
        let start = run["executedAt"]?.instant
        if start == nil || start == 0 && !countsFromStart { hasStarts = false }
      }
      list.tasks.append(
        TaskList.Task(
          id: id, name: Self.component(of: task, name), arguments: id,
          place: place(of: run), ran: ran,
          needs: task.elements(of: "parents").compactMap(\.string)))
    }
    list.knowsStarts = hasStarts
    let whole = (workflow?["execution"] ?? workflow).flatMap {
      ($0["makespanInSeconds"] ?? $0["makespan"])?.integer(timesTenTo: 9)
    }
    list.recordedMakespan = whole.flatMap { $0 > 0 ? $0 : nil }
    list.notes = ImportNote.expected(
      several, "task runs", "tasks run", " on several cores at once, counted as one.")
    if !hasStarts { for place in list.tasks.indices { list.tasks[place].place = nil } }
  }

  /// When a task ran; from 0 where only how long is told.
  private func times(of task: JSONNode) -> (start: Nanoseconds, end: Nanoseconds)? {
    guard
      let time = (task["runtimeInSeconds"] ?? task["runtime"])?.integer(timesTenTo: 9), time >= 0
    else { return nil }
    let start = task["executedAt"]?.instant ?? 0
    return (start, start.addingClamped(time))
  }

  private func place(of task: JSONNode) -> String? {
    task["machine"]?.string ?? task.elements(of: "machines").first?.string
  }

  /// What a task is an instance of: its category, or its name without what numbers it.
  private static func component(of task: JSONNode, _ name: String) -> String {
    if let category = task["category"]?.string { return category }
    var text = name[...]
    while let last = text.last, last.isNumber { text = text.dropLast() }
    if text.count < name.count {
      for ending in ["_ID", "_", "-"] where text.hasSuffix(ending) {
        text = text.dropLast(ending.count)
        break
      }
    }
    return text.isEmpty ? name : String(text)
  }
}
