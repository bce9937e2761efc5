internal import EventLog
internal import Formatting
internal import JSON

/// The lines of a report log of pytest, put together to tests.
///
///     {"nodeid": "test_a.py::test_x", "when": "call", "start": 1795478071.9, "stop": 1795478072.1,
///      "duration": 0.2, "outcome": "passed", "worker_id": "gw0", "$report_type": "TestReport"}
///
/// Setup, call and teardown of a test have a line each; under pytest-xdist those of several workers are interleaved.
struct ReportLogReader {
  /// A test of which some phases have been read.
  private struct Open {
    var test: RecordedTest
    var stop: Nanoseconds?
    /// How long its phases took together.
    var phases: Nanoseconds = 0
    var reason = Name.none
    var hasFailed = false
  }

  private struct Key: Hashable {
    var test: Name
    var worker: Name
  }

  private var tests = RecordedTests()
  private var open: [Key: Open] = [:]
  /// The worker that each test was begun on last.
  private var workers: [Name: Name] = [:]
  private var tried: Set<Name> = []
  private var broken = 0
  private var others = 0
  /// How many files or classes could not be collected, and the first of them.
  private var uncollected = (count: 0, first: Name.none)
  /// How many subtests failed, each within a test.
  private var failedSubtests = 0
  /// How long tests took beyond their phases, and the longest such time.
  private var between: Nanoseconds = 0
  private var longestBetween: (time: Nanoseconds, test: Name) = (0, .none)

  /// Reads a line.
  mutating func read(_ line: JSONNode) {
    guard line.isWhole else {
      broken += 1
      return
    }
    var phase = Phase()
    for (key, value) in line.fields {
      phase.read(key.key, value, &tests.texts)
    }
    switch phase.kind {
    case .test where phase.test.isNone: broken += 1
    case .test: if phase.when == .crash { takeCrash(phase) } else { take(phase) }
    case .subtest: takeSubtest(phase)
    case .collection where phase.outcome == .failed:
      uncollected.count += 1
      if uncollected.first.isNone { uncollected.first = phase.test }
    case .collection, .other: break
    }
  }

  /// Takes what pytest-xdist tells of a test whose worker ended: neither the worker nor a time.
  private mutating func takeCrash(_ phase: Phase) {
    var entry =
      workers[phase.test].flatMap { open.removeValue(forKey: Key(test: phase.test, worker: $0)) }
      ?? Open(test: RecordedTest(name: phase.test, group: group(of: phase.test)))
    entry.hasFailed = true
    entry.reason = phase.reason
    finish(entry, isWhole: true)
  }

  /// Takes a part of a test that is told apart; that it failed makes its test one that failed, whatever its phases say.
  private mutating func takeSubtest(_ phase: Phase) {
    others += 1
    guard phase.outcome == .failed else { return }
    failedSubtests += 1
    let key = Key(test: phase.test, worker: phase.worker)
    guard var entry = open[key] else { return }
    entry.hasFailed = true
    if entry.reason.isNone { entry.reason = phase.reason }
    open[key] = entry
  }

  private mutating func take(_ phase: Phase) {
    let key = Key(test: phase.test, worker: phase.worker)
    if phase.when == .setup, let unfinished = open.removeValue(forKey: key) {
      // It is tried again, though nothing took it down.
      finish(unfinished, isWhole: false)
    }
    var entry =
      open[key]
      ?? Open(
        test: RecordedTest(
          name: phase.test, group: group(of: phase.test), worker: phase.worker, start: phase.start,
          place: phase.place, isRetry: tried.contains(phase.test)))
    let duration = max(0, phase.duration ?? phase.interval ?? 0)
    entry.phases = entry.phases &+ min(duration, Log.longestTime)
    if let stop = phase.stop { entry.stop = max(entry.stop ?? stop, stop) }
    switch phase.when {
    case .setup: entry.test.setup = duration
    case .call, .crash: break
    case .teardown: entry.test.teardown = duration
    }
    if phase.outcome == .failed {
      entry.hasFailed = true
      if entry.reason.isNone { entry.reason = phase.reason }
    }
    if phase.outcome == .skipped { entry.test.outcome = .skipped }
    guard phase.when == .teardown else {
      open[key] = entry
      workers[phase.test] = phase.worker
      return
    }
    open[key] = nil
    finish(entry, isWhole: true)
  }

