internal import EventLog
internal import Formatting
internal import Reports
internal import TraceAnalysis

/// What a run waited for from its start to its end, told part by part.
struct PageStory {
  /// A stretch of the observed path.
  struct Part {
    var start: Nanoseconds
    var end: Nanoseconds
    var kind: ObservedPath.Kind
    var call: CallNumber
    var text: String
  }

  let parts: [Part]

  /// - Complexity: O(*n*) in the length of the path.
  init(_ run: Analysis) {
    // What nobody saw run waited for nothing.
    guard run.knowsStarts else {
      parts = []
      return
    }
    let text = ObservedPathText(run)
    parts = text.stretches.indices.map { index in
      let (first, last) = (text.stretches[index][0], text.stretches[index].last)
      return Part(
        start: first.start, end: last?.end ?? first.end, kind: first.kind, call: first.call,
        text: text.words(forStretch: index))
    }
  }

  /// Writes the parts.
  func write(to json: inout JSONSink, _ rows: PageRows, _ clock: PageClock) {
    json.list("path", count: parts.count) { list in
      for part in parts {
        list.beginObject()
        list.field("from", clock.ticks(part.start))
        list.field("to", clock.ticks(part.end))
        list.field("kind", part.kind.rawValue)
        list.field("call", rows[part.call])
        list.field("text", part.text.visibleText)
        list.endObject()
      }
    }
  }
}
