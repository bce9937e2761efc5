internal import EventLog
internal import JSON

extension TraceFormat {
  /// A run of a Tekton pipeline with its tasks: `kubectl get pipelinerun,taskrun -l tekton.dev/pipelineRun=NAME -o json`.
  ///
  /// Without a label kubectl writes all runs. An older PipelineRun holds the runs of its tasks itself.
  /// What a task needs is what it runs after (`runAfter`, `from`) and whose results it takes
  /// (`$(tasks.NAME.results.…)`); what stands under `finally` needs all others.
  static let tekton = TraceFormat(
    name: "a run of a Tekton pipeline", plural: "runs of Tekton pipelines",
    fileExtensions: [".json"], parts: .runs,
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("items[].metadata", "items[].status.startTime")
        || shape.has("status.taskRuns", "status.pipelineSpec")
        || shape.has("status.childReferences")
    },
    read: { input throws(ImportError) in
      try input.readJSON { text throws(ImportError) in try tektonRuns(text).imported(input) }
    },
    list: { input throws(ImportError) in try input.readJSON { tektonRuns($0).parts } })
}

/// The pipeline runs of a file, in the order in which each is first named.
private func tektonRuns(_ text: JSONText) -> TaskRuns {
  let items = text.kubernetesItems
  let keys = items.map(runKey)
  // What does not say of which run it is, is of the only one that there is.
  let known = Set(keys.compactMap(\.self))
  let only = known.count == 1 ? known.first : nil
  var all: [TektonRun] = []
  var places: [String: Int] = [:]
  for (item, key) in zip(items, keys) {
    let key = key ?? only ?? ""
    let place = places[key] ?? all.count
    if place == all.count {
      places[key] = place
      all.append(TektonRun(name: key))
    }
    all[place].read(item)
  }
  var runs = TaskRuns(format: "Tekton pipeline run", ("task", "tasks"))
  runs.notes = text.flawNotes
  runs.runs = all.map(\.run)
  return runs
}

/// The pipeline run that an item is, or is of, with its namespace; nil if it does not say.
private func runKey(of item: JSONNode) -> String? {
  let metadata = item["metadata"]
  let own = item["kind"]?.isString("PipelineRun") == true ? metadata?["name"]?.string : nil
  guard let name = own ?? metadata?["labels"]?["tekton.dev/pipelineRun"]?.string else { return nil }
  return metadata?["namespace"]?.string.map { "\($0)/\(name)" } ?? name
}

/// The tasks of a pipeline and the runs of them.
private struct TektonRun {
  private let name: String
  private var began: Nanoseconds?
  private var needs: [String: [String]] = [:]
  private var names: [String] = []
  private var runs: [TaskList.Task] = []
  private var ranNames: Set<String> = []
  private var retries = 0

  init(name: String) { self.name = name }

  mutating func read(_ item: JSONNode) {
    let status = item["status"]
    if let kind = item["kind"]?.string, ["TaskRun", "CustomRun", "Run"].contains(kind) {
      let labels = item["metadata"]?["labels"]
      let name =
        labels?["tekton.dev/pipelineTask"]?.string ?? item["metadata"]?["name"]?.string ?? "task"
      readRun(of: name, status)
      return
    }
    began = status?["startTime"]?.instant
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

  /// The run, with its tasks as they ran and as they need each other.
  var run: TaskRuns.Run {
    let first = runs.compactMap(\.ran?.start).min()
    return TaskRuns.Run(name: name, began: began ?? first, tasks: tasks)
  }

  private func tasks() throws(ImportError) -> TaskList {
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
    list.notes = ImportNote.expected(
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
