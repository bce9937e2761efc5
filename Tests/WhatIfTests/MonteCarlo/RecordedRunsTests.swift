import EventLog
import Scenarios
import Simulation
import Testing
import TraceAnalysis

@testable import WhatIf

/// Runs whose calls take times of one recording or another.
@Suite struct RecordedRunsTests {
  /// A recording of tasks, each with its seconds and what it needs.
  private static func recording(
    _ tasks: [(name: String, seconds: Int, needs: String)], workers: Int = 4
  ) throws -> RecordedPlan {
    var text = "machines: { worker: { slots: \(workers) } }\ntasks:\n"
    for task in tasks {
      text += "  \(task.name): { takes: \(task.seconds)s, needs: [\(task.needs)] }\n"
    }
    let model = try Scenario.read(text, name: "m")
    return RecordedPlan(Simulator.run(model, LogHeader.Setup(text: text)))
  }

  private static func chain(_ first: Int, _ second: Int) throws -> RecordedPlan {
    try recording([("a", first, ""), ("b", second, "a")])
  }

  private static func seconds(_ runs: MonteCarlo) -> [Int] {
    runs.makespans.map { Int($0 / 1_000_000_000) }
  }

  @Test func `each call takes one of its recorded times, whatever the others take`() throws {
    let spread = RecordedSpread([try Self.chain(1, 10), try Self.chain(2, 20)])
    let times = Self.seconds(try MonteCarlo(spread, seed: 0, runs: 400))
    let counts = [11, 12, 21, 22].map { time in times.count { $0 == time } }
    #expect(counts.reduce(0, +) == 400)
    // Each of the four as likely as the others: 100 times, with a deviation of 8.7.
    #expect(counts.allSatisfy { (65...135).contains($0) }, "\(counts)")
  }

  @Test func `a time that was recorded twice is drawn twice as often`() throws {
    let plans = try [(1, 10), (1, 10), (2, 10)].map { try Self.chain($0, $1) }
    let times = Self.seconds(try MonteCarlo(RecordedSpread(plans), seed: 5, runs: 600))
    #expect((350...450).contains(times.count { $0 == 11 }))
    #expect(times.allSatisfy { $0 == 11 || $0 == 12 })
  }

  @Test func `a call that was recorded once always takes that time, and is named`() throws {
    let first = try Self.recording([("a", 1, ""), ("b", 10, "a"), ("c", 100, "b")])
    let spread = RecordedSpread([first, try Self.recording([("a", 2, ""), ("d", 9, "a")])])
    let runs = try MonteCarlo(spread, seed: 0, runs: 100)
    #expect(Set(Self.seconds(runs)) == [111, 112])
    #expect(runs.recordings?.recordedOnce == ["b", "c"])
    #expect(runs.recordings?.callsRecordedOnce == 2)
    #expect(runs.recordings?.count == 2 && runs.recordings?.calls == 3)
  }

  @Test func `each run is that of its seed, and one recording twice gives what was recorded`()
    throws
  {
    let spread = RecordedSpread(try (1...5).map { try Self.chain($0, 7 * $0) })
    let runs = try MonteCarlo(spread, seed: 7, runs: 60)
    #expect(try MonteCarlo(spread, seed: 37, runs: 30).makespans == Array(runs.makespans[30...]))
    #expect(runs.criticality.map(\.component) == ["b", "a"])
    #expect(runs.criticality.allSatisfy { $0.runs == 60 })
    let same = RecordedSpread([try Self.chain(3, 4), try Self.chain(3, 4)])
    #expect(Set(Self.seconds(try MonteCarlo(same, seed: 0, runs: 20))) == [7])
  }

  @Test func `changes are made of the times that were drawn`() throws {
    let spread = RecordedSpread([try Self.chain(2, 10), try Self.chain(4, 20)])
    let before = try MonteCarlo(spread, seed: 0, runs: 50)
    let faster = try MonteCarlo(spread, [.faster("*", .times(2))], seed: 0, runs: 50)
    for (was, time) in zip(before.makespans, faster.makespans) { #expect(was == 2 * time) }
    let set = try MonteCarlo(spread, [.takes("b", 5_000_000_000)], seed: 0, runs: 50)
    #expect(Set(Self.seconds(set)) == [7, 9])
    let error = #expect(throws: ChangeError.self) {
      try MonteCarlo(spread, [.faster("x", .times(2))], seed: 0, runs: 5)
    }
    #expect(error?.problem.hasPrefix("There is no call `x`.") == true)
  }

  @Test func `an order of calls is made of the times of the first recording`() throws {
    // On one worker that takes the longest first: x before y, as recorded first.
    let first = try Self.recording([("y", 1, ""), ("x", 5, ""), ("z", 10, "x")], workers: 1)
    let second = try Self.recording([("y", 100, ""), ("x", 5, ""), ("z", 10, "x")], workers: 1)
    let spread = RecordedSpread([first, second])
    let changes: [Change] = [.workers(2), .policy(.longestFirst)]
    for seed in 0..<20 as Range<UInt64> {
      let changed = try spread.plan.changed(by: changes)
      var drawn = try spread.plan(seed: seed).changed(by: [.workers(2)])
      drawn.takeOrder(of: changed)
      let runs = try MonteCarlo(spread, changes, seed: seed, runs: 1)
      #expect(try drawn.makespan() == runs.makespans[0])
    }
  }

  @Test func `a recording without any call of the first is told apart`() throws {
    let plans = [
      try Self.chain(1, 2), try Self.recording([("q", 1, "")]), try Self.recording([("b", 1, "")]),
    ]
    #expect(RecordedSpread(plans).strangers == [1])
  }
}
