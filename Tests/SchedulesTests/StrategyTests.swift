import Schedules
import Testing

/// Each strategy is what its name says, and the same for the same seed.
struct StrategyTests {
  static let strategies: [ScheduleStrategy] = [
    .firstInFirstOut, .randomWalk, .priorityChanges(depth: 1), .priorityChanges(depth: 3),
    .partialOrderSampling, .delays(0), .delays(2), .guided, .portfolio,
  ]

  @Test(arguments: strategies)
  func `the same seed leads to the same schedules`(strategy: ScheduleStrategy) {
    let orders = (0..<2).map { _ in
      let program = LaneProgram([[0, 1, 0], [1, 0, 1], [0, 0]])
      _ = Exploration(of: program, by: strategy, seed: 7, limit: 40).firstFailure()
      return program.orders
    }
    #expect(orders[0] == orders[1])
    #expect(!orders[0].isEmpty)
  }

  @Test func `another seed leads to other schedules`() {
    let orders = (0..<2).map { seed in
      let program = LaneProgram([[0, 1, 0], [1, 0, 1], [0, 0]])
      _ = Exploration(of: program, by: .randomWalk, seed: UInt64(seed), limit: 40).firstFailure()
      return program.orders
    }
    #expect(orders[0] != orders[1])
  }

  @Test func `first in, first out goes round`() {
    let program = LaneProgram([[0, 0], [0, 0], [0]])
    _ = Exploration(of: program, by: .firstInFirstOut, seed: 0, limit: 9).firstFailure()
    #expect(program.orders == [[0, 1, 2, 0, 1]])
  }

  @Test func `without delays no task is taken off what it does`() {
    let program = LaneProgram([[0, 0], [0, 0], [0]])
    _ = Exploration(of: program, by: .delays(0), seed: 0, limit: 3).firstFailure()
    #expect(Set(program.orders) == [[0, 0, 1, 1, 2]])
  }

  @Test func `two delays reach what two changes of tasks reach`() {
    let program = LaneProgram([[0, 0], [0, 0]])
    _ = Exploration(of: program, by: .delays(2), seed: 0, limit: 400).firstFailure()
    #expect(Set(program.orders).count == 5, "\(Set(program.orders))")
  }

  @Test(arguments: [ScheduleStrategy.randomWalk, .priorityChanges(depth: 3), .partialOrderSampling])
  func `every order of a small program comes up`(strategy: ScheduleStrategy) {
    let program = LaneProgram([[0, 0], [0, 0]])
    _ = Exploration(of: program, by: strategy, seed: 1, limit: 600).firstFailure()
    #expect(Set(program.orders).count == 6)
  }

  /// PCT promises a probability of at least 1/(n k^(d − 1)) (Burckhardt et al., ASPLOS 2010).
  @Test(arguments: [1, 2, 3])
  func `a bug of some depth is found as often as PCT promises`(depth: Int) {
    // Task 0 has to come between steps of task 1, so many times less one.
    let (length, runs) = (6, 4_000)
    var found = 0
    for seed in 0..<runs {
      let program = LaneProgram([
        Array(repeating: 0, count: length), Array(repeating: 0, count: length),
      ]) {
        Self.isDeep($0, depth)
      }
      let exploration = Exploration(
        of: program, by: .priorityChanges(depth: depth), seed: UInt64(seed), limit: 2)
      _ = exploration.next()
      if exploration.next()?.failure != nil { found += 1 }
    }
    let promise = 1.0 / (2 * Double(2 * length).power(depth - 1))
    #expect(Double(found) / Double(runs) >= promise * 0.8)
  }

  /// Whether so many of three pairs of steps are in a certain order.
  private static func isDeep(_ order: [UInt32], _ depth: Int) -> Bool {
    let steps = (0..<2).map { lane in
      order.indices.filter { order[$0] == lane }
    }
    let pairs = [
      steps[1][0] < steps[0][0], steps[0][2] < steps[1][2], steps[1][3] < steps[0][4],
    ]
    return pairs.prefix(depth).allSatisfy { $0 }
  }

  @Test func `runs that differ are counted once each`() {
    let program = LaneProgram([[0, 0], [0, 0]])
    let exploration = Exploration(of: program, by: .randomWalk, seed: 1, limit: 600)
    _ = exploration.firstFailure()
    #expect(exploration.interleavings == 6)
  }

  @Test func `a program with one schedule is run once`() {
    let program = LaneProgram([[0, 0, 0]])
    let exploration = Exploration(of: program, by: .portfolio, seed: 0, limit: 1_000)
    _ = exploration.firstFailure()
    #expect(exploration.count == 1)
    #expect(exploration.hasCoveredAll)
  }
}

extension Double {
  fileprivate func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { result, _ in result * self }
  }
}
