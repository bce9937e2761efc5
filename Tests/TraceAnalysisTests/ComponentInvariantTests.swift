import EventLog
import Simulation
import TestSupport
import TraceAnalysis
import Testing

/// What holds of every run of components that share state, stream, fail and are tried again.
@Suite struct ComponentInvariantTests {
  static let fifties = (0..<4).map { UInt64($0) * 50 }

  private func forEachRun(from first: UInt64, _ check: (Log, Comment) throws -> Void) rethrows {
    for seed in first..<first + 50 {
      let model = randomComponents(seed: seed)
      for mode in RunMode.allCases {
        let setup = LogHeader.Setup(text: "", seed: seed, mode: mode)
        let log = Simulator.run(model, setup, limits: Limits(events: 500))
        try check(log, "seed \(seed), \(mode.rawValue)")
      }
    }
  }

  @Test(arguments: fifties)
  func `a log is read as it was written, and its paths have no gap`(first: UInt64) throws {
    try forEachRun(from: first) { log, place in
      let bytes = log.encoded()
      #expect(try Log.read(bytes).log.encoded() == bytes, place)
      let run = Analysis(log)
      let measures = run.measures
      let floor = try #require(measures.floor, place)
      #expect(0 <= floor && floor <= measures.span, place)
      #expect(measures.span <= measures.makespan, place)
      #expect(measures.lowerBound <= measures.makespan, place)
      #expect(criticalPathTiles(run), place)
      #expect(pathTiles(run), place)
      if run.isFinished {
        #expect(run.observedPath.parts.allSatisfy { $0.kind != .unexplained }, place)
      }
      for call in run.table.calls {
        let index = Int(call.number) - 1
        let (slack, drag) = (run.slack.total[index], run.slack.drag[index])
        let free = run.slack.free[index]
        #expect(0 <= free && free <= slack, place)
        #expect(0 <= drag && drag <= call.running, place)
      }
    }
  }

  @Test(arguments: fifties.prefix(2))
  func `the sweeps find what the definitions say`(first: UInt64) {
    forEachRun(from: first) { log, place in
      guard log.events.count < 300 else { return }
      let run = Analysis(log)
      let slow = BruteForce(run.log)
      let span = slow.span()
      #expect(run.measures.span == span, place)
      #expect(run.measures.floor == slow.span(.withoutBlocking), place)
      #expect(Array(run.timing.earliest) == slow.chains(), place)
      for call in run.calls where call.running > 0 {
        let isOnPath = run.criticalPath.parts.contains { $0.call == call.number }
        let drag = span - slow.span(.without(call.number))
        #expect(run.slack.drag[Int(call.number) - 1] == (isOnPath ? drag : 0), place)
      }
      for call in run.calls
      where call.startedAt != nil && !call.isEndless && log.events.count < 120 {
        #expect(
          run.slack.free[Int(call.number) - 1] == slow.freeFloat(of: call.number),
          "\(place), call \(call.number)")
      }
    }
  }

  @Test(arguments: fifties.prefix(2))
  func `running it again gives the same bytes, and what was written holds`(first: UInt64) throws {
    for seed in first..<first + 50 {
      let model = randomComponents(seed: seed)
      let setup = LogHeader.Setup(text: "", seed: seed)
      let (log, again) = (
        Simulator.run(model, setup, limits: Limits(events: 500)),
        Simulator.run(model, setup, limits: Limits(events: 500))
      )
      #expect(log.encoded() == again.encoded(), "seed \(seed)")
    }
  }

  /// The measures of a run of which no log was kept, held against those of one with its log.
  @Test(arguments: fifties)
  func `without a log a run has the same measures`(first: UInt64) throws {
    for seed in first..<first + 50 {
      var models = [randomComponents(seed: seed), randomModel(seed: seed), randomTasks(seed: seed)]
      models.append(models[0])
      for index in models[3].components.indices { models[3].components[index].atOnce = 2 }
      for (model, mode) in models.flatMap({ model in RunMode.allCases.map { (model, $0) } }) {
        let place: Comment = "seed \(seed), \(mode.rawValue), \(model.name)"
        let setup = LogHeader.Setup(text: "", seed: seed, mode: mode)
        let limits = Limits(events: 500)
        let run = Analysis(Simulator.run(model, setup, limits: limits))
        let measurement = Simulator.measure(model, setup, limits: limits)
        #expect(measurement.makespan == run.measures.makespan, place)
        #expect(measurement.ending == run.ending, place)
        #expect(measurement.blocker == run.blockerText, place)
        if run.blockerText == nil { #expect(measurement.starved == run.starvation, place) }
        #expect(measurement.isWhole == run.isWhole, place)
        #expect(measurement.end == run.log.end, place)
        if run.isFinished { #expect(measurement.events == run.log.events.count, place) }
        for calls in measurement.calls {
          let records = run.calls.filter { run.log.names[$0.component] == calls.component }
          let ends = records.compactMap(\.ended).map { run.log.events[$0].kind }
          #expect(records.allSatisfy { $0.isEndless == calls.isEndless }, place)
          #expect(records.count { $0.startedAt != nil } == calls.started, place)
          #expect(ends.count { $0 == .callSucceeded } == calls.succeeded, place)
        }
      }
    }
  }
}
