/// Writes down a run, event by event.
///
///     var builder = LogBuilder(header: header)
///     let train = builder.intern("train")
///     builder.append(.callRequested(parent: 1, step: 1, arguments: .none), at: 0, train, call: 2)
///     builder.cause(1, .program)
///     let log = builder.close()
public struct LogBuilder: Sendable {
  private(set) var log: Log
  /// Whether events are kept, not only counted.
  public let isKept: Bool
  /// How many events there are.
  @usableFromInline var counted = 0

  /// Begins a log with its first event; if it is not kept, events are only counted.
  public init(header: LogHeader, isKept: Bool = true) {
    self.init(header: header, names: NameTable(), isKept: isKept)
  }

  /// Begins a log that refers to texts by the names that another has for them.
  package init(header: LogHeader, names: NameTable, isKept: Bool) {
    log = Log(header: header)
    log.names = names
    self.isKept = isKept
    append(.logOpened, at: 0)
  }

  /// Goes on writing a log; if it was closed, it is open again.
  init(continuing log: Log) {
    self.log = log
    isKept = true
    if log.isClosed {
      self.log.causes.removeSubrange(log.causeRange(of: log.events.count - 1))
      self.log.events.removeLast()
      self.log.causeStarts.removeLast()
    }
    counted = self.log.events.count
  }

  /// How many events there are.
  @inlinable public var count: Int { counted }

  /// What an event that is kept says.
  public func kind(of seq: Int) -> Event.Kind { log.events[seq].kind }

  /// When an event happened, if the log is kept.
  package func time(of seq: Int) -> Nanoseconds { log.events[seq].at }

  /// The name of a text; none in a log that is not kept.
  public mutating func intern(_ text: String) -> Name { isKept ? log.names.intern(text) : .none }

  /// The name of a text that another table has a name for; none in a log that is not kept.
  package mutating func intern(_ name: Name, of names: NameTable) -> Name {
    isKept ? log.names.intern(name, of: names) : .none
  }

  /// The text of a name.
  package func name(of name: Name) -> String { log.names[name] }

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
    assert(!log.isClosed, "nothing comes after the end of a log")
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

  /// Whether an event is a cause of the last one already, by any edge.
  ///
  /// - Complexity: O(*n*) in the number of causes of the last event.
  public func isCause(_ seq: Int) -> Bool {
    guard let start = log.causeStarts.last else { return false }
    return log.causes[Int(start)...].contains { Int($0.seq) == seq }
  }

  /// Lets an order take in the events since it last did.
  ///
  /// - Complexity: As `CausalOrder.takeIn`.
  public func extend(_ order: inout CausalOrder) { order.takeIn(log) }

  /// Ends the log, at the instant of its last event; nothing can be appended to it after that.
  ///
  /// The builder is not consumed, because it is mostly part of something larger, such as a simulator
  /// that is not copyable, and a part of that cannot be given away.
  public mutating func close() -> Log {
    append(.logClosed, at: log.end)
    return log
  }
}
