public import EventLog
internal import Formatting

/// The state of a run at an instant, for people, for programs, for tables.
///
///     toy_two_parallel at 3.5 s: 1 running, 1 blocked, 2 succeeded
public struct StateReport: Report, Sendable, TellsTimes {
  let log: Log
  let snapshot: RunSnapshot
  let instant: Nanoseconds
  let isBefore: Bool
  var timeScale: TimeScale { log.timeScale }

  /// Makes the report of a run at an instant.
  ///
  /// - Parameters:
  ///   - log: The run.
  ///   - instant: The instant, in nanoseconds from the start.
  ///   - isBefore: Whether the events of that very instant are left out.
  /// - Throws: `RunStateError` for a log in which something happens that cannot.
  /// - Complexity: O(*n*) in the number of events up to then.
  public init(
    _ log: Log, at instant: Nanoseconds, isBefore: Bool = false
  ) throws(RunStateError) {
    self.log = log
    self.instant = instant
    self.isBefore = isBefore
    snapshot = try RunSnapshot(of: log, at: instant, isBefore: isBefore)
  }

  /// The report for people; its first line is the answer.
  public var text: String {
    var lines = [answer.visibleText, ""] + sentences.map { "  " + $0.visibleText }
    let tables = StateTables(self)
    let sections = [
      ("calls", tables.calls), ("machines", tables.machines), ("variables", tables.variables),
      ("streams", tables.streams), ("components", tables.components),
    ]
    for (title, rows) in sections where !rows.isEmpty { lines += ["", "\(title):"] + rows }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first line: how many calls are in which status.
  public var answer: String {
    let counts = Self.text(of: snapshot.statuses)
    return "\(log.header.title) \(moment): \(counts.isEmpty ? "nothing has been called" : counts)"
  }

  /// Whether the instant is after the last that the log knows.
  var isBeyondEnd: Bool { instant > log.end }

  /// Whether it is the state in which the run was when it got stuck or was cut off.
  private var isBeforeEnding: Bool {
    isBefore && instant == log.end && log.ending.kind.leavesCallsOpen
  }

  private var verdict: String {
    switch log.ending {
    case .deadlock: "deadlocked"
    case .livelock: "had gone round for ever"
    case .limit: "was cut off"
    case .end, .failure: "ended"
    }
  }

  private var moment: String {
    let time = instant == 0 ? "at the start" : "at \(timeText(instant))"
    if isBeforeEnding { return "when it \(verdict) at \(timeText(instant))" }
    if isBefore { return "just before \(instant == 0 ? "the start" : timeText(instant))" }
    guard isBeyondEnd else { return time }
    return
      "\(time), after \(log.isClosed ? "its end" : "the end of its log") at \(timeText(log.end))"
  }

  private var sentences: [String] {
    let count = "\(snapshot.events) of \(counted(log.events.count, "event"))"
    var sentences = [
      isBeforeEnding
        ? "before all that was open was stopped: after \(count)"
        : isBefore
          ? "before what happens at \(timeText(instant)) itself: after \(count)"
          : isBeyondEnd
            ? "nothing happens after \(timeText(log.end)): this is the state at the end, after \(count)"
            : "what happens at \(timeText(instant)) itself is included: after \(count)"
    ]
    if isBeforeEnding { sentences.append(log.words(for: log.ending)) }
    if let ending = snapshot.ending { sentences.append(log.words(for: ending)) }
    return sentences
  }

  /// `2 running, 1 queued, 3 succeeded`; empty for no calls.
  static func text(of counts: StatusCounts) -> String {
    order.filter { counts[$0] > 0 }.map { "\(counts[$0]) \($0)" }.joined(separator: ", ")
  }

  /// The statuses, those first that people look for first.
  static let order: [RunState.Status] = [
    .running, .queued, .blocked, .requested, .succeeded, .failed, .stopped,
  ]
}
