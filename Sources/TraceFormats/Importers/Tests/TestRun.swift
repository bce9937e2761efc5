internal import EventLog
internal import Formatting

/// The run that tests are of: a test is a call, a worker a lane.
///
/// Tests need nothing of each other, as all runners assume that run them in parallel: what a test waits for is a
/// worker. Where only durations are known, they are laid end to end, and the log says that its times are made of
/// them.
struct TestRun {
  private let recorded: RecordedTests
  private var run = RecordedRun()
  /// The lane of each worker, by the place behind that of its name; -1 for those that have none.
  private var lanes: [Int32]
  /// How many workers have a lane.
  private var workerCount = 0
  /// The call of the last try of each test that has several.
  private var tries: [Name: Int32] = [:]
  /// How many tests have no start, though most have.
  private var startless = 0
  /// Whether it is known when tests began.
  private let hasStarts: Bool
  /// The tests that something held back, and the name of the first.
  private var held: (tests: [Int32], first: String) = ([], "")
  /// Whether any test was tried again.
  private var hasRetries = false

  /// - Complexity: O(*n* log *n*) in the number of tests.
  init(_ recorded: RecordedTests) throws(ImportError) {
    self.recorded = recorded
    guard !recorded.tests.isEmpty else {
      throw ImportError(line: 1, problem: "No test in it has a time, so there is nothing to tell.")
    }
    let started = recorded.tests.reduce(0) { $0 + ($1.start == nil ? 0 : 1) }
    hasStarts = started * 2 > recorded.tests.count
    run.texts = recorded.texts
    lanes = Array(repeating: -1, count: recorded.texts.count + 1)
    run.calls.reserveOnLargePages(recorded.tests.count + 1)
    hasRetries = recorded.tests.contains(where: \.isRetry)
    if hasStarts { try layOutByStarts() } else { try layOutByDurations() }
  }

  /// Makes a log of it.
  ///
  /// - Parameters:
  ///   - input: What it is read from, with the name of the run and what is asked for.
  ///   - format: What the format is called in the header.
  ///   - part: Which of several runs in the input it is, from 1.
  ///   - flaws: What was wrong with the text itself.
  /// - Returns: The run, with all that has to be told of it.
  /// - Throws: `ImportError` if it takes longer than a log can tell of.
  consuming func imported(
    _ input: TraceInput, format: String, part: Int = 1, flaws: [ImportNote]
  ) throws(ImportError) -> Import {
    var header = LogHeader(
      name: input.name, origin: .trace(format: format, part: part),
      recordsDependencies: held.tests.isEmpty)
    if !hasStarts { header.callTimes = .durations }
    // Handed over, so that its calls need not be copied to be changed.
    var run = RecordedRun()
    swap(&run, &self.run)
    let layout = try RunLayout(run, header: header, window: input.window)
    return Import(
      log: layout.log, notes: layout.cutNotes + flaws + recorded.notes + notes(layout), parts: 1)
  }

  // MARK: Lanes

  /// The lane of a worker; of tests whose worker is not known, one with as many slots as tests ran at once.
  private mutating func lane(of worker: Name) -> Int32 {
    let place = Int(worker.next.index)
    if lanes[place] >= 0 { return lanes[place] }
    let name = worker.isNone ? TestNames.unknownWorker : recorded.texts[worker]
    lanes[place] = run.addLane(name, order: .limited(slots: nil))
    workerCount += 1
    return lanes[place]
  }

  /// Adds the lanes of all workers in the order of their names, whichever began first.
  private mutating func addLanes(of workers: some Sequence<Name>) {
    let ordered = workers.sorted { Self.precedes(recorded.texts[$0], recorded.texts[$1]) }
    for worker in ordered { _ = lane(of: worker) }
  }

  private mutating func layOutByStarts() throws(ImportError) {
    let tests = recorded.tests
    let started = tests.indices.filter { tests[$0].start != nil }
    let order = TimeOrder.places(count: started.count) { tests[started[$0]].start ?? 0 }
      .map { started[Int($0)] }
    startless = tests.reduce(0) { $0 + ($1.start == nil && $1.outcome != .skipped ? 1 : 0) }
    let first = order.first.flatMap { tests[$0].start } ?? 0
    let session = recorded.sessionStart.flatMap { $0 < first ? $0 : nil }
    let base = session ?? first
    try RunLayout.checkTime(
      from: base,
      to: order.lazy.map { (tests[$0].start ?? 0).addingClamped(tests[$0].duration) }.max() ?? base)
    var isWorker = [Bool](repeating: false, count: recorded.texts.count + 1)
    var workers: [Name] = []
    for test in tests where test.start != nil && !isWorker[Int(test.worker.next.index)] {
      isWorker[Int(test.worker.next.index)] = true
      workers.append(test.worker)
    }
    var needs: [Int32] = []
    if session != nil {
      let lane = run.addLane(TestNames.startUp, order: .independent)
      let startUp = run.add(TestNames.startUp, lane: lane, start: 0, end: first - base)
      // It is no work of a test, and whether tests share a machine says nothing of it.
      run.calls[Int(startUp)].isDelay = true
      needs = [startUp]
    }
    addLanes(of: workers)
    var places = [Int32](repeating: -1, count: tests.count)
    for place in order {
      let parent = tests[place].file.flatMap { places[Int($0)] >= 0 ? places[Int($0)] : nil }
      places[place] = add(
        tests[place], at: (tests[place].start ?? base) - base, parent: parent,
        needs: parent == nil ? needs : [])
    }
    guard recorded.holds != nil else { return }
    held.tests = HeldTests(run.calls).places
    held.first = held.tests.first.map { run.texts[run.calls[Int($0)].name] } ?? ""
    // What they waited for is not known, and so not since when they could have run.
    for place in held.tests { run.calls[Int(place)].readyAt = nil }
  }

