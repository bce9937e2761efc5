internal import EventLog
internal import Formatting
internal import JSON
internal import XML

/// The suites and tests of a JUnit report, as runners write it.
///
///     <testsuite name="pytest" time="6.159" timestamp="2026-11-23T23:54:30.941579+00:00">
///       <testcase classname="build.test_work" name="test_job[1]" time="0.121" />
///
/// A suite may hold suites, whose times it then holds too: only those of tests are read.
struct JUnitReader {
  /// An element that is open.
  private enum Element {
    case suite(file: Name, name: Name)
    case test
    /// A failure or an error of the test that is open.
    case failure
    /// A try of the test that is open, before the one that counts.
    case earlierTry
    case other
  }

  private var tests = RecordedTests()
  private var open: [Element] = []
  /// The test that is open, and whether its time can be read.
  private var test: (test: RecordedTest, hasTime: Bool)?
  private var failureText: [UInt8] = []
  private var earlierTries = 0
  private var ambiguous = 0
  private var suites = 0
  /// The own time of the only suite, which took less than `unit` longer than that, and how many tests it says it had.
  private var suite: (time: Nanoseconds?, unit: Nanoseconds, tests: Int?) = (nil, 0, nil)

  /// Takes the beginning of an element.
  mutating func start(_ tag: XMLTag) {
    open.append(element(tag))
  }

  private mutating func element(_ tag: XMLTag) -> Element {
    if test != nil { return elementOfTest(tag) }
    if tag.isNamed("testsuite") {
      suites += 1
      let time = tag["time"] ?? ""
      // CTest writes whole seconds.
      let isWhole = !time.contains { $0 == "." || $0 == "," }
      suite = (
        tag.withValue(of: "time") { JUnitTime($0)?.time } ?? nil, isWhole ? 1_000_000_000 : 0,
        tag["tests"].flatMap { Int($0) }
      )
      return .suite(
        file: intern(tag["file"] ?? tag["filepath"] ?? tag["filename"]), name: intern(tag["name"]))
    }
    guard tag.isNamed("testcase") else { return .other }
    begin(tag)
    return .test
  }

  private mutating func begin(_ tag: XMLTag) {
    let (title, className) = (tag["name"] ?? "unnamed", tag["classname"] ?? "")
    // Some runners write the class, or all, into both.
    let name =
      className.isEmpty || title.hasPrefix(className) ? title : "\(className).\(title)"
    var test = RecordedTest(name: tests.texts.intern(name))
    test.group = group(tag, className)
    let time = tag.withValue(of: "time") { JUnitTime($0) } ?? nil
    if let time {
      test.duration = time.time
      if time.isAmbiguous { ambiguous += 1 }
    }
    if let stamp = tag["timestamp"] { test.start = Self.exactInstant(stamp) }
    if tag["status"] == "notrun" || tag["result"] == "suppressed" { test.outcome = .skipped }
    self.test = (test, time != nil)
  }

  /// When a test began; nil where that is told in whole seconds, in which hundreds of tests may begin, and where 1970 says
  /// that it never did.
  private static func exactInstant(_ stamp: String) -> Nanoseconds? {
    stamp.contains(".") ? InstantText.instant(stamp).flatMap { $0 > 0 ? $0 : nil } : nil
  }

  /// What a test is of: its file, else its class, else the suite that holds it.
  private mutating func group(_ tag: XMLTag, _ className: String) -> Name {
    if let file = tag["file"], !file.isEmpty { return tests.texts.intern(file) }
    var suite = Name.none
    for case .suite(let file, let name) in open.reversed() {
      if !file.isNone { return file }
      if suite.isNone { suite = name }
    }
    return className.isEmpty ? suite : tests.texts.intern(className)
  }

