internal import EventLog

/// How often a reactive flow has gone through its steps, in all and at this instant.
struct IterationCount {
  /// How often in all.
  private(set) var number: UInt32 = 0
  private var atOnce = 0
  private var lastInstant: Nanoseconds = -1

  /// Takes in that it begins once more.
  mutating func begin(at now: Nanoseconds) {
    number += 1
    atOnce = now > lastInstant ? 1 : atOnce + 1
    lastInstant = now
  }

  /// Whether it is held to go through them for ever without any time passing.
  var goesRound: Bool { atOnce > 10_000 }
}
