/// The one writer of the lives of calls.
///
/// Whatever makes calls writes them down here: a simulator, an importer of a trace, a recorder of real
/// code. Who writes says what happens to a call and when. The journal numbers the calls, knows the last
/// event of each, and gives every event its `program` cause; what else led to an event is
/// added right after it with `cause`.
///
///     var journal = CallJournal(header: header)
///     let train = journal.declareComponent(journal.name("train"))
///     let call = journal.request(train, at: 0)
///     journal.start(call, at: 0)
///     journal.end(call, as: .callSucceeded, at: 3_000_000_000)
///     let log = journal.close()
///
/// It decides nothing: any number of calls of a component can be open at once, any call can be the
/// parent of another, and it is up to the writer that what it tells can have happened.
public struct CallJournal: ~Copyable, Sendable {
  /// What is known of a call.
  @usableFromInline struct Life: Sendable, BitwiseCopyable {
    @usableFromInline var component: Name
    /// The number of its last event.
    @usableFromInline var last: UInt32
    @usableFromInline var status = RunState.Status.requested
    @usableFromInline var hasStarted = false

    @usableFromInline init(component: Name, last: Int) {
      self.component = component
      self.last = UInt32(truncatingIfNeeded: last)
    }
  }

  /// The log so far; what happens to no call, such as the end of the run, is appended to it directly.
  public var log: LogBuilder
  /// Call *n* is at *n* − 1.
  @usableFromInline var lives = ColumnWriter<Life>()
  /// The events that lead to the next one that is noted, beside the last event of its call.
  @usableFromInline var nextCauses: [Int] = []

  /// Begins a log; if it is not kept, events and calls are only numbered.
  public init(header: LogHeader, isKept: Bool = true) {
    log = LogBuilder(header: header, isKept: isKept)
  }

  /// Begins a log that refers to texts by the names that another has for them.
  package init(header: LogHeader, names: NameTable, isKept: Bool) {
    log = LogBuilder(header: header, names: names, isKept: isKept)
  }

  /// Ends the log, at the instant of its last event; nothing can be written after that.
  public mutating func close() -> Log { log.close() }

  /// Makes room for that many calls, events and causes.
  public mutating func reserveCapacity(calls: Int, events: Int, causes: Int) {
    lives.reserveCapacity(calls)
    log.reserveCapacity(events: events, causes: causes)
  }

  // MARK: From the request to the release

  /// Notes that a call of a component is asked for, by another call or by none, and numbers it.
  ///
  /// It follows from what its parent did last, if it has one and unless it is said otherwise; whatever
  /// else leads to it is added with `cause`.
  @inlinable
  public mutating func request(
    _ component: Name, by parent: CallNumber = 0, step: UInt32 = 0, arguments: Name = .none,
    followsParent: Bool = true, at time: Nanoseconds
  ) -> CallNumber {
    let call = count + 1
    let event = log.append(
      .callRequested(parent: parent, step: step, arguments: arguments), at: time, component,
      call: call)
    lives.append(Life(component: component, last: event))
    if parent > 0, followsParent { log.cause(lastEvent(of: parent), .program) }
    return call
  }

  /// Notes that a call has to wait before it can start.
  @inlinable
  public mutating func queue(_ call: CallNumber, at time: Nanoseconds) {
    lives[Int(call) - 1].status = .queued
    note(.callQueued, of: call, at: time)
  }

  /// Notes that a call starts, on a slot of a machine if it has one; what it waited for is added
  /// with `cause`.
  @inlinable
  public mutating func start(
    _ call: CallNumber, on machine: Name = .none, slot: UInt32 = 0, at time: Nanoseconds
  ) {
    lives[Int(call) - 1].status = .running
    lives[Int(call) - 1].hasStarted = true
    note(.callStarted(machine: machine, slot: slot), of: call, at: time)
  }

  /// Notes that a call starts on a slot of a machine when another has set that free, as far as can be told.
  @inlinable
  package mutating func start(
    _ call: CallNumber, on machine: Name, slot: UInt32, afterRelease release: Int,
    at time: Nanoseconds
  ) {
    let place = Int(call) - 1
    let last = Int(lives[place].last)
    lives[place].status = .running
    lives[place].hasStarted = true
    lives[place].last = UInt32(
      truncatingIfNeeded: log.append(
        .callStarted(machine: machine, slot: slot), at: time, lives[place].component, call: call))
    // Causes are cheapest in their order.
    if release < last { log.cause(release, .machine, isInferred: true) }
    log.cause(last, .program)
    if release > last { log.cause(release, .machine, isInferred: true) }
    if !nextCauses.isEmpty { addNextCauses() }
  }

