/// Follows a schedule that led to something new, up to some decision, and goes on at random.
final class Variation: Chooser {
  private var numbers: SeededNumbers
  private let schedule: Schedule
  private let kept: Int
  private var decision = 0

  init(_ numbers: SeededNumbers, of schedule: Schedule) {
    var numbers = numbers
    kept = numbers.number(below: schedule.choices.count + 1)
    self.schedule = schedule
    self.numbers = numbers
  }

  func choose(outOf count: Int) -> Int {
    defer { decision += 1 }
    guard decision < kept, numbers.next() & 7 != 0 else { return numbers.choice(outOf: count) }
    return Int(schedule.choices[decision])
  }

  func choose(among ready: [Candidate], at step: Int) -> Int {
    defer { decision += 1 }
    // One of eight decisions of what is kept is another one.
    guard decision < kept, numbers.next() & 7 != 0 else {
      return numbers.number(below: ready.count)
    }
    return Int(schedule.choices[decision])
  }
}
