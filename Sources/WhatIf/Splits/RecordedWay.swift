internal import EventLog

/// Finds in which way the tests of a run were shared out when it was recorded.
///
/// No report tells it. What keeps files or classes whole was not it where one of them ran on several workers; where all of
/// them stayed whole, it was such a way. Of several, it is the one that gives the most tests to the workers that ran them:
/// who of two asks first is a matter of milliseconds, so that the same way may give a test to another one, and end at another
/// time. Where it is not told who ran what, or it fits none, the way took about the time that was recorded.
struct RecordedWay {
  private let tests: TestSet
  private let makespan: Nanoseconds

  /// Finds the way that was recorded.
  ///
  /// - Parameters:
  ///   - replays: The ways of the runner that decide while workers run, each run again.
  ///   - tests: The tests as they were recorded.
  /// - Returns: The way, run again on as many workers; nil if it is not known.
  /// - Complexity: O(*n* log *n*) in the number of tests, for each way.
  static func split(among replays: [Split], _ tests: TestSet) -> Split? {
    guard let makespan = tests.makespan else { return nil }
    return RecordedWay(tests: tests, makespan: makespan).split(among: replays)
  }

  private func split(among replays: [Split]) -> Split? {
    let possible = replays.filter { staysWhole($0.strategy) }
    let whole = possible.filter { keepsPieces($0.strategy) }
    return (whole.isEmpty ? possible : whole).map { split in
      (split: split, agreeing: agreeing(split), error: abs(split.makespan - makespan))
    }.filter { way in
      way.agreeing * 4 >= tests.tests.count * 3 || way.error <= makespan / 20
    }.min { (-$0.agreeing, $0.error) < (-$1.agreeing, $1.error) }?.split
  }

  /// The pieces that a way keeps whole; nil if it keeps none.
  private func piece(_ strategy: SplitStrategy) -> ((TestSet.Test) -> Int)? {
    strategy == .loadScope ? { $0.scope } : strategy.keepsFiles ? { $0.group } : nil
  }

  /// Whether a way keeps pieces of several tests whole, so that it is told from one that does not.
  private func keepsPieces(_ strategy: SplitStrategy) -> Bool {
    piece(strategy).map { Set(tests.tests.lazy.map($0)).count < tests.tests.count } ?? false
  }

  /// Whether each piece that a way keeps whole ran on one worker, as far as that is known.
  private func staysWhole(_ strategy: SplitStrategy) -> Bool {
    guard let piece = piece(strategy) else { return true }
    var workers: [Int: Int] = [:]
    for test in tests.tests {
      guard let worker = test.worker else { continue }
      if let other = workers.updateValue(worker, forKey: piece(test)), other != worker {
        return false
      }
    }
    return true
  }

  /// How many tests ran on the worker that a way of pytest-xdist gives them to; 0 for other ways.
  private func agreeing(_ split: Split) -> Int {
    let numbers = tests.workers.map { worker in
      Int(String(worker.name.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()))
    }
    return split.orders.enumerated().reduce(0) { sum, order in
      sum
        + order.element.count {
          tests.tests[$0].worker.map { numbers[$0] == order.offset } ?? false
        }
    }
  }
}
