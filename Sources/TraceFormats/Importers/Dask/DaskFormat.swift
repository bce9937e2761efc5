internal import EventLog
internal import JSON

extension TraceFormat {
  /// Task streams of dask's distributed scheduler in JSON: the list that `Client.get_task_stream` gives, or an object
  /// that holds it as `task_stream`, with what the tasks depend on as `dependencies`.
  static let daskTaskStream = TraceFormat(
    name: "a task stream of dask", plural: "task streams of dask", fileExtensions: [".json"],
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("task_stream")
        || ["[].", ""].contains { shape.has($0 + "key", $0 + "worker", $0 + "startstops") }
    },
    read: { input throws(ImportError) in
      let stream = try input.readJSON { text in DaskStream(text) }
      guard !stream.records.isEmpty else {
        throw ImportError(
          line: 1, problem: "The task stream holds no task with a time that can be read.")
      }
      let run = DaskRun(stream)
      let header = LogHeader(
        name: input.name, origin: .trace(format: "dask task stream", part: 1),
        recordsDependencies: stream.knowsDependencies)
      let layout = try RunLayout(run.recorded, header: header, window: input.window)
      return Import(
        log: layout.log, notes: layout.cutNotes + stream.notes + run.notes(on: layout), parts: 1)
    })
}
