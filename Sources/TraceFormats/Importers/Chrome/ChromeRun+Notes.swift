internal import EventLog
internal import Formatting

extension ChromeRun {
  /// What had to be decided on the way, with its counts.
  func notes(on layout: RunLayout) -> [ImportNote] {
    [counted] + lost + mended(layout) + inferred(layout) + laneNotes
  }

  /// What the events of the file were; their numbers add up.
  private var counted: ImportNote {
    let counts = reader.counts
    let parts = [
      (reader.completeCount, "complete (X)"), (reader.ends.count, "begins or ends (B, E)"),
      (reader.asyncs.count, "asynchronous (b, e, S, F)"), (reader.flows.count, "arrows (s, t, f)"),
      (counts.instants, "instants (i, n, T, p)"), (counts.counters, "counters (C)"),
      (counts.metadata, "names (M)"), (counts.others, "objects, samples and others"),
      (counts.unknown + counts.timeless + counts.broken, "not readable"),
    ]
    let shown = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return ImportNote(
      kind: .inherent, count: counts.events,
      sentence: "\(counts.events) \(counts.events == 1 ? "event" : "events"): \(shown).")
  }

  private var lost: [ImportNote] {
    let counts = reader.counts
    return ImportNote.skipped(
      counts.broken, "event is", "events are", " broken or cut off and left out.")
      + ImportNote.skipped(
        counts.timeless, "event has", "events have",
        " no time that can be read, or a duration below 0: left out.")
      + ImportNote.skipped(
        counts.unknown, "event is", "events are", " of no kind (ph) that is known and left out.")
      + ImportNote.skipped(
        counts.strayEnds, "end (E) closes", "ends (E) close", " nothing that began, left out.")
      + ImportNote.skipped(
        counts.strayAsync, "asynchronous end closes", "asynchronous ends close",
        " nothing that began, left out.")
      + ImportNote.skipped(
        looseFlows, "point of an arrow (s, t, f) is", "points of arrows (s, t, f) are",
        " where nothing ran, or have no other point to lead to or from, left out.")
  }

  private func mended(_ layout: RunLayout) -> [ImportNote] {
    ImportNote.skipped(
      reader.counts.open, "slice never ends", "slices never end",
      "\(openNamesText): they are taken to end with what they are in, or with the last that ran in them; what those that were "
        + "open when the trace ended did themselves is no work, since nobody knows when they only waited."
    )
      + ImportNote.skipped(
        reader.counts.durationless, "complete event has", "complete events have",
        " no duration: they are taken to take no time.")
      + ImportNote.skipped(
        stacks.moved.count, "slice crosses", "slices cross",
        " another on the same thread by a little: made shorter by \(moved) in all.")
      + ImportNote.skipped(
        stacks.crossing, "slice crosses", "slices cross",
        " another on the same lane, which is no thread then: shown beside it.")
      + ImportNote.skipped(
        layout.lateEdges, "arrow comes", "arrows come", " later than what it leads to, left out.")
  }

  /// What is open by name: ` (RunLoop::Run, main and 2 more)`.
  private var openNamesText: String {
    guard !openNames.isEmpty else { return "" }
    let more = openNames.count > 3 ? " and \(openNames.count - 3) more" : ""
    return " (\(openNames.prefix(3).joined(separator: ", "))\(more))"
  }

  private var moved: String { timeText(stacks.moved.time) }

  private func inferred(_ layout: RunLayout) -> [ImportNote] {
    var notes = ImportNote.expected(
      layout.inferredEdges, "dependency is", "dependencies are",
      " inferred from what ran before on a thread or within a slice; others are not recorded, so the floor is "
        + "unknown.")
    if waits.waits > 0 {
      let woken = waits.woken
      notes += ImportNote.expected(
        waits.waits, "slice only waits", "slices only wait",
        " for others, told by name (lock.acquire and such): no work; who ended the wait was found for "
          + "\(woken).")
    }
    return notes
  }

  private var laneNotes: [ImportNote] {
    var notes = ImportNote.expected(
      taskSlices, "slice of a task of asyncio is", "slices of tasks of asyncio are",
      " told on the thread that ran them; what tasks wait for is not recorded.")
    for kind in ChromeLanes.Kind.allCases {
      guard let lanes = leftOut[kind] else { continue }
      let (one, many, rest) = kind.sentence(lanes)
      notes += ImportNote.expected(lanes.count, one, many, rest)
    }
    notes += ImportNote.inferred(
      spans.fitted, "asynchronous span crosses", "asynchronous spans cross",
      " slices of the thread by a little: taken to begin and end with those.")
    notes += ImportNote.expected(
      spans.leftOut, "asynchronous span tells", "asynchronous spans tell",
      " how long something was under way while threads did other things: no calls.")
    return notes
  }
}
