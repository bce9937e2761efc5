public import EventLog

/// A recorded run as something to be run again: what its calls do, how long that takes, what it follows from, and the slots
/// that calls take.
///
///     var plan = RecordedPlan(log)
///     plan.setSlots(ofPool: 0, to: 8)
///     print(try plan.makespan())
///
/// Each event of a call is a step. It happens when all that it followed from has happened and has taken the time
/// that it took; a call that runs on a pool starts only when slots are free, first come, first served, as they came when
/// recorded. Time that nothing in the log explains, such as that for which a thread had nothing to do, or what a tool needs to
/// start the next call, passes again as it did; only the wait for a slot is worked out anew.
///
/// So a run that is run again unchanged takes as long as it took, but for the order in which a pool lets calls in.
public struct RecordedPlan: Sendable {
  /// A set of slots that calls take.
  public struct Pool: Sendable {
    /// The name of the machine or lane.
    public internal(set) var name: Name
    /// How many slots it has.
    public internal(set) var slots: Int
    /// Whether it is a lane on which one call follows another, as on a thread, so that slots do not limit it.
    public internal(set) var isSequence: Bool
    /// Whether slots went from one call to the next and no call is told to have waited for one, as on the lanes of spans, or
    /// nothing says how many there are: how many were used limits nothing.
    public internal(set) var isFree = false
    /// Whether the log declares it.
    var isDeclared: Bool

    /// Whether calls may have to wait for its slots.
    public var isLimited: Bool { !isSequence && !isFree }
  }

  /// A call that is to be made again.
  struct PlannedCall: Sendable {
    var component: Name
    /// The index of its pool; −1 for none.
    var pool: Int32 = -1
    var slots: UInt32 = 1
    var parent: CallNumber = 0
    /// The events by which it was asked for, started and ended; −1 where it was not.
    var requested: Int32 = -1
    var started: Int32 = -1
    var ended: Int32 = -1
    /// How long it took from the slot that it had waited for to its start, in nanoseconds.
    var delay: Nanoseconds = 0
    /// Which of several calls that wait comes first: the lowest.
    var priority: UInt32 = 0
    /// The index of the room that it is in while it runs; −1 for none.
    var room: Int32 = -1
  }

  /// What a step follows from.
  struct Link: Sendable {
    /// The earlier step, by the number of its event.
    var from: UInt32
    var edge: Edge
    /// Whether the call of the earlier step runs on the way.
    var isRunning: Bool
    var isInferred: Bool
    /// How long the way takes.
    var weight: Nanoseconds
  }

  /// The run as it was recorded.
  public let log: Log
  /// The pools and lanes, in the order in which they were first used.
  public internal(set) var pools: [Pool] = []
  /// The index of the pool of which every call that takes slots of another takes one besides, such as the jobs of a build by
  /// ninja; −1 if there is none.
  var sharedPool: Int32 = -1
  /// Call *n* is at *n* − 1.
  var calls: [PlannedCall] = []
  /// What leads to each event, event by event; nothing to one that is no step.
  var links: [Link] = []
  var linkEnds: [UInt32] = []
  /// How long after all that a step follows from it happens, in nanoseconds, by the number of its event.
  var gaps: [Nanoseconds] = []
  /// Links that were added, from the end of one call to the request of another, or to the end of whoever called it.
  var added: [(from: UInt32, to: UInt32)] = []
  /// How many calls may be in each room at once, whatever they run on.
  var rooms: [Int] = []
  /// Whether what becomes ready at the very instant at which a slot is given back may get it before one that has waited for it:
  /// where a policy decides who does, and where it was so when recorded.
  ///
  /// Some schedulers look at all that is ready then; others give the slot to who waits, and learn a moment later of what can follow.
  var admitsNewcomers = false
  /// Names that the log has not, of pools that were added.
  var names: NameTable

  /// The pool of which every call that takes slots of another takes one besides; nil if there is none.
  package var jobs: Pool? { sharedPool < 0 ? nil : pools[Int(sharedPool)] }

  /// How many calls there are.
  public var count: Int { calls.count }

  /// Where in `links` that which leads to an event lies.
  func links(to event: Int) -> Range<Int> {
    (event == 0 ? 0 : Int(linkEnds[event - 1]))..<Int(linkEnds[event])
  }

  /// Whether an event is one that a call comes to by itself, and no consequence of how slots are given.
  static func isStep(_ event: Event) -> Bool {
    guard event.call > 0 else { return false }
    switch event.kind {
    case .callQueued, .machineTaken, .machineReleased: return false
    default: return true
    }
  }
}
