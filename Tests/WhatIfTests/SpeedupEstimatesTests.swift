import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// What bound a run of tasks and what would have made it shorter.
@Suite struct SpeedupEstimatesTests {
  /// A recorded build: rows of a ninja log in seconds, and what needs what.
  private func build(_ rows: String, _ needs: String) throws -> Analysis {
    // ninja writes a row when a command ends.
    let commands = rows.split(separator: ", ").map { $0.split(separator: " ") }
      .sorted { (Int($0[2]) ?? 0) < (Int($1[2]) ?? 0) }
    let lines = commands.map { "\($0[1])000\t\($0[2])000\t0\t\($0[0])\t\($0[0])\n" }
    let statements = needs.split(separator: ", ").map {
      "build \($0.replacing(":", with: ": r"))\n"
    }
    let text = "rule r\n  command = x\n" + statements.joined()
    let graph = try NinjaGraph.read(Array(text.utf8), file: "build.ninja") { _ in nil }
    let log = Array(("# ninja log v5\n" + lines.joined()).utf8)
    return Analysis(try NinjaLog.read(log, name: "build", graph: graph).log)
  }

  private func words(_ run: Analysis) throws -> [String] {
    let bottleneck = try #require(Bottleneck(run))
    let estimates = try #require(SpeedupEstimates(run, bottleneck, Rerun(run)))
    let numbers = [
      bottleneck.allBusy, bottleneck.waiting, bottleneck.leastWithOneMore, estimates.replayed,
      estimates.withOneMore,
    ]
    return ["\(bottleneck.bound) " + numbers.map(seconds).joined(separator: " ")]
      + estimates.candidates.map { candidate in
        let times = [
          candidate.saved, run.slack.drag[Int(candidate.call) - 1], candidate.savedIfFirst,
          candidate.waited, candidate.alone,
        ]
        return "\(run.component(of: candidate.call)) " + times.map(seconds).joined(separator: " ")
          + " \(candidate.needs) < > \(candidate.dependents)"
      }
  }

  /// Builds worked by hand.
  ///
  /// First the bound, then for how long all jobs were busy, how long the observed
  /// path waited, what one more job takes at least, and what the list gives on as many and on one
  /// more. Then calls: what it saves if one takes no time here and on any number of jobs (drag),
  /// what it saves if it comes first, how long it waited, how long it ran alone, needs and needed by.
  @Test(arguments: [
    (
      "a 0 4, c 0 1, b 4 8", "a:, b: a, c:",
      ["chain 1 0 8 8 8", "a 4 4 0 0 3 0 < > 1", "b 4 4 0 0 4 1 < > 0"]
    ),
    (
      // A third job would make four equal commands no faster than two do.
      "a 0 4, b 0 4, c 4 8, d 4 8, app 8 10", "a:, b:, c:, d:, app: a b c d",
      ["machines 8 4 6 10 10", "app 2 2 0 0 2 4 < > 0"]
    ),
    (
      "x 0 2, y 0 3, a 2 5, z 3 4, b 5 9", "x:, y:, a:, z:, b: a",
      [
        "both 4 2 7 9 7", "b 4 4 0 0 4 1 < > 0", "a 2 3 1 2 1 0 < > 1", "x 2 0 0 0 0 0 < > 0",
      ]
    ),
    (
      "a 0 2, b 2 4, c 4 6", "a:, b:, c: a b",
      ["machines 6 2 4 6 4"] + ["c 2 2 0 0 2 2 < > 0"]
        + ["a 2 0 0 0 2 0 < > 1", "b 2 0 0 2 2 0 < > 1"]
    ),
  ])
  func `a build worked by hand`(rows: String, needs: String, expected: [String]) throws {
    #expect(try words(build(rows, needs)) == expected)
  }

