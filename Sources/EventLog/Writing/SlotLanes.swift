/// The slots of a lane, as far as they were used.
package struct SlotLanes: Sendable {
  private var free = FreeLanes()
  /// For each slot the event that set it free, or nil until its first call ends.
  private var releases: [Int?] = []
  /// Whether a call of the log names the slot.
  private var isNamed: [Bool] = []

  /// A lane without slots so far.
  package init() {}

  /// How many slots are named.
  package var named: Int { isNamed.lazy.filter { $0 }.count }

  /// Takes the lowest free slot, or one more.
  package mutating func take(isNamed: Bool = true) -> Int {
    if let slot = free.removeLowest() {
      if isNamed { self.isNamed[slot] = true }
      return slot
    }
    releases.append(nil)
    self.isNamed.append(isNamed)
    return releases.count - 1
  }

  /// Gives a slot back, by that event.
  package mutating func giveBack(_ slot: Int, _ release: Int) {
    releases[slot] = release
    free.insert(slot)
  }

  /// The event that set a slot free last; nil if nobody held it before.
  package func release(of slot: Int) -> Int? { releases[slot] }
}
