import EventLog
import Scenarios
import Simulation
import Testing
import TraceAnalysis

@testable import WhatIf

/// Published examples of schedules give the lengths that are printed for them.
@Suite struct PublishedScheduleTests {
  private static func end(of text: String) throws -> Int {
    let model = try Scenario.read(text, name: "published")
    return Int(Simulator.run(model, LogHeader.Setup(text: text)).end / 1_000_000_000)
  }

  // Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17 (1969) 416–429: of nine tasks T1 comes before
  // T9, and T4 before T5, T6, T7 and T8.
  private static func graham(
    processors: Int = 3, times: [Int] = [3, 2, 2, 2, 4, 4, 4, 4, 9],
    list: [Int] = [1, 2, 3, 4, 5, 6, 7, 8, 9], afterFourth: [Int] = [5, 6, 7, 8]
  ) -> String {
    var text = "workers: \(processors)\npolicy: priority\ntasks:\n"
    for (place, task) in list.enumerated() {
      let needs = task == 9 ? "T1" : afterFourth.contains(task) ? "T4" : ""
      text +=
        "  T\(task): { takes: \(times[task - 1])s, needs: [\(needs)], priority: \(place + 1) }\n"
    }
    return text
  }

  @Test func `Graham's nine tasks take longer with less to do, less to wait for, or more to do it`()
    throws
  {
    #expect(try Self.end(of: Self.graham()) == 12)
    // Another list.
    #expect(try Self.end(of: Self.graham(list: [1, 2, 4, 5, 6, 3, 9, 7, 8])) == 14)
    // A fourth processor.
    #expect(try Self.end(of: Self.graham(processors: 4)) == 15)
    // Each task one unit shorter.
    #expect(try Self.end(of: Self.graham(times: [2, 1, 1, 1, 3, 3, 3, 3, 8])) == 13)
    // T5 and T6 need no longer wait for T4.
    #expect(try Self.end(of: Self.graham(afterFourth: [7, 8])) == 16)
  }

  @Test func `what-if predicts Graham's anomalies from the first run`() throws {
    let text = Self.graham()
    let model = try Scenario.read(text, name: "graham")
    let setup = LogHeader.Setup(text: text)
    let before = Analysis(Simulator.run(model, setup))
    let more = try Prediction(model, setup, before: before, [.workers(4)])
    #expect(more.after.makespan == 15_000_000_000)
    let fewer: [Change] = [.noEdge(from: "T4", to: "T5"), .noEdge(from: "T4", to: "T6")]
    #expect(
      try Prediction(model, setup, before: before, fewer).after.makespan == 16_000_000_000)
  }

  // Johnson, "Optimal two- and three-stage production schedules with setup times included", Naval Research Logistics Quarterly 1 (1954)
  // 61–68: how long each of five items takes on the first machine and then on the second.
  private static let johnson = [(4, 5), (4, 1), (30, 4), (6, 30), (2, 3)]

  private static func flowShop(order: [Int]) -> String {
    var text = "machines: { first: { slots: 1 }, second: { slots: 1 } }\npolicy: priority\ntasks:\n"
    for (place, item) in order.enumerated() {
      let (first, second) = johnson[item - 1]
      text += """
          a\(item): { takes: \(first)s, machine: first, priority: \(place + 1) }
          b\(item): { takes: \(second)s, machine: second, needs: [a\(item)], priority: \(place + 1) }

        """
    }
    return text
  }

  @Test func `Johnson's items take 47 in the order of his rule, and no order is shorter`() throws {
    #expect(try Self.end(of: Self.flowShop(order: [5, 1, 4, 3, 2])) == 47)
    var least = Int.max
    var count = 0
    for order in Self.permutations(of: [1, 2, 3, 4, 5]) {
      least = min(least, try Self.end(of: Self.flowShop(order: order)))
      count += 1
    }
    #expect(count == 120 && least == 47)
  }

  @Test func `a search finds Johnson's 47 from the worst order`() throws {
    let model = try Scenario.read(Self.flowShop(order: [2, 3, 4, 1, 5]), name: "johnson")
    let schedule = try #require(Schedule.search(model, budget: .iterations(2_000)))
    #expect(schedule.makespan == 47_000_000_000)
  }

  private static func permutations(of items: [Int]) -> [[Int]] {
    items.reduce([[]]) { permutations, item in
      permutations.flatMap { order in
        (0...order.count).map { Array(order[..<$0]) + [item] + order[$0...] }
      }
    }
  }
}