  @Test func `one more worker can lose time, as Graham found`() throws {
    // Graham (1969), figures 3 and 4: nine tasks take 12 on three machines and 15 on four.
    let times: [Int64] = [3, 2, 2, 2, 4, 4, 4, 4, 9]
    let model = Model(
      name: "graham", machines: [.init(name: "worker", slots: 3)],
      components: times.enumerated().map {
        .init(name: "T\($0 + 1)", takes: .constant($1 * second), machine: 0)
      },
      tasks: TaskGraph([[], [], [], [], [3], [3], [3], [3], [0]]))
    let run = Analysis(model.run())
    let bottleneck = try #require(Bottleneck(run))
    let estimates = try #require(
      SpeedupEstimates(run, bottleneck, Rerun(model, LogHeader.Setup(text: ""))))
    #expect(estimates.replayed == 12 * second)
    #expect(estimates.withOneMore == 15 * second)
  }

  @Test func `what a flow orders is not told by machines or chain`() {
    let a = Model.Component(
      name: "a", takes: .constant(2 * second), isParallel: true, machine: 0)
    let model = Model(
      name: "flow", machines: [.init(name: "box")], components: [a],
      flow: [.init(component: 0), .init(component: 0)])
    let run = Analysis(model.run())
    #expect(Bottleneck(run) == nil)
  }

  @Test func `without dependencies only what is sure is told`() throws {
    let log = "# ninja log v5\n0\t3000\t0\tb\t2\n0\t4000\t0\ta\t1\n4000\t5000\t0\tc\t3\n"
    let run = Analysis(try NinjaLog.read(Array(log.utf8), name: "build").log)
    let bottleneck = try #require(Bottleneck(run))
    #expect(bottleneck.bound == .unknown)
    #expect(bottleneck.allBusy == 3 * second)
    #expect(bottleneck.leastWithOneMore == 4 * second)
    #expect(bottleneck.mostSavedByOneMore == second)
    #expect(SpeedupEstimates(run, bottleneck, Rerun(run)) == nil)
  }

  /// The rule of the simulator, held against the simulator; the failing seed is told.
  @Test(arguments: 0..<400)
  func `running a simulated graph again gives what simulating it gives`(seed: UInt64) throws {
    let model = randomTasks(seed: seed, severalSlots: seed % 2 == 0)
    let run = Analysis(model.run())
    guard let bottleneck = Bottleneck(run) else {
      #expect(run.measures.work == 0, "seed \(seed)")
      return
    }
    let rerun = Rerun(model, LogHeader.Setup(text: ""))
    let estimates = try #require(SpeedupEstimates(run, bottleneck, rerun), "seed \(seed)")
    var larger = model
    larger.machines[0].slots += 1
    let more = Analysis(larger.run()).measures
    #expect(estimates.replayed == run.measures.makespan, "seed \(seed)")
    #expect(Rerun(run).makespan() == run.makespan, "seed \(seed)")
    #expect(estimates.withOneMore == more.makespan, "seed \(seed)")
    #expect(bottleneck.leastWithOneMore <= more.makespan, "seed \(seed)")
    #expect(run.measures.lowerBound <= estimates.replayed, "seed \(seed)")
    #expect(bottleneck.waiting <= run.measures.makespan, "seed \(seed)")
    for candidate in estimates.candidates {
      var shorter = model
      let name = run.component(of: candidate.call)
      let index = try #require(model.components.firstIndex { $0.name == name })
      shorter.components[index].takes = .constant(0)
      let rest = Analysis(shorter.run()).measures.makespan
      #expect(candidate.saved == run.measures.makespan - rest, "seed \(seed)")
    }
  }

  /// What `summary` says and what `what-if` says never contradict each other, by whatever policy tasks wait.
  @Test(arguments: SchedulingPolicy.allCases)
  func `one more worker saves what asking for one more says`(policy: SchedulingPolicy) throws {
    for seed in 0..<60 as Range<UInt64> {
      let model = randomTasks(seed: seed, severalSlots: false).scheduled(by: policy)
      let setup = LogHeader.Setup(text: "")
      let run = Analysis(Simulator.run(model, setup))
      guard let bottleneck = Bottleneck(run) else { continue }
      let estimates = try #require(SpeedupEstimates(run, bottleneck, Rerun(model, setup)))
      let more = try Prediction(
        model, setup, before: run, [.slots(machine: "*", run.measures.machines + 1)])
      #expect(estimates.withOneMore == more.after.makespan, "seed \(seed)")
    }
  }

  /// A policy ranks tasks by their times, also by those that are changed.
  @Test func `a change of a time is what the scenario with that time would be`() throws {
    for seed in 0..<200 as Range<UInt64> {
      let model = randomTasks(seed: seed, severalSlots: seed % 2 == 0)
      let policy = SchedulingPolicy.allCases[Int(seed) % SchedulingPolicy.allCases.count]
      let task = Int(seed) % model.components.count
      var edited = model
      edited.components[task].takes = .constant(7 * second)
      let changed = try model.scheduled(by: policy)
        .changed(by: [.takes(model.components[task].name, 7 * second)])
      let setup = LogHeader.Setup(text: "")
      #expect(
        Simulator.measure(changed, setup).makespan
          == Simulator.measure(edited.scheduled(by: policy), setup).makespan, "seed \(seed)")
    }
  }

  /// On as many slots as there are tasks nothing waits, so the list gives the span; and the time
  /// that the observed path waited is what the chain that it ends with is above its running.
  @Test(arguments: 0..<200)
  func `with a slot for each task nothing waits`(seed: UInt64) throws {
    var model = randomTasks(seed: seed, severalSlots: false)
    model.machines[0].slots = UInt32(model.components.count)
    let run = Analysis(model.run())
    guard let bottleneck = Bottleneck(run) else { return }
    let estimates = try #require(SpeedupEstimates(run, bottleneck, Rerun(run)))
    #expect(bottleneck.waiting == 0, "seed \(seed)")
    #expect(estimates.replayed == run.measures.span, "seed \(seed)")
    #expect(estimates.withOneMore == run.measures.span, "seed \(seed)")
    #expect(bottleneck.bound == .chain, "seed \(seed)")
    for candidate in estimates.candidates {
      #expect(candidate.saved == run.slack.drag[Int(candidate.call) - 1], "seed \(seed)")
    }
  }

  /// A log that a busy list schedule wrote is that schedule again when it is run in the order in
  /// which it started.
  @Test(arguments: 0..<200)
  func `a build that was kept busy takes as long when it is run again`(seed: UInt64) throws {
    var model = randomTasks(seed: seed, severalSlots: false)
    for index in model.components.indices where model.components[index].takes == .constant(0) {
      model.components[index].takes = .constant(second)
    }
    let simulated = Analysis(model.run())
    let rows = simulated.calls.map { call in
      "\(simulated.component(of: call.number)) \((call.startedAt ?? 0) / second) "
        + "\((call.endedAt ?? 0) / second)"
    }
    let needs = model.components.indices.map { task in
      let others = model.tasks?.needs(of: task).map { model.components[Int($0)].name } ?? []
      return "\(model.components[task].name): " + others.joined(separator: " ")
    }
    let run = try build(rows.joined(separator: ", "), needs.joined(separator: ", "))
    let bottleneck = try #require(Bottleneck(run))
    // Without any dependency the log cannot say that there are none.
    guard let estimates = SpeedupEstimates(run, bottleneck, Rerun(run)) else {
      #expect(run.measures.floor == nil, "seed \(seed)")
      return
    }
    #expect(run.measures.makespan == simulated.measures.makespan, "seed \(seed)")
    #expect(estimates.replayed == run.measures.makespan, "seed \(seed)")
    #expect(estimates.withOneMore >= bottleneck.leastWithOneMore, "seed \(seed)")
    #expect(run.observedPath.waiting <= run.measures.makespan, "seed \(seed)")
  }
}

private let second: Nanoseconds = 1_000_000_000

private func seconds(_ time: Nanoseconds) -> String { "\(time / second)" }
