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
      let time = point.makespan ?? 0
      #expect(try #require(point.least) <= time)
      #expect(time <= point.most ?? .max)
    }
    #expect(sweep.knee?.values == [.count(3)])
  }

  /// On one worker the test never starts, since what it runs beside never ends.
  @Test func `a point at which a call waits for ever does not come to its end`() throws {
    let text = """
      tasks:
        serve: { takes: forever }
        test: { takes: 2s, needs: [{ task: serve, after: start, lag: 3s }] }
      workers: 2

      """
    let model = try Scenario.read(text, name: "m")
    let setup = LogHeader.Setup(text: text)
    let sweep = try Sweep(
      model, setup, before: Analysis(Simulator.run(model, setup)),
      [SweepAxis(.workers, (1...3).map(AxisValue.count))])
    #expect(sweep.points.map(\.makespan) == [nil, 5_000_000_000, 5_000_000_000])
    #expect(sweep.knee?.values == [.count(2)])
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
      #expect(try #require(point.least) <= point.makespan ?? 0)
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
    #expect(sweep.countsAllWork == isBounded)
    for point in sweep.points {
      let time = point.makespan ?? 0
      #expect(point.least.map { $0 <= time } ?? !isBounded)
      #expect(point.most.map { $0 >= time } ?? !isGreedy)
      #expect((point.least != nil, point.most != nil) == (isBounded, isGreedy))
    }
  }

  @Test func `of other numbers than workers, and of two at once, no bound is told`() throws {
    let faster = SweepAxis(.faster("a"), [.ratio(.times(1)), .ratio(.times(2))])
    for axes in [[faster], [Self.workers, faster]] {
      let sweep = try sweep(axes)
      #expect(!sweep.countsAllWork)
      #expect(sweep.points.allSatisfy { $0.least == nil && $0.most == nil })
    }
  }

  @Test func `values with which the run cannot be made are told, and the others are run`() throws {
    let text = "workers: 3\ntasks: { a: { takes: 3s, slots: 2 }, b: { takes: 2s } }\n"
    let axis = SweepAxis(.workers, (1...3).map(AxisValue.count))
    let model = try Scenario.read(text, name: "m")
    let recorded = Analysis(Simulator.run(model, LogHeader.Setup(text: text)))
    for sweep in [try sweep(text, [axis]), try Sweep(recorded, [axis])] {
      #expect(sweep.points.map { $0.makespan } == [nil, 5_000_000_000, 3_000_000_000])
      #expect(sweep.points.map { $0.problem != nil } == [true, false, false])
      #expect(try #require(sweep.points[0].problem).contains("`a` takes 2"))
    }
    let none = SweepAxis(.workers, [.count(1)])
    #expect(throws: ChangeError.self) { try self.sweep(text, [none]) }
  }

  /// Recorded runs, with what depends on what and without it, and one that shares tests out.
  @Test(arguments: ["tasks", "dependencies left out"])
  func `the least is that of what-if with the same change`(_ kind: String) throws {
    let text =
      "workers: 2\ntasks: { a: { takes: 4s }, b: { takes: 3s, needs: [a] }, c: { takes: 2s } }\n"
    let run = Simulator.run(try Scenario.read(text, name: "m"), LogHeader.Setup(text: text))
    let recorded = Analysis(kind == "tasks" ? run : withoutDependencies(run))
    let sweep = try Sweep(recorded, [Self.workers])
    for point in sweep.points {
      let prediction = try Prediction(recorded, [.workers(point.workers ?? 0)])
      #expect(point.makespan == prediction.after.makespan)
      #expect(point.least == prediction.bound)
    }
  }

  @Test(arguments: ["workers: 2\n", ""])
  func `what no busy order takes longer than is what a summary tells of as many workers`(
    workers: String
  ) throws {
    let text =
      workers + "tasks: { a: { takes: 4s }, b: { takes: 3s, needs: [a] }, c: { takes: 2s } }\n"
    let run = Analysis(
      Simulator.run(try Scenario.read(text, name: "m"), LogHeader.Setup(text: text)))
    let axis = SweepAxis(.workers, [.count(run.measures.machines)])
    let bound = try #require(run.measures.greedyBound)
    #expect(bound == 8_000_000_000)
    #expect(try sweep(text, [axis]).points[0].most == bound)
  }

  /// The same calls at the same times, as a trace tells them that knows of no dependencies.
  private func withoutDependencies(_ log: Log) -> Log {
    let table = CallTable(log)
    var journal = CallJournal(
      header: LogHeader(name: "m", origin: .trace(format: "chrome", part: 0)))
    var moments: [(at: Nanoseconds, isStart: Bool, call: CallRecord)] = []
    for call in table.calls {
      moments.append((call.startedAt ?? 0, true, call))
      moments.append((call.endedAt ?? 0, false, call))
    }
    moments.sort {
      ($0.at, $0.isStart ? 1 : 0, $0.call.number) < ($1.at, $1.isStart ? 1 : 0, $1.call.number)
    }
    var numbers: [CallNumber: CallNumber] = [:]
    let machine = journal.name("worker")
    for moment in moments {
      if moment.isStart {
        let number = journal.request(
          journal.name(log.names[moment.call.component]), at: moment.at)
        numbers[moment.call.number] = number
        journal.start(number, on: machine, slot: moment.call.slot, at: moment.at)
      } else if let number = numbers[moment.call.number] {
        journal.end(number, as: .callSucceeded, at: moment.at)
        journal.release(moment.call.slot, of: machine, after: number, at: moment.at)
      }
    }
    return journal.close()
  }
}
