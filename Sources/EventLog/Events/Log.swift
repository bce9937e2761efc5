/// One run: every event that happened, in order, each with its causes.
///
/// Events lie in one flat list, their causes in another beside it. Every cause comes before its
/// effect, so going through `events` in order is going through the run in topological order.
public struct Log: Sendable {
  /// What ran, and how.
  public internal(set) var header: LogHeader
  /// The texts that events refer to.
  public internal(set) var names: NameTable
  /// The events; the index is the event's number.
  public internal(set) var events: Column<Event>
  /// All causes, event by event.
  public internal(set) var causes: Column<Cause>
  /// Where the causes of each event begin in `causes`.
  @usableFromInline var causeStarts: Column<UInt32>

  init(header: LogHeader) {
    self.init(header: header, names: NameTable(), events: [], causes: [], causeStarts: [])
  }

  init(
    header: LogHeader, names: NameTable, events: Column<Event>, causes: Column<Cause>,
    causeStarts: Column<UInt32>
  ) {
    self.header = header
    self.names = names
    self.events = events
    self.causes = causes
    self.causeStarts = causeStarts
  }

  /// The same log as that of a prediction.
  ///
  /// - Parameter plan: From what and how it was predicted.
  /// - Returns: The log, with a header that says so.
  public func predicted(_ plan: LogHeader.Plan) -> Log {
    var log = self
    log.header.plan = plan
    return log
  }

  /// The causes of an event, by ascending number.
  @inlinable
  public func causes(of seq: Int) -> Column<Cause>.SubSequence {
    causes[causeRange(of: seq)]
  }

  /// Where in `causes` the causes of an event lie.
  @inlinable
  public func causeRange(of seq: Int) -> Range<Int> {
    let end = seq + 1 < causeStarts.count ? Int(causeStarts[seq + 1]) : causes.count
    return Int(causeStarts[seq])..<end
  }

  /// One hundred years: no run and no call takes longer.
  public static let longestTime: Nanoseconds = 100 * 365 * 86_400 * 1_000_000_000

  /// The longest gap that a scheduler may just have needed to start the next call: 20 ms.
  package static let shortGap: Nanoseconds = 20_000_000

  /// Whether the log says of itself that it is complete.
  public var isClosed: Bool { events.last?.kind == .logClosed }

  /// The last instant of the log; 0 if it is empty.
  public var end: Nanoseconds { events.last?.at ?? 0 }
}
