/// A length or an instant of time in whole nanoseconds; instants count from the start of the run.
public typealias Nanoseconds = Int64

extension Nanoseconds {
  /// The sum of two times that are not negative, or the longest time there is if it is longer.
  package func addingClamped(_ other: Nanoseconds) -> Nanoseconds {
    let (sum, isTooMuch) = addingReportingOverflow(other)
    return isTooMuch ? .max : sum
  }

  /// How long it is to a later instant, or the longest time there is if it is longer; nobody may have looked yet whether
  /// the two can be right.
  package func timeClamped(to later: Nanoseconds) -> Nanoseconds {
    let (time, isTooMuch) = later.subtractingReportingOverflow(self)
    return isTooMuch ? .max : time
  }
}

/// The number of a call, in the order in which calls were requested, from 1; 0 stands for none.
///
/// In a run of a flow, call 1 is the flow itself.
public typealias CallNumber = UInt32

/// One thing that happened, at an instant, to a component or one of its calls.
///
/// An event's number (`seq`) is its index in `Log.events`. An event is flat and small (32 bytes):
/// names are interned in the log's `NameTable`, its causes lie in `Log.causes`.
public struct Event: Equatable, Sendable, BitwiseCopyable {
  /// The instant at which it happened.
  public var at: Nanoseconds
  /// What happened, with the fields of that kind.
  public var kind: Kind
  /// The component it happened to, or `Name.none`.
  public var component: Name
  /// The call it happened to, or 0.
  public var call: CallNumber

  /// Makes an event.
  @inlinable
  public init(
    at: Nanoseconds, kind: Kind, component: Name = .none, call: CallNumber = 0
  ) {
    self.at = at
    self.kind = kind
    self.component = component
    self.call = call
  }
}

extension Event {
  /// What happened: a noun and what was done to it, with fields of its own.
  ///
  /// Fields are at most 12 bytes, so that an event stays 32 bytes large.
  public enum Kind: Equatable, Sendable, BitwiseCopyable {
    /// The log begins; its fields are in `Log.header`.
    case logOpened
    /// The log is complete.
    case logClosed
    /// A machine exists, with so many slots.
    case machineDeclared(machine: Name, slots: UInt32)
    /// A component exists; `machine` is the declared machine it runs on, if any, and `atOnce` how many of its
    /// calls run at once.
    case componentDeclared(machine: Name, traits: ComponentTraits, atOnce: UInt32 = 1)
    /// A call was asked for, by `parent`, at that step of the parent's flow (0: no step).
    case callRequested(parent: CallNumber, step: UInt32, arguments: Name)
    /// A call has to wait before it can start.
    case callQueued
    /// A call runs, on that slot (from 1) of that declared machine, if it has one.
    case callStarted(machine: Name, slot: UInt32)
    /// A call waits, without running, for the end of another, or for what `condition` says.
    case callBlocked(on: CallNumber, condition: Name = .none)
    /// A blocked call runs on.
    case callResumed
    /// A running call came to a point from which others go on, or to which others led; `point` says what
    /// it is, if anything does.
    case callProgressed(point: Name)
    /// A call ended well.
    case callSucceeded
    /// A call ended badly.
    case callFailed(reason: Name)
    /// A call was ended from outside.
    case callStopped(reason: Name)
    /// A call that has just started holds another slot of its machine too.
    case machineTaken(machine: Name, slot: UInt32)
    /// A slot of a machine became free.
    case machineReleased(machine: Name, slot: UInt32)
    /// A flow asked for a call with the arguments of an earlier one, `hit`, which stands for it.
    case callCached(hit: CallNumber, step: UInt32, arguments: Name)
    /// A call was new to the cache of its component; `key` is the digest of its arguments.
    case cacheMissed(key: Name)
    /// A reactive flow went through its steps, to the end or (`step`) to where it had to wait.
    case flowIterated(iteration: UInt32, step: UInt32)
    /// A variable of the shared state exists, with its first value.
    case stateDeclared(variable: Name, value: Name)
    /// A call wrote a variable.
    case stateWritten(variable: Name, value: Name)
    /// A call read a variable.
    case stateRead(variable: Name, value: Name)
    /// A call wrote a variable, and the write before it, event `against`, was not ordered before.
    case stateConflict(variable: Name, against: UInt32)
    /// A stream exists; its buffer holds so many items (0: any number).
    case streamDeclared(stream: Name, buffer: UInt32)
    /// A call put an item, numbered from 1, into a stream.
    case messageSent(stream: Name, item: UInt32)
    /// A call took an item out of a stream.
    case messageReceived(stream: Name, item: UInt32)
    /// Nothing more could happen although calls were waiting.
    case runDeadlocked(reason: Name)
    /// The run would have gone round for ever.
    case runLivelocked(reason: Name)
    /// A call failed for good and ended the run.
    case runFailed(reason: Name)
    /// The run was cut off at a limit.
    case runLimited(limit: Name)
  }

  /// Whether this event ends its call.
  @inlinable public var endsCall: Bool {
    switch kind {
    case .callSucceeded, .callFailed, .callStopped: true
    default: false
    }
  }

  /// Whether this is something that a call does while it runs, which leaves its status as it is.
  @inlinable public var isEffect: Bool {
    switch kind {
    case .callCached, .cacheMissed, .flowIterated, .stateWritten, .stateRead, .stateConflict,
      .callProgressed, .messageSent, .messageReceived:
      true
    default: false
    }
  }
}

/// What is true of every call of a component.
public struct ComponentTraits: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// The bits, as stored.
  public let rawValue: UInt8

  /// Makes traits from their stored bits.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The component is a flow: it calls others and takes no machine.
  @inlinable public static var flow: ComponentTraits { ComponentTraits(rawValue: 1) }
  /// A call to it returns at once.
  @inlinable public static var parallel: ComponentTraits { ComponentTraits(rawValue: 2) }
  /// Its calls never end by themselves: a server, a dashboard.
  @inlinable public static var forever: ComponentTraits { ComponentTraits(rawValue: 4) }
}
