internal import Formatting

/// What a log of spans tells, and what it does not tell as it happened.
///
///     let notes = try tracer.close()
///     print(notes)
///     // 1204 spans
///     // 2 spans had not ended: they are stopped at the end of the log
public struct TracingNotes: Equatable, Sendable, CustomStringConvertible {
  /// How many spans the log tells of.
  public var spans = 0
  /// How many of them had not ended when the tracer was closed: their calls are stopped then.
  public var stopped = 0
  /// How many ended after the span that they are within: that one waited for them only as long as it ran itself.
  public var outlived = 0
  /// How many starts and ends are told at another instant than was said: before the log or what was written, after its end,
  /// before the start of the span or of the one that it is within.
  public var moved = 0
  /// How often a span was ended that had ended.
  public var endedTwice = 0
  /// How many links lead to spans that are not in the log, or had not started.
  public var linksElsewhere = 0
  /// How many events of spans are left out.
  public var eventsLeftOut = 0
  /// How many attributes are left out, of spans, errors and links.
  public var attributesLeftOut = 0

  /// A sentence a line for what there is.
  public var description: String {
    let sentences: [(Int, String)] = [
      (
        stopped,
        "\(counted(stopped, "span")) had not ended: they are stopped at the end of the log"
      ),
      (
        outlived,
        "\(counted(outlived, "span")) ended after the span that they are within: it waited for them no longer than it ran"
      ),
      (
        moved,
        "\(counted(moved, "start or end", "starts or ends")) at an instant that cannot be: told at the next that can"
      ),
      (endedTwice, "\(counted(endedTwice, "end")) of spans that had ended: left out"),
      (
        linksElsewhere,
        "\(counted(linksElsewhere, "link")) to spans that are not in the log or had not started: left out"
      ),
      (eventsLeftOut, "\(counted(eventsLeftOut, "event")) of spans left out"),
      (attributesLeftOut, "\(counted(attributesLeftOut, "attribute")) left out"),
    ]
    return
      ([counted(spans, "span")] + sentences.filter { $0.0 > 0 }.map(\.1)).joined(separator: "\n")
  }
}
