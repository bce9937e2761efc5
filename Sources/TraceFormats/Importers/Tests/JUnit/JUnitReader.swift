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
    /// What holds all suites.
    case suites
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
  /// How much of the text of a failure is read.
  private static let longestFailure = 1 << 16
  private var earlierTries = 0
  private var ambiguous = 0
  private var suites = JUnitSuites()
  private var repeats = JUnitRepeats()
  /// Whether pytest wrote the suite that is open.
  private var isOfPytest = false
  /// When a file says that its run began, and how long it took; nil before it does.
  private var began: (at: Nanoseconds, time: Nanoseconds)?

  /// Takes the beginning of an element.
  mutating func start(_ tag: XMLTag) {
    open.append(element(tag))
  }

  private mutating func element(_ tag: XMLTag) -> Element {
    if test != nil { return elementOfTest(tag) }
    let isSuite = tag.isNamed("testsuite")
    if isSuite || tag.isNamed("testsuites") {
      let name = tag["name"] ?? ""
      suites.begin(
        isSuite ? name : "", time: tag["time"] ?? "", counted: isSuite ? tag["tests"] : nil)
      takeBeginning(of: tag)
      // What it calls its suite can be chosen, what holds it cannot.
      if open.isEmpty || name == "pytest" { isOfPytest = name.hasPrefix("pytest") }
      guard isSuite else { return .suites }
      return .suite(
        file: intern(tag["file"] ?? tag["filepath"] ?? tag["filename"]), name: intern(name))
    }
    guard tag.isNamed("testcase") else { return .other }
    begin(tag)
    return .test
  }

  /// Takes in when the outermost element of a file says that it began, if that is told as exactly as tests tell it.
  private mutating func takeBeginning(of tag: XMLTag) {
    guard !open.contains(where: { if case .suite = $0 { true } else { false } }), began == nil,
      let at = tag["timestamp"].flatMap(Self.exactInstant),
      let time = tag.withValue(of: "time", { JUnitTime($0)?.time }) ?? nil
    else { return }
    began = (at, time)
  }

  private mutating func begin(_ tag: XMLTag) {
    let (title, className) = (tag["name"] ?? "unnamed", wholeClass(tag["classname"] ?? ""))
    let name = holds(title, className) ? title : "\(className).\(title)"
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

  /// The name of a class with what it is in, where only the suite that is named after it has that.
  private func wholeClass(_ name: String) -> String {
    guard !name.isEmpty, case .suite(_, let suite)? = open.last, !suite.isNone else { return name }
    let isNamedAfter = tests.texts.withBytes(of: suite) {
      $0.suffix(name.utf8.count + 1).elementsEqual(".\(name)".utf8)
    }
    return isNamedAfter ? tests.texts[suite] : name
  }

  /// Whether the name of a test says its class: some runners write the class, or all, into both.
  private func holds(_ title: String, _ className: String) -> Bool {
    guard !className.isEmpty else { return true }
    guard title.hasPrefix(className) else { return false }
    // A function of pytest may be called as its module is.
    guard let next = title.dropFirst(className.count).first else { return !isOfPytest }
    return !next.isLetter && !next.isNumber && next != "_"
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

  /// What a message says: its first line; where that is only a place, as GoogleTest has it, the next one with it, and of a
  /// traceback of Python the last.
  private static func reason(_ message: String) -> String {
    let first = message.firstLine
    if first.hasPrefix("Traceback (most recent call last)") {
      // Python says what was raised in the end.
      let lines = message.split(whereSeparator: \.isNewline)
      return lines.last { !$0.allSatisfy(\.isWhitespace) }.map { String($0).firstLine } ?? first
    }
    guard let colon = first.lastIndex(of: ":"), !first.contains(" "),
      Int(first[first.index(after: colon)...]) != nil
    else { return first }
    let next = String(message.dropFirst(first.count).drop { $0.isWhitespace }).firstLine
    return next.isEmpty ? first : "\(next) (\(first))"
  }

  /// Takes text within an element.
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard case .failure? = open.last, failureText.count < Self.longestFailure else { return }
    failureText += text
  }

  /// Takes the end of the element that began last.
  mutating func end() {
    switch open.popLast() {
    case .suites?, .suite?: suites.end()
    case .failure?:
      if case .failed(.none)? = test?.test.outcome {
        let text = String(decoding: failureText, as: UTF8.self)
        let line = Self.reason(String(text.drop { $0.isWhitespace }))
        let reason = tests.texts.intern(line.isEmpty ? "failed" : line)
        test?.test.outcome = .failed(reason)
      }
    case .test?: finishTest()
    default: break
    }
  }

  private mutating func finishTest() {
    guard let (read, hasTime) = test else { return }
    var test = read
    self.test = nil
    suites.add(test.duration)
    guard hasTime else {
      if test.outcome == .skipped { tests.skipped += 1 } else { tests.timeless += 1 }
      return
    }
    // Ids of pytest are unique: what is there again was tried again.
    test.isRetry = repeats.add(test.name) && isOfPytest
    tests.add(test)
  }

  private mutating func intern(_ text: String?) -> Name {
    text.flatMap { $0.isEmpty ? nil : tests.texts.intern($0) } ?? .none
  }

  /// Ends a file, of which elements may be left open.
  mutating func endFile() {
    // One that is cut off has its time in its beginning.
    finishTest()
    open = []
    suites.endFile()
    repeats.endFile()
    if let began, let first = tests.tests.lazy.compactMap(\.start).min(), began.at < first,
      first - began.at <= began.time
    {
      tests.sessionStart = min(began.at, tests.sessionStart ?? began.at)
    }
    began = nil
  }

  /// All tests, when all files have been read.
  mutating func finished() -> RecordedTests {
    tests.notes += ImportNote.inferred(
      ambiguous, "time is", "times are",
      " written with a comma and three digits, read as thousands, as Maven writes them.")
    tests.notes += ImportNote.expected(
      earlierTries, "earlier try of a test is", "earlier tries of tests are",
      " named, whose time the report does not add to the test's.")
    tests.notes += JUnitSubtests(tests).takeOut(of: &tests)
    tests.notes += repeats.notes(tests.texts)
    tests.notes += suites.notes(
      areStartsKnown: tests.tests.contains { $0.start != nil },
      isBeginningKnown: tests.sessionStart != nil)
    return tests
  }
}
