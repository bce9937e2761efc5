import EventLog
import Testing
import TraceAnalysis
import WhatIf

@testable import TraceFormats

/// Reports of tests with what is seldom: files for each class, tests that never began, workers that crashed, tries.
@Suite struct SeldomTestReportTests: ReadsTestReports {
  /// As unittest-xml-reporting, behave and Maven write them, a file for each class.
  @Test func `several files of one report are read as one, in the order of their names`() throws {
    func file(_ name: String) -> TraceInput.File {
      let text = #"<testsuite name="\#(name)"><testcase name="\#(name)" time="1"/></testsuite>"#
      return TraceInput.File(name: "TEST-\(name)", bytes: Array(text.utf8))
    }
    var input = TraceInput(bytes: file("b").bytes, name: "reports")
    input.fileName = "TEST-b"
    input.others = [file("c"), file("a")]
    #expect(
      try calls(readSound(input)) == [
        "worker a 0–1000 [a]", "worker b 1000–2000 [b]", "worker c 2000–3000 [c]",
      ])
    input.others[0].bytes.removeLast(4)
    let cut = try readSound(input)
    #expect(hasNote(cut, .skipped, "TEST-c: The file ends before it is complete"))
    #expect(calls(cut).count == 3)
  }

  /// GoogleTest writes 1970 for a test that did not run.
  @Test func `a test that never began leaves the times of the others alone`() throws {
    func test(_ name: String, _ more: String) -> String { #"<testcase name="\#(name)" \#(more)/>"# }
    let run = try read(
      "<testsuite>"
        + test("off", #"status="notrun" time="0" timestamp="1970-01-01T00:00:00.000""#)
        + test("a", #"status="run" time="0.5" timestamp="2026-11-30T09:00:00.250""#)
        + test("b", #"status="run" time="0.5" timestamp="2026-11-30T09:00:00.750""#)
        + "</testsuite>")
    #expect(calls(run) == ["worker a 0–500", "worker b 500–1000"])
    #expect(hasNote(run, .expected, "1 test was skipped"))
    #expect(!run.notes.contains { $0.sentence.contains("no start") })
  }

  /// A test that Meson lists has a suite of its own whose time is told for all.
  @Test func `a suite that took less than its longest test says nothing of what ran at once`()
    throws
  {
    let run = try read(
      #"<testsuite name="s" time="0.1"><testcase name="a" time="0.1"/><testcase name="b" time="1"/></testsuite>"#
    )
    #expect(!run.notes.contains { $0.sentence.contains("in parallel") })
  }

  /// What the controller of pytest-xdist tells of a test whose worker ended, which has no time and names no worker.
  @Test func `a test whose worker crashed is one that failed, where it was`() throws {
    let run = try read(
      #"""
      {"nodeid": "bad.py", "outcome": "failed", "longrepr": "ImportError", "$report_type": "CollectReport"}
      {"nodeid": "a.py::x", "when": "setup", "outcome": "passed", "start": 100, "stop": 101, "duration": 1, "worker_id": "gw1", "$report_type": "TestReport"}
      {"nodeid": "a.py::x", "when": "???", "outcome": "failed", "longrepr": "worker 'gw1' crashed", "start": 0, "stop": 0, "duration": 0, "$report_type": "TestReport"}
      {"nodeid": "a.py::y", "when": "call", "outcome": "failed", "longrepr": "[XPASS(strict)] ", "start": 101, "stop": 103, "duration": 2, "worker_id": "gw0", "$report_type": "TestReport"}
      {"nodeid": "a.py::y", "when": "teardown", "outcome": "passed", "start": 103, "stop": 103, "duration": 0, "worker_id": "gw0", "$report_type": "TestReport"}

      """#)
    #expect(
      calls(run) == [
        "gw1 a.py::x 0–1000 [a.py] failed: worker 'gw1' crashed",
        "gw0 a.py::y 1000–3000 [a.py] failed: [XPASS(strict)]",
      ])
    #expect(hasNote(run, .skipped, "1 file could not be collected"))
    #expect(hasNote(run, .skipped, "the first bad.py."))
  }

  /// A worker that is given a test tries it again itself: its tries never run beside each other.
  @Test func `a try of a test needs the one before it`() throws {
    func line(_ when: String, _ outcome: String, _ start: Int, _ stop: Int) -> String {
      #"{"nodeid": "a.py::x", "when": "\#(when)", "outcome": "\#(outcome)", "start": \#(start), "stop": \#(stop), "#
        + #""duration": \#(stop - start), "worker_id": "gw0", "$report_type": "TestReport"}"# + "\n"
    }
    let run = try read(
      line("setup", "passed", 10, 10) + line("call", "rerun", 10, 12)
        + line("teardown", "passed", 12, 12) + line("setup", "passed", 12, 12)
        + line("call", "passed", 12, 15) + line("teardown", "passed", 15, 15))
    let analysis = Analysis(run.log)
    #expect(analysis.measures.floor == 5_000_000_000)
    let tests = try #require(TestSet(analysis))
    #expect(tests.tests.map(\.duration) == [5_000_000_000])
    #expect(tests.workers.map(\.busy) == [5_000_000_000])
  }

  /// GoogleTest begins a message with the place.
  @Test(arguments: [
    ("/src/g.cc:6&#x0A;Expected equality:&#x0A;  1", "Expected equality: (/src/g.cc:6)"),
    ("/src/g.cc:6", "/src/g.cc:6"), ("see a.py:6&#x0A;more", "see a.py:6"),
    ("expected: 7&#x0A;got: 8", "expected: 7"), ("expected:7", "expected:7"),
  ])
  func `a reason says what failed, not only where`(message: String, reason: String) throws {
    let run = try read(
      #"<testsuite><testcase name="a" time="1"><failure message="\#(message)"/></testcase></testsuite>"#
    )
    #expect(calls(run) == ["worker a 0–1000 failed: \(reason)"])
  }

  @Test func `that tests failed is told though they have no start`() throws {
    func test(_ name: String, _ more: String, _ inner: String = "") -> String {
      #"<testcase name="\#(name)" time="0.5" \#(more)>\#(inner)</testcase>"#
    }
    let run = try read(
      "<testsuite>" + test("a", #"timestamp="2026-11-30T09:00:00.250""#)
        + test("b", #"timestamp="2026-11-30T09:00:00.750""#) + test("c", "", "<error/>")
        + "</testsuite>")
    #expect(hasNote(run, .skipped, "1 test has no start"))
    #expect(hasNote(run, .skipped, "left out, 1 that failed among them."))
  }
}
