import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// What would make a run shorter, in words.
@Suite struct TraceAdviceReportTests {
  /// Tasks that need each other, with their seconds, on one worker.
  private func report(_ tasks: [(Int64, [Int])]) -> TraceAdviceReport {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker", slots: 1)],
      components: tasks.enumerated().map { index, task in
        .init(name: "t\(index)", takes: .constant(task.0 * second), machine: 0)
      }, tasks: TaskGraph(tasks.map(\.1)))
    return TraceAdviceReport(
      TraceAdvice(Analysis(model.run()), Rerun(model, LogHeader.Setup(text: ""))))
  }

  @Test func `the best comes first, in text, JSON and CSV`() {
    let report = report([(4, []), (4, []), (2, [])])
    #expect(
      report.text.hasPrefix(
        """
        tasks: run one more worker at once: 10 s → 6 s, saves 4 s, at most 5 s

        1. run one more worker at once
           saves 4 s, at most 5 s (40 %)
           since what the end waited for waited 8 s for a slot
           costs one more worker
           by what-if --workers 2

        """))
    #expect(report.json.contains(#""saves_ns": 4000000000"#), "\(report.json)")
    #expect(
      report.csv.split(separator: "\n")[1].hasPrefix("run one more worker at once,4000000000,"))
  }

  @Test func `where nothing saves a twentieth, that is the answer`() {
    let chain = (0..<100).map { (Int64(1), $0 == 0 ? [] : [$0 - 1]) }
    #expect(
      report(chain).text.hasPrefix("tasks: nothing is worth it: the best, to make "))
  }

  /// Several workers may have run them, so that running them in parallel saves less than that.
  @Test func `of tests of which only durations are known, what is saved is against one worker`()
    throws
  {
    let input = TraceInput(bytes: Array(#"{"a.py::x": 4, "a.py::y": 3}"#.utf8), name: "tests")
    let format = try #require(TraceFormat.all.first { $0.name == "durations of pytest-split" })
    let text = TraceAdviceReport(TraceAdvice(Analysis(try format.read(input).log))).text
    #expect(text.contains(" (42.9 %) against one after the other\n"), "\(text)")
    #expect(
      text.contains("   costs 3 more workers than one, and what starting them takes\n"), "\(text)")
  }
}
