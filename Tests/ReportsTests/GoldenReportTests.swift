import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// Every report of a few runs, as people and programs get it.
@Suite struct GoldenReportTests {
  /// All reports of a comparison, one below the other.
  private func reports(_ comparison: Comparison) -> String {
    let run = comparison.run
    let sections = [
      ("summary", SummaryReport(comparison).text), ("explained", Explanation(comparison).text),
      ("critical-path", PathReport(run).text), ("slack", SlackReport(run).text),
      ("events", EventsReport(run.log).text),
      ("summary --format json", SummaryReport(comparison).json),
      ("summary --format csv", SummaryReport(comparison).csv),
      ("critical-path --format csv", PathReport(run).csv),
      ("slack --format csv", SlackReport(run).csv),
    ]
    return sections.map { "==== \($0)\n\($1)" }.joined(separator: "\n")
  }

  @Test(arguments: [toyTwoParallel, toyApp, sharedMachine, dashboard])
  func `the reports of a scenario are as they were`(model: Model) {
    expectGolden(reports(model.comparison()), "\(model.name).txt")
  }

  @Test func `the reports of a run that never gets on are as they were`() {
    let run = Analysis(dashboard.run(as: .serial))
    expectGolden(reports(Comparison(run: run, twin: run)), "stuck.txt")
  }

  @Test func `the reports of a run that was cut off are as they were`() {
    let limits = Limits(time: 5 * second)
    expectGolden(reports(sharedMachine.comparison(limits: limits)), "cut_off.txt")
  }

  @Test func `the reports of an import are as they were`() throws {
    let rows = "10\t30\t0\ta.o\tx\n10\t40\t0\tb.o\ty\n30\t50\t0\tapp\tz\n30\t50\t0\tapp.map\tz\n"
    let trace = try NinjaLog.read(Array("# ninja log v5\n\(rows)".utf8), name: "build")
    expectGolden(
      reports(Comparison(run: Analysis(trace.log), baseline: .work)), "import.txt")
  }

  /// The recorded builds that the README shows: one job, two, and two without the graph.
  @Test(arguments: [("build.j1", true), ("build.j2", true), ("build.j2", false)])
  func `the summary of a recorded build is as it was`(name: String, hasGraph: Bool) throws {
    let text = Array(try Project.text("traces/build.ninja").utf8)
    let graph = try NinjaGraph.read(text, file: "build.ninja") { _ in nil }
    let log = Array(try Project.text("traces/\(name).ninja_log").utf8)
    let trace = try NinjaLog.read(log, name: name, graph: hasGraph ? graph : nil)
    let summary = SummaryReport(Comparison(run: Analysis(trace.log), baseline: .work))
    expectGolden(
      [summary.text, summary.json, summary.csv].joined(separator: "\n"),
      "\(name)\(hasGraph ? "" : ".no-graph").txt")
  }

  @Test func `a difference names both events with their causes`() throws {
    var other = toyTwoParallel
    other.components[1].takes = .constant(5 * second)
    let (expected, actual) = (toyTwoParallel.run(), other.run())
    let difference = try #require(expected.firstDifference(from: actual))
    var text = DifferenceReport(difference, expected: expected, actual: actual).text
    let one = flow("one", component("train", 4000))
    let (cut, whole) = (one.run(limits: Limits(time: 0)), one.run())
    let limit = try #require(whole.firstDifference(from: cut))
    text += "\n" + DifferenceReport(limit, expected: whole, actual: cut).text
    let lines = whole.encoded().split(separator: UInt8(ascii: "\n")).dropLast()
    let unclosed = try Log.read(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).log
    let end = try #require(whole.firstDifference(from: unclosed))
    text += "\n" + DifferenceReport(end, expected: whole, actual: unclosed).text
    expectGolden(text, "difference.txt")
  }
}
