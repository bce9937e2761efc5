import EventLog
import Scenarios
import Simulation
import Testing
import TraceAnalysis

@testable import WhatIf

/// A scenario run many times with other draws.
@Suite struct MonteCarloTests {
  private static let text = """
    components:
      load:  { takes: { uniform: { min: 1s, max: 3s } }, parallel: true }
      train: { takes: { exponential: { mean: 2s } } }
    flow: [ { run: load }, { run: train } ]

    """

  private func runs(_ count: Int, seed: UInt64 = 0, _ changes: [Change] = []) throws -> MonteCarlo {
    let model = try Scenario.read(Self.text, name: "m").changed(by: changes)
    return MonteCarlo(model, LogHeader.Setup(text: Self.text, seed: seed), runs: count)
  }

  @Test func `each run is that of its seed, and all are the same on however many cores`() throws {
    let runs = try runs(50, seed: 7)
    let model = try Scenario.read(Self.text, name: "m")
    for (place, time) in runs.makespans.enumerated() {
      let setup = LogHeader.Setup(text: Self.text, seed: 7 + UInt64(place))
      #expect(Simulator.run(model, setup).end == time, "run \(place)")
    }
    #expect(try self.runs(50, seed: 7).makespans == runs.makespans)
    #expect(try self.runs(20, seed: 37).makespans == Array(runs.makespans[30...]))
  }

  @Test func `percentiles are those of the runs, in order, from the shortest to the longest`()
    throws
  {
    let runs = try runs(400)
    let times = [0, 1, 25, 50, 75, 99, 100].compactMap { runs.percentile($0) }
    #expect(times == times.sorted())
    #expect(times.first == runs.shortest?.makespan && times.last == runs.longest?.makespan)
    for percent in stride(from: 5.0, through: 100, by: 5) {
      let most = try #require(runs.percentile(percent))
      #expect(runs.makespans.count { $0 <= most } >= Int(4 * percent), "\(percent) %")
      #expect(runs.makespans.count { $0 < most } < Int(4 * percent), "\(percent) %")
    }
    let longest = try #require(runs.longest)
    #expect(runs.makespans[Int(longest.seed)] == longest.makespan)
  }

  @Test func `whatever runs longest is critical, in each run something`() throws {
    let runs = try runs(300)
    #expect(Set(runs.criticality.map(\.component)) == ["load", "train"])
    #expect(runs.criticality.reduce(0) { $0 + $1.runs } >= runs.examined)
    // The mean of both is 2 s, but train is long more often than load can be.
    #expect(runs.criticality.allSatisfy { $0.runs > 60 && $0.runs < 240 })
  }

  @Test func `runs with changes draw the numbers of those without`() throws {
    let (before, after) = (try runs(100), try runs(100, [.faster("*", .times(2))]))
    for (was, time) in zip(before.makespans, after.makespans) {
      #expect(abs(was - 2 * time) <= 2)
    }
  }
}
