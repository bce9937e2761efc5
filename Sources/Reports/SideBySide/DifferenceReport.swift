public import EventLog
internal import Formatting

/// The first event at which two logs differ that should be of the same run, with its causes in each of them.
public struct DifferenceReport: Sendable {
  private let difference: LogDifference
  private let sides: [Side]
  private let chain: Int

  private struct Side: Sendable {
    var label: String
    var events: EventsReport
    var seq: Int
    var isThere: Bool
  }

  /// Makes the report of a difference; the expected log is the recorded one.
  ///
  /// - Parameters:
  ///   - difference: The difference.
  ///   - expected: The log that the other one should be like.
  ///   - actual: The log that is compared with it.
  ///   - labels: What the two are called.
  ///   - chain: How far causes are followed back: so many causes of causes, always the latest.
  public init(
    _ difference: LogDifference, expected: Log, actual: Log,
    labels: (expected: String, actual: String) = ("expected", "actual"), chain: Int = 0
  ) {
    self.difference = difference
    self.chain = chain
    sides = [
      Side(
        label: labels.expected, events: EventsReport(expected), seq: difference.seq,
        isThere: difference.isExpected),
      Side(
        label: labels.actual, events: EventsReport(actual), seq: difference.actualSeq,
        isThere: difference.isActual),
    ]
  }

  /// The report.
  public var text: String {
    (["first difference at seq \(difference.seq):"] + lines).joined(separator: "\n") + "\n"
  }

  /// What both logs say at that place, each with its causes.
  var lines: [String] {
    // What is rounded or left out for people may be all that differs.
    let looksTheSame =
      difference.isExpected && difference.isActual
      && Self.line(sides[0].seq, of: sides[0].events)
        == Self.line(sides[1].seq, of: sides[1].events)
    return sides.flatMap { side in
      ["  \(side.label.visibleText):"] + lines(of: side, inFull: looksTheSame)
    }
  }

  private func lines(of side: Side, inFull: Bool) -> [String] {
    let (events, seq) = (side.events, side.seq)
    let log = events.log
    guard side.isThere else {
      return ["    no such event: the log ends after seq \(seq - 1)"]
    }
    var lines = ["    " + Self.line(seq, of: events)]
    if inFull { lines.append("    " + log.encodedEvent(seq).visibleText) }
    let causes = log.causes(of: seq)
    if causes.isEmpty { lines.append("      without a cause") }
    for cause in causes { lines.append("      " + Self.line(cause, of: events)) }
    var latest = causes.last
    for depth in 0..<chain {
      guard let from = latest, let cause = log.causes(of: Int(from.seq)).last else { break }
      lines.append(String(repeating: " ", count: 8 + 2 * depth) + Self.line(cause, of: events))
      latest = cause
    }
    return lines
  }

  private static func line(_ cause: Cause, of events: EventsReport) -> String {
    "because (\(cause.edge.word)) " + line(Int(cause.seq), of: events)
  }

  private static func line(_ seq: Int, of events: EventsReport) -> String {
    let event = events.log.events[seq]
    let subject = events.subject(of: seq).visibleText
    return "\(seq)  \(events.timeText(event.at))  \(event.kind.word)"
      + (subject.isEmpty ? "" : "  \(subject)")
  }
}
