/// Runs tasks without taking any off what it does, but for a few random decisions at which the one whose turn it is
/// has to wait (delay bounding; Emmi, Qadeer and Rakamarić, POPL 2011).
final class Delays: Chooser {
  /// The decisions at which there is a delay; one that is there twice lets two wait.
  private let delays: [Int]
  private var numbers: SeededNumbers
  private var decision = 0

  init(_ numbers: SeededNumbers, bound: Int, length: Int) {
    var numbers = numbers
    // One that is past the end stands for none.
    delays = (0..<bound).map { _ in numbers.number(below: length + 1) }
    self.numbers = numbers
  }

  func choose(outOf count: Int) -> Int {
    decision += 1
    return numbers.choice(outOf: count)
  }

  func choose(among ready: [Candidate], at step: Int) -> Int {
    defer { decision += 1 }
    return delays.count { $0 == decision } % ready.count
  }
}
