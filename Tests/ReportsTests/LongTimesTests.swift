import EventLog
import Reports
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Inputs whose calls take so long that their sum is more than can be told: reports and advice tell what they can.
@Suite struct LongTimesTests {
  /// Four tests of 95 years, each on a worker of its own.
  private static let tests = """
    {"results": {"tests": [\((1...4).map {
      #"{"name": "t\#($0)", "status": "passed", "duration": 3000000000000, "start": 1706828654300, "threadId": "\#($0)"}"#
    }.joined(separator: ","))]}}
    """

  /// Phases of a test that begin and end at opposite ends of time.
  private static let phases = ["setup", "teardown"].map {
    #"{"nodeid": "t.py::a", "when": "\#($0)", "start": -9000000000, "stop": 9000000000, "duration": 1, "outcome": "passed", "$report_type": "TestReport"}"#
      + "\n"
  }.joined()

  /// A job of four steps that all run for a century, but for a little.
  private static let steps = job(
    1, from: "1970-01-01", to: "2069-01-01", made: "1970-01-01",
    (1...4).map { _ in ("1970-01-01", "2069-01-01") })

  /// Four jobs that wait for a runner as long.
  private static let waits = (1...4).map {
    job(
      $0, from: "2069-01-01", to: "2069-01-02", made: "1970-01-01", [("2069-01-01", "2069-01-02")])
  }.joined(separator: ",")

  private static func job(
    _ id: Int, from start: String, to end: String, made: String, _ steps: [(String, String)]
  ) -> String {
    let rows = steps.enumerated().map { number, times in
      #"{"name": "s\#(number)", "conclusion": "success", "number": \#(number), "started_at": "\#(times.0)T00:00:01Z", "completed_at": "\#(times.1)T00:00:00Z"}"#
    }
    return
      #"{"id": \#(id), "run_id": 7, "name": "j\#(id)", "status": "completed", "conclusion": "success", "created_at": "\#(made)T00:00:00Z", "started_at": "\#(start)T00:00:00Z", "completed_at": "\#(end)T00:00:00Z", "steps": [\#(rows.joined(separator: ","))]}"#
  }

  @Test(arguments: [
    tests, phases, #"{"total_count": 1, "jobs": [\#(steps)]}"#,
    #"{"total_count": 4, "jobs": [\#(waits)]}"#,
  ])
  func `sums that are too long trap nothing`(text: String) throws {
    guard case .trace(let format)? = InputFormat(of: Array(text.utf8)) else {
      Issue.record("this is known")
      return
    }
    let read = try format.read(TraceInput(bytes: Array(text.utf8), name: "long"))
    let run = Analysis(read.log)
    let summary = SummaryReport(Comparison(run: run, baseline: .work)).text
    #expect(summary.hasPrefix("long: "))
    let advice =
      TestAdvice(run).map { TraceAdvice(run, tests: $0) }
      ?? TraceAdvice(run, of: read.workflow)
    #expect(TraceAdviceReport(advice).text.hasPrefix("long: "))
  }
}
