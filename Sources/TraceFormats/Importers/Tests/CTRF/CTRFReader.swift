internal import EventLog
internal import Formatting
internal import JSON

/// The tests of a CTRF report.
///
///     {"results": {"tool": {"name": "jest"}, "summary": {"start": 1706828654274},
///       "tests": [{"name": "adds", "status": "passed", "duration": 801, "start": 1706828654300,
///         "threadId": "2", "filePath": "src/add.test.js"}]}}
struct CTRFReader {
  private var tests = RecordedTests()
  private var broken = 0
  private var retried = 0
  /// How many tests have their earlier tries within their own time.
  private var wholes = 0
  private var sessionStart: Int64?
  /// How long all took, by the summary; nil if it does not say.
  private var runTime: Nanoseconds?
  private var workers = WorkerNames()
  /// The file and the suite that were read last: the next test is mostly of them too.
  private var (file, latestSuite) = (Name.none, Name.none)

  /// Reads a report.
  mutating func read(_ report: JSONNode) {
    let results = report["results"]
    if let start = results?["summary"]?["start"]?.integer(timesTenTo: 6), start > 0 {
      sessionStart = start
      if let stop = results?["summary"]?["stop"]?.integer(timesTenTo: 6), stop > start {
        runTime = stop - start
      }
    }
    for test in results?.elements(of: "tests") ?? [] { readTest(test) }
  }

  /// Reads the tests of a long report in stretches, on all cores.
  ///
  /// - Returns: The report without those tests; as it is if nothing of it was read, because it is short or broken.
  mutating func readStretches(of input: TraceInput) -> TraceInput {
    input.readStretches(
      "results", "tests", into: CTRFReader(),
      { reader, tests in
        for test in tests { reader.readTest(test) }
      }
    ) { stretches in
      tests.append(stretches.map(\.tests))
      for next in stretches {
        broken += next.broken
        retried += next.retried
        wholes += next.wholes
      }
    }
  }

  private mutating func readTest(_ node: JSONNode) {
    guard node.isWhole else {
      broken += 1
      return
    }
    var test = RecordedTest(name: .none)
    var (title, duration, start) = (nil as JSONNode?, nil as Int64?, nil as Int64?)
    var suite = Name.none
    var (message, retries) = (Name.none, 0)
    var attempts: [JSONNode] = []
    for (key, value) in node.fields {
      switch key.key {
      case "name": title = value.isText ? value : nil
      case "status":
        switch value.key {
        case "failed": test.outcome = .failed(.none)
        case "skipped", "pending": test.outcome = .skipped
        default: break
        }
      case "duration": duration = value.integer(timesTenTo: 6)
      case "start": start = value.integer(timesTenTo: 6)
      case "suite": suite = self.suite(value)
      case "filePath":
        file = tests.texts.intern(value, guess: file) ?? .none
        test.group = file
      case "threadId": test.worker = workers.name(of: value, in: &tests.texts)
      case "retries": retries = Int(clamping: value.integer() ?? 0)
      case "message":
        message = value.string.map { tests.texts.intern($0.firstLine) } ?? .none
      case "extra":
        // Where reporters of pytest write it.
        if test.worker.isNone, let worker = value["worker"] {
          test.worker = workers.name(of: worker, in: &tests.texts)
        }
      case "retryAttempts": attempts = Array(value.elements)
      default: break
      }
    }
    guard let duration, let title else {
      if test.outcome == .skipped { tests.skipped += 1 } else { tests.timeless += 1 }
      return
    }
    if case .failed = test.outcome {
      test.outcome = .failed(message.isNone ? tests.texts.intern("failed") : message)
    }
    test.name = name(title, in: suite, isAlone: test.group.isNone)
    if test.group.isNone { test.group = suite }
    let isWhole = holdsTries(attempts, start, duration)
    let tries = isWhole ? 0 : addTries(attempts, of: test, before: (start, duration))
    if isWhole { wholes += 1 } else if retries > tries { retried += 1 }
    test.isRetry = tries > 0
    test.duration = duration
    test.start = start.flatMap { $0 > 0 ? $0 : nil }
    tests.add(test)
  }

  /// Whether the earlier tries of a test lie within its own time, so that this is the time of all of them.
  private func holdsTries(_ attempts: [JSONNode], _ start: Int64?, _ duration: Int64) -> Bool {
    guard let start else { return false }
    return attempts.contains { attempt in
      guard let began = attempt["start"]?.integer(timesTenTo: 6),
        let took = attempt["duration"]?.integer(timesTenTo: 6)
      else { return false }
      return began >= start && began.addingClamped(took) <= start.addingClamped(duration)
        && (began, took) != (start, duration)
    }
  }

