internal import EventLog

/// Lays recorded calls out on lanes and writes them down as a run.
///
/// A call gets the lowest slot of its lane that is free when it starts. What the order on a lane says is recorded as
/// inferred. What a call needed is recorded where that is known: then it is asked for when the last that it
/// needs has ended. From there to its start it queues as long as all slots were taken; where some were free,
/// nothing says why it waited.
///
/// A call is blocked while any call within it runs; what goes beyond it is cut off and counted. Where a call had not ended
/// when the trace did, the run goes on beyond it, and its log is not closed.
struct RunLayout {
  private(set) var log: Log
  /// What became of calls at the borders of the part that was asked for, and outside it.
  let cutNotes: [ImportNote]
  /// How many slots were used.
  let lanes: Int
  /// How many edges between calls were inferred from the order on a lane.
  let inferredEdges: Int
  /// How many calls went beyond the call they are in.
  let clipped: Int
  /// How many needs and signals came too late for what they were said to lead to.
  let lateEdges: Int
  /// For each call of the recorded run its number in the log.
  let numbers: Column<CallNumber>
  /// The limited lanes on which more calls ran at once than they have slots, so that these bind nothing.
  let exceeded: [(name: String, slots: Int)]

  /// - Precondition: Calls come in the order of their starts, a parent before its children; all
  ///   lanes have different names; of calls on threads it is not known when they were ready.
  /// - Throws: `ImportError` if it takes longer than a log can tell of.
  /// - Complexity: O(*n* log *n*) in the number of calls and what they need.
  init(
    _ recorded: consuming RecordedRun, header: LogHeader, window: TraceWindow? = nil
  ) throws(ImportError) {
    var run = recorded
    var nesting = CallNesting(&run.calls)
    try Self.checkTime(from: 0, to: nesting.last)
    clipped = nesting.clipped
    if let window {
      cutNotes = try run.cut(to: window)
      nesting = CallNesting(&run.calls)
    } else {
      cutNotes = []
    }
    let limits = LayoutLimits(run)
    exceeded = limits.exceeded
    var writer = RunLayoutWriter(header: header, run, limits, nesting)
    let moments = LayoutMoments(of: run, depths: nesting.depths) { limits.waitsSince($0) }
    moments.forEach { writer.write($0) }
    lanes = writer.laneCount
    inferredEdges = writer.inferredEdges
    lateEdges = writer.lateEdges
    numbers = writer.numbers.column
    let whole = writer.close()
    log = nesting.hasUnfinished ? whole.withoutEnd() : whole
  }
}

extension RunLayout {
  /// Refuses a run that takes longer than a log can tell of.
  ///
  /// - Throws: `ImportError` if it does.
  static func checkTime(
    from start: Nanoseconds, to end: Nanoseconds
  ) throws(ImportError) {
    let (time, overflow) = end.subtractingReportingOverflow(start)
    guard overflow || time > Log.longestTime else { return }
    throw ImportError(
      line: 1,
      problem: "More than one hundred years lie between the first and the last of its calls, so a "
        + "time in it has to be wrong.")
  }
}

/// How deep calls are within others, those cut off that go beyond the call they are in.
struct CallNesting {
  /// How many calls each is within.
  private(set) var depths: [Int32]
  private(set) var clipped = 0
  /// How many calls are within others, and how many of the others are on a lane.
  private(set) var (inner, onLanes) = (0, 0)
  /// Whether one of them had not ended when the trace did.
  private(set) var hasUnfinished = false
  /// The last instant that any of them had, before it was cut off.
  private(set) var last: Nanoseconds = 0

  init(_ calls: inout [RecordedCall]) {
    depths = Array(onLargePages: 0, count: calls.count)
    calls.withUnsafeMutableBufferPointer { calls in
      for index in calls.indices { takeIn(index, calls) }
    }
  }

  private mutating func takeIn(_ index: Int, _ calls: UnsafeMutableBufferPointer<RecordedCall>) {
    last = max(last, calls[index].end)
    if calls[index].isUnfinished { hasUnfinished = true }
    guard let parent = calls[index].parent.map(Int.init) else {
      if calls[index].lane != nil { onLanes += 1 }
      return
    }
    inner += 1
    depths[index] = depths[parent] + 1
    let (first, last) = (calls[parent].start, calls[parent].end)
    let start = min(max(calls[index].start, first), last)
    let end = min(max(calls[index].end, start), last)
    if (start, end) != (calls[index].start, calls[index].end) {
      clipped += 1
      (calls[index].start, calls[index].end) = (start, end)
    }
    if calls[index].readyAt != nil { calls[index].readyAt = nil }
  }
}
