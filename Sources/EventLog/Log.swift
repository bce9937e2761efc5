/// One run: every event that happened, in order, each with its causes.
///
/// Events lie in one flat array, their causes in another beside it. Every cause comes before its
/// effect, so going through `events` in order is going through the run in topological order.
public struct Log: Sendable {
  /// What ran, and how.
  public internal(set) var header: LogHeader
  /// The texts that events refer to.
  public internal(set) var names = NameTable()
  /// The events; the index is the event's number.
  public internal(set) var events: [Event] = []
  /// All causes, event by event.
  public internal(set) var causes: [Cause] = []
  /// Where the causes of each event begin in `causes`.
  @usableFromInline var causeStarts: [UInt32] = []

  init(header: LogHeader) { self.header = header }

  /// The causes of an event, by ascending number.
  @inlinable
  public func causes(of seq: Int) -> ArraySlice<Cause> {
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

  /// Whether the log says of itself that it is complete.
  public var isClosed: Bool { events.last?.kind == .logClosed }

  /// Whether the run was cut off at a limit.
  public var isCutOff: Bool {
    if case .limit = ending { true } else { false }
  }

  /// How the run came to its end.
  ///
  /// - Complexity: O(*n*) in the number of calls that were stopped at the end.
  public var ending: Ending {
    let last = events.last { event in
      switch event.kind {
      case .logClosed, .callStopped, .machineReleased: false
      default: true
      }
    }
    switch last?.kind {
    case .runLimited(let limit): return .limit(limit)
    case .runDeadlocked(let reason): return .deadlock(reason)
    case .runLivelocked(let reason): return .livelock(reason)
    case .runFailed(let reason): return .failure(reason)
    default: return .end
    }
  }

  /// How a run can come to its end.
  public enum Ending: Equatable, Sendable {
    /// All that could happen has happened.
    case end
    /// A limit cut it off.
    case limit(Name)
    /// Nothing more could happen although calls were waiting; why.
    case deadlock(Name)
    /// It would have gone round for ever; why.
    case livelock(Name)
    /// A call failed and ended it; why.
    case failure(Name)
  }

  /// The last instant of the log; 0 if it is empty.
  public var end: Nanoseconds { events.last?.at ?? 0 }
}

/// Writes down a run, event by event.
///
///     var builder = LogBuilder(header: header)
///     let train = builder.intern("train")
///     builder.append(.callRequested(parent: 1, step: 1, arguments: .none), at: 0, train, call: 2)
///     builder.cause(1, .program)
///     let log = builder.close()
public struct LogBuilder: Sendable {
  private var log: Log
  /// Whether events are kept, not only counted.
  public let isKept: Bool
  /// How many events there are.
  @usableFromInline var counted = 0

  /// Begins a log with its first event; if it is not kept, events are only counted.
  public init(header: LogHeader, isKept: Bool = true) {
    log = Log(header: header)
    self.isKept = isKept
    append(.logOpened, at: 0)
  }

  /// Goes on writing a log; if it was closed, it is open again.
  fileprivate init(continuing log: Log) {
    self.log = log
    isKept = true
    if log.isClosed {
      self.log.events.removeLast()
      self.log.causeStarts.removeLast()
    }
    counted = self.log.events.count
  }

  /// How many events there are.
  @inlinable public var count: Int { counted }

  /// What an event that is kept says.
  public func kind(of seq: Int) -> Event.Kind { log.events[seq].kind }

  /// The name of a text; none in a log that is not kept.
  public mutating func intern(_ text: String) -> Name { isKept ? log.names.intern(text) : .none }

  /// Makes room for that many events and causes.
  public mutating func reserveCapacity(events: Int, causes: Int) {
    log.events.reserveOnLargePages(events)
    log.causeStarts.reserveOnLargePages(events)
    log.causes.reserveOnLargePages(causes)
  }

  /// Adds an event.
  ///
  /// - Precondition: `at` is not before the event before it.
  /// - Returns: The event's number.
  @discardableResult @inlinable
  public mutating func append(
    _ kind: Event.Kind, at: Nanoseconds, _ component: Name = .none, call: CallNumber = 0
  ) -> Int {
    if isKept { keep(Event(at: at, kind: kind, component: component, call: call)) }
    counted += 1
    return counted - 1
  }

  @usableFromInline mutating func keep(_ event: Event) {
    precondition(event.at >= log.end, "events are appended in order of time")
    log.causeStarts.appendOnLargePages(UInt32(log.causes.count))
    log.events.appendOnLargePages(event)
  }

  /// Gives the last event a cause, keeping its causes in order.
  ///
  /// - Precondition: `seq` is an earlier event.
  @inlinable
  public mutating func cause(_ seq: Int, _ edge: Edge, isInferred: Bool = false) {
    if isKept { keep(seq, edge, isInferred: isInferred) }
  }

  @usableFromInline mutating func keep(_ seq: Int, _ edge: Edge, isInferred: Bool) {
    precondition(seq < log.events.count - 1, "a cause comes before its effect")
    let cause = Cause(seq, edge, isInferred: isInferred)
    let start = Int(log.causeStarts[log.events.count - 1])
    var place = log.causes.count
    while place > start && cause < log.causes[place - 1] { place -= 1 }
    if place > start && log.causes[place - 1] == cause { return }
    if place == log.causes.count {
      log.causes.appendOnLargePages(cause)
    } else {
      log.causes.insert(cause, at: place)
    }
  }

  /// Lets an order take in the events since it last did.
  ///
  /// - Complexity: As `CausalOrder.takeIn`.
  public func extend(_ order: inout CausalOrder) { order.takeIn(log) }

  /// Ends the log, at the instant of its last event.
  public mutating func close() -> Log {
    append(.logClosed, at: log.end)
    return log
  }
}

extension Log {
  /// The log with every call that is still open stopped at its last instant.
  ///
  /// A log that was cut off says nothing of how its calls went on. To measure it, they are taken to
  /// end where it ends.
  ///
  /// - Complexity: O(*n*) in the number of events if a call is open or the log is.
  public func endingOpenCalls() -> Log {
    var last: [(event: Int, component: Name)] = []
    for (seq, event) in events.enumerated() where event.call > 0 {
      while last.count < event.call { last.append((0, .none)) }
      switch event.kind {
      case .machineTaken, .machineReleased: continue
      default: break
      }
      last[Int(event.call) - 1] = (seq, event.component)
    }
    guard last.contains(where: { !events[$0.event].endsCall }) else { return self }
    var builder = LogBuilder(continuing: self)
    let reason = builder.intern("the log ends")
    for (index, call) in last.enumerated() where !events[call.event].endsCall {
      builder.append(
        .callStopped(reason: reason), at: end, call.component, call: CallNumber(index + 1))
      builder.cause(call.event, .program)
    }
    return builder.close()
  }
}
