/// The decisions of a run, one for each time that more than one task could go on.
///
/// A schedule holds the place of what was chosen, where 0 is what needs no change of tasks. What it does not say is 0.
package struct Schedule: Equatable, Sendable {
  /// The decisions, in order.
  package var choices: [UInt32]

  /// Makes a schedule; zeros at its end are left out, since they say nothing.
  ///
  /// - Parameter choices: The decisions, in order.
  package init(_ choices: [UInt32] = []) {
    let count = (choices.lastIndex { $0 != 0 } ?? -1) + 1
    self.choices = Array(choices[..<count])
  }

  /// Where tasks are changed although that is not needed.
  package var switches: [Int] { choices.indices.filter { choices[$0] != 0 } }
}

extension Schedule {
  /// The changes of tasks, as a text: `5:1,17:2` lets the second candidate go first at decision 5, the third at decision 17.
  package var text: String {
    switches.isEmpty ? "none" : switches.map { "\($0):\(choices[$0])" }.joined(separator: ",")
  }

  /// The schedule of a text; nil if it is none.
  ///
  /// - Parameter text: The changes of tasks, each as a decision and a choice, or `none`.
  package init?(text: some StringProtocol) {
    self.init()
    guard text != "none" else { return }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
      guard numbers.count == 2, let place = numbers[0], let choice = numbers[1], place < 1 << 24
      else {
        return nil
      }
      while choices.count <= place { choices.append(0) }
      choices[Int(place)] = choice
    }
    self = Schedule(choices)
  }
}

/// Decides as a schedule says.
package final class Replay: Chooser {
  private let schedule: Schedule
  private var next = 0

  /// Makes a chooser that follows a schedule.
  ///
  /// - Parameter schedule: The schedule.
  package init(_ schedule: Schedule) { self.schedule = schedule }

  /// Chooses what the schedule says, or else the first.
  ///
  /// - Parameters:
  ///   - ready: What can go on.
  ///   - step: How many steps there have been.
  /// - Returns: Its place.
  package func choose(among ready: [Candidate], at step: Int) -> Int { nextChoice() }

  /// Chooses what the schedule says, or else what happens mostly.
  ///
  /// - Parameter count: How many things may happen.
  /// - Returns: Which it is.
  package func choose(outOf count: Int) -> Int { nextChoice() }

  private func nextChoice() -> Int {
    defer { next += 1 }
    guard next < schedule.choices.count else { return 0 }
    return Int(schedule.choices[next])
  }
}
