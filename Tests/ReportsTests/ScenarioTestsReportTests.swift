import EventLog
import Reports
import Runs
import Testing
import TraceAnalysis
import TraceFormats

/// What is told of scenarios that were run as tests.
@Suite struct ScenarioTestsReportTests {
  private func test(_ path: String, _ expectation: String) throws -> ScenarioTest {
    let text =
      "components: { a: { takes: 1500ms, parallel: true }, b: { takes: 1s } }\n"
      + "flow: [{ run: a }, { run: b }]\nexpect: [\(expectation)]\n"
    let run = try OpenedRun.open(Array(text.utf8), name: "x")
    let serial = try #require(run.outcome(as: .serial))
    return ScenarioTest(
      path: path, run: Comparison(run: run.analysis, baseline: .twin(serial)), run.expectations,
      endsAsExpected: run.endsAsExpected)
  }

  private func report() throws -> ScenarioTestsReport {
    ScenarioTestsReport([
      try test("checks/fast.yaml", "makespan <= 2s"),
      try test("checks/it's <slow>.yaml", "makespan <= 1s"),
      ScenarioTest(path: "broken.yaml", problem: "broken.yaml:1:1: The scenario is empty."),
    ])
  }

  @Test func `a line for each, those that failed in full, and how many there were`() throws {
    #expect(
      try report().text == """
          ok     checks/fast.yaml         1 expectation kept, 1.5 s
          FAIL   checks/it's <slow>.yaml  1 expectation not kept, 1.5 s
          ERROR  broken.yaml              cannot be read

        checks/it's <slow>.yaml
          line 3: makespan <= 1s
            it is 1.5 s
            longest, from 0 s to 1.5 s: a ran
          again: meanwhile summary 'checks/it'\\''s <slow>.yaml'

        broken.yaml
          broken.yaml:1:1: The scenario is empty.

        3 scenarios: 1 passed, 1 failed, 1 cannot be read

        """)
  }

  @Test func `programs, tables and pages are told the same`() throws {
    let report = try report()
    #expect(report.json.contains("\"passed\": 1,\n  \"failed\": 1,\n  \"broken\": 1"))
    #expect(report.csv.split(separator: "\r\n").count <= 10)
    #expect(report.markdown.hasPrefix("**3 scenarios: 1 passed, 1 failed, 1 cannot be read**"))
  }

  @Test func `the report in JUnit's XML is read by the importer of such reports`() throws {
    let bytes = Array(try report().junit.utf8)
    guard case .trace(let format)? = InputFormat(of: bytes) else {
      Issue.record("not known")
      return
    }
    let log = try format.read(TraceInput(bytes: bytes, name: "report")).log
    let calls = Analysis(log).calls
    #expect(calls.count == 3)
    #expect(calls.map(\.running).reduce(0, +) == 3_000_000_000)
    let reasons = log.events.compactMap { event -> String? in
      if case .callFailed(let reason) = event.kind { log.names[reason] } else { nil }
    }
    #expect(reasons == ["line 3: makespan <= 1s", "broken.yaml:1:1: The scenario is empty."])
  }
}
