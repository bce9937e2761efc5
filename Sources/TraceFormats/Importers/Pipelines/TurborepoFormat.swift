internal import EventLog
internal import JSON

extension TraceFormat {
  /// What Turborepo says of a run: `.turbo/runs/….json`, written under `--summarize`.
  ///
  ///     {"taskId": "web#build", "task": "build", "command": "next build", "dependencies": ["ui#build"],
  ///      "cache": {"status": "MISS"}, "execution": {"startTime": 1795838411123, "endTime": 1795838419456, "exitCode": 0}}
  static let turborepo = TraceFormat(
    name: "a summary of Turborepo", plural: "summaries of Turborepo", fileExtensions: [".json"],
    recognises: { head in head.shape?.has("turboVersion", "tasks") ?? false },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text in
        // Times are whole milliseconds since 1970.
        var list = TaskList(place: "slot")
        list.unit = 1_000_000
        list.notes = text.flawNotes
        let root = text.roots.first { _ in true }
        for task in root?.elements(of: "tasks") ?? [] { list.tasks += turborepoTask(task) }
        return list
      }
      return try list.imported(input, format: "Turborepo summary", ("task", "tasks"))
    })
}

/// A task of a summary; empty for what has no name.
private func turborepoTask(_ task: JSONNode) -> [TaskList.Task] {
  guard let id = task["taskId"]?.string ?? task["task"]?.string else { return [] }
  let execution = task["execution"]
  func instant(_ key: StaticString) -> Nanoseconds? {
    execution?[key]?.integer(timesTenTo: 6).flatMap { $0 > 0 ? $0 : nil }
  }
  let start = instant("startTime")
  // A result that was there is fetched: what took time is that.
  let isCached =
    task["cache"]?["status"]?.isString("HIT") ?? task["cacheState"]?["local"]?.bool ?? false
  let code = execution?["exitCode"]?.integer() ?? 0
  return [
    TaskList.Task(
      id: id, name: id, arguments: task["command"]?.string,
      ran: start.flatMap { start in instant("endTime").map { (start, $0) } },
      needs: task.elements(of: "dependencies").compactMap(\.string),
      ending: code == 0
        ? .succeeded : .failed(execution?["error"]?.string ?? "it ended with status \(code)"),
      isCached: isCached)
  ]
}
