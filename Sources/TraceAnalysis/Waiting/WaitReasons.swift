import EventLog

/// Tells of what a call needs which part kept it waiting.
///
/// In a trace, a call of a pool needs a slot of the pool and a lane besides. While the pool is full it
/// waits for the pool, else for a lane.
struct WaitReasons: Sendable {
  private let table: CallTable
  /// When each pool of a trace was full.
  private var pools: [Name: FullTimes] = [:]
  /// When as many calls ran as a trace says that can, or if it does not, as ever did at once.
  private var lanes: FullTimes?
  /// The machines of which several slots were used, each at its time.
  private var shared: Set<Name> = []

  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ table: CallTable, _ occupancy: Lazy<Occupancy>) {
    self.table = table
    guard table.isTrace else { return }
    let all = occupancy.value
    lanes = FullTimes(all, slots: max(1, all.peak, table.declaredSlots ?? 0))
    for call in table.calls where call.slot > 1 { shared.insert(call.machine) }
    guard table.hasPools else { return }
    for (pool, occupancy) in Occupancy.byMachine(table) {
      if let slots = table.slots[pool] { pools[pool] = FullTimes(occupancy, slots: Int(slots)) }
    }
  }

  /// What a call waited for while it queued; the parts add up to all of the time.
  ///
  /// - Complexity: O(log *n*).
  func parts(
    of time: Range<Nanoseconds>, call: CallNumber
  ) -> [(reason: WaitReason, time: Nanoseconds)] {
    let all = time.upperBound - time.lowerBound
    let machine = table[call].machine
    guard table.isTrace else { return [(.machine(machine), all)] }
    guard let pool = pools[machine] else { return [(.lane, all)] }
    let inPool = pool.time(in: time)
    // What is less than a twentieth is an instant between two calls.
    if inPool >= all - all / 20 { return [(.machine(machine), all)] }
    return inPool <= all / 20
      ? [(.lane, all)] : [(.machine(machine), inPool), (.lane, all - inPool)]
  }

  /// What was full while a call of a trace had all else that it needs and did not queue.
  ///
  /// - Complexity: O(log *n*).
  func fullParts(
    of time: Range<Nanoseconds>, call: CallNumber
  ) -> [(reason: WaitReason, time: Nanoseconds)] {
    let machine = table[call].machine
    let inPool = pools[machine]?.time(in: time) ?? 0
    let inLanes = lanes?.time(in: time) ?? 0
    // Both can be full at once, so the larger stands for both.
    let parts: [(reason: WaitReason, time: Nanoseconds)] =
      inPool >= inLanes ? [(.machine(machine), inPool)] : [(.lane, inLanes)]
    return parts.filter { $0.time > 0 }
  }

  /// Whether all that a call of a trace may run on was in use just before an instant.
  ///
  /// - Complexity: O(log *n*).
  func isFull(for call: CallNumber, before instant: Nanoseconds) -> Bool {
    let time = (instant - 1)..<instant
    return (pools[table[call].machine]?.time(in: time) ?? 0) > 0 || (lanes?.time(in: time) ?? 0) > 0
  }

  /// Whether calls of a trace had a machine only one after the other.
  func hasOneSlot(_ machine: Name) -> Bool { !shared.contains(machine) }

  /// The longest part of a time in which nothing was full that a call of a trace needs.
  ///
  /// - Complexity: O(*n*) in the number of times of which each was full without a gap.
  func longestGap(in time: Range<Nanoseconds>, call: CallNumber) -> Range<Nanoseconds> {
    let full = [pools[table[call].machine], lanes].compactMap { $0?.ranges(in: time) }.flatMap(
      \.self
    )
    .sorted { $0.lowerBound < $1.lowerBound }
    var (longest, from) = (time.lowerBound..<time.lowerBound, time.lowerBound)
    for range in full + [time.upperBound..<time.upperBound] {
      if range.lowerBound - from > longest.upperBound - longest.lowerBound {
        longest = from..<range.lowerBound
      }
      from = max(from, range.upperBound)
    }
    return longest
  }
}
