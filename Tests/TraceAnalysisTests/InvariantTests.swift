import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What holds of every run, whatever was simulated.
@Suite struct InvariantTests {
  /// Seeds in tens of hundreds, so that the cases run side by side.
  static let hundreds = (0..<20).map { UInt64($0) * 100 }

  /// Runs a check on a hundred random models in every mode; a failure names seed and mode.
  private func forEachRun(
    from first: UInt64, count: UInt64 = 100, _ check: (Analysis, Comment) throws -> Void
  ) rethrows {
    for seed in first..<first + count {
      let model = randomModel(seed: seed)
      for mode in RunMode.allCases {
        try check(Analysis(model.run(as: mode)), "seed \(seed), \(mode.rawValue)")
      }
    }
  }

  @Test(arguments: hundreds)
  func `the measures stand in their order`(first: UInt64) throws {
    try forEachRun(from: first) { run, place in
      let measures = run.measures
      let floor = try #require(measures.floor, place)
      #expect(0 <= floor && floor <= measures.span, place)
      #expect(measures.span <= measures.makespan, place)
      #expect(measures.lowerBound <= measures.makespan, place)
      #expect(measures.longestCall <= floor, place)
      #expect(measures.machines >= measures.peak, place)
      #expect(measures.callTime == run.table.calls.reduce(0) { $0 + Int128($1.running) }, place)
      let running = run.table.intervals.filter {
        $0.activity == .running && !run.table[$0.call].isEndless
      }
      #expect(
        measures.work
          == running.reduce(0) {
            $0 + Int128($1.end - $1.start) * Int128(run.table.slotCount(of: $1.call))
          }, place)
    }
  }

  @Test(arguments: hundreds)
  func `the paths have no gap`(first: UInt64) {
    forEachRun(from: first) { run, place in
      #expect(criticalPathTiles(run), place)
      #expect(pathTiles(run), place)
      #expect(run.observedPath.parts.allSatisfy { $0.kind != .unexplained }, place)
      for wait in run.observedPath.parts where wait.kind == .waitingForMachine && wait.behind > 0 {
        let holder = run.table[wait.behind]
        #expect(holder.startedAt.map { $0 <= wait.start } == true, place)
        #expect(holder.endedAt.map { $0 >= wait.end } == true, place)
      }
    }
  }

  @Test(arguments: hundreds)
  func `slack is nothing on the critical path and drag is nothing off it`(first: UInt64) {
    forEachRun(from: first) { run, place in
      let path = Set(run.criticalPath.parts.map(\.call))
      for call in run.table.calls {
        let index = Int(call.number) - 1
        let (slack, drag) = (run.slack.total[index], run.slack.drag[index])
        #expect(slack >= 0, place)
        #expect(0 <= run.slack.free[index] && run.slack.free[index] <= slack, place)
        #expect(0 <= drag && drag <= call.running, place)
        #expect(path.contains(call.number) ? slack == 0 : drag == 0, place)
      }
    }
  }

  @Test(arguments: hundreds)
  func `the sweeps find what the definitions say`(first: UInt64) {
    forEachRun(from: first, count: 30) { run, place in
      let slow = BruteForce(run.log)
      let span = slow.span()
      #expect(run.measures.span == span, place)
      #expect(run.measures.floor == slow.span(.withoutBlocking), place)
      #expect(Array(run.timing.earliest) == slow.chains(), place)
      for call in run.calls where call.startedAt != nil && !call.isEndless {
        let index = Int(call.number) - 1
        let (slack, free) = (run.slack.total[index], run.slack.free[index])
        #expect(slow.span(.longer(call.number, by: slack)) == span, place)
        #expect(slow.span(.longer(call.number, by: slack + 1)) == span + 1, place)
        let isOnPath = run.criticalPath.parts.contains { $0.call == call.number }
        let drag = span - slow.span(.without(call.number))
        #expect(run.slack.drag[index] == (isOnPath ? drag : 0), place)
        #expect(isOnPath || drag == 0, place)
        #expect(slow.freeFloat(of: call.number) == free, place)
      }
    }
  }

  @Test func `the same run is analysed the same twice`() {
    forEachRun(from: 0) { run, place in
      let again = Analysis(run.log)
      #expect(again.measures == run.measures, place)
      #expect(again.criticalPath.parts == run.criticalPath.parts, place)
      #expect(again.observedPath.parts == run.observedPath.parts, place)
      #expect(again.slack.drag == run.slack.drag, place)
      #expect(again.slack.free == run.slack.free, place)
    }
  }

  @Test(arguments: hundreds.prefix(5))
  func `a run that is cut off keeps to all of it`(first: UInt64) {
    for seed in first..<first + 100 {
      let limits = Limits(
        events: seed.isMultiple(of: 2) ? Int(seed % 40) + 10 : 1_000,
        time: Nanoseconds(seed % 7) * second)
      let run = Analysis(randomModel(seed: seed).run(limits: limits))
      let place: Comment = "seed \(seed), \(limits)"
      #expect(run.measures.lowerBound <= run.measures.makespan, place)
      #expect(run.measures.span <= run.measures.makespan, place)
      #expect(pathTiles(run), place)
      #expect(run.slack.total.allSatisfy { $0 >= 0 }, place)
    }
  }
}
