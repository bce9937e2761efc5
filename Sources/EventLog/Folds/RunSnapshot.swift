/// All that is known of a run at an instant: who runs, who waits for what, what is shared.
///
///     let snapshot = try RunSnapshot(of: log, at: 3_500_000_000)
///     snapshot.calls[1].status  // running
///     snapshot.calls[1].since   // 0
///
/// A fold like `RunState`, on which it rests; beside it, this keeps what only people ask for.
public struct RunSnapshot: Sendable {
  /// A component, and how far its calls have come.
  public struct Component: Sendable {
    /// Its name.
    public var name: Name
    /// The declared machine its calls run on, or `Name.none`.
    public var machine = Name.none
    /// What is true of its calls.
    public var traits: ComponentTraits = []
    /// How many of its calls run at once, as far as that is declared.
    public var atOnce: UInt32 = 1
    /// Whether the log declares it; of others only their calls are known.
    public var isDeclared = false
    /// How many of its calls are in each status, as `RunState.Status` counts them.
    public var statuses = StatusCounts()
  }

  /// What is known of a call.
  public struct Call: Sendable {
    /// Its number.
    public var number: CallNumber
    /// The component that was called.
    public var component: Name
    /// The call that asked for it, or 0.
    public var parent: CallNumber
    /// The step of the flow that asked for it, from 1; 0 if none.
    public var step: UInt32
    /// What it was called with, or `Name.none`.
    public var arguments: Name
    /// How far it has come.
    public var status = RunState.Status.requested
    /// Since when that is so.
    public var since: Nanoseconds
    /// When it was asked for.
    public var requestedAt: Nanoseconds
    /// When it started, if it has.
    public var startedAt: Nanoseconds?
    /// The machine it runs or ran on, declared or a lane; `Name.none` for one of its own.
    public var machine = Name.none
    /// What it waits for, if that is known.
    public var wait: Wait?
    /// Its place in the line of those that wait for their turn, from 1; 0 if it does not.
    public var place: UInt32 = 0
    /// How many calls of its component come before it, if it waits for its turn.
    public var ahead: UInt32 = 0
    /// Why it failed or was stopped, or `Name.none`.
    public var reason = Name.none
    /// The latest iteration of a reactive flow that is at its end, from 1; 0 of any other call.
    public var iteration: UInt32 = 0
    /// The step at which that iteration had to wait; 0 if it came to the end of the steps.
    public var iterationStep: UInt32 = 0
  }

  /// What a call waits for.
  public enum Wait: Equatable, Sendable {
    /// The end of another call.
    case call(CallNumber)
    /// What a condition says: a change, an item of a stream, room in one, a time.
    case condition(Name)
    /// Its turn: its component runs so many calls at once and no more, and this is the first of them.
    case turn(behind: CallNumber)
    /// A slot of a machine.
    case machine(Name)
  }

  /// A machine and who holds its slots.
  public struct Machine: Sendable {
    /// Its name.
    public var name: Name
    /// How many slots it has; 0 if it is not declared, but a lane that calls were put on.
    public var slots: UInt32 = 0
    /// The slots that are held, and by which call; by slot.
    public var occupants: [(slot: UInt32, call: CallNumber)] = []
  }

  /// The components: those that are declared in that order, then others as they were called.
  public internal(set) var components: [Component] = []
  /// The calls requested by then; call *n* is at index *n* − 1.
  public internal(set) var calls: [Call] = []
  /// The machines, in the order of their first mention.
  public internal(set) var machines: [Machine] = []
  /// The variables, in the order of their declaration.
  public internal(set) var variables: [Sharing.Variable] = []
  /// The streams, in the order of their declaration.
  public internal(set) var streams: [Sharing.Stream] = []
  /// How many calls are in each status.
  public internal(set) var statuses = StatusCounts()
  /// How many events had happened.
  public internal(set) var events = 0
  /// Whether the run was over, and how it had ended; nil as long as it went on.
  public internal(set) var ending: Ending?

  /// The state of a run after all events up to an instant, those at that instant included.
  ///
  /// - Parameters:
  ///   - log: The run.
  ///   - instant: The instant; one after the end gives the state at the end.
  ///   - isBefore: Whether the events at that very instant are left out; at an end that leaves calls
  ///     open, such as a deadlock, only what ends the run and comes of it.
  /// - Throws: `RunStateError` for a log in which something happens that cannot.
  /// - Complexity: O(*n*) in the number of events up to then.
  public init(
    of log: Log, at instant: Nanoseconds, isBefore: Bool = false
  ) throws(RunStateError) {
    var fold = SnapshotFold()
    let isBeforeEnding = isBefore && instant == log.end && log.ending.kind.leavesCallsOpen
    for event in log.events {
      guard event.at < instant || event.at == instant && (!isBefore || isBeforeEnding) else {
        break
      }
      if isBeforeEnding, event.ending?.leavesCallsOpen == true { break }
      try fold.apply(event)
    }
    self = fold.finished()
    if events == log.events.count, log.isClosed { ending = log.ending }
  }

  /// The slots that calls hold, by call.
  ///
  /// - Complexity: O(*n*) in the number of slots that are held.
  public var holdings: [CallNumber: [UInt32]] {
    var holdings: [CallNumber: [UInt32]] = [:]
    for machine in machines {
      for (slot, call) in machine.occupants { holdings[call, default: []].append(slot) }
    }
    return holdings
  }

  /// The call with that number, if it has been requested.
  public func call(_ number: CallNumber) -> Call? {
    number >= 1 && number <= calls.count ? calls[Int(number) - 1] : nil
  }

  init() {}
}

/// How many calls are in each status.
public struct StatusCounts: Equatable, Sendable {
  private var counts = SIMD8<Int>()

  /// No calls.
  public init() {}

  /// How many calls are in a status.
  public internal(set) subscript(status: RunState.Status) -> Int {
    get { counts[Int(status.rawValue)] }
    set { counts[Int(status.rawValue)] = newValue }
  }

  /// How many calls there are.
  public var total: Int { counts.wrappedSum() }

  /// How many calls can still go on.
  public var open: Int {
    RunState.Status.allCases.reduce(0) { $1.isFinal ? $0 : $0 + self[$1] }
  }

  /// Leaves out a call that is in a status.
  public mutating func remove(_ status: RunState.Status) { self[status] -= 1 }
}
