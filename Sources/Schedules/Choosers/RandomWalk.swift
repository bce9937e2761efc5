/// Chooses each candidate with the same probability.
final class RandomWalk: Chooser {
  private var numbers: SeededNumbers

  init(_ numbers: SeededNumbers) { self.numbers = numbers }

  func choose(outOf count: Int) -> Int { numbers.choice(outOf: count) }

  func choose(among ready: [Candidate], at step: Int) -> Int { numbers.number(below: ready.count) }
}
