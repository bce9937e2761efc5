/// Gives each step a random priority of its own, and a new one when a step on the same actor went first (POS; Yuan, Yang and Gu,
/// CAV 2018).
final class PartialOrderSampling: Chooser {
  private var numbers: SeededNumbers
  /// By the order of candidates; 0 for one that has not been seen.
  private var priorities: [UInt64] = []

  init(_ numbers: SeededNumbers) { self.numbers = numbers }

  func choose(outOf count: Int) -> Int { numbers.choice(outOf: count) }

  func choose(among ready: [Candidate], at step: Int) -> Int {
    var best = 0
    var highest: UInt64 = 0
    for (index, candidate) in ready.enumerated() {
      let priority = priority(of: Int(candidate.order))
      if priority > highest { (best, highest) = (index, priority) }
    }
    let actor = ready[best].actor
    for (index, candidate) in ready.enumerated() where index != best && candidate.actor == actor {
      priorities[Int(candidate.order)] = 0
    }
    return best
  }

  private func priority(of order: Int) -> UInt64 {
    while priorities.count <= order { priorities.append(0) }
    if priorities[order] == 0 { priorities[order] = numbers.next() | 1 }
    return priorities[order]
  }
}
