internal import EventLog

/// A machine at work: its slots, and the calls that are ready for one.
///
/// Ready calls queue by the time they became ready, then by their number; where tasks have priorities, by
/// those first. The lowest free slot wins.
struct MachinePool {
  /// A call that has got its slots.
  struct Assignment {
    var call: CallNumber
    /// The lowest of its slots, from 1; 0 on a machine of its own.
    var slot: UInt32 = 0
    /// The event that set that slot free, where it was used before.
    var release: Int?
    /// Whether one of its slots became free just now.
    var wasReleasedNow = false
    /// What there is of a call that takes several slots, or waited only because it may not overtake.
    var more: More?

    /// The rest of an assignment, which most do not have.
    struct More {
      /// The other slots, ascending.
      var slots: [UInt32] = []
      /// The slots of other machines.
      var others: [MachineSlot] = []
      /// The events that set them free; and the one that let the queue move.
      var releases: [Int] = []
    }
  }

  private struct Slot {
    var isFree = true
    var release: Int?
    var releasedAt: Nanoseconds = 0
  }

  /// The slots that were used so far; there may be many more.
  private var slots: [Slot] = []
  private(set) var free: Int
  /// The event by which a slot was given back last.
  private(set) var lastRelease: Int?
  /// No slot below this index is free.
  private var lowestFree = 0
  private var queue = ReadyQueue()

  init(slots: UInt32) { free = Int(slots) }

  /// Lets a call queue that became ready now and needs so many slots.
  mutating func enqueue(
    _ call: CallNumber, ready: Nanoseconds, slots: UInt32 = 1, priority: UInt32 = 0
  ) {
    queue.insert(ReadyCall(priority: priority, ready: ready, call: call, slots: slots))
  }

  /// Gives the first waiting call the lowest free slots, if there are as many as it needs.
  ///
  /// Who comes first is never overtaken, even by a call that needs fewer slots.
  mutating func assign(at now: Nanoseconds) -> Assignment? {
    guard free > 0, let waiting = queue.first, free >= waiting.slots else { return nil }
    var assignment = Assignment(call: waiting.call)
    take(waiting.slots, for: &assignment, now)
    if waiting.ready < now, !assignment.wasReleasedNow, let lastRelease {
      assignment.more.add(lastRelease)
    }
    queue.removeFirst()
    return assignment
  }

  /// Takes slots for a call that is to run on this machine.
  ///
  /// - Precondition: So many are free.
  @inline(__always)
  mutating func take(
    _ count: UInt32, for assignment: inout Assignment, _ now: Nanoseconds
  ) {
    let first = takeSlot()
    (assignment.slot, assignment.release) = (UInt32(first + 1), slots[first].release)
    assignment.wasReleasedNow = slots[first].release != nil && slots[first].releasedAt == now
    for _ in 1..<count {
      let other = takeSlot()
      assignment.more.take(other, released: slots[other].release)
      if slots[other].release != nil, slots[other].releasedAt == now {
        assignment.wasReleasedNow = true
      }
    }
  }

  /// Takes slots for a call that runs on another machine too.
  ///
  /// - Precondition: So many are free.
  mutating func take(
    _ share: Model.Share, beside assignment: inout Assignment, _ now: Nanoseconds
  ) {
    for _ in 0..<share.slots {
      let slot = takeSlot()
      let release = slots[slot].release
      assignment.more.take(MachineSlot(machine: share.machine, slot: UInt32(slot + 1)), release)
      if release != nil, slots[slot].releasedAt == now { assignment.wasReleasedNow = true }
    }
  }

  /// Takes a call out of the queue, if it is in it.
  ///
  /// - Complexity: O(*n*) in the number of calls that wait.
  mutating func remove(_ call: CallNumber) { queue.remove(call) }

  /// Takes the lowest free slot; returns its index.
  private mutating func takeSlot() -> Int {
    while lowestFree < slots.count, !slots[lowestFree].isFree { lowestFree += 1 }
    if lowestFree == slots.count { slots.append(Slot()) }
    slots[lowestFree].isFree = false
    free -= 1
    return lowestFree
  }

  /// Takes a slot back, set free by that event.
  mutating func release(slot: UInt32, by event: Int, at now: Nanoseconds) {
    slots[Int(slot) - 1] = Slot(isFree: true, release: event, releasedAt: now)
    lastRelease = event
    free += 1
    lowestFree = min(lowestFree, Int(slot) - 1)
  }
}

extension MachinePool.Assignment.More? {
  fileprivate mutating func take(_ slot: Int, released event: Int?) {
    if self == nil { self = .init() }
    self?.slots.append(UInt32(slot + 1))
    if let event { self?.releases.append(event) }
  }

  fileprivate mutating func take(_ slot: MachineSlot, _ release: Int?) {
    if self == nil { self = .init() }
    self?.others.append(slot)
    if let release { self?.releases.append(release) }
  }

  mutating func add(_ release: Int) {
    if self == nil { self = .init() }
    self?.releases.append(release)
  }
}
