import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What each format of tests means: which test ran where, when and for how long.
@Suite struct TestFormatTests: ReadsTestReports {
  @Test(arguments: [
    (
      TestSamples.reportLog,
      ["gw0 a.py::test_x 0–800 [a.py]", "gw1 b.py::test_y 50–560 [b.py] failed: assert False"]
    ),
    (
      TestSamples.junit,
      [
        "worker A.adds 0–1500 [a_test.rb]",
        "worker A.fails 1500–1750 [a_test.rb] failed: expected 1",
        "worker B.skips 1750–1750 [a_test.rb]",
      ]
    ),
    (
      TestSamples.ctrf,
      [
        "start-up start-up 0–300", "worker 1 a › sum › adds 300–1101 [a.js]",
        "worker 2 fails 310–330 [b.js] failed: no", "worker 2 skips 400–400 [b.js]",
      ]
    ),
    (
      TestSamples.playwright,
      [
        "start-up start-up 0–250",
        "worker 0 [chromium] a.spec.ts › login › works 250–750 [[chromium] a.spec.ts] failed: timed out",
        "worker 1 [chromium] b.spec.ts › draws 300–1800 [[chromium] b.spec.ts]",
        "worker 0 [chromium] a.spec.ts › login › works 1250–1650 [[chromium] a.spec.ts]",
      ]
    ),
    (
      TestSamples.jest,
      [
        "start-up start-up 0–100", "worker a.test.js 100–1100 [a.test.js]",
        "worker b/b.test.js 150–400 [b/b.test.js] failed: tests in it failed",
        " b/b.test.js › b fails 390–395 [b/b.test.js] failed: Error: no",
        " a.test.js › a adds 788–800 [a.test.js]", " a.test.js › a waits 800–1100 [a.test.js]",
      ]
    ),
    (
      TestSamples.durations,
      [
        "worker a.py::TestA::test_x 0–250 [a.py]", "worker a.py::test_y[1::2] 250–1750 [a.py]",
        "worker b.py::test_z 1750–1750 [b.py]",
      ]
    ),
  ])
  func `each test ran on its worker for its time`(text: String, expected: [String]) throws {
    #expect(try calls(read(text)) == expected)
  }

  @Test(arguments: [
    (TestSamples.reportLog, true), (TestSamples.junit, false), (TestSamples.ctrf, true),
    (TestSamples.playwright, true), (TestSamples.jest, true), (TestSamples.durations, false),
  ])
  func `a format that does not tell when tests began says so`(text: String, starts: Bool) throws {
    let run = try read(text)
    #expect(run.log.header.callTimes == (starts ? .measured : .durations))
    #expect(hasNote(run, .expected, "not when each began") == !starts)
    #expect(run.log.header.recordsDependencies)
  }

  // MARK: pytest

  /// Between call and teardown of a failed test pytest makes its report, in no line of the log.
  @Test func `time between the phases of a test counts as its own, and is told`() throws {
    let run = try read(TestSamples.reportLog)
    #expect(hasNote(run, .inherent, "150 ms lie between the phases"))
    #expect(hasNote(run, .inherent, "b.py::test_y"))
  }

