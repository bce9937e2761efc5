import EventLog
import Foundation
import Testing
import TraceAnalysis
import TraceFormats

/// The traces that the README and the guides show.
@Suite struct SharedTracesTests {
  private func read(_ name: String, build: Int? = nil) throws -> Import {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appendingPathComponent("traces/\(name).ninja_log"))
    return try NinjaLog.read(Array(data), name: name, build: build)
  }

  @Test(arguments: [("build.j1", 9352, 1), ("build.j2", 4828, 2)])
  func `the same build with one job and with two`(
    name: String, milliseconds: Int64, jobs: Int
  ) throws {
    let trace = try read(name)
    let measures = Analysis(trace.log).measures
    #expect(trace.parts == 1)
    #expect(measures.calls == 32)
    #expect(measures.makespan == milliseconds * 1_000_000)
    #expect(measures.machines == jobs)
    #expect(measures.areMachinesInferred)
    try expectSound(trace)
  }

  @Test(arguments: [(1, 32), (2, 11), (3, 5)])
  func `three builds in one file`(build: Int, calls: Int) throws {
    let trace = try read("rebuilds", build: build)
    #expect(trace.parts == 3)
    #expect(Analysis(trace.log).measures.calls == calls)
    try expectSound(trace)
  }
}
