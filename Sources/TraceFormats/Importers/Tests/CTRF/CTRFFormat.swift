internal import JSON

extension TraceFormat {
  /// The Common Test Report Format, which reporters of many frameworks write.
  static let ctrf = TraceFormat(
    name: "a CTRF report", plural: "CTRF reports", fileExtensions: [".json"],
    recognises: { head in
      guard let shape = head.shape else { return false }
      return shape.has("results.tests[].name", "results.tests[].duration")
        || shape.has("results.tests", "results.tool")
    },
    read: { input throws(ImportError) in
      var reader = CTRFReader()
      let input = reader.readStretches(of: input)
      return try input.readJSON { text throws(ImportError) in
        for root in text.roots { reader.read(root) }
        return try TestRun(reader.finished())
          .imported(input, format: "CTRF report", flaws: text.flawNotes)
      }
    })
}
