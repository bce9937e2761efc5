import EventLog
import Scenarios
import Simulation
import Testing
import TraceAnalysis

@testable import WhatIf

/// A run with one number after another.
@Suite struct SweepTests {
  private func sweep(_ axes: [SweepAxis], with changes: [Change] = []) throws -> Sweep {
    let text = """
      workers: 1
      tasks: { a: { takes: 4s }, b: { takes: 3s }, c: { takes: 2s }, d: { takes: 1s } }

      """
    let model = try Scenario.read(text, name: "m")
    let setup = LogHeader.Setup(text: text)
    return try Sweep(
      model, setup, before: Analysis(Simulator.run(model, setup)), axes, with: changes)
  }

  private func seconds(_ sweep: Sweep) -> [Int64] {
    sweep.points.map { ($0.makespan ?? -1) / 1_000_000_000 }
  }

  private static let workers = SweepAxis(.workers, (1...5).map(AxisValue.count))

  @Test func `each point is the run with that many workers, between the laws of work and span`()
    throws
  {
    let sweep = try sweep([Self.workers])
    #expect(seconds(sweep) == [10, 5, 4, 4, 4])
    for point in sweep.points {
      let (workers, time) = (point.workers ?? 0, point.makespan ?? 0)
      #expect(try #require(sweep.lowerBound(workers)) <= time)
      #expect(time <= sweep.greedyBound(workers) ?? .max)
    }
    #expect(sweep.knee?.values == [.count(3)])
  }

  @Test func `two axes give all pairs, the last changing fastest`() throws {
    let lengths = [1, 6].map { AxisValue.time($0 * 1_000_000_000) }
    let sweep = try sweep([
      SweepAxis(.workers, [.count(1), .count(2)]), SweepAxis(.takes("a"), lengths),
    ])
    #expect(seconds(sweep) == [7, 12, 4, 6])
    #expect(sweep.knee == nil)
  }

  @Test func `changes beside a sweep hold for all of its points`() throws {
    let sweep = try sweep([Self.workers], with: [.remove("a")])
    #expect(seconds(sweep) == [6, 3, 3, 3, 3])
    #expect(sweep.unchanged == 10_000_000_000)
  }

  @Test func `what a sweep changes has to be there`() {
    #expect(throws: ChangeError.self) {
      try sweep([SweepAxis(.slots("gpu"), [.count(1)])])
    }
  }

  @Test func `work and span of a recorded run are those with the changes that all points have`()
    throws
  {
    let text = """
      workers: 2
      tasks: { a: { takes: 4s }, b: { takes: 3s, needs: [a] }, c: { takes: 2s } }

      """
    let model = try Scenario.read(text, name: "m")
    let recorded = Analysis(Simulator.run(model, LogHeader.Setup(text: text)))
    let plain = try Sweep(recorded, [Self.workers])
    #expect(plain.work == 9_000_000_000)
    #expect(plain.span == 7_000_000_000)
    let changed = try Sweep(recorded, [Self.workers], with: [.takes("b", 1_000_000_000)])
    #expect(changed.work == 7_000_000_000)
    #expect(changed.span == 5_000_000_000)
    #expect(changed.unchanged == 7_000_000_000)
    for point in changed.points {
      #expect(try #require(changed.lowerBound(point.workers ?? 0)) <= point.makespan ?? 0)
    }
  }

  private func sweep(_ text: String, _ axes: [SweepAxis]) throws -> Sweep {
    let model = try Scenario.read(text, name: "m")
    let setup = LogHeader.Setup(text: text)
    return try Sweep(model, setup, before: Analysis(Simulator.run(model, setup)), axes)
  }

  /// Scenarios, and whether work over workers and Graham's bound hold of them.
  @Test(arguments: [
    ("tasks: { a: { takes: 3s }, b: { takes: 2s, needs: [a] } }\nworkers: 1\n", true, true),
    (
      "tasks: { a: { takes: 3s }, b: { takes: 2s, needs: [{ task: a, lag: 5s }] } }\nworkers: 1\n",
      true, false
    ),
    ("tasks: { a: { takes: 3s, slots: 2 }, b: { takes: 2s } }\nworkers: 2\n", true, false),
    (
      "tasks: { a: { takes: 3s, machine: m }, b: { takes: 2s } }\nmachines: { m: {} }\nworkers: 1\n",
      false, false
    ),
    (
      "components: { a: { takes: 3s, parallel: true }, b: { takes: 2s } }\nflow: [{ run: a }, { run: b }]\n",
      true, false
    ),
  ])
  func `bounds are told where they hold`(text: String, isBounded: Bool, isGreedy: Bool) throws {
    let sweep = try sweep(text, [SweepAxis(.workers, [.count(2), .count(3)])])
    #expect(sweep.isBounded == isBounded)
    #expect(sweep.isGreedy == isGreedy)
    for point in sweep.points {
      let (workers, time) = (point.workers ?? 0, point.makespan ?? 0)
      #expect(sweep.lowerBound(workers).map { $0 <= time } ?? !isBounded)
      #expect(sweep.greedyBound(workers).map { $0 >= time } ?? !isGreedy)
    }
  }

  @Test func `of other numbers than workers, and of two at once, no bound is told`() throws {
    let faster = SweepAxis(.faster("a"), [.ratio(.times(1)), .ratio(.times(2))])
    for axes in [[faster], [Self.workers, faster]] {
      let sweep = try sweep(axes)
      #expect(!sweep.isBounded)
      #expect(sweep.lowerBound(2) == nil && sweep.greedyBound(2) == nil)
    }
  }
}
