internal import EventLog
internal import JSON

extension TraceFormat {
  /// The actions of a build of Go, `go build -debug-actiongraph=FILE`: what each needs, when it was ready, began and ended.
  ///
  ///     {"ID": 7, "Mode": "build", "Package": "fmt", "Deps": [8, 9], "TimeReady": "2026-11-28T10:00:00.25Z",
  ///      "TimeStart": "…", "TimeDone": "…", "CmdReal": 123456789}
  ///
  /// A package that was taken from the cache has times too; only that no command ran (`CmdReal`) tells it.
  static let goActionGraph = TraceFormat(
    name: "an action graph of Go", plural: "action graphs of Go", fileExtensions: [".json"],
    recognises: { head in head.shape?.has("[].Mode", "[].Deps", "[].TimeStart") ?? false },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text in
        var list = TaskList(place: "job")
        list.notes = text.flawNotes
        for root in text.roots {
          for action in root.elements { list.tasks += goAction(action) }
        }
        return list
      }
      return try list.imported(input, format: "Go action graph", ("action", "actions"))
    })
}

private func goAction(_ action: JSONNode) -> [TaskList.Task] {
  guard let id = action["ID"]?.integer() else { return [] }
  let mode = action["Mode"]?.string ?? "action"
  let package = action["Package"]?.string ?? ""
  let start = action["TimeStart"]?.instant
  let isCompiled = action["CmdReal"].map { $0.integer() ?? 0 > 0 } ?? false
  return [
    TaskList.Task(
      id: "\(id)", name: package.isEmpty ? mode : mode == "build" ? package : "\(mode) \(package)",
      arguments: mode, askedAt: action["TimeReady"]?.instant,
      ran: start.flatMap { start in action["TimeDone"]?.instant.map { (start, $0) } },
      needs: action.elements(of: "Deps").compactMap { $0.integer().map { "\($0)" } },
      isCached: mode == "build" && !isCompiled)
  ]
}
