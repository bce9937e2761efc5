internal import JSON

extension TraceFormat {
  /// The results that Jest writes with `--json`, and Vitest with its reporter `json`.
  static let jest = TraceFormat(
    name: "a Jest report", plural: "Jest reports", fileExtensions: [".json"],
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("testResults[].assertionResults") || shape.has("testResults[].perfStats")
    },
    read: { input throws(ImportError) in
      try input.readJSON { text throws(ImportError) in
        var reader = JestReader()
        for root in text.roots { reader.read(root) }
        return try TestRun(reader.finished())
          .imported(input, format: "Jest report", flaws: text.flawNotes)
      }
    })
}
