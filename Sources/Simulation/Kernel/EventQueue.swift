/// A queue of what is still to happen, earliest first.
typealias EventQueue<Element> = PriorityQueue<EventKey, Element>

/// Entries leave in the order of (time, delta cycle, priority, sequence); the sequence is the order of
/// entering, so the order is total and the same on every run.
struct EventKey: QueueKey {
  var time: Int64
  /// The delta cycle and, in its last eight bits, the priority: what is compared is compared at once.
  private var stage: UInt64
  var sequence: UInt64

  init(time: Int64, cycle: UInt32, priority: UInt8, sequence: UInt64) {
    self.time = time
    stage = UInt64(cycle) << 8 | UInt64(priority)
    self.sequence = sequence
  }

  var cycle: UInt32 { UInt32(truncatingIfNeeded: stage >> 8) }
  var priority: UInt8 { UInt8(truncatingIfNeeded: stage) }

  static func precedes(_ left: EventKey, _ right: EventKey) -> Bool {
    if left.time != right.time { return left.time < right.time }
    if left.stage != right.stage { return left.stage < right.stage }
    return left.sequence < right.sequence
  }
}
