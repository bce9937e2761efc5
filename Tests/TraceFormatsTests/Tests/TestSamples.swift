import EventLog
import TraceAnalysis

@testable import TraceFormats

/// A small sample of each format of tests, one test a line where the format allows it.
enum TestSamples {
  static let reportLog = seed("reportlog.jsonl")

  static let junit = seed("junit.xml")

  static let ctrf = seed("ctrf.json")

  static let playwright = seed("playwright.json")

  static let jest = seed("jest.json")

  static let durations = seed("test_durations.json")

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

/// Suites that read reports of tests and tell what became of them.
protocol ReadsTestReports {}

extension ReadsTestReports {
  func read(_ text: String) throws -> Import { try readSound(TestSamples.input(text)) }

  /// The calls with their machines and outcomes: `gw0 a.py::test_x 0–800 [a.py] failed: why`.
  func calls(_ run: Import) -> [String] {
    let log = run.log
    return Analysis(log).calls.map { call in
      let (start, end) = ((call.startedAt ?? -1) / 1_000_000, (call.endedAt ?? -1) / 1_000_000)
      var text = "\(log.names[call.machine]) \(log.names[call.component]) \(start)–\(end)"
      if !call.arguments.isNone { text += " [\(log.names[call.arguments])]" }
      if let ended = call.ended {
        switch log.events[ended].kind {
        case .callFailed(let reason): text += " failed: \(log.names[reason])"
        case .callStopped(let reason): text += " stopped: \(log.names[reason])"
        default: break
        }
      }
      return text
    }
  }

  func hasNote(_ run: Import, _ kind: ImportNote.Kind, _ words: String) -> Bool {
    run.notes.contains { $0.kind == kind && $0.sentence.contains(words) }
  }
}
