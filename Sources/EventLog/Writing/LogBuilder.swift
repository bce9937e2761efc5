/// Writes down a run, event by event.
///
///     var builder = LogBuilder(header: header)
///     let train = builder.intern("train")
///     builder.append(.callRequested(parent: 1, step: 1, arguments: .none), at: 0, train, call: 2)
///     builder.cause(1, .program)
///     let log = builder.close()
///
/// It cannot be copied, so that what is appended is stored without asking whether it may be.
public struct LogBuilder: ~Copyable, Sendable {
  private var header: LogHeader
  private var names: NameTable
  @usableFromInline var events = ColumnWriter<Event>()
  @usableFromInline var causes = ColumnWriter<Cause>()
  @usableFromInline var causeStarts = ColumnWriter<UInt32>()
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
    self.header = header
    self.names = names
    self.isKept = isKept
    append(.logOpened, at: 0)
  }

  /// Goes on writing a log with about so many further events; if it was closed, it is open again.
  ///
  /// - Complexity: O(*n*) in the number of its events.
  init(continuing log: Log, room: Int) {
    let log = log.withoutEnd()
    (header, names, isKept) = (log.header, log.names, true)
    events = ColumnWriter(continuing: log.events, room: room)
    causes = ColumnWriter(continuing: log.causes, room: room)
    causeStarts = ColumnWriter(continuing: log.causeStarts, room: room)
    counted = events.count
  }

  /// The log so far, as that of a run that is not over.
  var log: Log {
    Log(
      header: header, names: names, events: events.column, causes: causes.column,
      causeStarts: causeStarts.column)
  }

  /// How many events there are.
  @inlinable public var count: Int { counted }

  /// What an event that is kept says.
  @inlinable public func kind(of seq: Int) -> Event.Kind { events[seq].kind }

  /// When an event happened, if the log is kept.
  @inlinable package func time(of seq: Int) -> Nanoseconds { events[seq].at }

  /// The name of a text; none in a log that is not kept.
  public mutating func intern(_ text: String) -> Name { isKept ? names.intern(text) : .none }

  /// The name of a text that another table has a name for; none in a log that is not kept.
  package mutating func intern(_ name: Name, of names: NameTable) -> Name {
    isKept ? self.names.intern(name, of: names) : .none
  }

  /// Says what texts are called, where whoever writes the log has numbered them himself.
  ///
  /// - Precondition: Every name in the log is one of the table, and they come in the order of their first use.
  package mutating func setNames(_ names: NameTable) { self.names = names }

  /// The text of a name.
  package func name(of name: Name) -> String { names[name] }

  /// Makes room for that many events and causes.
  public mutating func reserveCapacity(events: Int, causes: Int) {
    self.events.reserveCapacity(events)
    causeStarts.reserveCapacity(events)
    self.causes.reserveCapacity(causes)
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

  @inlinable @inline(__always)
  mutating func keep(_ event: Event) {
    if let last = events.last {
      assert(last.kind != .logClosed, "nothing comes after the end of a log")
      precondition(event.at >= last.at, "events are appended in order of time")
    }
    causeStarts.append(UInt32(causes.count))
    events.append(event)
  }

  /// Gives the last event a cause, keeping its causes in order.
  ///
  /// - Precondition: `seq` is an earlier event.
  @inlinable
  public mutating func cause(_ seq: Int, _ edge: Edge, isInferred: Bool = false) {
    if isKept { keep(seq, edge, isInferred: isInferred) }
  }

  @inlinable @inline(__always)
  mutating func keep(_ seq: Int, _ edge: Edge, isInferred: Bool) {
    precondition(seq < events.count - 1, "a cause comes before its effect")
    let cause = Cause(seq, edge, isInferred: isInferred)
    if causes.count == Int(causeStarts[events.count - 1]) {
      causes.append(cause)
    } else {
      keepInOrder(cause)
    }
  }

  /// Puts a cause of the last event, which has others, in its place among these.
  @usableFromInline mutating func keepInOrder(_ cause: Cause) {
    let start = Int(causeStarts[events.count - 1])
    var place = causes.count
    while place > start && cause < causes[place - 1] { place -= 1 }
    if place > start && causes[place - 1] == cause { return }
    if place == causes.count {
      causes.append(cause)
    } else {
      causes.insert(cause, at: place)
    }
  }

  /// Whether an event is a cause of the last one already, by any edge.
  ///
  /// - Complexity: O(*n*) in the number of causes of the last event.
  @inlinable
  public func isCause(_ seq: Int) -> Bool {
    guard let start = causeStarts.last else { return false }
    for place in Int(start)..<causes.count where Int(causes[place].seq) == seq { return true }
    return false
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
    append(.logClosed, at: events.last?.at ?? 0)
    return log
  }
}
