internal import EventLog
internal import JSON

extension TraceFormat {
  /// The actions of a build of Go, `go build -debug-actiongraph=FILE`: what each needs, when it was ready, began and ended.
  ///
  ///     {"ID": 7, "Mode": "build", "Package": "fmt", "Deps": [8, 9], "TimeReady": "2026-11-28T10:00:00.25Z",
  ///      "TimeStart": "…", "TimeDone": "…", "ActionID": "5kVT…", "BuildID": "5kVT…/CexX…", "CmdReal": 123456789}
  ///
  /// A package that was taken from the cache has times too; only that no command ran (`CmdReal`) tells it.
  static let goActionGraph = TraceFormat(
    name: "an action graph of Go", plural: "action graphs of Go", fileExtensions: [".json"],
    recognises: { head in head.shape?.has("[].Mode", "[].Deps", "[].TimeStart") ?? false },
    read: { input throws(ImportError) in
      let list = try input.readJSON { text in
        var list = GoActions(text).list
        list.notes = text.flawNotes + list.notes
        return list
      }
      return try list.imported(input, format: "Go action graph", ("action", "actions"))
    })
}
