import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Pages on which dask draws a task stream.
@Suite struct DaskPageTests {
  /// The tasks of `DaskSamples.records`, as `performance_report` draws them.
  static let page = seed("dask.html")

  private func read(_ page: String) throws -> Import {
    let run = try TraceFormat.daskPage.read(TraceInput(bytes: Array(page.utf8), name: "stream"))
    try expectSound(run)
    return run
  }

  /// A page with one table, as version 2 of Bokeh writes it, of columns in JSON.
  private func page(_ columns: String) -> String {
    #"<html><title>Dask Task Stream</title><script type="application/json" id="1">{"d":{"roots":{"references":"#
      + #"[{"attributes":{"data":{\#(columns)}},"type":"ColumnDataSource"}]}}}</script></html>"#
  }

  /// What a page says to have started is drawn there: its middle.
  @Test func `a page holds the run that its task stream holds`() throws {
    // What a page does not say is from which worker data came.
    let records = DaskSamples.records.replacing(#", "source": "w2""#, with: "")
    let stream = try TraceFormat.daskTaskStream.read(
      TraceInput(bytes: Array(records.utf8), name: "stream"))
    #expect(try read(Self.page).log.encoded() == stream.log.encoded())
    #expect(
      try read(Self.page).workerWords == [
        "read 0–100 on w1", "read 10–60 on w2", "read 100–200 on w1",
        "transfer-join 205–225 on w1 data", "join 230–300 on w1",
      ])
  }

  /// Without dependencies, what is brought follows what seems to have made it, so that it moves with that.
  @Test func `data is brought when something has been made, and lets its task begin`() throws {
    let run = try read(Self.page)
    let names = Analysis(run.log).calls.map { call in
      let causes = run.log.causes(of: call.requested).filter {
        !$0.edge.isResource && $0.isInferred
      }
      return "\(run.log.names[call.component]) after "
        + causes.map { run.log.names[run.log.events[Int($0.seq)].component] }
        .joined(separator: ", ")
    }
    #expect(
      names == [
        "read after ", "read after ", "read after ", "transfer-join after read",
        "join after transfer-join",
      ])
    // That is an order in which it ran, of which no critical path is made.
    #expect(Analysis(run.log).measures.dependencies == .inferred)
    #expect(!Analysis(run.log).measures.hasCriticalPath)
  }

  @Test func `what failed is black, and keys of tuples are read`() throws {
    let run = try read(
      page(
        #""start":[15.5,30],"duration":[11,0],"key":[["sum-ab12",0],"&lt;lambda&gt;-1"],"name":["sum","lambda"],"#
          + #""worker_thread":["w-1","w-1"],"worker":["w","w"],"alpha":[1,1],"color":["black","red"]"#
      ))
    #expect(run.workerWords == ["sum 0–11 on w", "lambda 20–20 on w"])
    let reasons = run.log.events.compactMap { event in
      if case .callFailed(let reason) = event.kind { run.log.names[reason] } else { nil }
    }
    #expect(reasons == ["error"])
  }

  /// A task whose worker was lost is computed again; what is written to disk behind a task is of it.
  @Test func `rows of one key are one task as long as it computes once`() throws {
    let rows = [
      ("transfer-a", 0, 4), ("a", 4, 10), ("disk-write-a", 10, 12), ("transfer-a", 20, 22),
      ("a", 22, 30),
    ]
    func column(_ value: ((String, Int, Int)) -> String) -> String {
      rows.map(value).joined(separator: ",")
    }
    let run = try read(
      page(
        #""start":[\#(column { "\(Double($0.1 + $0.2) / 2)" })],"duration":[\#(column { "\($0.2 - $0.1)" })],"#
          + #""key":[\#(column { _ in "\"a-1\"" })],"name":[\#(column { "\"\($0.0)\"" })],"#
          + #""worker_thread":[\#(column { _ in "\"w-1\"" })]"#))
    #expect(
      run.workerWords == [
        "transfer-a 0–4 on w-1 data", "a 4–10 on w-1", "disk-write-a 10–12 on w-1 data",
        "transfer-a 20–22 on w-1 data", "a 22–30 on w-1",
      ])
  }

  @Test func `rows that are broken are counted, and a page without tasks is refused`() throws {
    let run = try read(
      page(
        #""start":[10,null,30],"duration":[2,2],"key":["a-1","a-2","a-3"],"name":["a","a","a"],"worker_thread":["w","w","w"]"#
      ))
    #expect(run.workerWords == ["a 0–2 on w"])
    #expect(run.notes.contains { $0.sentence.hasPrefix("2 records are broken or of no task") })
    for text in [page(#""cpu":[1]"#), page(#""start":[]"#), "<title>Dask Task Stream</title>"] {
      #expect(throws: ImportError.self) { try read(text) }
    }
  }
}
