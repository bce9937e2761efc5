public import EventLog

/// Every call of a run, and what it did when.
public struct CallTable: Sendable {
  /// The calls; call *n* is at index *n* − 1.
  public private(set) var calls: [CallRecord] = []
  /// What the calls did, in the order in which it ended.
  public private(set) var intervals: [Interval] = []
  /// For each event, whether its call runs from then on.
  private(set) var runsAfter: [RunsOn]
  /// The slots of calls that hold several of their machine, but for their lowest.
  public private(set) var otherSlots: [CallNumber: [UInt32]] = [:]
  /// The slots that calls hold of other machines than their own.
  public private(set) var slotsElsewhere: [CallNumber: [MachineSlot]] = [:]
  /// How many calls a component runs at once, of those that run several.
  public private(set) var atOnce: [Name: UInt32] = [:]
  /// How many slots each declared machine has.
  public private(set) var slots: [Name: UInt32] = [:]
  /// Whether the run is a trace of another tool.
  let isTrace: Bool
  private let hasPoolsWithinJobs: Bool

  /// Reads the calls off a log.
  ///
  /// - Complexity: O(*n*) in the number of events.
  package init(_ log: Log) {
    isTrace = log.header.origin.isTrace
    hasPoolsWithinJobs = log.header.origin.hasPoolsWithinJobs
    runsAfter = Array(onLargePages: .no, count: log.events.count)
    // By the number of the component's name.
    var declared = [Declaration](repeating: Declaration(), count: log.names.count)
    reserveCapacity(for: log)
    for (seq, event) in log.events.enumerated() {
      switch event.kind {
      case .machineDeclared(let machine, let count): slots[machine] = count
      case .componentDeclared(let machine, let traits, let atOnce):
        if atOnce > 1 { self.atOnce[event.component] = atOnce }
        declared[Int(event.component.index)] = Declaration(
          isThere: true, traits: traits, machine: machine)
      case .callRequested(let parent, let step, let arguments):
        let component = declared[Int(event.component.index)]
        calls.append(
          CallRecord(event, seq, parent: parent, step: step, arguments: arguments, of: component))
      case .callQueued, .callStarted, .callBlocked, .callResumed, .callSucceeded, .callFailed,
        .callStopped:
        record(event, seq)
      case .machineTaken(let machine, let slot): take(slot, of: machine, by: event.call)
      case .callCached, .cacheMissed, .flowIterated, .stateWritten, .stateRead, .stateConflict,
        .callProgressed, .messageSent, .messageReceived:
        // What a call does while it runs leaves it running.
        let call = calls[Int(event.call) - 1]
        runsAfter[seq] =
          call.isEndless ? .endlessly : call.activity == .running ? .working : .no
      case .logOpened, .logClosed, .stateDeclared, .streamDeclared,
        .machineReleased, .runDeadlocked, .runLivelocked, .runFailed, .runLimited:
        break
      }
    }
  }

