internal import EventLog
internal import Formatting

/// Tests that ran at once, where only the time of all of them together tells it.
///
///     let tests = ParallelTests(sum: 9_000_000_000, within: 6_000_000_000)
///     tests?.comparison  // "less than its tests together, 9 s"
///     tests?.rate        // "at least 1.5 at once on average"
struct ParallelTests {
  /// How long they took one by one, and all together at most.
  private let (sum, most): (Int128, Int128)

  /// Tests that took so long; nil if they may have run one after the other.
  init?(sum: Int128, within most: Int128) {
    guard sum > most + most / 20 else { return nil }
    (self.sum, self.most) = (sum, most)
  }

  /// That their run took less than they did one by one, with that time.
  var comparison: String {
    "less than its tests together, \(timeText(Nanoseconds(clamping: sum)))"
  }

  /// How many ran at once.
  var rate: String { "at least \(ratioText(sum, most)) at once on average" }
}
