internal import JSON

extension TraceFormat {
  /// The event stream of Swift Testing: JSON Lines, one for each test that is there and for each event of a run.
  static let swiftTesting = TraceFormat(
    name: "an event stream of Swift Testing", plural: "event streams of Swift Testing",
    fileExtensions: [".jsonl"],
    recognises: { head in head.shape?.has("kind", "payload", "version") ?? false },
    read: { input throws(ImportError) in
      try input.readJSON { text throws(ImportError) in
        var stream = SwiftTestingStream()
        for root in text.roots { stream.read(root) }
        return try SwiftTestingRun(stream, flaws: text.flawNotes).imported(input.name, input.window)
      }
    })
}
