internal import JSON

extension TraceFormat {
  /// The report that Playwright's reporter `json` writes.
  static let playwright = TraceFormat(
    name: "a Playwright report", plural: "Playwright reports", fileExtensions: [".json"],
    // Each shard writes one.
    reasonAgainstFiles: nil,
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("config", "suites[].specs") || shape.has("config", "suites[].suites")
        || shape.has("config", "suites", "errors", "stats")
    },
    read: { input throws(ImportError) in
      var reader = PlaywrightReader()
      var flaws: [ImportNote] = []
      try input.inOrderOfNames.readEachFile { text, name throws(ImportError) in
        for root in text.roots { reader.read(root, file: name) }
        flaws += text.flawNotes(in: name)
      }
      let tests = reader.finished()
      if tests.tests.isEmpty, let reason = reader.firstError {
        throw ImportError(line: 1, problem: "No test of it ran: \(reason)")
      }
      return try TestRun(tests).imported(input, format: "Playwright report", flaws: flaws)
    })
}