  /// The end of the last call; calls that never end do not count.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  var makespan: Nanoseconds {
    calls.lazy.filter { !$0.isEndless }.compactMap(\.endedAt).max() ?? 0
  }

  /// Whether declared machines are pools, as those of ninja are: limits on how many of some calls run at
  /// once, within the lanes that all calls share.
  public var hasPools: Bool { hasPoolsWithinJobs && !slots.isEmpty }

  /// How many slots the machines of a trace have on which its calls run; nil where it does not say it of all of them, and
  /// where they are pools.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  var declaredSlots: Int? {
    guard isTrace, !slots.isEmpty, !hasPools else { return nil }
    var used: [Name: UInt32] = [:]
    for call in calls where !call.isFlow && used[call.machine] == nil {
      guard let count = slots[call.machine] else { return nil }
      used[call.machine] = count
    }
    return used.values.reduce(0) { $0 + Int($1) }
  }

  /// Whether no call holds several slots.
  package var holdsOneSlotEach: Bool { otherSlots.isEmpty && slotsElsewhere.isEmpty }

  /// How many slots a call holds while it runs, of all machines together.
  public func slotCount(of call: CallNumber) -> Int {
    let count = ownSlotCount(of: call)
    return slotsElsewhere.isEmpty ? count : count + (slotsElsewhere[call]?.count ?? 0)
  }

  /// How many slots of a machine a call holds while it runs.
  public func slotCount(of call: CallNumber, on machine: Name) -> Int {
    let own = self[call].machine == machine ? ownSlotCount(of: call) : 0
    guard !slotsElsewhere.isEmpty, let others = slotsElsewhere[call] else { return own }
    return own + others.count { $0.machine == machine }
  }

  /// How many slots of its own machine a call holds while it runs.
  @inline(__always)
  private func ownSlotCount(of call: CallNumber) -> Int {
    // Of most runs no call holds several: nothing is looked up then.
    otherSlots.isEmpty ? 1 : 1 + (otherSlots[call]?.count ?? 0)
  }

  /// Goes through the machines of which a call holds slots while it runs, its own first, with how many.
  @inline(__always)
  func forEachMachine(of call: CallNumber, _ body: (_ machine: Name, _ slots: Int) -> Void) {
    body(self[call].machine, ownSlotCount(of: call))
    guard !slotsElsewhere.isEmpty else { return }
    for slot in slotsElsewhere[call] ?? [] { body(slot.machine, 1) }
  }

  private mutating func take(_ slot: UInt32, of machine: Name, by call: CallNumber) {
    if calls[Int(call) - 1].machine == machine {
      otherSlots[call, default: []].append(slot)
    } else {
      slotsElsewhere[call, default: []].append(MachineSlot(machine: machine, slot: slot))
    }
  }

  /// Whether the call of an event runs from then on, even if it never ends.
  func isRunning(after event: Int) -> Bool { runsAfter[event] != .no }

  /// In which way a call runs on after an event.
  enum RunsOn: UInt8 {
    case no, working
    /// It runs, which is no work, since it never ends by itself.
    case endlessly
  }

  /// The call with that number.
  ///
  /// - Precondition: The run has such a call.
  public subscript(number: CallNumber) -> CallRecord { calls[Int(number) - 1] }

  /// What the log says of a component before any call of it.
  fileprivate struct Declaration {
    var isThere = false
    var traits = ComponentTraits()
    var machine = Name.none
  }

  /// Makes room for as many calls as were requested, and for an interval for every other event.
  private mutating func reserveCapacity(for log: Log) {
    let request = log.events.last { event in
      if case .callRequested = event.kind { true } else { false }
    }
    calls.reserveOnLargePages(Int(request?.call ?? 0))
    intervals.reserveOnLargePages(log.events.count / 3 * 2)
  }

  @inline(__always)
  private mutating func record(_ event: Event, _ seq: Int) {
    let index = Int(event.call) - 1
    if let interval = calls[index].take(event, seq) {
      intervals.appendOnLargePages(interval)
    }
    if calls[index].activity == .running {
      runsAfter[seq] = calls[index].isEndless ? .endlessly : .working
    }
  }
}

/// A slot of a machine.
public struct MachineSlot: Hashable, Sendable {
  /// The machine.
  public var machine: Name
  /// The slot, from 1.
  public var slot: UInt32

  /// Names a slot of a machine.
  package init(machine: Name, slot: UInt32) { (self.machine, self.slot) = (machine, slot) }
}

/// What a call does for a while.
public enum Activity: Sendable {
  case queued, running, blocked
}

/// A while in which a call did one thing.
public struct Interval: Equatable, Sendable {
  /// The call.
  public var call: CallNumber
  private var fromSeq: UInt32
  private var toSeq: UInt32
  /// What it did.
  public var activity: Activity
  /// When that began.
  public var start: Nanoseconds
  /// When that was over.
  public var end: Nanoseconds
  /// The event that began it.
  public var from: Int { Int(fromSeq) }
  /// The event that ended it.
  public var to: Int { Int(toSeq) }

