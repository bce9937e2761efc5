internal import EventLog
internal import JSON

extension TraceFormat {
  /// A run of a Tekton pipeline with its tasks: `kubectl get pipelinerun,taskrun -l tekton.dev/pipelineRun=NAME -o json`, or
  /// an older PipelineRun, which holds the runs of its tasks itself.
  ///
  /// What a task needs is what it runs after (`runAfter`, `from`) and whose results it takes
  /// (`$(tasks.NAME.results.…)`); what stands under `finally` needs all others.
  static let tekton = TraceFormat(
    name: "a run of a Tekton pipeline", plural: "runs of Tekton pipelines",
    fileExtensions: [".json"],
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("items[].metadata", "items[].status.startTime")
        || shape.has("status.taskRuns", "status.pipelineSpec")
        || shape.has("status.childReferences")
    },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text throws(ImportError) in
        var run = TektonRun()
        let root = text.roots.first { _ in true }
        let items = root?.elements(of: "items") ?? []
        for item in items.isEmpty ? [root].compactMap(\.self) : items { run.read(item) }
        return try run.list(text.flawNotes)
      }
      return try list.imported(input, format: "Tekton pipeline run", ("task", "tasks"))
    })
}

/// The tasks of a pipeline and the runs of them.
private struct TektonRun {
  private var needs: [String: [String]] = [:]
  private var names: [String] = []
  private var runs: [TaskList.Task] = []
  private var ranNames: Set<String> = []
  private var retries = 0

  mutating func read(_ item: JSONNode) {
    let status = item["status"]
    if item["kind"]?.isString("TaskRun") == true {
      let labels = item["metadata"]?["labels"]
      let name =
        labels?["tekton.dev/pipelineTask"]?.string ?? item["metadata"]?["name"]?.string ?? "task"
      readRun(of: name, status)
      return
    }
    for (_, run) in status?.fields(of: "taskRuns") ?? [] {
      readRun(of: run["pipelineTaskName"]?.string ?? "task", run["status"])
    }
    let spec = status?["pipelineSpec"] ?? item["spec"]?["pipelineSpec"]
    let tasks = spec?.elements(of: "tasks") ?? []
    for task in tasks { readTask(task, after: []) }
    let all = tasks.compactMap { $0["name"]?.string }
    for task in spec?.elements(of: "finally") ?? [] { readTask(task, after: all) }
  }

  private mutating func readTask(_ task: JSONNode, after others: [String]) {
    guard let name = task["name"]?.string else { return }
    names.append(name)
    let text = String(decoding: task.raw, as: UTF8.self)
    let results = text.split(separator: "$(tasks.").dropFirst().compactMap { part in
      part.firstIndex(of: ".").map { String(part[..<$0]) }
    }
    let from = task["resources"]?.elements(of: "inputs").flatMap { $0.elements(of: "from") } ?? []
    needs[name] =
      others + (task.elements(of: "runAfter") + from).compactMap(\.string) + results
  }

  /// Reads the run of a task: the tries that failed before, of which each is needed by the next, and the last.
  private mutating func readRun(of name: String, _ status: JSONNode?) {
    let earlier = status?.elements(of: "retriesStatus") ?? []
    var before: [String] = []
    for (place, status) in (earlier.map(Optional.some) + [status]).enumerated() {
      let start = status?["startTime"]?.instant
      let end = status?["completionTime"]?.instant
      let condition = status?.elements(of: "conditions").first
      let ending: TaskList.Ending =
        condition?["status"]?.isString("False") == true
        ? .failed(condition?["message"]?.string ?? condition?["reason"]?.string ?? "it failed")
        : end == nil ? .unfinished : .succeeded
      // What needs the task needs its last try; no name in Kubernetes holds a blank.
      let id = place == earlier.count ? name : "\(name) \(runs.count)"
      runs.append(
        TaskList.Task(
          id: id, name: name, ran: start.map { ($0, end ?? $0) }, needs: before,
          ending: ending))
      before = [id]
    }
    ranNames.insert(name)
    retries += earlier.count
  }

  func list(_ notes: [ImportNote]) throws(ImportError) -> TaskList {
    guard !runs.isEmpty else {
      throw ImportError(
        line: 1,
        problem:
          "It names the runs of its tasks but does not hold them. Write them too: `kubectl get "
          + "pipelinerun,taskrun -l tekton.dev/pipelineRun=NAME -o json`.")
    }
    // Times are whole seconds.
    var list = TaskList(place: "pod")
    list.unit = 1_000_000_000
    list.needs = names.isEmpty ? .none : .all
    list.notes =
      notes
      + ImportNote.expected(
        retries, "try is of a task that was", "tries are of tasks that were",
        " tried again after it; each is told by itself.")
    // A task may stand before the pipeline that says what it needs.
    list.tasks = runs.map { run in
      var run = run
      if run.needs.isEmpty { run.needs = needs[run.name] ?? [] }
      return run
    }
    list.tasks += names.filter { !ranNames.contains($0) }.map {
      TaskList.Task(id: $0, name: $0, needs: needs[$0] ?? [])
    }
    return list
  }
}
