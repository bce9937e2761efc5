internal import EventLog

/// A machine at work: its slots, and the calls that are ready for one.
///
/// Ready calls queue by the time they became ready, then by their number; the lowest free slot wins.
struct MachinePool {
  /// A call that has got a slot.
  struct Assignment {
    var call: CallNumber
    /// From 1.
    var slot: UInt32
    /// The event that set the slot free, if it was used before.
    var release: Int?
  }

  private struct Slot {
    var isFree = true
    var release: Int?
  }

  private var slots: [Slot]
  private var free: Int
  /// No slot below this index is free.
  private var lowestFree = 0
  private var waiting: [(ready: Nanoseconds, call: CallNumber)] = []
  private var head = 0

  init(slots: UInt32) {
    self.slots = Array(repeating: Slot(), count: Int(slots))
    free = Int(slots)
  }

  /// Lets a call queue that became ready now.
  mutating func enqueue(_ call: CallNumber, ready: Nanoseconds) {
    var place = waiting.count
    while place > head, waiting[place - 1].ready == ready, waiting[place - 1].call > call {
      place -= 1
    }
    waiting.insert((ready, call), at: place)
  }

  /// Gives the first waiting call the lowest free slot, if there are both.
  mutating func assign() -> Assignment? {
    guard free > 0, head < waiting.count else { return nil }
    while !slots[lowestFree].isFree { lowestFree += 1 }
    let index = lowestFree
    let call = waiting[head].call
    head += 1
    if head > 64, head * 2 > waiting.count {
      waiting.removeFirst(head)
      head = 0
    }
    slots[index].isFree = false
    free -= 1
    return Assignment(call: call, slot: UInt32(index + 1), release: slots[index].release)
  }

  /// Takes a slot back, set free by that event.
  mutating func release(slot: UInt32, by event: Int) {
    slots[Int(slot) - 1] = Slot(isFree: true, release: event)
    free += 1
    lowestFree = min(lowestFree, Int(slot) - 1)
  }
}