  @Test func `setup and teardown are marked within a test`() throws {
    let run = try read(TestSamples.reportLog)
    let marks = run.log.events.compactMap { event -> String? in
      guard case .callProgressed(let point) = event.kind else { return nil }
      return "\(run.log.names[event.component]) \(run.log.names[point]) \(event.at / 1_000_000)"
    }
    #expect(
      marks == [
        "a.py::test_x body 100", "b.py::test_y body 150", "b.py::test_y teardown 550",
        "a.py::test_x teardown 600",
      ])
  }

  /// A module's fixture is in the time of its first test in JUnit reports, but a phase of its own in a report log.
  @Test func `a test that was skipped may take time, which counts`() throws {
    let line = { (when: String, outcome: String, start: Int, stop: Int) in
      #"{"$report_type":"TestReport","nodeid":"m.py::test_s","when":"\#(when)","outcome":"\#(outcome)","duration":\#(Double(stop - start) / 1000),"start":\#(Double(start) / 1000),"stop":\#(Double(stop) / 1000)}"#
    }
    let run = try read(
      line("setup", "skipped", 1000, 1001) + "\n" + line("teardown", "passed", 1001, 1059) + "\n")
    #expect(calls(run) == ["worker m.py::test_s 0–59 [m.py]"])
    #expect(hasNote(run, .expected, "1 test was skipped"))
  }

  @Test
  func `a test that is tried again is a call for each try, and one without its end is stopped`()
    throws
  {
    let line = { (when: String, outcome: String, at: Int) in
      #"{"$report_type":"TestReport","nodeid":"m.py::t","when":"\#(when)","outcome":"\#(outcome)","duration":1,"start":\#(at),"stop":\#(at + 1)}"#
        + "\n"
    }
    let run = try read(
      line("setup", "passed", 1) + line("call", "rerun", 2) + line("teardown", "passed", 3)
        + line("setup", "passed", 4))
    #expect(
      calls(run) == [
        "worker m.py::t 0–3000 [m.py] failed: failed",
        "worker m.py::t 3000–4000 [m.py] stopped: it never ended",
      ])
    #expect(hasNote(run, .skipped, "1 test never ended"))
    #expect(hasNote(run, .expected, "1 try is of a test that"))
  }

  @Test func `a report log without starts holds durations only`() throws {
    let run = try read(
      #"{"$report_type":"TestReport","nodeid":"m.py::t","when":"call","outcome":"passed","duration":0.5}"#
        + "\n"
        + #"{"$report_type":"TestReport","nodeid":"m.py::t","when":"teardown","outcome":"passed","duration":0.25}"#
    )
    #expect(calls(run) == ["worker m.py::t 0–750 [m.py]"])
    #expect(run.log.header.callTimes == .durations)
  }

  @Test func `workers are in the order of their numbers`() {
    let names = ["gw10", "gw2", "main", "gw0", "worker 9", "worker 10"]
    #expect(
      names.sorted(by: TestRun.precedes) == ["gw0", "gw2", "gw10", "main", "worker 9", "worker 10"])
  }

  // MARK: JUnit

  @Test(
    arguments: [
      ("0.301", 301_000_000), ("1,234.567", 1_234_567_000_000), ("1e-05", 10_000),
      ("5.0E-4", 500_000), ("0,301", 301_000_000), ("12,5", 12_500_000_000), (" 3 ", 3_000_000_000),
      ("1,234", 1_234_000_000_000), ("1.234,5", 1_234_500_000_000),
      ("1.234.567,25", 1_234_567_250_000_000), ("", nil), ("soon", nil),
    ] as [(String, Int64?)])
  func `times are read as runners of any country write them`(text: String, expected: Int64?) {
    var text = text
    #expect(text.withUTF8 { JUnitTime($0)?.time } == expected)
  }

  @Test func `a name stands once, whatever a runner writes into class and name`() throws {
    let run = try read(
      """
      <testsuite name="s"><testcase classname="C" name="m" time="1"/><testcase classname="C m" \
      name="C m" time="1"/><testcase name="alone" time="1"/></testsuite>
      """)
    #expect(
      calls(run) == [
        "worker C.m 0–1000 [C]", "worker C m 1000–2000 [C m]", "worker alone 2000–3000 [s]",
      ])
  }

  @Test func `tests have starts where each has a time of its own, to parts of a second`() throws {
    func report(_ first: String, _ second: String) -> String {
      """
      <testsuite name="g"><testcase name="a" time="0.5" timestamp="2026-11-28T10:30:00\(first)"/>
      <testcase name="b" time="0.25" timestamp="2026-11-28T10:30:00\(second)"/></testsuite>
      """
    }
    #expect(
      try calls(read(report(".100", ".200"))) == [
        "worker a 0–500 [g]", "worker b 100–350 [g]",
      ])
    #expect(try read(report("", "")).log.header.callTimes == .durations)
  }

  @Test func `several reports one after the other are read as one`() throws {
    let one = #"<?xml version="1.0"?><testsuite name="s"><testcase name="a" time="1"/></testsuite>"#
    #expect(try calls(read(one + "\n" + one)).count == 2)
  }

  /// pytest tells how long the whole run took, which with several workers is less than its tests together.
  @Test func `a suite that took less than its tests says that they ran in parallel`() throws {
    let run = try read(
      """
      <testsuites><testsuite name="pytest" time="6.0"><testcase name="a" time="5"/>\
      <testcase name="b" time="4"/></testsuite></testsuites>
      """)
    #expect(hasNote(run, .expected, "they ran in parallel, at least 1.5 at once"))
  }

  @Test(arguments: [
    (
      #"<testsuite><testcase name="a" time="1"/><testcase name="b"/></testsuite>"#,
      "1 test has no time"
    ),
    (#"<testsuite><testcase name="a" time="1"/></wrong></testsuite>"#, "mismatched tag"),
    (#"<testsuite><testcase name="a" time="1"/>"#, "ends before it is complete"),
    (#"<testsuite><testcase name="a" time="1,234"/></testsuite>"#, "read as thousands"),
  ])
  func `what is doubtful or left out is told`(text: String, words: String) throws {
    #expect(
      try read(text).notes.contains {
        ($0.kind == .skipped || $0.kind == .inferred) && $0.sentence.contains(words)
      })
  }

  @Test func `a report without a test says so`() {
    for text in ["<testsuite/>", "{\"$report_type\": \"SessionStart\"}"] {
      #expect(throws: ImportError.self) { try read(text) }
    }
  }

  // MARK: CTRF, Playwright, Jest

  @Test func `starts in whole seconds are no starts`() throws {
    func report(_ first: Int, _ second: Int) -> String {
      #"{"results":{"tests":[{"name":"a","status":"passed","duration":1500,"start":\#(first)},{"name":"b","status":"passed","duration":20,"start":\#(second)}]}}"#
    }
    let seconds = try read(report(1_706_828_654, 1_706_828_654))
    #expect(seconds.log.header.callTimes == .durations)
    #expect(hasNote(seconds, .skipped, "whole seconds"))
    #expect(
      try read(report(1_706_828_654_000, 1_706_828_655_000)).log.header.callTimes == .durations)
    #expect(
      try read(report(1_706_828_654_000, 1_706_828_654_001)).log.header.callTimes == .measured)
  }

  @Test func `a worker process that takes the place of one that failed is the same worker`() throws
  {
    #expect(hasNote(try read(TestSamples.playwright), .expected, "1 worker process was"))
  }

  @Test func `tests that ran beside each other in a file are left out, and the file is told`()
    throws
  {
    let run = try read(
      #"{"testResults":[{"name":"/a.js","startTime":1000,"endTime":1010,"assertionResults":[{"fullName":"x","status":"passed","duration":9},{"fullName":"y","status":"passed","duration":9}]}]}"#
    )
    #expect(calls(run) == ["worker a.js 0–10 [a.js]"])
    #expect(hasNote(run, .skipped, "2 tests are in files"))
  }

  @Test(
    arguments: [
      (["/a/b/c.js", "/a/b/d/e.js"], 5), (["/a/b.js"], 3), ([], 0), (["x.js", "y.js"], 0),
      (["C:\\p\\a.js", "C:\\p\\b.js"], 5), (["/a/bc.js", "/a/bd.js"], 3),
    ] as [([String], Int)])
  func `files are told without the folder that all of them are in`(paths: [String], length: Int) {
    #expect(JestReader.commonFolder(of: paths) == length)
  }

  // MARK: What the end waited for

  /// A worker that runs its tests one after the other was busy, whatever else all of them needed first.
  @Test
  func `what a worker ran before a test is on the path, whatever all tests waited for`()
    throws
  {
    let run = try read(
      #"{"results":{"summary":{"start":1700000000000},"tests":["#
        + #"{"name":"a","status":"passed","duration":400,"start":1700000000100,"threadId":"1"},"#
        + #"{"name":"b","status":"passed","duration":500,"start":1700000000550,"threadId":"1"},"#
        + #"{"name":"c","status":"passed","duration":100,"start":1700000000120,"threadId":"2"}]}}"#)
    let analysis = Analysis(run.log)
    let parts = analysis.observedPath.parts.map { part in
      (part.call > 0 ? run.log.names[analysis.table[part.call].component] : part.kind.rawValue)
        + " \(part.start / 1_000_000)–\(part.end / 1_000_000)"
    }
    #expect(parts == ["start-up 0–100", "a 100–500", "unexplained 500–550", "b 550–1050"])
  }

  // MARK: Tries and subtests

  @Test
  func `tries that a CTRF report tells the times of are calls`()
    throws
  {
    func report(_ attempts: String) -> String {
      #"{"results":{"tests":[{"name":"a","status":"passed","duration":1000,"start":1700000004200,"threadId":"w1","retries":1,\#(attempts)"filePath":"a.js"}]}}"#
    }
    let told = try read(
      report(
        #""retryAttempts":[{"attempt":1,"status":"failed","duration":1500,"start":1700000002600,"message":"no"}],"#
      ))
    #expect(calls(told) == ["w1 a 0–1500 [a.js] failed: no", "w1 a 1600–2600 [a.js]"])
    #expect(hasNote(told, .expected, "1 try is of a test that"))
    #expect(!hasNote(told, .expected, "how long the last try took"))
    let listed = try read(
      report(
        #""retryAttempts":[{"attempt":1,"status":"failed","duration":1500,"stop":1700000004100,"message":"no"},"#
          + #"{"attempt":2,"status":"passed","duration":1000,"start":1700000004200}],"#))
    #expect(calls(listed) == calls(told))
    let untold = try read(report(#""retryAttempts":[{"attempt":1,"status":"failed"}],"#))
    #expect(calls(untold) == ["w1 a 0–1000 [a.js]"])
    #expect(hasNote(untold, .expected, "how long the last try took"))
  }

  @Test func `a subtest that failed makes its test one that failed, and is told`() throws {
    let line = { (kind: String, when: String, outcome: String, start: Int, stop: Int) in
      #"{"$report_type":"\#(kind)","nodeid":"m.py::t","when":"\#(when)","outcome":"\#(outcome)","longrepr":{"reprcrash":{"message":"1 == 1"}},"duration":\#(stop - start),"start":\#(start),"stop":\#(stop)}"#
        + "\n"
    }
    let run = try read(
      line("TestReport", "setup", "passed", 1, 1) + line("SubTestReport", "call", "passed", 0, 0)
        + line("SubTestReport", "call", "failed", 0, 0) + line("TestReport", "call", "passed", 1, 3)
        + line("TestReport", "teardown", "passed", 3, 3))
    #expect(calls(run) == ["worker m.py::t 0–2000 [m.py] failed: 1 == 1"])
    #expect(hasNote(run, .expected, "1 subtest failed"))
  }

  /// pytest adds the time of subtests to that of their test again, and counts each as a test.
  @Test func `a suite that counts more tests than it lists says nothing of what ran at once`()
    throws
  {
    let run = try read(
      """
      <testsuites><testsuite name="pytest" tests="5" time="0.5"><testcase name="a" time="0.7"/>\
      <testcase name="b" time="0.1"/></testsuite></testsuites>
      """)
    #expect(!hasNote(run, .expected, "they ran in parallel"))
    #expect(hasNote(run, .inferred, "counts 5 tests and lists 2"))
  }

  /// CTest writes how long all took in whole seconds.
  @Test(
    arguments: [("1", 2.2, "at least 1.1 at once"), ("2", 2.9, nil)] as [(String, Double, String?)])
  func `a time in whole seconds may have been almost a second more`(
    suite: String, test: Double, words: String?
  ) throws {
    let run = try read(
      #"<testsuite name="s" tests="2" time="\#(suite)"><testcase name="a" time="\#(test / 2)"/>"#
        + #"<testcase name="b" time="\#(test / 2)"/></testsuite>"#)
    #expect(hasNote(run, .expected, words ?? "they ran in parallel") == (words != nil))
  }

  @Test func `a file of Jest that failed before its tests ran is told with why`() throws {
    let run = try read(
      #"{"testResults":[{"name":"/p/a.js","startTime":1000,"endTime":1010,"status":"passed","assertionResults":[]},"#
        + #"{"name":"/p/b.js","startTime":0,"endTime":0,"status":"failed","message":"\n  SyntaxError: no","assertionResults":[]}]}"#
    )
    #expect(hasNote(run, .skipped, "1 file failed before any test of it ran"))
    #expect(hasNote(run, .skipped, "b.js: SyntaxError: no"))
    #expect(!hasNote(run, .skipped, "has no time"))
  }

  @Test func `times that no log can tell are refused`() {
    #expect(throws: ImportError.self) {
      try read(#"{"a::b": 9e9, "a::c": 9e9, "a::d": 9e18}"#)
    }
    #expect(throws: ImportError.self) {
      try read(
        #"{"results":{"tests":[{"name":"a","duration":9e12,"start":9e12},{"name":"b","duration":1,"start":1}]}}"#
      )
    }
  }
}
