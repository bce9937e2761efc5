internal import JSON

extension TraceFormat {
  /// The report log of pytest, which the plugin pytest-reportlog writes: JSON Lines, one for each phase of a test.
  static let reportLog = TraceFormat(
    name: "a report log of pytest", plural: "report logs of pytest", fileExtensions: [".jsonl"],
    recognises: { head in head.shape?.has("$report_type") ?? false },
    read: { input throws(ImportError) in
      try input.readJSON { text throws(ImportError) in
        var reader = ReportLogReader()
        for root in text.roots { reader.read(root) }
        return try TestRun(reader.finished())
          .imported(input, format: "report log of pytest", flaws: text.flawNotes)
      }
    })
}
