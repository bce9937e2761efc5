import TraceFormats

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
