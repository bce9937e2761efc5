/// The slots of a lane, as far as they were used.
package struct SlotLanes: Sendable {
  private struct Slot {
    /// The event that set it free last; 0 until its first call ends, since nothing ends by the first event of a log.
    var release: UInt32 = 0
    /// Whether a call of the log names it.
    var isNamed: Bool
  }

  private var free = FreeLanes()
  private var slots: [Slot] = []

  /// A lane without slots so far.
  package init() {}

  /// How many slots are named.
  package var named: Int { slots.count(where: \.isNamed) }

  /// Takes the lowest free slot, or one more.
  package mutating func take(isNamed: Bool = true) -> Int {
    guard let slot = free.removeLowest() else {
      slots.append(Slot(isNamed: isNamed))
      return slots.count - 1
    }
    if isNamed, !slots[slot].isNamed { slots[slot].isNamed = true }
    return slot
  }

  /// Gives a slot back, by that event.
  package mutating func giveBack(_ slot: Int, _ release: Int) {
    slots[slot].release = UInt32(release)
    free.insert(slot)
  }

  /// The event that set a slot free last; nil if nobody held it before.
  package func release(of slot: Int) -> Int? {
    slots[slot].release > 0 ? Int(slots[slot].release) : nil
  }
}
