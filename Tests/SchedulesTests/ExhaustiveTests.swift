import Schedules
import Testing

/// All schedules are run, each once, and none that only changes the order of steps which do not depend on each other.
struct ExhaustiveTests {
  @Test(
    arguments: [
      ([1, 1], 2), ([2, 2], 6), ([3, 2], 10), ([2, 2, 2], 90), ([4, 4], 70), ([1, 1, 1, 1], 24),
    ])
  func `without actors every order is run once`(lengths: [Int], expected: Int) {
    let program = LaneProgram(lengths.map { Array(repeating: 0, count: $0) })
    let exploration = Exploration(of: program, by: .exhaustive, seed: 0, limit: 10_000)
    #expect(exploration.firstFailure() == nil)
    #expect(exploration.count == expected)
    #expect(Set(program.orders).count == expected)
    #expect(exploration.hasCoveredAll)
  }

  @Test(arguments: [(ScheduleStrategy.exhaustive, 90...90), (.exhaustiveIfIsolated, 1...9)])
  func `the order of steps on different actors is left out where all is isolated to them`(
    strategy: ScheduleStrategy, expected: ClosedRange<Int>
  ) {
    let program = LaneProgram([[1, 1], [2, 2], [3, 3]])
    let exploration = Exploration(of: program, by: strategy, seed: 0, limit: 10_000)
    _ = exploration.firstFailure()
    #expect(exploration.hasCoveredAll)
    #expect(expected.contains(exploration.count))
  }

  @Test(arguments: 0..<50)
  func `what is left out leads to nothing new`(seed: Int) {
    var numbers = Numbers(state: UInt64(seed) &* 77 &+ 5)
    let lanes = (0..<3).map { _ in (0..<2).map { _ in numbers.below(3) } }
    let reduced = LaneProgram(lanes)
    let exploration = Exploration(
      of: reduced, by: .exhaustiveIfIsolated, seed: 0, limit: 10_000)
    _ = exploration.firstFailure()
    let whole = LaneProgram(lanes.map { $0.map { _ in 0 } })
    let all = Exploration(of: whole, by: .exhaustive, seed: 0, limit: 10_000)
    _ = all.firstFailure()
    #expect(exploration.hasCoveredAll && all.hasCoveredAll)
    #expect(exploration.count <= all.count)
    let classes = { (orders: [[UInt32]]) in Set(orders.map { Self.conflicts($0, lanes) }) }
    #expect(classes(reduced.orders) == classes(whole.orders), "seed \(seed)")
  }

  /// The order of each pair of steps that depend on each other: what a run comes down to.
  private static func conflicts(_ order: [UInt32], _ lanes: [[UInt32]]) -> [String] {
    var counts: [UInt32: Int] = [:]
    let steps = order.map { lane in
      let number = counts[lane, default: 0]
      counts[lane] = number + 1
      return (lane, number, lanes[Int(lane)][number])
    }
    var pairs: [String] = []
    for (index, one) in steps.enumerated() {
      for other in steps[(index + 1)...]
      where one.2 == 0 || other.2 == 0 || one.2 == other.2 || one.0 == other.0 {
        pairs.append("\(one.0).\(one.1)<\(other.0).\(other.1)")
      }
    }
    return pairs.sorted()
  }

  @Test func `a search that is cut off does not say that it covered all`() {
    let program = LaneProgram([[0, 0, 0], [0, 0, 0], [0, 0, 0]])
    let exploration = Exploration(of: program, by: .exhaustive, seed: 0, limit: 100)
    _ = exploration.firstFailure()
    #expect(exploration.count == 100)
    #expect(!exploration.hasCoveredAll)
  }
}

/// Numbers for a test, from a seed.
struct Numbers {
  var state: UInt64

  mutating func below(_ limit: UInt32) -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(state >> 33) % limit
  }
}
