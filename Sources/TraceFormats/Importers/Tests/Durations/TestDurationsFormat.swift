internal import EventLog
internal import JSON

extension TraceFormat {
  /// The file `.test_durations` that pytest-split keeps: the id of each test, and how many seconds it took.
  ///
  ///     {"tests/test_a.py::test_x": 0.25, "tests/test_a.py::test_y": 1.5}
  static let testDurations = TraceFormat(
    name: "durations of pytest-split", plural: "durations of pytest-split",
    fileExtensions: [".test_durations"],
    recognises: { head in head.shape?.mapsTestsToNumbers ?? false },
    read: { input throws(ImportError) in
      try input.readJSON { text throws(ImportError) in
        var tests = RecordedTests()
        for root in text.roots {
          for (key, value) in root.fields {
            guard let name = tests.texts.intern(key) else { continue }
            guard value.kind == .number, let time = value.integer(timesTenTo: 9) else {
              tests.timeless += 1
              continue
            }
            let group = tests.texts.internPytestFile(of: name)
            tests.add(RecordedTest(name: name, group: group, duration: time))
          }
        }
        return try TestRun(tests)
          .imported(input, format: "durations of pytest-split", flaws: text.flawNotes)
      }
    })
}
