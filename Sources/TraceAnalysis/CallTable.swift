public import EventLog

/// Every call of a run, and what it did when.
public struct CallTable: Sendable {
  /// The calls; call *n* is at index *n* − 1.
  public private(set) var calls: [CallRecord] = []
  /// What the calls did, in the order in which it ended.
  public private(set) var intervals: [Interval] = []
  /// For each event, whether its call runs from then on; never so for calls that never end.
  private(set) var runsAfter: [Bool]
  /// The slots of calls that hold several, but for their lowest.
  public private(set) var otherSlots: [CallNumber: [UInt32]] = [:]
  /// Slots of the declared machines, by name.
  private(set) var slots: [Name: UInt32] = [:]

  /// Reads the calls off a log.
  ///
  /// - Complexity: O(*n*) in the number of events.
  package init(_ log: Log) {
    runsAfter = Array(repeating: false, count: log.events.count)
    var traits: [Name: (ComponentTraits, machine: Name)] = [:]
    for (seq, event) in log.events.enumerated() {
      switch event.kind {
      case .machineDeclared(let machine, let count): slots[machine] = count
      case .componentDeclared(let machine, let flags): traits[event.component] = (flags, machine)
      case .callRequested(let parent, let step, let arguments):
        let (flags, machine) = traits[event.component] ?? ([], .none)
        calls.append(
          CallRecord(
            number: event.call, component: event.component, parent: parent, step: step,
            arguments: arguments, traits: flags, isDeclared: traits[event.component] != nil,
            machine: machine, requested: seq, requestedAt: event.at))
      case .callQueued, .callStarted, .callBlocked, .callResumed, .callSucceeded, .callFailed,
        .callStopped:
        record(event, seq)
      case .machineTaken(_, let slot): otherSlots[event.call, default: []].append(slot)
      case .callCached, .flowIterated, .stateWritten, .stateRead, .stateConflict, .messageSent,
        .messageReceived:
        // What a call does while it runs leaves it running.
        let call = calls[Int(event.call) - 1]
        runsAfter[seq] = call.activity == .running && !call.isEndless
      case .logOpened, .logClosed, .cacheMissed, .stateDeclared, .streamDeclared,
        .machineReleased, .runDeadlocked, .runLivelocked, .runFailed, .runLimited:
        break
      }
    }
  }

  /// The call with that number.
  ///
  /// - Precondition: The run has such a call.
  public subscript(number: CallNumber) -> CallRecord { calls[Int(number) - 1] }

  private mutating func record(_ event: Event, _ seq: Int) {
    let index = Int(event.call) - 1
    if let activity = calls[index].activity, calls[index].since < event.at || activity == .running {
      intervals.append(
        Interval(
          call: event.call, activity: activity, start: calls[index].since, end: event.at,
          from: calls[index].last, to: seq))
      if activity == .running, !calls[index].isEndless {
        calls[index].running += event.at - calls[index].since
      }
    }
    calls[index].last = seq
    calls[index].since = event.at
    switch event.kind {
    case .callStarted(let machine, let slot):
      calls[index].started = seq
      calls[index].startedAt = event.at
      if !machine.isNone { calls[index].machine = machine }
      calls[index].slot = slot
      calls[index].activity = .running
    case .callResumed: calls[index].activity = .running
    case .callBlocked: calls[index].activity = .blocked
    case .callQueued: calls[index].activity = .queued
    default:
      calls[index].activity = nil
      calls[index].ended = seq
      calls[index].endedAt = event.at
    }
    runsAfter[seq] = calls[index].activity == .running && !calls[index].isEndless
  }
}

/// What a call does for a while.
public enum Activity: Sendable {
  case queued, running, blocked
}

/// A while in which a call did one thing.
public struct Interval: Equatable, Sendable {
  /// The call.
  public var call: CallNumber
  /// What it did.
  public var activity: Activity
  /// When that began.
  public var start: Nanoseconds
  /// When that was over.
  public var end: Nanoseconds
  /// The event that began it.
  public var from: Int
  /// The event that ended it.
  public var to: Int
}

/// What is known of one call.
public struct CallRecord: Sendable {
  /// Its number.
  public var number: CallNumber
  /// The component that was called.
  public var component: Name
  /// The call that asked for it, or 0.
  public var parent: CallNumber
  /// The step of the flow that asked for it, from 1; 0 if none.
  public var step: UInt32
  /// What it was called with.
  public var arguments: Name
  /// What is true of the component.
  public var traits: ComponentTraits
  /// Whether the log declares the component.
  public var isDeclared: Bool
  /// The machine it ran on, or is to run on; none for one of its own.
  public var machine: Name
  /// The slot of the machine it ran on, from 1; 0 if it has a machine of its own or never ran.
  public var slot: UInt32 = 0
  /// The event that asked for it.
  public var requested: Int
  /// When it was asked for.
  public var requestedAt: Nanoseconds
  /// The event that started it.
  public var started: Int?
  /// When it started.
  public var startedAt: Nanoseconds?
  /// The event that ended it.
  public var ended: Int?
  /// When it ended.
  public var endedAt: Nanoseconds?
  /// How long it ran; 0 for calls that never end.
  public var running: Nanoseconds = 0
  var activity: Activity?
  var last = 0
  var since: Nanoseconds = 0

  /// Whether it is the run of a flow.
  public var isFlow: Bool { traits.contains(.flow) }
  /// Whether it never ends by itself; it counts in neither work nor makespan.
  public var isEndless: Bool { traits.contains(.forever) }
}