  private mutating func elementOfTest(_ tag: XMLTag) -> Element {
    if tag.isNamed("failure") || tag.isNamed("error") {
      let message = tag["message"] ?? tag["type"] ?? ""
      if case .failed? = test?.test.outcome { return .other }
      let reason = intern(Self.reason(message))
      test?.test.outcome = .failed(reason)
      failureText = []
      return .failure
    }
    if tag.isNamed("skipped") {
      test?.test.outcome = .skipped
    } else if ["flakyFailure", "flakyError", "rerunFailure", "rerunError"].contains(tag.name) {
      earlierTries += 1
      return .earlierTry
    }
    return .other
  }

  /// What a message says: its first line, or where that is only a place, as GoogleTest has it, the next one with it.
  private static func reason(_ message: String) -> String {
    let first = message.firstLine
    guard let colon = first.lastIndex(of: ":"), !first.contains(" "),
      Int(first[first.index(after: colon)...]) != nil
    else { return first }
    let next = String(message.dropFirst(first.count).drop { $0.isWhitespace }).firstLine
    return next.isEmpty ? first : "\(next) (\(first))"
  }

  /// Takes text within an element.
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard case .failure? = open.last, failureText.count < 1_000 else { return }
    failureText += text
  }

  /// Takes the end of the element that began last.
  mutating func end() {
    switch open.popLast() {
    case .failure?:
      if case .failed(.none)? = test?.test.outcome {
        let text = String(decoding: failureText, as: UTF8.self)
        let line = String(text.drop { $0.isWhitespace }).firstLine
        let reason = tests.texts.intern(line.isEmpty ? "failed" : line)
        test?.test.outcome = .failed(reason)
      }
    case .test?: finishTest()
    default: break
    }
  }

  private mutating func finishTest() {
    guard let (test, hasTime) = test else { return }
    self.test = nil
    if hasTime || test.outcome == .skipped { tests.add(test) } else { tests.timeless += 1 }
  }

  private mutating func intern(_ text: String?) -> Name {
    text.flatMap { $0.isEmpty ? nil : tests.texts.intern($0) } ?? .none
  }

  /// Ends a file, of which elements may be left open.
  mutating func endFile() {
    // One that is cut off has its time in its beginning.
    finishTest()
    open = []
  }

  /// All tests, when all files have been read.
  mutating func finished() -> RecordedTests {
    tests.notes += ImportNote.inferred(
      ambiguous, "time is", "times are",
      " written with a comma and three digits, read as thousands, as Maven writes them.")
    tests.notes += ImportNote.expected(
      earlierTries, "earlier try of a test is", "earlier tries of tests are",
      " named, whose time the report does not add to the test's.")
    tests.notes += suiteNotes
    return tests
  }

  /// What the time of the only suite says of its tests: where it took less than they did together, some ran at once.
  private var suiteNotes: [ImportNote] {
    guard suites == 1, let time = suite.time, time > 0 else { return [] }
    let listed = tests.tests.count + tests.timeless
    if let counted = suite.tests, counted > listed, !tests.tests.isEmpty {
      return [
        ImportNote(
          kind: .inferred, count: 1,
          sentence:
            "Its suite counts \(counted) tests and lists \(listed), as pytest does where tests have "
            + "subtests: their time counts twice then, once more in the time of their test.")
      ]
    }
    let sum = tests.tests.reduce(0) { $0 + Int128($1.duration) }
    let most = Int128(time) + Int128(suite.unit)
    // Of tests that ran in parallel, the longest lies within the suite, and no more run at once than there are.
    let longest = tests.tests.reduce(0) { max($0, Int128($1.duration)) }
    guard sum > most + most / 20, longest <= most + most / 20 else { return [] }
    return [
      ImportNote(
        kind: .expected, count: 1,
        sentence:
          "Its suite took \(timeText(time))\(suite.unit > 0 ? " (whole seconds)" : ""), less than its tests "
          + "together, \(timeText(sum)): they ran in parallel, at least \(ratioText(sum, most)) at once on "
          + "average.")
    ]
  }
}