  init(
    call: CallNumber, activity: Activity, start: Nanoseconds, end: Nanoseconds, from: Int, to: Int
  ) {
    self.call = call
    fromSeq = UInt32(from)
    toSeq = UInt32(to)
    self.activity = activity
    self.start = start
    self.end = end
  }
}

/// What is known of one call.
///
/// A run has many, so events are kept as short numbers; 0 stands for none, for no call is started or
/// ended by the first event of a log.
public struct CallRecord: Sendable {
  /// Its number.
  public let number: CallNumber
  /// The component that was called.
  public let component: Name
  /// The call that asked for it, or 0.
  public let parent: CallNumber
  /// The step of the flow that asked for it, from 1; 0 if none.
  public let step: UInt32
  /// What it was called with.
  public let arguments: Name
  /// The machine it ran on, or is to run on; none for one of its own.
  public private(set) var machine: Name
  /// The slot of the machine it ran on, from 1; 0 if it has a machine of its own or never ran.
  public private(set) var slot: UInt32 = 0
  private let requestedSeq: UInt32
  private var startedSeq: UInt32 = 0
  private var endedSeq: UInt32 = 0
  private var last: UInt32 = 0
  /// What is true of the component.
  public let traits: ComponentTraits
  /// Whether the log declares the component.
  public let isDeclared: Bool
  fileprivate private(set) var activity: Activity?
  /// When it was asked for.
  public let requestedAt: Nanoseconds
  private var startTime: Nanoseconds = 0
  private var since: Nanoseconds = 0
  /// How long it ran; 0 for calls that never end.
  public private(set) var running: Nanoseconds = 0

  /// The event that asked for it.
  public var requested: Int { Int(requestedSeq) }
  /// The event that started it.
  public var started: Int? { startedSeq > 0 ? Int(startedSeq) : nil }
  /// When it started.
  public var startedAt: Nanoseconds? { startedSeq > 0 ? startTime : nil }
  /// The event that ended it.
  public var ended: Int? { endedSeq > 0 ? Int(endedSeq) : nil }
  /// When it ended.
  public var endedAt: Nanoseconds? { endedSeq > 0 ? since : nil }
  /// Whether it is the run of a flow.
  public var isFlow: Bool { traits.contains(.flow) }
  /// Whether it never ends by itself; it counts in neither work nor makespan.
  public var isEndless: Bool { traits.contains(.forever) }

  fileprivate init(
    _ request: Event, _ seq: Int, parent: CallNumber, step: UInt32, arguments: Name,
    of component: CallTable.Declaration
  ) {
    number = request.call
    self.component = request.component
    self.parent = parent
    self.step = step
    self.arguments = arguments
    traits = component.traits
    isDeclared = component.isThere
    machine = component.machine
    requestedSeq = UInt32(seq)
    requestedAt = request.at
  }

  /// Takes in an event of the call; gives what it did until then, unless that is nothing.
  @inline(__always)
  fileprivate mutating func take(_ event: Event, _ seq: Int) -> Interval? {
    var interval: Interval?
    if let activity, since < event.at || activity == .running {
      interval = Interval(
        call: number, activity: activity, start: since, end: event.at, from: Int(last), to: seq)
      if activity == .running, !isEndless { running += event.at - since }
    }
    last = UInt32(seq)
    since = event.at
    switch event.kind {
    case .callStarted(let machine, let slot):
      startedSeq = last
      startTime = event.at
      if !machine.isNone { self.machine = machine }
      self.slot = slot
      activity = .running
    case .callResumed: activity = .running
    case .callBlocked: activity = .blocked
    case .callQueued: activity = .queued
    default:
      activity = nil
      endedSeq = last
    }
    return interval
  }
}
