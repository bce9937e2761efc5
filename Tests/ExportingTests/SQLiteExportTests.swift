import EventLog
import SQLite
import TestSupport
import Testing
import TraceAnalysis

@testable import Exporting

/// What a database of a run answers.
@Suite struct SQLiteExportTests {
  private func database(of file: String) throws -> SQLiteDatabase {
    try SQLiteDatabase(bytes: TraceExport.sqlite.export(SharedRuns.run(file)).bytes)
  }

  @Test(arguments: SharedRuns.files)
  func `every call, event, cause and part of a path is a row`(file: String) throws {
    let (run, database) = (try SharedRuns.run(file), try database(of: file))
    for (table, count) in [
      ("calls", run.table.calls.count), ("events", run.log.events.count),
      ("edges", run.log.causes.count), ("intervals", run.table.intervals.count),
      ("critical_path", run.criticalPath.parts.count),
      ("observed_path", run.observedPath.parts.count), ("waits", run.waits.count),
      ("lanes", RunLanes(run).all.count), ("machines", run.measures.machineUses.count),
      ("measures", 1),
    ] {
      #expect(try database.rows(of: "SELECT count(*) FROM \(table)")[1] == ["\(count)"], "\(table)")
    }
    #expect(
      try database.rows(of: "SELECT makespan_ns, work_ns, span_ns, floor_ns FROM measures")[1] == [
        "\(run.measures.makespan)", "\(run.measures.work)", "\(run.measures.span)",
        run.measures.floor.map { "\($0)" } ?? "",
      ])
    #expect(try database.rows(of: "PRAGMA integrity_check")[1] == ["ok"])
  }

  @Test func `an event is the line of the log without its checksum`() throws {
    let log = try SharedRuns.run("shared_machine.yaml").log
    let lines = try database(of: "shared_machine.yaml").rows(of: "SELECT json FROM events")
    #expect(lines.dropFirst().map { $0[0] } == log.events.indices.map { log.encodedEvent($0) })
  }

  @Test(
    arguments: [
      "longest_calls", "savings", "longest_waits", "dependencies", "observed_blame", "lane_use",
      "components", "concurrency",
    ])
  func `every view answers for every run`(view: String) throws {
    for file in SharedRuns.files {
      #expect(throws: Never.self, "\(file)") {
        try database(of: file).rows(of: "SELECT * FROM \(view)")
      }
    }
  }

  @Test func `the observed path adds up, and no more run at once than there are machines`() throws {
    let database = try database(of: "build.j2.ninja_log")
    #expect(
      try database.rows(of: "SELECT sum(time_ns), makespan_ns FROM observed_blame, measures")[1]
        == ["4828000000", "4828000000"])
    #expect(try database.rows(of: "SELECT max(running) FROM concurrency")[1] == ["2"])
    #expect(
      try database.rows(of: "SELECT running FROM concurrency ORDER BY at_ns DESC LIMIT 1")[1]
        == ["0"])
  }

  @Test func `an empty text is not the same as none`() throws {
    let run = try SharedRuns.run(
      text: "components: { a: { takes: 1s } }\nflow: [{ run: a, with: '' }, { run: a }]\n")
    let database = try SQLiteDatabase(bytes: TraceExport.sqlite.export(run).bytes)
    let kinds = try database.rows(of: "SELECT typeof(component), typeof(arguments) FROM calls")
    #expect(kinds.dropFirst().allSatisfy { $0[0] == "text" })
  }
}
