import TraceFormats

/// A small sample of each format of tests, one test a line where the format allows it.
enum TestSamples {
  static let reportLog = """
    {"pytest_version": "9.2.0", "$report_type": "SessionStart"}
    {"nodeid": "a.py::test_x", "outcome": "passed", "when": "setup", "duration": 0.1, "start": 1795478071.9, "stop": 1795478072.0, "$report_type": "TestReport", "worker_id": "gw0"}
    {"nodeid": "b.py::test_y", "outcome": "passed", "when": "setup", "duration": 0.1, "start": 1795478071.95, "stop": 1795478072.05, "$report_type": "TestReport", "worker_id": "gw1"}
    {"nodeid": "a.py::test_x", "outcome": "passed", "when": "call", "duration": 0.5, "start": 1795478072.0, "stop": 1795478072.5, "$report_type": "TestReport", "worker_id": "gw0"}
    {"nodeid": "b.py::test_y", "outcome": "failed", "longrepr": {"reprcrash": {"message": "assert False\\n +  where"}}, "when": "call", "duration": 0.25, "start": 1795478072.05, "stop": 1795478072.3, "$report_type": "TestReport", "worker_id": "gw1"}
    {"nodeid": "a.py::test_x", "outcome": "passed", "when": "teardown", "duration": 0.2, "start": 1795478072.5, "stop": 1795478072.7, "$report_type": "TestReport", "worker_id": "gw0"}
    {"nodeid": "b.py::test_y", "outcome": "passed", "when": "teardown", "duration": 0.01, "start": 1795478072.45, "stop": 1795478072.46, "$report_type": "TestReport", "worker_id": "gw1"}

    """

  static let junit = """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
    <testsuite name="outer" time="9">
    <testsuite name="inner" time="9" file="a_test.rb">
    <testcase classname="A" name="adds" time="1.5"/>
    <testcase classname="A" name="fails" time="0.25"><failure message="expected 1">at line 3</failure></testcase>
    <testcase classname="B" name="skips" time="0.0"><skipped/></testcase>
    </testsuite>
    </testsuite>
    </testsuites>

    """

  static let ctrf = #"""
    {"reportFormat": "CTRF", "results": {"tool": {"name": "x"}, "summary": {"tests": 3, "start": 1706828654000, "stop": 1706828656100}, "tests": [
    {"name": "adds", "status": "passed", "duration": 801, "start": 1706828654300, "stop": 1706828655101, "threadId": "1", "filePath": "a.js", "suite": ["a", "sum"]},
    {"name": "fails", "status": "failed", "duration": 20.5, "start": 1706828654310, "threadId": "2", "filePath": "b.js", "message": "no\nmore"},
    {"name": "skips", "status": "skipped", "duration": 0, "start": 1706828654400, "threadId": "2", "filePath": "b.js"}
    ]}}

    """#

  static let playwright = #"""
    {"config": {"workers": 2, "fullyParallel": false}, "stats": {"startTime": "2026-11-28T10:30:00.000Z", "duration": 3000}, "suites": [
    {"title": "a.spec.ts", "file": "a.spec.ts", "specs": [], "suites": [{"title": "login", "file": "a.spec.ts", "specs": [{"title": "works", "file": "a.spec.ts", "tests": [{"projectName": "chromium", "results": [
    {"workerIndex": 0, "parallelIndex": 0, "status": "failed", "duration": 500, "retry": 0, "startTime": "2026-11-28T10:30:00.250Z", "errors": [{"message": "timed out\nafter"}]},
    {"workerIndex": 2, "parallelIndex": 0, "status": "passed", "duration": 400, "retry": 1, "startTime": "2026-11-28T10:30:01.250Z", "errors": []}
    ]}]}]}]},
    {"title": "b.spec.ts", "file": "b.spec.ts", "specs": [{"title": "draws", "tests": [{"projectName": "chromium", "results": [
    {"workerIndex": 1, "parallelIndex": 1, "status": "passed", "duration": 1500, "retry": 0, "startTime": "2026-11-28T10:30:00.300Z"}
    ]}]}]}
    ]}

    """#

  static let jest = #"""
    {"numTotalTests": 3, "startTime": 1706828654000, "testResults": [
    {"name": "/home/me/src/a.test.js", "startTime": 1706828654100, "endTime": 1706828655100, "status": "passed", "assertionResults": [
    {"fullName": "a adds", "status": "passed", "duration": 12},
    {"fullName": "a waits", "status": "passed", "duration": 300}
    ]},
    {"name": "/home/me/src/b/b.test.js", "startTime": 1706828654150, "endTime": 1706828654400, "status": "failed", "assertionResults": [
    {"fullName": "b fails", "status": "failed", "duration": 5, "failureMessages": ["Error: no\n at"], "startAt": 1706828654390}
    ]}
    ]}

    """#

  static let durations = #"""
    {
        "a.py::TestA::test_x": 0.25,
        "a.py::test_y[1::2]": 1.5,
        "b.py::test_z": 1e-05
    }

    """#

  /// One of each, by the name of the format.
  static let small: [String: [TraceInput]] = [
    "a report log of pytest": [input(reportLog)], "a JUnit report": [input(junit)],
    "a CTRF report": [input(ctrf)], "a Playwright report": [input(playwright)],
    "a Jest report": [input(jest)], "durations of pytest-split": [input(durations)],
  ]

  static func input(_ text: String) -> TraceInput {
    TraceInput(bytes: Array(text.utf8), name: "tests")
  }
}
