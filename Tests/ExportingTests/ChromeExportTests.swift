import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import Exporting

/// What the Chrome traces hold that we write.
@Suite struct ChromeExportTests {
  private func trace(of run: Analysis) throws -> CheckedChromeTrace {
    try CheckedChromeTrace(TraceExport.chrome.export(run).bytes)
  }

  private func check(_ run: Analysis, _ name: String) throws {
    let trace = try trace(of: run)
    #expect(trace.problems.isEmpty, "\(name): \(trace.problems.prefix(3))")
    let calls = trace.slices.filter { ["call", "flow"].contains($0.category) }
    #expect(
      calls.map { "\($0.call ?? 0) \($0.name) \($0.start) \($0.end)" }.sorted()
        == run.table.calls.filter { $0.startedAt != nil }.map {
          "\($0.number) \(run.component(of: $0.number)) \($0.startedAt ?? 0) \($0.endedAt ?? 0)"
        }.sorted(), "\(name)")
    for path in ["critical path", "observed path"] {
      let parts = trace.slices.filter { $0.category == path }
      let end = path == "critical path" ? run.measures.span : run.makespan
      #expect(parts.reduce(0) { $0 + $1.end - $1.start } == end, "\(name), \(path)")
    }
    let waiting = run.table.intervals.filter { $0.activity == .queued && $0.start < $0.end }
    let waits = trace.slices.filter { $0.category == "wait" && $0.name != "(blocked)" }
    #expect(waits.count == waiting.count, "\(name)")
  }

  @Test(arguments: SharedRuns.files)
  func `every call, path and wait is a slice, and the strictest reader has nothing to say`(
    file: String
  ) throws {
    try check(SharedRuns.run(file), file)
  }

  @Test func `random runs are as sound`() throws {
    for (name, run) in SharedRuns.random(seeds: 0..<60) { try check(run, name) }
  }

  @Test func `an arrow leads from each call to what followed from it`() throws {
    for file in SharedRuns.files {
      let run = try SharedRuns.run(file)
      var expected: [String] = []
      for (effect, event) in run.log.events.enumerated() where event.call > 0 {
        for cause in run.log.causes(of: effect) {
          let from = run.log.events[Int(cause.seq)].call
          guard from > 0, from != event.call, run.table[from].startedAt != nil,
            run.table[event.call].startedAt != nil
          else { continue }
          let lanes = (RunLanes(run), run.table[from], run.table[event.call])
          if cause.isInferred, lanes.0.lane(of: lanes.1) == lanes.0.lane(of: lanes.2) { continue }
          expected.append("\(from) \(cause.edge.word) \(event.call) \(cause.isInferred)")
        }
      }
      let arrows = try trace(of: run).arrows.map {
        "\($0.from.call ?? 0) \($0.name) \($0.to.call ?? 0) \($0.isInferred)"
      }
      #expect(arrows.sorted() == expected.sorted(), "\(file)")
    }
  }

  @Test func `more than fifty waits at once are told, and have no slice`() throws {
    let tasks = (0..<80).map { "t\($0): { takes: 1s }" }.joined(separator: ", ")
    let run = try SharedRuns.run(text: "workers: 2\ntasks: { \(tasks) }\n")
    let export = try TraceExport.chrome.export(run)
    #expect(
      export.notes == [
        "28 waits have no slice: more than 50 calls waited at once for the same. Each call says when it was asked for."
      ])
    let trace = try CheckedChromeTrace(export.bytes)
    #expect(trace.problems.isEmpty)
  }
}