  /// Adds the tries of a test before the last one, as far as it is told how long they took.
  ///
  ///     "retryAttempts": [{"attempt": 1, "status": "failed", "duration": 15, "start": 1706828654274}]
  ///
  /// - Returns: How many there were.
  private mutating func addTries(
    _ attempts: [JSONNode], of test: RecordedTest, before last: (start: Int64?, duration: Int64)
  ) -> Int {
    var count = 0
    for attempt in attempts {
      guard let duration = attempt["duration"]?.integer(timesTenTo: 6), duration >= 0 else {
        continue
      }
      let stop = attempt["stop"]?.integer(timesTenTo: 6)
      let start =
        attempt["start"]?.integer(timesTenTo: 6)
        ?? stop.flatMap { $0 > duration ? $0 - duration : nil }
      // Some reporters list the last try too.
      if start != nil, start == last.start, duration == last.duration { continue }
      var test = test
      test.isRetry = count > 0
      test.duration = duration
      test.outcome = .passed
      if attempt["status"]?.isString("failed") == true {
        test.outcome = .failed(
          tests.texts.intern(attempt["message"]?.string.map(\.firstLine) ?? "failed"))
      }
      test.start = start.flatMap { $0 > 0 ? $0 : nil }
      tests.add(test)
      count += 1
    }
    return count
  }

  /// A suite is a text, or since 1.0 a list of texts from the outermost.
  private mutating func suite(_ value: JSONNode) -> Name {
    if value.kind == .string {
      latestSuite = tests.texts.intern(value, guess: latestSuite) ?? .none
      return latestSuite
    }
    let names = value.elements.compactMap(\.string)
    return names.isEmpty ? .none : tests.texts.intern(names.joined(separator: "\(Self.separator)"))
  }

  private static let separator: StaticString = " › "

  /// The whole name of a test: names of tests are not unique; with its suite one is.
  private mutating func name(_ title: JSONNode, in suite: Name, isAlone: Bool) -> Name {
    title.withString { title in
      let isPart =
        !suite.isNone
        && tests.texts.withBytes(of: suite) { Self.isPart(title, of: $0, isAlone: isAlone) }
      return isPart
        ? tests.texts.intern(suite, Self.separator, title)
        : tests.texts.intern(utf8: UnsafeRawBufferPointer(title))
    } ?? .none
  }

  /// Whether a title is only a part of the name of a test of a suite: some reporters write the suite, or all, into both.
  ///
  /// Those of pytest write its file, before the rest of its id:
  ///
  ///     tests/test_add.py › TestSmall     tests/test_add.py::TestSmall::test_one
  ///
  /// Where nothing else tells what it is of, a suite of the same name is the test itself.
  private static func isPart(
    _ title: UnsafeBufferPointer<UInt8>, of suite: UnsafeRawBufferPointer, isAlone: Bool
  ) -> Bool {
    var same = 0
    while same < min(title.count, suite.count), title[same] == suite[same] { same += 1 }
    if same == suite.count, title.count > same || isAlone { return false }
    let isWholeID =
      title[same...].starts(with: "::".utf8) && suite[same...].starts(with: "\(separator)".utf8)
    return !isWholeID
  }

  /// That tests ran at once, where only the time of all of them together tells it.
  private var parallelNote: [ImportNote] {
    let sum = tests.tests.reduce(0) { $0 + Int128($1.duration) }
    guard let runTime, !tests.tests.contains(where: { $0.start != nil }),
      let parallel = ParallelTests(sum: sum, within: Int128(runTime))
    else { return [] }
    return [
      ImportNote(
        kind: .expected, count: 1,
        sentence:
          "The run took \(timeText(runTime)) by its summary, \(parallel.comparison): they ran in parallel, "
          + "\(parallel.rate).")
    ]
  }

  /// All tests, when all reports have been read.
  mutating func finished() -> RecordedTests {
    let millisecond: Int64 = 1_000_000
    let known = tests.tests.compactMap(\.start)
    // Some reporters tell seconds where the format asks for milliseconds, and some whole seconds.
    let areInSeconds = known.allSatisfy { $0 < 100_000_000_000 * millisecond }
    let areWhole = known.count > 1 && known.allSatisfy { $0 % (1_000 * millisecond) == 0 }
    if !known.isEmpty, areInSeconds || areWhole {
      tests.notes.append(
        ImportNote(
          kind: .skipped, count: known.count,
          sentence:
            "The starts of tests are told in whole seconds, in which many tests may begin: they "
            + "were left out."))
      for place in tests.tests.indices { tests.tests[place].start = nil }
    } else {
      tests.sessionStart = sessionStart
    }
    tests.notes += parallelNote
    tests.notes += ImportNote.skipped(
      broken, "test is", "tests are", " broken or cut off, left out.")
    tests.notes += ImportNote.expected(
      retried, "test was", "tests were",
      " tried again after a failure; the report tells how long the last try took.")
    tests.notes += ImportNote.expected(
      wholes, "test was", "tests were",
      " tried again after a failure; the time that is told holds all tries.")
    return tests
  }
}
