internal import EventLog

/// A virtual clock and what is still to happen on it.
///
/// All entries that are due at one instant form a delta cycle and leave it by priority, then in the order
/// in which they were scheduled; what they schedule for the same instant joins the next cycle. So
/// nothing depends on anything but the calls made to it.
struct Kernel<Entry> {
  /// The instant of the entry that was given out last.
  private(set) var now: Nanoseconds = 0
  /// Whether an entry was due after the time limit.
  private(set) var isPastLimit = false
  private let timeLimit: Nanoseconds
  private var cycle: UInt32 = 0
  private var sequence: UInt64 = 0
  private var queue = EventQueue<Entry>()

  /// Starts at 0, never to go past a limit.
  init(timeLimit: Nanoseconds) { self.timeLimit = timeLimit }

  /// Enters what is to happen; lower priorities come first in a delta cycle.
  ///
  /// - Precondition: `time` is not in the past.
  /// - Complexity: O(log *n*) in the number of entries.
  mutating func schedule(_ entry: Entry, at time: Nanoseconds, priority: UInt8) {
    precondition(time >= now, "the past cannot be changed")
    queue.insert(
      entry,
      at: .init(
        time: time, cycle: time == now ? cycle + 1 : 0, priority: priority, sequence: sequence))
    sequence += 1
  }

  /// Whether nothing more is due at this instant.
  var isInstantOver: Bool { queue.first.map { $0.key.time > now } ?? true }

  /// What is next; nil if there is nothing.
  var first: Entry? { queue.first?.element }

  /// When that is; nil if there is nothing.
  var nextTime: Nanoseconds? { queue.first?.key.time }

  /// Takes away what is next without setting the clock.
  ///
  /// - Complexity: O(log *n*) in the number of entries.
  mutating func dropFirst() { _ = queue.removeFirst() }

  /// Whether all entries that are still to come fulfil a condition.
  ///
  /// - Complexity: O(*n*) in the number of entries; less where one does not.
  func allSatisfy(_ condition: (Entry) -> Bool) -> Bool { queue.allSatisfy(condition) }

  /// Sets the clock to the time limit, which is not passed.
  mutating func goToLimit() { now = timeLimit }

  /// Sets the clock to an instant, whatever was due before it, or to the time limit if that comes first.
  mutating func goOn(to time: Nanoseconds) { now = max(now, min(time, timeLimit)) }

  /// The next entry, after setting the clock to its instant; nil if there is none up to the limit.
  ///
  /// - Complexity: O(log *n*) in the number of entries.
  mutating func next() -> Entry? {
    guard let key = queue.first?.key else { return nil }
    guard key.time <= timeLimit else {
      isPastLimit = true
      return nil
    }
    now = key.time
    cycle = key.cycle
    return queue.removeFirst()?.element
  }
}
