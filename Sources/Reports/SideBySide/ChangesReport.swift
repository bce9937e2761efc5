public import EventLog
internal import TraceAnalysis
internal import Formatting

/// Two runs side by side: the first event that differs, and what that came to.
///
///     a → b: first difference at seq 17, at 3 s: expected …, actual …
public struct ChangesReport: Report, Sendable, TellsTimes {
  let expected: Log
  let actual: Log
  let names: (expected: String, actual: String)
  /// What is said of events of both, which goes through each log once at most.
  let events: (expected: EventsReport, actual: EventsReport)
  let header: HeaderText
  /// The scale of the longer run.
  var timeScale: TimeScale { expected.end > actual.end ? expected.timeScale : actual.timeScale }
  /// The first event that differs, what is declared included.
  let difference: LogDifference?
  /// The first event that differs in what happens, where only what is declared differs before.
  let effect: LogDifference?
  /// What came of it; nil where no event differs.
  let outcome: Outcome?

  /// What came of a difference.
  struct Outcome {
    let expected: Analysis
    let actual: Analysis
    let changes: RunChanges
  }

  /// Compares a log with another that is expected to be the same.
  ///
  /// - Parameters:
  ///   - expected: The log that the other one should be like.
  ///   - actual: The log that is compared with it.
  ///   - names: What they are called.
  /// - Complexity: O(*n*) in the number of events.
  public init(expected: Log, actual: Log, names: (expected: String, actual: String)) {
    self.init(expected: expected, actual: actual, names: names, withOutcome: true)
  }

  /// Compares a log with another, with or without what came of the difference.
  init(
    expected: Log, actual: Log, names: (expected: String, actual: String), withOutcome: Bool
  ) {
    self.expected = expected
    self.actual = actual
    self.names = names
    events = (EventsReport(expected), EventsReport(actual))
    header = HeaderText(expected.header, actual.header)
    difference = expected.firstDifference(from: actual)
    guard let difference else {
      (effect, outcome) = (nil, nil)
      return
    }
    let isOfDeclaration = difference.seq < max(expected.declarations, actual.declarations)
    let isCutOff = !expected.isClosed && !difference.isExpected
    effect =
      isOfDeclaration && !isCutOff ? expected.firstDifference(from: actual, isOfEffects: true) : nil
    guard withOutcome else {
      outcome = nil
      return
    }
    let runs = (Analysis(expected), Analysis(actual))
    outcome = Outcome(
      expected: runs.0, actual: runs.1,
      changes: RunChanges(expected: runs.0, actual: runs.1))
  }

  /// Whether any event differs.
  ///
  /// Other headers, such as another name, do not count by themselves.
  public var isChanged: Bool { difference != nil }

  /// The report for people; its first line is the answer.
  public var text: String {
    let sentences = explanations.isEmpty ? [] : [""] + explanations
    return ([answer.visibleText] + sentences + differences + came).joined(separator: "\n") + "\n"
  }

  /// What the logs say otherwise of themselves that can have led to a difference.
  var explanations: [String] {
    header.explaining.map { "  " + $0.sentence.visibleText.truncated(toColumns: Self.widest) }
  }

  /// The first events that differ, side by side, each below a title.
  var differences: [String] {
    [("first difference", difference), (effectTitle, effect)].flatMap { title, difference in
      guard let difference else { return [String]() }
      let report = DifferenceReport(
        difference, expected: expected, actual: actual,
        labels: ("expected, \(names.expected)", "actual, \(names.actual)"), chain: Self.chain)
      return ["", "\(title), \(Self.place(of: difference)):"] + report.lines
    }
  }

  /// What came of it.
  var came: [String] { outcome.map { OutcomeText($0, names).lines } ?? [] }

  private let effectTitle = "first difference in what happens"
  private static let widest = 200
  /// How many causes of causes are told.
  private static let chain = 4

  // MARK: The answer

  /// The first line: whether and where they differ.
  public var answer: String {
    let pair = "\(names.expected) → \(names.actual)"
    guard let difference else {
      let same = "the same, all \(counted(expected.events.count, "event"))"
      return "\(pair): \(same)"
        + (header.explaining.isEmpty ? "" : "; but not all that led to them")
    }
    return "\(pair): \(sentence(of: difference))"
  }

  /// Where and how they differ first; empty where they do not.
  var firstDifference: String { difference.map(sentence) ?? "" }

  private func sentence(of difference: LogDifference) -> String {
    let first = "first difference \(Self.place(of: difference)), at \(time(of: difference))"
    guard difference.seq < max(expected.declarations, actual.declarations) else {
      return "\(first): \(words(for: difference))"
    }
    guard let effect else {
      let rest = difference.isExpected ? "; what happens is the same" : ""
      return "\(first): \(words(for: difference))\(rest)"
    }
    return "\(first), and in what happens \(Self.place(of: effect)), at \(time(of: effect)): "
      + words(for: effect)
  }

  /// `at seq 17`, or `at seq 17 (18 in the second)`.
  private static func place(of difference: LogDifference) -> String {
    let other = difference.actualSeq
    return "at seq \(difference.seq)" + (other == difference.seq ? "" : " (\(other) in the second)")
  }

  /// The earlier of the instants of the two events.
  private func time(of difference: LogDifference) -> String {
    let times = [
      difference.isExpected ? expected.events[difference.seq].at : nil,
      difference.isActual ? actual.events[difference.actualSeq].at : nil,
    ]
    return timeText(times.compactMap(\.self).min() ?? 0)
  }

  private func words(for difference: LogDifference) -> String {
    let (seq, otherSeq) = (difference.seq, difference.actualSeq)
    guard difference.isExpected else {
      return "expected nothing, actual \(event(otherSeq, of: events.actual))"
    }
    guard difference.isActual else {
      return "expected \(event(seq, of: events.expected)), actual nothing"
    }
    let (one, other) = (event(seq, of: events.expected), event(otherSeq, of: events.actual))
    let (at, otherAt) = (expected.events[seq].at, actual.events[otherSeq].at)
    if one != other { return "expected \(one), actual \(other)" }
    guard at != otherAt else { return "\(one), for another cause" }
    let isLater = otherAt > at
    return "\(one) \(timeText(isLater ? otherAt - at : at - otherAt)) "
      + (isLater ? "later" : "earlier")
  }

  private func event(_ seq: Int, of events: EventsReport) -> String {
    let subject = events.subject(of: seq)
    return "\(events.log.events[seq].kind.word)" + (subject.isEmpty ? "" : " \(subject)")
  }
}