  /// Notes that a call that has just started holds another slot too, of its machine or of another one.
  public mutating func take(
    _ slot: UInt32, of machine: Name, for call: CallNumber, at time: Nanoseconds
  ) {
    noteAside(.machineTaken(machine: machine, slot: slot), of: call, at: time)
  }

  /// Notes that a call waits without running: for another call, or for what a text says.
  @inlinable
  public mutating func block(
    _ call: CallNumber, on other: CallNumber = 0, for condition: Name = .none,
    at time: Nanoseconds
  ) {
    lives[Int(call) - 1].status = .blocked
    note(.callBlocked(on: other, condition: condition), of: call, at: time)
  }

  /// Notes that a blocked call runs on; what it waited for is added with `cause`.
  @inlinable
  public mutating func resume(_ call: CallNumber, at time: Nanoseconds) {
    lives[Int(call) - 1].status = .running
    note(.callResumed, of: call, at: time)
  }

  /// Notes that a call ends, in the way that an event says; returns that event.
  ///
  /// - Precondition: It is one of the kinds of event that end a call.
  @discardableResult @inlinable
  public mutating func end(
    _ call: CallNumber, as kind: Event.Kind, at time: Nanoseconds
  ) -> Int {
    switch kind {
    case .callSucceeded: lives[Int(call) - 1].status = .succeeded
    case .callFailed: lives[Int(call) - 1].status = .failed
    case .callStopped: lives[Int(call) - 1].status = .stopped
    default: preconditionFailure("no call ends by that")
    }
    return note(kind, of: call, at: time)
  }

  /// Notes that a call, which has ended, gives a slot of its machine back; returns that event, which is
  /// a cause of what takes the slot next.
  @discardableResult @inlinable
  public mutating func release(
    _ slot: UInt32, of machine: Name, after call: CallNumber, at time: Nanoseconds
  ) -> Int {
    noteAside(.machineReleased(machine: machine, slot: slot), of: call, at: time)
  }

  /// Notes something that a call does, after what it did before; returns that event.
  @discardableResult @inlinable
  public mutating func note(
    _ kind: Event.Kind, of call: CallNumber, at time: Nanoseconds
  ) -> Int {
    let event = noteAside(kind, of: call, at: time)
    lives[Int(call) - 1].last = UInt32(truncatingIfNeeded: event)
    if !nextCauses.isEmpty { addNextCauses() }
    return event
  }

  /// Notes something of a call from which nothing that it does itself follows.
  @discardableResult @inlinable
  mutating func noteAside(
    _ kind: Event.Kind, of call: CallNumber, at time: Nanoseconds
  ) -> Int {
    let life = lives[Int(call) - 1]
    let event = log.append(kind, at: time, life.component, call: call)
    log.cause(Int(life.last), .program)
    return event
  }

  @usableFromInline mutating func addNextCauses() {
    for event in nextCauses { log.cause(event, .data) }
    nextCauses.removeAll(keepingCapacity: true)
  }

  /// Lets the next event that is noted of a call follow from some events, by `data` edges.
  ///
  /// For what leads to something before it is known which event that will be.
  public mutating func noteNextCauses(_ events: [Int]) { nextCauses = events }

  /// Adds a cause to the event that was noted last.
  ///
  /// - Precondition: `event` is an earlier one.
  @inlinable
  public mutating func cause(_ event: Int, _ edge: Edge, isInferred: Bool = false) {
    log.cause(event, edge, isInferred: isInferred)
  }
}

// MARK: What is known of calls

extension CallJournal {
  /// The number of the call that was asked for last; 0 if none was.
  @inlinable public var count: CallNumber { CallNumber(truncatingIfNeeded: lives.count) }

  /// The component of a call.
  @inlinable public func component(of call: CallNumber) -> Name { lives[Int(call) - 1].component }

  /// The last event of a call: what it does next follows from it.
  @inlinable public func lastEvent(of call: CallNumber) -> Int { Int(lives[Int(call) - 1].last) }

  /// How far a call has come.
  @inlinable public func status(of call: CallNumber) -> RunState.Status {
    lives[Int(call) - 1].status
  }

  /// Whether a call has started, ended or not.
  @inlinable public func hasStarted(_ call: CallNumber) -> Bool { lives[Int(call) - 1].hasStarted }

  /// Whether a call has ended in any way.
  @inlinable public func hasEnded(_ call: CallNumber) -> Bool {
    lives[Int(call) - 1].status.isFinal
  }
}
