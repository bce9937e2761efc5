internal import EventLog
internal import Expectations
internal import Formatting
internal import TraceAnalysis

/// What became of what a scenario expects of its run, in words.
///
///       1 of 2 expectations not kept:
///         line 9: makespan <= 4s
///           it is 6 s
///           longest, from 0 s to 4 s: train ran, waited for because it is not parallel
struct ExpectationsText: TellsTimes {
  let comparison: Comparison
  let checked: [CheckedExpectation]
  var run: Analysis { comparison.run }
  var timeScale: TimeScale { comparison.timeScale }

  init(_ comparison: Comparison, _ checked: [CheckedExpectation]) {
    (self.comparison, self.checked) = (comparison, checked)
  }

  /// How many are kept, in words; nil where nothing was expected.
  var answer: String? {
    guard !checked.isEmpty else { return nil }
    let broken = checked.count { !$0.isKept }
    let all = counted(checked.count, "expectation")
    if broken == 0 { return "\(all) kept" }
    return checked.count == 1 ? "\(all) not kept" : "\(broken) of \(all) not kept"
  }

  /// The lines of a report: those that are not kept in full, those that are in one.
  var lines: [String] {
    guard let answer else { return [] }
    guard checked.contains(where: { !$0.isKept }) else { return ["  \(answer)"] }
    return ["  \(answer):"] + failures(indentation: 4)
  }

  /// Those that are not kept, each with what was found and what in the run explains it.
  func failures(indentation: Int) -> [String] {
    let blanks = String(repeating: " ", count: indentation)
    return checked.filter { !$0.isKept }.flatMap { checked -> [String] in
      let below = [found(by: checked)].compactMap(\.self) + explanation(of: checked)
      return [blanks + title(of: checked).visibleText]
        + below.map { "\(blanks)  \($0.visibleText)" }
    }
  }

  /// Where an expectation stands, and what it says.
  func title(of checked: CheckedExpectation) -> String {
    "line \(checked.expectation.line): \(checked.expectation.text)"
  }

  /// What programs are told of each.
  var entries: [ExpectationEntry] {
    checked.map { checked in
      ExpectationEntry(
        text: checked.expectation.text, line: checked.expectation.line, isKept: checked.isKept,
        found: found(by: checked))
    }
  }

  /// For Markdown: how many are kept, and those that are not.
  var markdownLines: [String] {
    guard let answer else { return [] }
    let failures = checked.filter { !$0.isKept }.map { checked in
      let title = title(of: checked).markdownText
      return "  - \(title): \((found(by: checked) ?? "").markdownText)"
    }
    return ["- \(failures.isEmpty ? answer : "**\(answer)**")"] + failures
  }

  // MARK: What was found

  /// What was found in the run; nil if nothing is to be said of it.
  func found(by checked: CheckedExpectation) -> String? {
    switch checked.finding {
    case .value(let value, let unit):
      return "it is \(words(value, unit, beside: checked))\(partText(of: value, checked))"
    case .unknown:
      let obstacle = checked.expectation.asksForBaseline ? comparison.obstacle : nil
      return "it is not known" + (obstacle.map { ": \($0.text)" } ?? "")
    case .values(let values):
      let known = values.map { "\($0.name) is \($0.value.shown)" }
      return known.isEmpty
        ? "it is \(checked.isKept ? "true" : "false")" : known.joined(separator: ", ")
    case .end(let end): return end.words(at: run.log.end)
    case .failure(let call): return failureText(of: call)
    case .races(let races) where races.races.isEmpty:
      return "there are too many accesses to find out whether any race"
    case .races(let races):
      let count = races.areAll ? "" : "at least "
      return "there \(races.races.count == 1 ? "is" : "are") \(count)"
        + counted(races.races.count, "race")
    case .overlap(let earlier, let later):
      return "\(lifeText(of: earlier)), and \(run.title(of: later)) started at "
        + timeText(run.table[later].startedAt ?? 0)
    case .neverStarted(let components):
      return components.names == [components.text]
        ? "\(components.text) never started"
        : "none of the \(components.names.count) that `\(components.text)` stands for ever started"
    case .nothing: return nil
    }
  }

  /// A value as people read it; exactly, where rounded it would look like what was expected.
  private func words(
    _ value: MeasuredValue, _ unit: RunMeasure.Unit, beside checked: CheckedExpectation
  ) -> String {
    let text = words(value, unit)
    guard !checked.isKept, let limit = checked.expectation.claim.limit, limit != value,
      words(limit, unit) == text
    else { return text }
    switch unit {
    case .time: return "\(text) (\(value.numerator) ns)"
    case .ratio where value.numerator % value.denominator != 0:
      return "\(text) (\(value.numerator)/\(value.denominator))"
    case .ratio, .count: return text
    }
  }

  /// The value in percent, where that is how it is expected; negative parts are told as a time alone.
  private func partText(of value: MeasuredValue, _ checked: CheckedExpectation) -> String {
    guard value.numerator >= 0 else { return "" }
    switch checked.expectation.claim {
    case .measure(_, _, .part):
      return ", \(percentText(value.numerator, Int128(comparison.baselineTime ?? 0)))"
    case .measure(.efficiency, _, _) where checked.expectation.text.contains("%"):
      return ", \(percentText(value.numerator, value.denominator))"
    default: return ""
    }
  }

  private func words(_ value: MeasuredValue, _ unit: RunMeasure.Unit) -> String {
    switch unit {
    case .time: return timeText(value.numerator)
    case .ratio: return ratioText(max(0, value.numerator), value.denominator)
    case .count: return "\(value.numerator)"
    }
  }

  private func failureText(of call: CallNumber) -> String {
    let record = run.table[call]
    let title = "\(run.title(of: call)) failed at \(timeText(record.endedAt ?? 0))"
    guard let ended = record.ended, case .callFailed(let reason) = run.log.events[ended].kind,
      !reason.isNone
    else { return title }
    return "\(title): \(run.log.names[reason])"
  }

  /// From when to when a call ran, and how that ended if not well.
  private func lifeText(of call: CallNumber) -> String {
    let record = run.table[call]
    let (start, end) = (timeText(record.startedAt ?? 0), timeText(record.endedAt ?? run.log.end))
    if let ended = record.ended, case .callStopped = run.log.events[ended].kind {
      return "\(run.title(of: call)) started at \(start) and was stopped at \(end)"
    }
    return "\(run.title(of: call)) ran from \(start) to \(end)"
  }
}

extension RunExpectation.Claim {
  /// The value that a measure is compared with.
  fileprivate var limit: MeasuredValue? {
    switch self {
    case .measure(_, _, .value(let limit)), .component(_, of: _, _, let limit): limit
    default: nil
    }
  }
}

/// What programs are told of an expectation.
struct ExpectationEntry: Sendable {
  var text: String
  var line: Int
  var isKept: Bool
  var found: String?
}

extension JSONValue {
  /// What is told of each of some expectations.
  init(_ entries: [ExpectationEntry]) {
    self = .array(
      entries.map { entry in
        .object([
          ("text", .string(entry.text)), ("line", JSONValue(count: entry.line)),
          ("held", .bool(entry.isKept)), ("found", JSONValue(entry.found)),
        ])
      })
  }
}
