import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import WhatIf

/// Less to do, or more to do it on, and yet a longer run: the examples of Graham (1969).
@Suite struct AnomalyTests {
  private static let second: Nanoseconds = 1_000_000_000
  private static let graham = """
    workers: 3
    tasks:
      t1: { takes: 3s }
      t2: { takes: 2s }
      t3: { takes: 2s }
      t4: { takes: 2s }
      t5: { takes: 4s, needs: [t4] }
      t6: { takes: 4s, needs: [t4] }
      t7: { takes: 4s, needs: [t4] }
      t8: { takes: 4s, needs: [t4] }
      t9: { takes: 9s, needs: [t1] }

    """

  private func prediction(_ changes: [Change]) throws -> Prediction {
    let model = try Scenario.read(Self.graham, name: "graham")
    let setup = LogHeader.Setup(text: Self.graham)
    return try Prediction(model, setup, before: Analysis(Simulator.run(model, setup)), changes)
  }

  @Test(
    arguments: [
      ([.workers(4)], 15, true), ([.noEdge(from: "t4", to: "t[56]")], 0, false),
      ([.noEdge(from: "t4", to: "t5"), .noEdge(from: "t4", to: "t6")], 13, true),
      ([.faster("t9", .times(3))], 12, false), ([.overhead(second)], 16, false),
      ([.policy(.criticalPathFirst)], 12, false),
      // Four workers take 15 s; the same of a task that is set to less, and not of one that is set to more.
      ([.workers(4), .takes("t9", 9 * second)], 15, true),
      // More workers and a longer task: nothing odd in that.
      ([.workers(4), .takes("t9", 20 * second)], 26, false),
    ] as [([Change], Int64, Bool)])
  func `an anomaly is one where all changes help and the run is longer`(
    changes: [Change], seconds: Int64, isAnomaly: Bool
  ) throws {
    guard seconds > 0 else {
      #expect(throws: ChangeError.self) { try self.prediction(changes) }
      return
    }
    let prediction = try prediction(changes)
    #expect(prediction.unchanged.makespan == 12 * Self.second)
    #expect(prediction.after.makespan == seconds * Self.second)
    #expect(prediction.isAnomaly == isAnomaly)
    let recorded = try Prediction(Analysis(prediction.unchanged.log), changes)
    #expect(recorded.isAnomaly == (recorded.saved < 0 && isAnomaly))
  }

  /// Less to do lets a call succeed that was given up, so that another one is made: more is done, in no other order.
  @Test func `a run in which other calls are made is no anomaly`() throws {
    let text = """
      tasks:
        a: { takes: 5s, timeout: 2s, raise_exception: false }
        b: { takes: 9s, needs: [a] }
        c: { takes: 3s }

      """
    let model = try Scenario.read(text, name: "m")
    let setup = LogHeader.Setup(text: text)
    let run = Analysis(Simulator.run(model, setup))
    let prediction = try Prediction(model, setup, before: run, [.faster("a", .times(3))])
    #expect(prediction.saved < 0)
    #expect(!prediction.isAnomaly)
  }

  @Test func `a run that did not come to its end is no measure of one that does`() throws {
    let text = """
      streams: { letters: { buffer: 1 } }
      components:
        write: { takes: 6s, parallel: true, emits: { letters: { every: 1s } } }
        read:  { takes: 2s, for_each: letters }
      flow: [ { run: read }, { run: write } ]

      """
    let model = try Scenario.read(text, name: "m")
    let setup = LogHeader.Setup(text: text)
    let run = Analysis(Simulator.run(model, setup))
    #expect(!run.isWhole)
    let prediction = try Prediction(model, setup, before: run, [.parallel("read")])
    #expect(prediction.isWhole)
    #expect(!prediction.isSavingKnown)
    #expect(!prediction.isAnomaly)
  }

  @Test func `a sweep names the first workers more that take longer`() throws {
    let model = try Scenario.read(Self.graham, name: "graham")
    let setup = LogHeader.Setup(text: Self.graham)
    let sweep = try Sweep(
      model, setup, before: Analysis(Simulator.run(model, setup)),
      [SweepAxis(.workers, (1...6).reversed().map(AxisValue.count))])
    #expect(sweep.anomaly?.before.workers == 3)
    #expect(sweep.anomaly?.after.workers == 4)
  }

  @Test func `advice finds an anomaly among single changes, and never tells of it as a saving`()
    throws
  {
    let model = try Scenario.read(Self.graham, name: "graham")
    let setup = LogHeader.Setup(text: Self.graham)
    let run = Analysis(Simulator.run(model, setup))
    for trials in [
      ChangeTrials(run, Rerun(model, setup)), ChangeTrials(run, Rerun(run)),
    ] {
      #expect(trials.unchanged == 12 * Self.second)
      for trial in trials.singles { #expect(trial.makespan < trials.unchanged) }
      if let anomaly = trials.anomaly { #expect(anomaly.makespan > trials.unchanged) }
    }
  }

  @Test func `one more slot is tried of the machine that was waited for, by its name`() throws {
    let text = """
      tasks:
        a: { takes: 4s, machine: m1 }
        b: { takes: 4s, machine: m1 }
        c: { takes: 4s, machine: m1 }
        d: { takes: 1s, machine: m2, needs: [a] }
      machines: { m1: {}, m2: {} }

      """
    let model = try Scenario.read(text, name: "m")
    let setup = LogHeader.Setup(text: text)
    let run = Analysis(Simulator.run(model, setup))
    let trials = ChangeTrials(run, Rerun(model, setup))
    #expect(trials.singles.first?.changes == [.slots(machine: "m1", 2)])
    #expect(trials.singles.first?.makespan == 8 * Self.second)
    #expect(!trials.singles.contains { $0.changes == [.workers(2)] })
  }

  /// With a slot for each, only dependencies bind, and drag is what a call adds to the longest chain.
  @Test(arguments: 0..<150)
  func `without a call a run of dependencies alone is shorter by just its drag`(
    seed: UInt64
  ) throws {
    var model = randomTasks(seed: seed, severalSlots: false)
    model.machines[0].slots = UInt32(model.components.count)
    let run = Analysis(model.run())
    let plan = RecordedPlan(run.log)
    for call in run.table.calls {
      var without = plan
      without.remove([call.number])
      let drag = run.slack.drag[Int(call.number) - 1]
      #expect(try run.makespan - without.makespan() == drag, "seed \(seed), call \(call.number)")
    }
  }

  /// On few slots drag is of the chain alone; what is saved may be more or less, and nothing goes below the bound.
  @Test(arguments: 0..<60)
  func `a trial is the run with its changes, and no pair is told that saves no more than one`(
    seed: UInt64
  ) throws {
    let model = randomTasks(seed: seed)
    let setup = LogHeader.Setup(text: "")
    let run = Analysis(Simulator.run(model, setup))
    let trials = ChangeTrials(run, Rerun(model, setup))
    for trial in trials.singles + (trials.bestPair.map { [$0] } ?? []) {
      let again = Simulator.measure(try model.changed(by: trial.changes), setup).makespan
      #expect(trial.makespan == again, "seed \(seed)")
      #expect(trial.bound ?? 0 <= trial.makespan, "seed \(seed)")
    }
    #expect(
      zip(trials.singles, trials.singles.dropFirst()).allSatisfy { $0.makespan <= $1.makespan })
    if let pair = trials.bestPair, let best = trials.singles.first {
      #expect(pair.makespan < best.makespan, "seed \(seed)")
    }
  }
}
