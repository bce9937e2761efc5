public import EventLog
internal import Formatting

/// A recorded run compared with the same run made again: whether they are the same and, if not, where they differ.
///
///     toy_two_parallel: replayed, all 20 events are the same
public struct ReplayReport: Report, Sendable {
  /// What a replay says of a log.
  public enum Verdict: String, Sendable {
    /// Every event is the same.
    case same
    /// As far as the log goes every event is the same, but it is not whole: cut off, or torn.
    case notWhole = "not_whole"
    /// An event is another.
    case differs
  }

  private let recorded: Log
  private let tornBytes: Int
  private let cutOff: String?
  private let actual: Log
  private let scenario: String?
  private let hasChanged: Bool
  private let changes: ChangesReport

  /// What the replay says.
  public let verdict: Verdict

  /// Compares a log with the log of running it again.
  ///
  /// - Parameters:
  ///   - reading: The log, as far as it could be read.
  ///   - actual: The log of the run that was made again.
  ///   - scenario: The file of the scenario that was run; nil if it was that of the log itself.
  ///   - name: What the run of that scenario is called.
  ///   - hasChanged: Whether that is another text than the log's own.
  ///   - cutOff: What is wrong with the compressed file of the log; nil if it is whole.
  /// - Complexity: O(*n*) in the number of events.
  public init(
    _ reading: LogReading, actual: Log, scenario: String? = nil, name: String = "run again",
    hasChanged: Bool = false, cutOff: String? = nil
  ) {
    recorded = reading.log
    tornBytes = reading.tornTail.count
    self.cutOff = cutOff
    self.actual = actual
    self.scenario = scenario
    self.hasChanged = hasChanged
    changes = ChangesReport(
      expected: recorded, actual: actual, names: ("the log", name),
      // What a run comes to that was cut off is nothing to compare with.
      withOutcome: recorded.isClosed)
    let difference = changes.difference
    let isCutOff = !recorded.isClosed && difference?.isExpected == false
    if difference != nil, !isCutOff {
      verdict = .differs
    } else {
      verdict = recorded.isClosed && tornBytes == 0 && cutOff == nil ? .same : .notWhole
    }
  }

  /// The first line: whether it is the same, and if not, where the first difference is.
  public var answer: String {
    let name = recorded.header.name
    switch verdict {
    case .same:
      let all = "\(name): replayed, all \(counted(recorded.events.count, "event")) are the same"
      return all + (hasChanged ? "; the scenario was changed, but not in what it does" : "")
    case .notWhole: return "\(name): not replayed to its end: \(defect). \(Self.remedy)"
    case .differs:
      let defect = defect.isEmpty ? "" : "; besides, \(defect)"
      return "\(name): not the same when it is run again: \(changes.firstDifference)\(defect)"
    }
  }

  /// The report for people; its first line is the answer.
  public var text: String {
    switch verdict {
    case .same: answer.visibleText + "\n"
    case .notWhole: lines([answer] + (hasChanged ? why : []) + changes.differences)
    case .differs: lines([answer] + why + changes.differences + changes.came)
    }
  }

  private func lines(_ lines: [String]) -> String {
    ([lines[0].visibleText] + lines.dropFirst()).joined(separator: "\n") + "\n"
  }

  // MARK: Why

  /// What is wrong with the log as a file; empty if nothing.
  private var defect: String {
    let torn = "\(counted(tornBytes, "byte")) of a line that was never wholly written"
    guard recorded.isClosed else {
      let last = recorded.events.count - 1
      let end = "after \(recorded.events.count) of \(counted(actual.events.count, "event"))"
      let place = "the last is seq \(last), at \(timeText(recorded.events[last].at))"
      return "the log has no closing line and ends early, \(end) (\(place))"
        + (tornBytes > 0 ? ", with \(torn)" : "") + (cutOff.map { "; \($0)" } ?? "")
    }
    if let cutOff { return cutOff }
    return tornBytes > 0 ? "behind its closing line the log has \(torn)" : ""
  }

  private static let remedy =
    "Restore the log from a copy, or record it again with `meanwhile run`; `meanwhile check` says "
    + "what is left of it."

  private var why: [String] { ["", "  \(blame)"] + changes.explanations }

  /// What is to blame for a difference.
  private var blame: String {
    guard hasChanged, let scenario else {
      return
        "the log was edited after it was written: its events are not those that the scenario in "
        + "its first line gives"
    }
    return
      "the scenario was changed since the log was recorded: \(scenario.visibleText) is not the "
      + "text in the log's first line"
  }

  // MARK: For programs and tables

  /// The report for programs: the verdict, and all that `diff` tells of the two runs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(fields + changes.fields, notes)
  }

  /// The report for tables: a row for the verdict, then one for each thing that differs.
  public var csv: String {
    csvText(
      ChangesReport.header + fields.map { ["replay", $0.key, "", $0.value.plainText, ""] }
        + changes.rows)
  }

  private var fields: [(key: String, value: JSONValue)] {
    let difference = changes.difference
    return [
      ("name", .string(recorded.header.name)), ("verdict", .string(verdict.rawValue)),
      ("answer", .string(answer)), ("closed", .bool(recorded.isClosed)),
      ("torn_bytes", JSONValue(count: tornBytes)),
      ("scenario_changed", .bool(hasChanged)),
      ("expected_events", JSONValue(count: recorded.events.count)),
      ("actual_events", JSONValue(count: actual.events.count)),
      ("same_events", JSONValue(count: difference?.seq ?? recorded.events.count)),
    ]
  }
}