  private mutating func layOutByDurations() throws(ImportError) {
    var ends: [Name: Nanoseconds] = [:]
    var entries: [(at: Nanoseconds, place: Int)] = []
    entries.reserveCapacity(recorded.tests.count)
    for (place, test) in recorded.tests.enumerated() {
      let at = ends[test.worker] ?? 0
      entries.append((at, place))
      ends[test.worker] = at.addingClamped(test.duration)
      try RunLayout.checkTime(from: 0, to: at.addingClamped(test.duration))
    }
    if ends.count > 1 {
      entries.sort { ($0.at, $0.place) < ($1.at, $1.place) }
    }
    addLanes(of: ends.keys)
    for (at, place) in entries { _ = add(recorded.tests[place], at: at, parent: nil, needs: []) }
  }

  private mutating func add(
    _ test: RecordedTest, at start: Nanoseconds, parent: Int32?, needs: [Int32]
  ) -> Int32 {
    let status: RecordedCall.Status =
      switch test.outcome {
      case .passed, .skipped: .succeeded
      case .failed(let reason): .failed(reason)
      case .unfinished: .unfinished(run.texts.intern("it never ended"))
      }
    let end = start + test.duration
    var needs = needs
    // What is tried again comes after the try before.
    if test.isRetry, let earlier = tries[test.name], run.calls[Int(earlier)].end <= start {
      needs = (needs + [earlier]).sorted()
    }
    let call = run.add(
      RecordedCall(
        name: test.name, arguments: test.group, step: test.place, parent: parent,
        lane: parent == nil ? lane(of: test.worker) : nil, start: start, end: end, status: status),
      needs: needs)
    if hasRetries { tries[test.name] = call }
    if test.setup > 0, test.setup < test.duration {
      run.points.append(
        RecordedPoint(call: call, at: start + test.setup, name: run.texts.intern("body")))
    }
    if test.teardown > 0, test.setup + test.teardown < test.duration {
      run.points.append(
        RecordedPoint(call: call, at: end - test.teardown, name: run.texts.intern("teardown")))
    }
    return call
  }

  /// Whether a name comes before another where numbers in them are compared as numbers: gw2 before gw10.
  static func precedes(_ left: String, _ right: String) -> Bool {
    func key(_ text: String) -> (String, Int) {
      let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }
      return (String(text.dropLast(digits.count)), Int(String(digits.reversed())) ?? -1)
    }
    return (key(left).0, key(left).1, left) < (key(right).0, key(right).1, right)
  }

  // MARK: What has to be told

  private func notes(_ layout: RunLayout) -> [ImportNote] {
    let tests = recorded.tests
    func count(_ holds: (RecordedTest) -> Bool) -> Int {
      tests.reduce(0) { $0 + (holds($1) ? 1 : 0) }
    }
    var notes = ImportNote.skipped(
      recorded.timeless, "test has", "tests have", " no time, left out.")
    let failed =
      startless == 0 ? 0 : count { if case .failed = $0.outcome { $0.start == nil } else { false } }
    notes += ImportNote.skipped(
      startless, "test has", "tests have",
      " no start, though most of the tests have one; left out"
        + (failed > 0 ? ", \(failed) that failed among them." : "."))
    notes += ImportNote.skipped(
      count { $0.outcome == .unfinished }, "test never ended", "tests never ended",
      ": stopped where the last thing is told of it.")
    if !hasStarts {
      let known = lanes.dropFirst().contains { $0 >= 0 }
      notes.append(
        ImportNote(
          kind: .expected, count: tests.count,
          sentence: "It holds how long tests took, and not when each began"
            + (known ? "" : " nor which worker ran it")
            + ": they are shown end to end, in the order of the file, and no time of the whole run is told."
        ))
    } else if lanes[0] >= 0 {
      let unknown = count { $0.worker.isNone && $0.start != nil }
      notes.append(
        ImportNote(
          kind: .expected, count: unknown,
          sentence: (workerCount == 1
            ? "Which worker ran which test is not recorded: they"
            : "Which worker ran \(counted(unknown, "test")) is not recorded, of the others it is: those")
            + " are shown on as few as can have run them."))
    }
    if let holds = recorded.holds, !held.tests.isEmpty {
      let them = held.tests.count == 1 ? "it" : "them"
      notes += ImportNote.inferred(
        held.tests.count, "test", "tests",
        " began later than a worker was free, so something held \(them) back, the first \(held.first): "
          + "\(holds), which is not recorded. What depends on what is so unknown.")
    }
    notes += ImportNote.expected(
      recorded.skipped + count { $0.outcome == .skipped }, "test was", "tests were", " skipped.")
    notes += ImportNote.expected(
      count(\.isRetry), "try is of a test that", "tries are of tests that",
      " had been tried before; each is told by itself.")
    notes += ImportNote.skipped(
      layout.clipped, "test goes", "tests go", " beyond the file that holds it, cut off there.")
    return notes
  }
}

/// What is called the same in all runs of tests.
package enum TestNames {
  /// The time before the first test: of runners that tell when they were started.
  package static let startUp = "start-up"
  /// The lane of tests whose workers are not known.
  package static let unknownWorker = "worker"
}
