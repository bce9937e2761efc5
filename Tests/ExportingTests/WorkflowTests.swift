import EventLog
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import Exporting

/// What a workflow in WfFormat says, read again.
@Suite struct WorkflowTests {
  private func read(_ text: String, _ name: String) throws -> Import {
    let input = TraceInput(bytes: Array(text.utf8), name: "run")
    let format = try #require(TraceFormat.all.first { $0.name == name })
    return try format.read(input)
  }

  private func again(_ run: Analysis) throws -> (run: Import, notes: [String]) {
    let export = try TraceExport.wfFormat.export(run)
    let text = String(decoding: export.bytes, as: UTF8.self)
    return (try read(text, "a workflow in WfFormat"), export.notes)
  }

  @Test func `a task that begins with the run is read again with its start`() throws {
    let run = try SharedRuns.run("task_graph.yaml")
    let again = try again(run)
    #expect(again.run.log.header.callTimes == .measured)
    #expect(Analysis(again.run.log).makespan == run.makespan)
    #expect(Analysis(again.run.log).measures.floor == run.measures.floor)
    #expect(again.notes.isEmpty)
  }

  @Test func `what needs what is known no better when it is read again`() throws {
    let profile = """
      {"creator":"remake 4.3","targets":[\
      {"name":"a","recipe":1795837500.0,"end":1795837501.0,"depends":[]},\
      {"name":"b","recipe":1795837501.0,"end":1795837503.0,"depends":["a"]}]}
      """
    let run = Analysis(try read(profile, "a profile of remake").log)
    let spans = try TraceExport.otlp.export(run)
    let traced = try read(String(decoding: spans.bytes, as: UTF8.self), "an OTLP trace")
    #expect(Analysis(traced.log).measures.floor == nil)
    let again = try again(run)
    #expect(again.notes.contains { $0.hasPrefix("What needs what is recorded only in part") })
    #expect(run.measures.floor == nil)
    #expect(Analysis(again.run.log).measures.floor == nil)
    #expect(Analysis(again.run.log).measures.span == run.measures.span)
  }
}
