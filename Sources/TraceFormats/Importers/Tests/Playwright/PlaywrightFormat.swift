internal import JSON

extension TraceFormat {
  /// The report that Playwright's reporter `json` writes.
  static let playwright = TraceFormat(
    name: "a Playwright report", plural: "Playwright reports", fileExtensions: [".json"],
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("config", "suites[].specs") || shape.has("config", "suites[].suites")
    },
    read: { input throws(ImportError) in
      try input.readJSON { text throws(ImportError) in
        var reader = PlaywrightReader()
        for root in text.roots { reader.read(root) }
        return try TestRun(reader.finished())
          .imported(input, format: "Playwright report", flaws: text.flawNotes)
      }
    })
}
