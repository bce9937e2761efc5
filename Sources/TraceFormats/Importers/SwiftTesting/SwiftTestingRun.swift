internal import EventLog

/// A run of Swift Testing, put together from its events: suites, functions and cases within one another.
struct SwiftTestingRun {
  /// A suite, a function, a case, or the run itself, which is the first.
  struct Item {
    var name: String
    var arguments: String?
    var parent: Int?
    var start: Nanoseconds
    var end: Nanoseconds?
    var reason: String?
    var isSuite = true
    var hasItems = false
  }

  private let stream: SwiftTestingStream
  private var items: [Item] = []
  /// The tests that run, by their ids, and the cases that run of each, by their beginnings.
  private var open: [String: Int] = [:]
  private var openCases: [String: [(id: String, item: Int)]] = [:]
  private var last: Nanoseconds = 0
  private var strayEnds = 0
  private var guessedEnds = 0
  private var unended = 0
  private var hasEnded = false
  private let flaws: [ImportNote]

  init(_ stream: SwiftTestingStream, flaws: [ImportNote]) throws(ImportError) {
    self.stream = stream
    self.flaws = flaws
    // Threads write their lines each when it can, so that some are out of the order of time.
    let events = stream.events.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
    guard let first = events.first?.at, let last = events.last?.at else {
      throw ImportError(line: 1, problem: "The stream holds no event with a time, so no test ran.")
    }
    self.last = last
    items = [Item(name: "tests", start: first, hasItems: true)]
    for event in events { take(event) }
    // The run itself is told apart from its tests.
    for place in items.indices.dropFirst() where items[place].end == nil { unended += 1 }
  }

  private mutating func take(_ event: SwiftTestingStream.Event) {
    switch event.kind {
    case .runStarted: break
    case .runEnded:
      hasEnded = true
      items[0].end = event.at
    case .started:
      open[event.test] = add(name(of: event.test), within: parent(of: event.test), at: event.at)
      items[items.count - 1].isSuite = stream.suites.contains(event.test)
    case .caseStarted:
      let test = open[event.test]
      let item = add(
        name(of: event.test) + " case", event.text, within: test ?? 0, at: event.at)
      items[item].isSuite = false
      openCases[event.test, default: []].append((event.testCase, item))
    case .ended: end(open.removeValue(forKey: event.test), event)
    case .caseEnded:
      let cases = openCases[event.test] ?? []
      if event.testCase.isEmpty, cases.count > 1 { guessedEnds += 1 }
      let place = cases.firstIndex { $0.id == event.testCase }
      end(place.flatMap { openCases[event.test]?.remove(at: $0).item }, event)
    case .failed:
      let cases = openCases[event.test] ?? []
      let hit = cases.first {
        $0.id == event.testCase && cases.count == 1 || !$0.id.isEmpty && $0.id == event.testCase
      }
      for item in [hit?.item, open[event.test]] {
        if let item, items[item].reason == nil { items[item].reason = event.text ?? "failed" }
      }
    }
  }

  private mutating func add(
    _ name: String, _ arguments: String? = nil, within parent: Int, at: Nanoseconds
  ) -> Int {
    items[parent].hasItems = true
    items.append(Item(name: name, arguments: arguments, parent: parent, start: at))
    return items.count - 1
  }

  private mutating func end(_ item: Int?, _ event: SwiftTestingStream.Event) {
    guard let item else {
      strayEnds += 1
      return
    }
    items[item].end = event.at
    if event.isFailure, items[item].reason == nil { items[item].reason = event.text ?? "failed" }
  }

  /// What a test is called: its id without the place in the source.
  private func name(of test: String) -> String {
    guard stream.functions.contains(test), let slash = test.lastIndex(of: "/") else { return test }
    return String(test[..<slash])
  }

  /// The suite that runs and whose id a test's id begins with, or the run.
  private func parent(of test: String) -> Int {
    var rest = test[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      if let suite = open[String(rest)] { return suite }
    }
    return 0
  }

  // MARK: The run