  private mutating func finish(_ entry: Open, isWhole: Bool) {
    var (test, entry) = (entry.test, entry)
    tried.insert(test.name)
    test.duration = entry.phases
    if let start = test.start, let stop = entry.stop, stop >= start,
      case let (time, overflow) = stop.subtractingReportingOverflow(start), !overflow
    {
      let gap = time - min(entry.phases, time)
      between = between.addingClamped(gap)
      if gap > longestBetween.time { longestBetween = (gap, test.name) }
      test.duration = time
    }
    if entry.hasFailed {
      if entry.reason.isNone { entry.reason = tests.texts.intern("failed") }
      test.outcome = .failed(entry.reason)
    } else if !isWhole {
      test.outcome = .unfinished
    }
    tests.add(test)
  }

  /// The file of a test: what stands before the first `::` of its id.
  private mutating func group(of test: Name) -> Name { tests.texts.internPytestFile(of: test) }

  /// All tests, when all lines have been read.
  mutating func finished() -> RecordedTests {
    let left = open.values.sorted {
      ($0.test.start ?? 0, $0.test.name.index) < ($1.test.start ?? 0, $1.test.name.index)
    }
    for entry in left { finish(entry, isWhole: false) }
    open = [:]
    tests.notes += ImportNote.skipped(
      broken, "line is", "lines are", " broken or cut off, left out.")
    tests.notes += ImportNote.skipped(
      uncollected.count, "file could", "files or classes could",
      " not be collected, so that none of its tests ran, the first "
        + "\(tests.texts[uncollected.first]).")
    tests.notes += ImportNote.inherent(
      others, "line is", "lines are", " of something else than a test and tells no time.")
    tests.notes += ImportNote.expected(
      failedSubtests, "subtest", "subtests",
      " failed: told as a failure of the test that it is part of.")
    if between > 0 {
      let (time, test) = longestBetween
      tests.notes.append(
        ImportNote(
          kind: .inherent, count: 1,
          sentence: "\(timeText(between)) lie between the phases of tests, in no line, most of it "
            + "(\(timeText(time))) in \(tests.texts[test]): what pytest does itself, such as telling of a "
            + "failure. It counts as time of the test."))
    }
    return tests
  }
}

/// What a line says of a phase of a test.
private struct Phase {
  enum When { case setup, call, teardown, crash }
  enum Outcome { case passed, failed, skipped }
  /// What a line is of.
  enum Kind { case test, subtest, collection, other }

  var test = Name.none
  var worker = Name.none
  var when = When.call
  var outcome = Outcome.passed
  var start: Nanoseconds?
  var stop: Nanoseconds?
  var duration: Nanoseconds?
  var reason = Name.none
  var place: UInt32 = 0
  var kind = Kind.other

  var interval: Nanoseconds? {
    guard let start, let stop else { return nil }
    let (time, overflow) = stop.subtractingReportingOverflow(start)
    return overflow ? nil : time
  }

  mutating func read(_ key: JSONKey, _ value: JSONNode, _ texts: inout NameTable) {
    switch key {
    case "when":
      when =
        value.isString("setup")
        ? .setup : value.isString("teardown") ? .teardown : value.isString("???") ? .crash : .call
    case "stop": stop = Self.instant(value)
    case "start": start = Self.instant(value)
    case "nodeid": test = texts.intern(value) ?? .none
    case "outcome":
      outcome =
        value.isString("failed") || value.isString("rerun")
        ? .failed : value.isString("skipped") ? .skipped : .passed
    case "duration": duration = value.integer(timesTenTo: 9)
    case "longrepr": reason = Self.reason(value, &texts)
    case "worker_id": worker = texts.intern(value) ?? .none
    case "item_index":
      place = value.integer().flatMap { UInt32(exactly: $0 &+ 1) } ?? 0
    case "$report_type":
      kind =
        value.isString("TestReport")
        ? .test
        : value.isString("SubTestReport")
          ? .subtest : value.isString("CollectReport") ? .collection : .other
    default: break
    }
  }

  /// An instant; nil if it is none, or 0, which says that there was none.
  private static func instant(_ value: JSONNode) -> Nanoseconds? {
    value.integer(timesTenTo: 9).flatMap { $0 == 0 ? nil : $0 }
  }

  /// What failed: the message of the crash, or what is told instead of it.
  private static func reason(_ value: JSONNode, _ texts: inout NameTable) -> Name {
    if let text = value.string {
      let line = String(text.drop { $0.isWhitespace }).firstLine.trimmed
      return line.isEmpty ? .none : texts.intern(line)
    }
    guard value.kind == .object, let message = value["reprcrash"]?["message"]?.string else {
      return .none
    }
    return texts.intern(message.firstLine)
  }
}
