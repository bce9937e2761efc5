internal import EventLog
internal import JSON

extension TraceFormat {
  /// The progress of BuildKit as `docker buildx build --progress=rawjson` writes it: JSON values one after the other, each
  /// with what is known by then of some steps.
  ///
  ///     {"vertexes": [{"digest": "sha256:1e8c…", "inputs": ["sha256:9d93…"], "name": "[build 2/4] RUN make",
  ///       "started": "2026-11-28T10:00:00.113853435Z", "completed": "2026-11-28T10:00:09.5Z"}]}
  static let buildKit = TraceFormat(
    name: "a build of BuildKit", plural: "builds of BuildKit", fileExtensions: [".json", ".jsonl"],
    recognises: { head in head.shape?.has("vertexes[].digest") ?? false },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text in
        var steps = BuildKitSteps()
        for root in text.roots {
          for vertex in root.elements(of: "vertexes") { steps.read(vertex) }
        }
        var list = steps.list
        list.notes += text.flawNotes
        return list
      }
      return try list.imported(input, format: "BuildKit progress", ("step", "steps"))
    })
}

/// The steps of a build, each as it was told last.
private struct BuildKitSteps {
  private(set) var tasks: [TaskList.Task] = []
  private var places: [String: Int] = [:]
  /// Those of which a start was told again after an end.
  private var again: Set<Int> = []

  mutating func read(_ vertex: JSONNode) {
    guard let digest = vertex["digest"]?.string else { return }
    let place = places[digest] ?? tasks.count
    if place == tasks.count {
      places[digest] = place
      tasks.append(TaskList.Task(id: digest, name: vertex["name"]?.string ?? digest))
    }
    if let name = vertex["name"]?.string, !name.isEmpty { tasks[place].name = name }
    let inputs = vertex.elements(of: "inputs").compactMap(\.string)
    if !inputs.isEmpty { tasks[place].needs = inputs }
    if vertex["cached"]?.bool == true { tasks[place].isCached = true }
    if let error = vertex["error"]?.string, !error.isEmpty { tasks[place].ending = .failed(error) }
    guard let start = vertex["started"]?.instant else { return }
    let end = vertex["completed"]?.instant
    guard let before = tasks[place].ran else {
      tasks[place].ran = (start, end ?? start)
      if end == nil { tasks[place].ending = .unfinished }
      return
    }
    if start > before.end { again.insert(place) }
    tasks[place].ran = (min(before.start, start), max(before.end, end ?? start))
    if end != nil, case .unfinished = tasks[place].ending { tasks[place].ending = .succeeded }
  }

  var list: TaskList {
    var list = TaskList(place: "worker")
    list.tasks = tasks
    list.notes = ImportNote.inferred(
      again.count, "step was", "steps were",
      " begun again after an end: taken to run from the first beginning to the last end.")
    return list
  }
}
