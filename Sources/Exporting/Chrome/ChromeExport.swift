internal import EventLog
internal import Formatting
internal import TraceAnalysis

extension TraceExport {
  /// Chrome's Trace Event format in JSON, for Perfetto and chrome://tracing.
  static let chrome = TraceExport(
    word: "chrome", name: "a Chrome trace", fileExtensions: [".trace.json", ".json"],
    write: { run throws(ExportError) in
      var writer = ChromeWriter(run)
      return writer.export()
    })
}

/// Writes a run as a Chrome trace: the run is a process, each lane a thread, each call a slice.
///
/// Both paths and what calls waited for are on threads of their own, whose names say who added them, so that an
/// importer can leave them out.
struct ChromeWriter {
  private let run: ExportedRun
  private var json = JSONSink()
  private var events: [ChromeEntry] = []
  /// The threads, in the order in which they are shown; a thread's number is its place, from 1.
  private var threads: [String] = []
  /// The thread of each lane.
  private var threadOfLane: [Int]
  private var notes: [String]

  /// What the name of a thread ends in on which nothing ran.
  static let mark = " (Meanwhile)"

  init(_ run: ExportedRun) {
    self.run = run
    notes = run.neverStartedNote
    threadOfLane = Array(repeating: 0, count: run.lanes.all.count)
  }

  mutating func export() -> Export {
    addPaths()
    addLanes()
    addCalls()
    let arrows = ChromeArrows(run, threadOfLane)
    events += arrows.entries
    notes += arrows.notes
    events.sort()
    write(arrows)
    return Export(bytes: json.bytes, notes: notes)
  }

  private mutating func thread(_ title: String) -> Int {
    threads.append(title)
    return threads.count
  }

  // MARK: What there is to be written

  private mutating func addPaths() {
    let path = run.run.criticalPath.parts
    if !path.isEmpty {
      let thread = thread("critical path on machines without limit" + Self.mark)
      for (place, part) in path.enumerated() {
        add(.critical(place), thread, part.start, part.end)
      }
    }
    let observed = run.run.observedPath.parts
    if !observed.isEmpty {
      let thread = thread("observed path" + Self.mark)
      for (place, part) in observed.enumerated() {
        add(.observed(place), thread, part.start, part.end)
      }
    }
  }

  /// The threads of lanes; what waits for a place comes behind the last lane of it.
  private mutating func addLanes() {
    var waits = WaitLanes(run)
    for (place, lane) in run.lanes.all.enumerated() {
      threadOfLane[place] = thread(lane.title)
      let isLast =
        place + 1 == run.lanes.all.count || run.lanes.all[place + 1].place != lane.place
      if isLast { add(waits.take(lane.place), for: lane.place) }
    }
    for place in waits.placesLeft { add(waits.take(place), for: place) }
    if waits.leftOut > 0 {
      notes.append(
        "\(counted(waits.leftOut, "wait")) \(waits.leftOut == 1 ? "has" : "have") no slice: more than "
          + "\(WaitLanes.most) calls waited at once for the same. Each call says when it was asked for."
      )
    }
  }

  private mutating func add(_ rows: [[Int]], for place: LanePlace) {
    for row in rows {
      let thread = thread("waiting for \(run.log.names[place.name])" + Self.mark)
      for interval in row {
        let wait = run.run.table.intervals[interval]
        add(.queued(interval), thread, wait.start, wait.end)
      }
    }
  }

  private mutating func addCalls() {
    for call in run.lanes.calls {
      add(
        .call(call.number), threadOfLane[run.lanes.lane(of: call)], call.startedAt ?? 0,
        ExportedRun.end(of: call))
    }
    for (place, interval) in run.run.table.intervals.enumerated()
    where interval.activity == .blocked {
      let call = run.run.table[interval.call]
      // What only waits in a trace, for no call of its own, is told by its slice.
      let isAll =
        interval.start == call.startedAt && interval.end == ExportedRun.end(of: call)
        && run.log.events[interval.from].kind.waitsForNoCall
      guard interval.start < interval.end, !run.lanes.holdsOthers[Int(call.number) - 1],
        !isAll || !run.log.header.origin.isTrace
      else { continue }
      add(
        .blocked(place), threadOfLane[run.lanes.lane(of: call)], interval.start, interval.end,
        turn: .part)
    }
  }

  private mutating func add(
    _ content: ChromeEntry.Content, _ thread: Int, _ start: Nanoseconds, _ end: Nanoseconds,
    turn: ChromeEntry.Turn = .slice
  ) {
    events.append(
      ChromeEntry(
        at: start, turn: turn, time: end - start, order: events.count, thread: thread,
        content: content))
  }

  // MARK: Writing

  private mutating func write(_ arrows: ChromeArrows) {
    json.beginObject()
    json.field("displayTimeUnit", "ms")
    json.key("otherData")
    json.beginObject()
    json.field("tool", "meanwhile")
    json.field("run", run.run.name)
    json.field("makespan_ns", run.run.makespan)
    json.endObject()
    json.key("traceEvents")
    json.beginArray()
    describe("process_name", thread: nil, run.run.name)
    for (place, title) in threads.enumerated() {
      describe("thread_name", thread: place + 1, title)
      sort(thread: place + 1)
    }
    for event in events {
      json.newLine()
      json.beginObject()
      switch event.content {
      case .arrow(let arrow): write(arrows.all[arrow], event)
      default: writeSlice(event)
      }
      json.endObject()
    }
    json.newLine(closing: true)
    json.endArray()
    json.endObject()
    json.newLine(closing: true)
  }

  private mutating func describe(_ what: String, thread: Int?, _ name: String) {
    json.newLine()
    json.beginObject()
    beginMetadata(what, thread)
    json.field("name", name)
    json.endObject()
    json.endObject()
  }

  private mutating func sort(thread: Int) {
    json.newLine()
    json.beginObject()
    beginMetadata("thread_sort_index", thread)
    json.field("sort_index", thread)
    json.endObject()
    json.endObject()
  }

  private mutating func beginMetadata(_ what: String, _ thread: Int?) {
    json.field("ph", "M")
    json.field("name", what)
    json.field("pid", 1)
    if let thread { json.field("tid", thread) }
    json.key("args")
    json.beginObject()
  }

  private mutating func write(_ arrow: ChromeArrows.Arrow, _ event: ChromeEntry) {
    json.field("ph", event.isArrowEnd ? "f" : "s")
    json.field("name", arrow.cause.edge.word)
    json.field("cat", arrow.cause.isInferred ? "inferred" : "recorded")
    json.field("id", arrow.number)
    if event.isArrowEnd { json.field("bp", "e") }
    writePlace(event)
  }

  private mutating func writePlace(_ event: ChromeEntry) {
    json.field("pid", 1)
    json.field("tid", event.thread)
    json.field("ts", word: decimalText(event.at, digits: 3))
  }

  private mutating func writeSlice(_ event: ChromeEntry) {
    json.field("ph", "X")
    let words = ChromeWords(run, event.content)
    json.field("name", words.name)
    json.field("cat", words.category)
    writePlace(event)
    json.field("dur", word: decimalText(event.time, digits: 3))
    json.key("args")
    json.beginObject()
    words.write(to: &json)
    json.endObject()
  }
}

extension Event.Kind {
  /// Whether a call waits for something that is no call.
  fileprivate var waitsForNoCall: Bool { if case .callBlocked(0, _) = self { true } else { false } }
}
