import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Builds, tests and configurations that CMake itself told of, beside what was measured and what ninja's log says.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct CMakeCorpusTests {
  private static let folder = "measured-cmake-instrumentation"

  private func read(_ name: String) throws -> Import {
    let bytes = try Corpus.bytes(of: "\(Self.folder)/\(name)")
    #expect(InputFormat(of: bytes) == .trace(.cmakeInstrumentation))
    return try TraceFormat.cmakeInstrumentation.read(
      TraceInput(
        bytes: bytes, name: name,
        companion: .init(
          file: "build.ninja", bytes: try Corpus.bytes(of: "\(Self.folder)/build.ninja"))))
  }

  /// Calls, the work of the commands and the makespan in milliseconds, from MEASURED.txt.
  @Test(arguments: [
    ("build-j1.trace.json", 26, 29_827, 30_146), ("build-j2.trace.json", 26, 47_238, 23_894),
    ("test-j1.trace.json", 3, 733, 735), ("test-j2.trace.json", 3, 732, 373),
    ("configure.trace.json", 2, 473, 474),
  ])
  func `calls, work and makespan are as measured`(
    name: String, calls: Int, work: Int, makespan: Int
  ) throws {
    let run = try read(name)
    try expectSound(run)
    #expect(!run.notes.contains { $0.sentence.contains("contradicts") })
    let measures = Analysis(run.log).measures
    #expect(measures.calls == calls)
    #expect(measures.makespan == Nanoseconds(makespan) * 1_000_000)
    // A step lasts from the first to the last of its commands, so the moments between these are in it.
    let more = Int(measures.work / 1_000_000) - work
    #expect(more >= 0 && more < 100, "\(more) ms")
  }

  /// ninja wrote its own log of the same build, in which the launchers are part of the commands.
  @Test(arguments: ["build-j1", "build-j2"])
  func `what needs what is as in ninja's log, and the path leads through the same steps`(
    name: String
  ) throws {
    let run = Analysis(try read("\(name).trace.json").log)
    let graph = try NinjaGraph.read(
      try Corpus.bytes(of: "\(Self.folder)/build.ninja"), file: "build.ninja"
    ) { _ in nil }
    let ninja = Analysis(
      try NinjaLog.read(
        try Corpus.bytes(of: "\(Self.folder)/\(name).ninja_log"), name: name, graph: graph
      ).log)
    func path(_ run: Analysis) -> [String] {
      run.criticalPath.parts.map { run.log.names[run.table[$0.call].component] }
    }
    #expect(path(run) == path(ninja))
    let (own, other) = (try #require(run.measures.floor), try #require(ninja.measures.floor))
    #expect(own <= other && own >= other - 100_000_000)
  }
}
