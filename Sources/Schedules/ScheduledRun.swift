/// What a program did under a schedule.
package struct ScheduledRun: Sendable {
  /// One piece of a task, from where it was chosen to where it waits next.
  package struct Step: Equatable, Sendable {
    /// What was chosen.
    package var chosen: Candidate
    /// The step that made it ready; nil for the first, and for what came from outside.
    package var cause: Int32?
    /// How many could have gone on.
    package var ready: UInt32
    /// The decision by which it was chosen; nil if nothing else could go on.
    package var decision: Int32?
    /// The time on the virtual clock, in nanoseconds.
    package var at: Int64

    /// Makes a step.
    ///
    /// - Parameters:
    ///   - chosen: What was chosen.
    ///   - cause: The step that made it ready.
    ///   - ready: How many could have gone on.
    ///   - decision: The decision by which it was chosen.
    ///   - at: The time on the virtual clock, in nanoseconds.
    package init(
      _ chosen: Candidate, cause: Int32?, ready: UInt32, decision: Int32? = nil, at: Int64 = 0
    ) {
      (self.chosen, self.cause, self.ready, self.at) = (chosen, cause, ready, at)
      self.decision = decision
    }
  }

  /// How a run failed.
  package struct Failure: Equatable, Sendable {
    /// What tells it from other failures.
    package var signature: String
    /// What happened, in words.
    package var text: String
    /// The step in which it happened.
    package var step: Int

    /// Makes a failure.
    ///
    /// - Parameters:
    ///   - signature: What tells it from other failures.
    ///   - text: What happened, in words.
    ///   - step: The step in which it happened.
    package init(signature: String, text: String, step: Int) {
      (self.signature, self.text, self.step) = (signature, text, step)
    }
  }

  /// The steps, in order.
  package var steps: [Step]
  /// The decisions: one for each step at which more than one could have gone on, and for whatever else was left to the schedule.
  package var choices: [UInt32]
  /// How it failed; nil if it did not.
  package var failure: Failure?
  /// Whether nothing but its schedule decided what it did, as far as that is known.
  package var isWhole = true

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - steps: The steps, in order.
  ///   - choices: The decisions.
  ///   - failure: How it failed; nil if it did not.
  package init(steps: [Step] = [], choices: [UInt32] = [], failure: Failure? = nil) {
    (self.steps, self.choices, self.failure) = (steps, choices, failure)
  }

  /// The schedule that leads to the same run again.
  package var schedule: Schedule { Schedule(choices) }

  /// A number that two runs share if the same tasks did the same in the same order, and hardly ever otherwise.
  package var interleaving: UInt64 {
    var hash = StableHash()
    for step in steps {
      hash.combine(UInt64(step.chosen.lane))
      hash.combine(step.chosen.place)
    }
    return hash.value
  }
}

/// Something that can be run under any schedule.
package protocol ScheduledProgram: AnyObject {
  /// Runs it from the start.
  ///
  /// - Parameter chooser: Decides what goes on next.
  /// - Returns: What it did.
  func run(_ chooser: any Chooser) -> ScheduledRun
}

/// A hash that is the same in each process (FNV-1a, by words).
struct StableHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ word: UInt64) {
    value = (value ^ word) &* 0x0000_0100_0000_01b3
    value ^= value >> 29
  }
}

/// Random numbers that follow from a seed (SplitMix64; Steele, Lea and Flood, 2014).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ parts: UInt64...) {
    var hash = StableHash()
    for part in parts { hash.combine(part) }
    state = hash.value
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  /// One of several things that may happen: 0, which happens mostly, three times out of four.
  mutating func choice(outOf count: Int) -> Int {
    count < 2 || next() & 3 != 0 ? 0 : 1 + number(below: count - 1)
  }

  /// A number from 0 up to below another one.
  mutating func number(below limit: Int) -> Int {
    limit < 2 ? 0 : Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }
}
