import EventLog
import Reports
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// What a report tells of the targets of a build.
@Suite struct TargetsTests {
  private func report(withGraph: Bool) throws -> String {
    let graph = """
      rule c
        command = x
      build a.o: c a.cpp
      build b.o: c b.cpp
      build bad.o: c bad.cpp
      build main.o: c main.cpp
      build liblib.a: c a.o b.o
      build app: c main.o liblib.a

      """
    let bytes = Array(try Project.text("tools/fuzzing/seeds/cmake.json").utf8)
    guard case .trace(let format)? = InputFormat(of: bytes) else { return "no trace" }
    let run = try format.read(
      TraceInput(
        bytes: bytes, name: "build",
        companion: withGraph ? .init(file: "build.ninja", bytes: Array(graph.utf8)) : nil))
    return SummaryReport(Comparison(run: Analysis(run.log), baseline: .work)).text
  }

  @Test func `targets on the critical path come first, and the serial end is told`() throws {
    let lines = try report(withGraph: true).split(separator: "\n")
    let first = try #require(lines.firstIndex { $0 == "its targets, those that bound it first:" })
    #expect(
      lines[(first + 2)...].prefix(4) == [
        "  lib         3  3.13 s   45.8 %                2.13 s",
        "  app         2  3.51 s   51.3 %                1.51 s",
        "  bad         1  200 ms    2.9 %                   0 s",
        "  for the last 2.13 s no two commands ran at once",
      ])
  }

  @Test func `without dependencies targets come by their work`() throws {
    let lines = try report(withGraph: false).split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("its targets, the longest first") })
    #expect(lines[first + 2].hasPrefix("  app         2  3.51 s"))
  }
}
