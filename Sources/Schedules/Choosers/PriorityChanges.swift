/// Runs the task of the highest priority, where priorities are random and change at a few random decisions (PCT; Burckhardt,
/// Kothari, Musuvathi and Nagarakatte, ASPLOS 2010).
///
/// A bug that needs *d* events in a certain order, in a run of *n* tasks and *k* decisions, is found with a probability of at
/// least 1/(*n* *k*^(*d*−1)).
final class PriorityChanges: Chooser {
  private var numbers: SeededNumbers
  /// The decisions after which the task that was chosen becomes the least, in order.
  private let changes: [Int]
  /// By task; 0 for one that has not been seen.
  private var priorities: [UInt64] = []
  private var decision = 0
  private var changed = 0

  /// - Parameters:
  ///   - numbers: What is random.
  ///   - depth: How many events have to be in a certain order.
  ///   - length: How many decisions there will be, about.
  init(_ numbers: SeededNumbers, depth: Int, length: Int) {
    var numbers = numbers
    changes = (1..<max(depth, 1)).map { _ in numbers.number(below: max(length, 1)) }.sorted()
    self.numbers = numbers
  }

  func choose(outOf count: Int) -> Int {
    decision += 1
    return numbers.choice(outOf: count)
  }

  func choose(among ready: [Candidate], at step: Int) -> Int {
    var best = 0
    var highest: UInt64 = 0
    for (index, candidate) in ready.enumerated() {
      let priority = priority(of: Int(candidate.lane))
      if priority > highest { (best, highest) = (index, priority) }
    }
    while changed < changes.count, changes[changed] <= decision {
      changed += 1
      priorities[Int(ready[best].lane)] = UInt64(changes.count + 1 - changed)
    }
    decision += 1
    return best
  }

  private func priority(of lane: Int) -> UInt64 {
    while priorities.count <= lane { priorities.append(0) }
    if priorities[lane] == 0 {
      // Above those that tasks are changed to.
      priorities[lane] = numbers.next() | 1 << 32
    }
    return priorities[lane]
  }
}