  /// Makes a log of it.
  func imported(_ name: String, _ window: TraceWindow? = nil) throws(ImportError) -> Import {
    guard items.count > 1 else {
      throw ImportError(line: 1, problem: "No test of the stream started, so there is no call.")
    }
    try RunLayout.checkTime(from: items[0].start, to: last)
    let waits = SwiftTestingWaits(items, last: last)
    var run = RecordedRun()
    let lane = run.addLane("tests", order: .independent)
    var places = [Int32](repeating: 0, count: items.count)
    var waitPlaces: [(call: Int32, waker: Int)] = []
    let entries =
      items.indices.map { (at: items[$0].start, item: $0, wait: nil as SwiftTestingWaits.Wait?) }
      + waits.all.map { (at: $0.start, item: $0.item, wait: Optional($0)) }
    for (at, item, wait) in entries.sorted(by: {
      ($0.at, $0.wait == nil ? 0 : 1, $0.item) < ($1.at, $1.wait == nil ? 0 : 1, $1.item)
    }) {
      let start = at - items[0].start
      if let wait {
        let call = run.add(
          "waiting for a thread", parent: places[item], start: start,
          end: wait.end - items[0].start)
        run.calls[Int(call)].isWait = true
        if let waker = wait.wokenBy { waitPlaces.append((call, waker)) }
        continue
      }
      let (end, reason) = (items[item].end, items[item].reason)
      let status: RecordedCall.Status =
        end == nil
        ? .unfinished(run.texts.intern("it never ended"))
        : reason.map { .failed(run.texts.intern($0)) } ?? .succeeded
      places[item] = run.add(
        items[item].name, arguments: items[item].arguments,
        parent: items[item].parent.map { places[$0] }, lane: item == 0 ? lane : nil, start: start,
        end: (end ?? last) - items[0].start, status: status)
      // What holds others does nothing itself.
      run.calls[Int(places[item])].isWait = items[item].isSuite || items[item].hasItems
    }
    for (call, waker) in waitPlaces { run.calls[Int(call)].wokenBy = places[waker] }
    var header = LogHeader(
      name: name, origin: .trace(format: "event stream of Swift Testing", part: 1))
    if waits.overlapping > 0 { header.callTimes = .least }
    let layout = try RunLayout(run, header: header, window: window)
    return Import(log: layout.log, notes: layout.cutNotes + flaws + notes(waits, layout), parts: 1)
  }

  private func notes(_ waits: SwiftTestingWaits, _ layout: RunLayout) -> [ImportNote] {
    var notes = ImportNote.inferred(
      waits.overlapping, "test or case ran", "tests or cases ran",
      " beside others, and the time of each holds its wait for a thread: how long each ran itself is not known. Of each moment "
        + "only what ended next is counted as work, so the work is the least there can have been; compare with a run "
        + "under --no-parallel.")
    notes += ImportNote.skipped(
      stream.skipped, "test was", "tests were", " skipped: no start and no end, so no call.")
    notes += ImportNote.expected(
      stream.known, "known issue is", "known issues are", " no failure.")
    notes += ImportNote.skipped(
      unended, "test never ended", "tests never ended", ": stopped where the stream ends.")
    if !hasEnded {
      notes += [
        ImportNote(kind: .skipped, count: 1, sentence: "The run has no end in the stream.")
      ]
    }
    notes += ImportNote.skipped(
      max(stream.runs - 1, 0), "earlier run is", "earlier runs are",
      " in the file and left out: the last is read.")
    notes += ImportNote.skipped(
      stream.broken, "line is", "lines are", " broken or cut off and left out.")
    notes += ImportNote.skipped(
      stream.timeless, "event has", "events have", " no time that can be read, left out.")
    notes += ImportNote.skipped(
      strayEnds, "end closes", "ends close", " nothing that began, left out.")
    notes += ImportNote.skipped(
      guessedEnds, "end of a case names", "ends of cases name",
      " no case while several ran: taken to be the one that began first.")
    return notes
      + ImportNote.skipped(
        layout.clipped, "test goes", "tests go", " beyond the suite that holds it: cut off there.")
  }
}
