import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// All times of a report are told on one scale.
@Suite struct ReportTimeScaleTests {
  @Test func `no report tells seconds beyond a minute where another time has minutes`() throws {
    let model = flow(
      "long", component("a", 121_000, isParallel: true), component("b", 119_000),
      component("c", 90_500))
    let (run, log) = (Analysis(model.run()), model.run())
    let comparison = model.comparison()
    let reports = [
      SummaryReport(comparison).text, Explanation(comparison).text, PathReport(run).text,
      SlackReport(run).text, EventsReport(log).text, try StateReport(log, at: 119 * second).text,
      comparison.answer,
    ]
    for report in reports {
      #expect(report.contains(" min "))
      let seconds = report.matches(of: /(\d+)(\.\d+)? s\b/).compactMap { Int($0.1) }
      #expect(seconds.allSatisfy { $0 < 60 }, "\(report)")
    }
  }
}
