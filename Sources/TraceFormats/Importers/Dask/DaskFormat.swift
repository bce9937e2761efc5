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
      try DaskRun.imported(try input.readJSON { text in DaskStream(text) }, input)
    })

  /// Pages on which dask draws a task stream: `performance_report(filename="report.html")`, `get_task_stream(plot="save")`.
  static let daskPage = TraceFormat(
    name: "a performance report of dask", plural: "performance reports of dask",
    fileExtensions: [".html"],
    recognises: { head in
      // Older ones are called as any page of Bokeh is.
      head.isMarkup(
        withAnyOf: "<title>Dask Performance Report</title>", "<title>Dask Task Stream</title>")
        || head.isMarkup(withAnyOf: "<title>Bokeh Plot</title>")
          && head.bytes.contains(Array("worker_thread".utf8))
    },
    read: { input throws(ImportError) in
      try DaskRun.imported(DaskStream(try DaskPage(input)), input)
    })
}

extension DaskRun {
  /// A log of a task stream.
  ///
  /// - Throws: `ImportError` if no task in it has a time.
  fileprivate static func imported(
    _ stream: DaskStream, _ input: TraceInput
  ) throws(ImportError) -> Import {
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
  }
}
