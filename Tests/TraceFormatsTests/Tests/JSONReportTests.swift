import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What reports of tests in JSON hold that is seldom: shards, projects, tries within a test's time, nothing at all.
@Suite struct JSONReportTests: ReadsTestReports {
  // MARK: CTRF

  @Test func `a report of no tests is known, and says that there are none`() throws {
    let text =
      #"{"reportFormat":"CTRF","results":{"tool":{"name":"pytest"},"summary":{"tests":0},"tests":[]}}"#
    #expect(InputFormat(of: Array(text.utf8)) == .trace(.ctrf))
    let error = #expect(throws: ImportError.self) { try read(text) }
    #expect(error?.problem.hasPrefix("No test in it has a time") == true)
  }

  /// Then the time of the test is that of all tries, and each counted by itself would count twice.
  @Test func `tries within the time of their test are no calls`() throws {
    let run = try read(
      #"{"results":{"tests":[{"name":"e","status":"passed","duration":700,"start":1777629602700,"threadId":"w2","retries":2,"#
        + #""retryAttempts":[{"attempt":1,"status":"failed","duration":300,"start":1777629602700},"#
        + #"{"attempt":2,"status":"failed","duration":200,"start":1777629603000}]}]}}"#)
    #expect(calls(run) == ["w2 e 0–700"])
    #expect(hasNote(run, .expected, "the time that is told holds all tries"))
  }

  @Test func `what a reporter of pytest writes is one name and a worker`() throws {
    let run = try read(
      #"{"results":{"tests":[{"name":"sub/test_a.py::TestC::test_x","suite":["sub/test_a.py","TestC"],"#
        + #""filePath":"sub/test_a.py","status":"passed","duration":5,"start":1777629602701,"extra":{"worker":"gw1"}}]}}"#
    )
    #expect(calls(run) == ["gw1 sub/test_a.py::TestC::test_x 0–5 [sub/test_a.py]"])
  }

  @Test func `tests whose worker is not known are told apart from those whose worker is`() throws {
    func test(_ name: String, _ more: String) -> String {
      #"{"name":"\#(name)","status":"passed","duration":5,"start":1777629602701\#(more)}"#
    }
    let one = try read(
      #"{"results":{"tests":["# + test("a", #","threadId":"w1""#) + "," + test("b", "") + "]}}")
    #expect(hasNote(one, .expected, "Which worker ran 1 test is not recorded, of the others it is"))
    let none = try read(#"{"results":{"tests":["# + test("a", "") + "," + test("b", "") + "]}}")
    #expect(hasNote(none, .expected, "Which worker ran which test is not recorded"))
  }

  @Test
  func `that tests ran at once is told by the time of the whole run, where starts are no use`()
    throws
  {
    func report(_ stop: Int) -> String {
      #"{"results":{"summary":{"start":1777629600000,"stop":\#(stop)},"tests":["#
        + #"{"name":"a","status":"passed","duration":1500,"start":1777629600000},"#
        + #"{"name":"b","status":"passed","duration":1500,"start":1777629601000}]}}"#
    }
    #expect(
      hasNote(try read(report(1_777_629_602_000)), .expected, "at least 1.5 at once on average"))
    #expect(!hasNote(try read(report(1_777_629_603_000)), .expected, "in parallel"))
  }

  // MARK: Playwright

  /// A report of a spec with tests of projects, each a name, a project, a worker and when it ran, in thousandths of a second.
  private func playwright(
    shard: Int? = nil,
    _ tests: [(title: String, project: String, worker: Int, start: Int, time: Int)]
  ) -> String {
    let specs = tests.map { test in
      let result =
        test.time < 0
        ? ""
        : #"{"workerIndex":\#(test.worker),"parallelIndex":\#(test.worker),"status":"passed","duration":\#(test.time),"#
          + #""startTime":"2026-11-28T10:30:0\#(test.start / 1_000).\#(String(1_000 + test.start % 1_000).dropFirst())Z","retry":0}"#
      return
        #"{"title":"\#(test.title)","file":"a.spec.ts","tests":[{"projectName":"\#(test.project)","results":[\#(result)]}]}"#
    }
    let shard = shard.map { #","shard":{"current":\#($0),"total":2}"# } ?? ""
    return
      #"{"config":{"fullyParallel":true,"projects":[{"name":"chromium"},{"name":"firefox"}]\#(shard)},"#
      + #""stats":{"startTime":"2026-11-28T10:30:00.000Z"},"suites":[{"title":"a.spec.ts","file":"a.spec.ts","specs":["#
      + specs.joined(separator: ",") + "]}]}"
  }

  @Test func `tests are in the order of the report, project by project, whichever began first`()
    throws
  {
    let run = try read(
      playwright([
        ("x", "firefox", 0, 0, 500), ("y", "chromium", 1, 600, 500), ("z", "chromium", 2, 100, 500),
        ("w", "firefox", 0, 700, 500),
      ]))
    let calls = Analysis(run.log).table.calls.filter { $0.step > 0 }.sorted { $0.step < $1.step }
    #expect(
      calls.map { run.log.names[$0.component] } == [
        "[chromium] a.spec.ts › y", "[chromium] a.spec.ts › z", "[firefox] a.spec.ts › x",
        "[firefox] a.spec.ts › w",
      ])
  }

  @Test func `a test that was never begun is told`() throws {
    let run = try read(
      playwright([("x", "chromium", 0, 0, 500), ("y", "chromium", 0, 0, -1)]))
    #expect(hasNote(run, .expected, "1 test was never begun"))
  }

  @Test func `a run that failed as a whole says why`() throws {
    let text =
      #"{"config":{"projects":[]},"suites":[],"errors":[{"message":"browserType.launch: no\nmore"}],"stats":{"duration":5}}"#
    #expect(InputFormat(of: Array(text.utf8)) == .trace(.playwright))
    let error = #expect(throws: ImportError.self) { try read(text) }
    #expect(error?.problem == "No test of it ran: browserType.launch: no")
  }

  @Test(arguments: [
    ("Error: \u{1B}[2mexpect(\u{1B}[22m\u{1B}[31mlocator\u{1B}[39m)", "Error: expect(locator)"),
    ("plain\nmore", "plain"), ("a\u{1B}[1;31mb", "ab"), ("a\u{1B}", "a"),
  ])
  func `a reason is told without colours of a terminal`(message: String, line: String) {
    #expect(message.firstLine == line)
  }

  @Test func `the reports of shards are one run, each with workers of its own`() throws {
    var input = TraceInput(
      bytes: Array(playwright(shard: 2, [("x", "chromium", 0, 100, 500)]).utf8), name: "reports")
    input.fileName = "b"
    input.others = [
      TraceInput.File(
        name: "a", bytes: Array(playwright(shard: 1, [("y", "chromium", 0, 200, 500)]).utf8))
    ]
    #expect(
      try calls(readSound(input)).suffix(2) == [
        "shard 2 worker 0 [chromium] a.spec.ts › x 100–600 [[chromium] a.spec.ts]",
        "shard 1 worker 0 [chromium] a.spec.ts › y 200–700 [[chromium] a.spec.ts]",
      ])
  }
}
