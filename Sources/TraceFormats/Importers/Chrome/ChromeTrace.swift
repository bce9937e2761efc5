internal import EventLog
internal import JSON

/// A Chrome trace as a run: what ran on threads are calls within calls, arrows lead from one to another.
enum ChromeTrace {
  /// Reads a trace, a long one in stretches on all cores.
  static func read(_ input: TraceInput) throws(ImportError) -> Import {
    // The tokens of the text are given back before the log is made.
    var reader = ChromeReader()
    let input = reader.readStretches(of: input)
    var flaws: [ImportNote] = []
    var clocks = ChromeClocks()
    try input.inOrderOfNames.readEachFile { text, name throws(ImportError) in
      let node = name == nil ? nil : ChromeNode.process(of: text)
      if let name { reader.begin(name, continuing: node) }
      for root in text.roots {
        reader.read(root.kind == .array ? root.elements : (root["traceEvents"] ?? root).elements)
      }
      if let name {
        try reader.shift(
          by: clocks.origin(of: text, name, reader.first, isOfNode: node != nil))
      }
      // The bracket that closes a list of events may be missing: the format says so.
      let isCut = text.flaws.openAtEnd > 1
      flaws += text.flawNotes(in: name).map { isCut ? $0 : $0.withoutCut }
      for metadata in text.roots.lazy.compactMap({ $0["viztracer_metadata"] }) {
        reader.isOfViztracer = true
        if metadata["overflow"]?.bool == true { flaws += [ImportNote.fullBuffer].of(file: name) }
      }
    }
    var run = ChromeRun(reader, flaws: flaws + clocks.notes)
    return try run.imported(input.name, input.window)
  }
}

/// What a Chrome trace tells of a run, put together.
struct ChromeRun {
  private(set) var reader: ChromeReader
  private(set) var notes: [ImportNote]
  private(set) var leftOut: [ChromeLanes.Kind: ChromeLanes.LeftOut] = [:]
  /// How many slices of tasks were put on the threads that ran them.
  private(set) var taskSlices = 0
  private(set) var spans = ChromeSpans()
  private var run = RecordedRun()
  /// The thread of each call.
  private var threadOfCall: [Int32] = []
  private(set) var stacks = ThreadStacks()
  private(set) var waits = (waits: 0, woken: 0)
  private(set) var looseFlows = 0
  /// The names of slices that were open when the trace ended, each once.
  private(set) var openNames: [String] = []

  init(_ reader: consuming ChromeReader, flaws: [ImportNote]) {
    self.reader = reader
    notes = flaws
  }

  /// Makes a log of it.
  mutating func imported(
    _ name: String, _ window: TraceWindow?
  ) throws(ImportError) -> Import {
    var slices = reader.takeSlices()
    let pairs = ChromePairing(reader.ends, isAsync: false, last: reader.last)
    slices += pairs.slices
    reader.counts.strayEnds = pairs.strayEnds
    reader.counts.open = pairs.unclosed
    taskSlices = ChromeTasks.putOnThreads(
      &slices, reader.threads, reader.texts, isOfViztracer: reader.isOfViztracer)
    leftOut = ChromeLanes.leaveOut(of: &slices, reader.threads, reader.texts)
    let async = ChromePairing(reader.asyncs, isAsync: true, last: reader.last)
    reader.counts.strayAsync = async.strayEnds
    spans = ChromeSpans(async, beside: slices, threads: reader.threads.all.count)
    slices += spans.onThreads
    guard !slices.isEmpty || !spans.alone.isEmpty else {
      throw ImportError(
        line: 1, problem: "The trace holds no slice with a time that can be read, so no call.")
    }
    try layOut(slices)
    let format = spans.alone.isEmpty ? "Chrome trace" : "Chrome trace of spans"
    let layout = try RunLayout(
      takeRun(), header: LogHeader(name: name, origin: .trace(format: format, part: 1)),
      window: window)
    return Import(
      log: layout.log, notes: layout.cutNotes + notes + self.notes(on: layout), parts: 1)
  }

  /// Hands the calls over, so that they are held once.
  private mutating func takeRun() -> RecordedRun {
    let taken = run
    run = RecordedRun()
    threadOfCall = []
    return taken
  }

  /// Puts slices within one another and on lanes, from time 0.
  private mutating func layOut(_ slices: consuming [ChromeSlice]) throws(ImportError) {
    let threads = reader.threads.all.count
    var all = slices
    var isUsed = [Bool](repeating: false, count: threads)
    for slice in all { isUsed[Int(slice.thread)] = true }
    let titles = reader.threads.titles(
      of: Set(isUsed.indices.lazy.filter { isUsed[$0] }.map(Int32.init)))
    // Behind the threads come the ids of spans.
    var ids = 0
    for var span in spans.alone {
      ids = max(ids, Int(span.thread) + 1)
      span.thread += Int32(threads)
      all.append(span)
    }
    let (origin, last) = all.reduce((Nanoseconds.max, Nanoseconds.min)) {
      (min($0.0, $1.start), max($0.1, $1.end))
    }
    try RunLayout.checkTime(from: origin, to: last)
    stacks = ThreadStacks(&all, threads: threads + ids)
    run.texts = reader.texts
    threadOfCall = stacks.placed.map { min(all[Int($0.slice)].thread, Int32(threads)) }
    var lanes = [Int32?](repeating: nil, count: threads + 1)
    for thread in threadOfCall where lanes[Int(thread)] == nil {
      lanes[Int(thread)] =
        thread < threads
        ? run.addLane(titles[Int(thread)], order: .sequential)
        : run.addLane("spans", order: .independent)
    }
    run.calls = Array(onLargePages: all.count) { place in
      let (slice, parent) = (all[Int(stacks.placed[place].slice)], stacks.placed[place].parent)
      return RecordedCall(
        name: slice.name, parent: parent >= 0 ? parent : nil,
        lane: parent >= 0 ? nil : lanes[Int(threadOfCall[place])], start: slice.start - origin,
        end: slice.end - origin)
    }
    endOpenSlices(all)
    let orders = reader.flows.isEmpty ? [] : stacks.placed.map { all[Int($0.slice)].order }
    all = []
    stacks.dropSlices()
    waits = ChromeWaits.mark(in: &run, threads: threadOfCall)
    ChromeWaits.markStarts(in: &run, threads: threadOfCall)
    let flows = ChromeFlows(
      reader.flows, calls: run.calls, threads: threadOfCall, orders: orders, origin: origin)
    run.signals = flows.signals
    looseFlows = flows.loose
  }

  /// Lets what was open when the trace ended end with what is known to have run in it.
  private mutating func endOpenSlices(_ slices: [ChromeSlice]) {
    guard reader.counts.open > 0 else { return }
    let isOpen = stacks.placed.map { slices[Int($0.slice)].isOpen }
    var seen = Set<Name>()
    for place in ChromeOpenSlices.shorten(&run.calls, isOpen) {
      let name = run.calls[place].name
      if seen.insert(name).inserted { openNames.append(run.texts[name]) }
    }
  }
}

extension ImportNote {
  /// That viztracer had no room for all that ended while it recorded.
  fileprivate static let fullBuffer = ImportNote(
    kind: .skipped, count: 1,
    sentence:
      "viztracer's buffer was full, and it kept what ended last: what ended before is missing, and looks like work of "
      + "what it ran within. Record with a larger one (--tracer_entries).")
}
