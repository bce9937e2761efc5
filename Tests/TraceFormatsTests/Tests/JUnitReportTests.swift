import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What JUnit reports of different runners mean by names, repeated tests and times of suites.
@Suite struct JUnitReportTests: ReadsTestReports {
  // MARK: Names

  /// A test file at the root of the tests may hold a test of its own name.
  @Test(arguments: [
    ("pytest", "test_z", "test_zz", "test_z.test_zz"),
    ("pytest", "test_z", "test_z", "test_z.test_z"),
    ("ctest", "all", "all", "all"), ("s", "C", "C.m", "C.m"), ("s", "C", "C › m", "C › m"),
    ("s", "C", "Cm", "C.Cm"), ("s", "C", "C_m", "C.C_m"), ("test_a.A", "A", "m", "test_a.A.m"),
    ("testA", "A", "m", "A.m"),
  ])
  func `a test is told with its class, once`(
    suite: String, className: String, title: String, name: String
  ) throws {
    let run = try read(
      #"<testsuite name="\#(suite)"><testcase classname="\#(className)" name="\#(title)" time="1"/></testsuite>"#
    )
    #expect(run.log.names[Analysis(run.log).table.calls[0].component] == name)
  }

  @Test func `classes of one name in several suites are several`() throws {
    func suite(_ name: String) -> String {
      #"<testsuite name="\#(name).A"><testcase classname="A" name="x" time="1"/></testsuite>"#
    }
    let run = try read("<testsuites>" + suite("one") + suite("two") + "</testsuites>")
    #expect(
      calls(run) == ["worker one.A.x 0–1000 [one.A]", "worker two.A.x 1000–2000 [two.A]"])
  }

  // MARK: Tests that are there more than once

  /// Go writes subtests before their test; the time of one whose subtests ran beside one another does not hold theirs.
  @Test func `parts of a test count in the time of the test, once`() throws {
    func test(_ name: String, _ time: Double) -> String {
      #"<testcase classname="p/q" name="\#(name)" time="\#(time)"/>"#
    }
    let run = try read(
      #"<testsuite name="p/q">"# + test("A/x", 0.15) + test("A/y/z", 0.16) + test("A", 0.3)
        + test("B/x", 0.3) + test("B/y", 0.3) + test("B", 0.1) + test("C/x", 1) + "</testsuite>")
    #expect(
      calls(run) == [
        "worker p/q.A 0–300 [p/q]", "worker p/q.B/x 300–600 [p/q]", "worker p/q.B/y 600–900 [p/q]",
        "worker p/q.B 900–1000 [p/q]", "worker p/q.C/x 1000–2000 [p/q]",
      ])
    #expect(hasNote(run, .expected, "2 tests are parts of another one"))
    #expect(hasNote(run, .expected, "the first p/q.A/x"))
  }

  /// The ids of pytest are unique, and pytest-rerunfailures writes each try.
  @Test func `a test of pytest that is there again was tried again, after the try before`() throws {
    func report(_ suite: String) throws -> Import {
      let test = #"<testcase classname="m" name="t" time="2"/>"#
      return try read(
        #"<testsuite name="\#(suite)">\#(test)\#(test)\#(test)</testsuite>"#)
    }
    let run = try report("pytest")
    #expect(Analysis(run.log).measures.floor == 6_000_000_000)
    #expect(hasNote(run, .expected, "2 tries are of tests that"))
    #expect(Analysis(try report("jest").log).measures.floor == 2_000_000_000)
    let test = #"<testcase classname="m" name="t" time="2"/>"#
    let chosen = try read(
      #"<testsuites name="pytest tests"><testsuite name="mine">\#(test)\#(test)</testsuite></testsuites>"#
    )
    #expect(Analysis(chosen.log).measures.floor == 4_000_000_000)
  }

  @Test func `files with the same tests are told, which may be of several runs`() throws {
    func input(_ second: String) -> TraceInput {
      func text(_ tests: [String]) -> [UInt8] {
        Array(
          ("<testsuite>" + tests.map { #"<testcase name="\#($0)" time="1"/>"# }.joined()
            + "</testsuite>").utf8)
      }
      var input = TraceInput(bytes: text(["a", "b", "c"]), name: "reports")
      input.fileName = "1"
      input.others = [
        TraceInput.File(name: "2", bytes: text(second.split(separator: " ").map(String.init)))
      ]
      return input
    }
    #expect(
      hasNote(try readSound(input("a b")), .inferred, "2 tests are in several files, the first a"))
    #expect(!hasNote(try readSound(input("a d e")), .inferred, "in several files"))
  }

  // MARK: Times of suites

  private func suite(_ name: String, _ time: Double, _ tests: [Double], more: String = "") -> String
  {
    #"<testsuite name="\#(name)" time="\#(time)" \#(more)>"#
      + tests.enumerated().map { #"<testcase name="\#(name)\#($0)" time="\#($1)"/>"# }.joined()
      + "</testsuite>"
  }

  @Test func `each suite that took less than its tests says that they ran in parallel`() throws {
    let run = try read(
      "<testsuites>" + suite("a", 1, [1, 1]) + suite("b", 2, [1, 1]) + suite("c", 1, [1, 2])
        + suite("d", 2, [2, 2]) + "</testsuites>")
    // Of what is longer than its suite the suite's time says nothing.
    #expect(hasNote(run, .expected, "2 of its suites took less than their tests together"))
    #expect(hasNote(run, .expected, "The first, a, took 1 s, less than its tests together, 2 s"))
  }

  @Test func `suites that took less together than one by one ran in parallel`() throws {
    let suites = suite("a", 1, [1]) + suite("b", 1, [1])
    #expect(
      hasNote(
        try read(#"<testsuites time="1.2">"# + suites + "</testsuites>"), .expected,
        "took 1.2 s, less than its tests together, 2 s: they ran in parallel"))
    #expect(
      !hasNote(
        try read(#"<testsuites time="2.0">"# + suites + "</testsuites>"), .expected, "in parallel"))
  }

  @Test func `what suites did outside of their tests is told`() throws {
    let run = try read(
      #"<testsuites time="9.0">"# + suite("a", 2.5, [1, 1]) + suite("b", 2.05, [1, 1])
        + "</testsuites>")
    // The element around them did 4.45 s more, and suite a half a second.
    #expect(
      hasNote(run, .expected, "2 suites took longer than their tests, by 4.95 s, the first a"))
    #expect(!hasNote(try read(suite("a", 2.09, [1, 1])), .expected, "took longer"))
    #expect(!hasNote(try read(suite("a", 0.14, [0.1])), .expected, "took longer"))
  }

  /// GoogleTest tells when the run began, in thousandths as when each test did.
  @Test(arguments: [("00.250", 500), ("00.000", 750), ("59.000", 0), ("00", 0)])
  func `a run begins when its report says, if that can be`(stamp: String, first: Int) throws {
    let run = try read(
      #"<testsuites time="1.5" timestamp="2026-11-30T09:00:\#(stamp)"><testsuite name="s" time="1">"#
        + #"<testcase name="a" time="0.5" timestamp="2026-11-30T09:00:00.750"/></testsuite></testsuites>"#
    )
    #expect(calls(run).last == "worker a \(first)–\(first + 500) [s]")
  }

  @Test func `a test that was skipped and has no time is no call`() throws {
    let text = #"<testsuite><testcase name="a"><skipped/></testcase>LAST</testsuite>"#
    let run = try read(text.replacing("LAST", with: #"<testcase name="b" time="1"/>"#))
    #expect(calls(run) == ["worker b 0–1000"])
    #expect(hasNote(run, .expected, "1 test was skipped"))
    #expect(throws: ImportError.self) { try read(text.replacing("LAST", with: "")) }
  }

  // MARK: Encodings and reasons

  @Test func `a report in an encoding of Windows is read, and an unknown one is named`() throws {
    func report(_ encoding: String) -> [UInt8] {
      Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><testsuite><testcase name=\"".utf8)
        + [0x80, 0xE9] + Array("\" time=\"1\"/></testsuite>".utf8)
    }
    let run = try TraceFormat.junit.read(TraceInput(bytes: report("windows-1252"), name: "tests"))
    #expect(calls(run) == ["worker €é 0–1000"])
    for encoding in ["klingon-1", "Shift_JIS"] {
      let error = #expect(throws: ImportError.self) {
        try TraceFormat.junit.read(TraceInput(bytes: report(encoding), name: "tests"))
      }
      #expect(error?.problem.contains("unknown encoding") == true, "\(encoding)")
    }
  }

  @Test func `a traceback of Python is told by what was raised`() throws {
    let trace =
      "Traceback (most recent call last):&#10;  File \"a.py\", line 1&#10;ValueError: no&#10;"
      .replacing("\"", with: "&quot;")
    for failure in [
      #"<failure message="\#(trace)"/>"#, "<failure>\(trace)</failure>",
    ] {
      let run = try read(
        #"<testsuite><testcase name="a" time="1">\#(failure)</testcase></testsuite>"#)
      #expect(calls(run) == ["worker a 0–1000 failed: ValueError: no"])
    }
  }
}
