import EventLog
import Simulation
import TestSupport
import Testing

@testable import TraceAnalysis

/// What holds for every run, over thousands of random scenarios; the failing seed is told.
@Suite struct InvariantTests {
  /// 2,000 seeds in portions, so that a failure is told soon and by its seed.
  @Test(arguments: 0..<20)
  func `floor, span, makespan and bounds are in their order`(portion: UInt64) {
    forEachRun(in: portion) { run, seed in
      let measures = run.measures
      let floor = measures.floor ?? -1
      #expect(0 <= floor && floor <= measures.span, "\(seed)")
      #expect(measures.span <= measures.makespan, "\(seed)")
      #expect(measures.lowerBound <= measures.makespan, "\(seed)")
      #expect(measures.peak <= measures.machines, "\(seed)")
      #expect(measures.work == run.table.calls.reduce(0) { $0 + $1.running }, "\(seed)")
    }
  }

  @Test(arguments: 0..<20)
  func `slack is never negative and nothing on the critical path has any`(portion: UInt64) {
    forEachRun(in: portion) { run, seed in
      let critical = Set(run.criticalPath.parts.map(\.call))
      for call in run.calls where call.startedAt != nil {
        let index = Int(call.number) - 1
        let (slack, free) = (run.slack.total[index], run.slack.free[index])
        #expect(slack >= 0 && 0 <= free && free <= slack, "\(seed), call \(call.number)")
        #expect(!critical.contains(call.number) || slack == 0, "\(seed), call \(call.number)")
        let drag = run.slack.drag[index]
        #expect(0 <= drag && drag <= call.running, "\(seed), call \(call.number)")
        #expect(drag == 0 || critical.contains(call.number), "\(seed), call \(call.number)")
      }
    }
  }

  @Test(arguments: 0..<20)
  func `both paths follow from 0 to their end without a gap`(portion: UInt64) {
    forEachRun(in: portion) { run, seed in
      let critical = run.criticalPath.parts.map { ($0.start, $0.end) }
      #expect(tiles(critical, to: run.measures.span), "\(seed): \(critical)")
      let observed = run.observedPath.parts.map { ($0.start, $0.end) }
      #expect(tiles(observed, to: run.measures.makespan), "\(seed): \(observed)")
      #expect(!run.observedPath.parts.contains { $0.kind == .unexplained }, "\(seed)")
    }
  }

  @Test(arguments: 0..<20)
  func `span, slack and drag are what slow definitions say`(portion: UInt64) {
    forEachRun(in: portion) { run, seed in
      let graph = RunGraph(log: run.log, table: run.table)
      let oracle = Oracle(graph)
      #expect(oracle.span() == run.measures.span, "\(seed)")
      for call in run.calls where call.running > 0 {
        let index = Int(call.number) - 1
        let without = oracle.span(without: call.number)
        let critical = run.criticalPath.parts.contains { $0.call == call.number }
        #expect(
          run.slack.drag[index] == (critical ? run.measures.span - without : 0),
          "\(seed), call \(call.number)")
        let slack = run.slack.total[index]
        #expect(oracle.span(making: call, longerBy: slack) == run.measures.span, "\(seed)")
        #expect(
          oracle.span(making: call, longerBy: slack + 1) == run.measures.span + 1, "\(seed)")
      }
    }
  }

  private func tiles(_ parts: [(Nanoseconds, Nanoseconds)], to end: Nanoseconds) -> Bool {
    var time: Nanoseconds = 0
    for (start, partEnd) in parts {
      guard start == time, partEnd > start else { return false }
      time = partEnd
    }
    return time == end
  }

  private func forEachRun(in portion: UInt64, _ check: (Analysis, String) -> Void) {
    for seed in portion * 100..<(portion + 1) * 100 {
      for mode in RunMode.allCases {
        check(Analysis(randomModel(seed: seed).run(as: mode)), "seed \(seed), \(mode)")
      }
    }
  }
}

/// The heaviest chain straight from its definition, from the last event to the first.
private struct Oracle {
  let graph: RunGraph

  init(_ graph: RunGraph) { self.graph = graph }

  func span(
    without weightless: CallNumber = 0, making longer: CallRecord? = nil, longerBy: Nanoseconds = 0
  ) -> Nanoseconds {
    var known: [Int: Nanoseconds] = [:]
    func heaviest(to effect: Int) -> Nanoseconds {
      if let time = known[effect] { return time }
      var time: Nanoseconds = 0
      for cause in graph.log.causes(of: effect) where !cause.edge.isResource {
        let earlier = Int(cause.seq)
        let call = graph.log.events[earlier].call
        let runs = cause.edge == .program && graph.table.runsAfter[earlier]
        var weight = runs ? graph.log.events[effect].at - graph.log.events[earlier].at : 0
        if call == weightless { weight = 0 }
        if runs, call == longer?.number, effect == longer?.ended { weight += longerBy }
        time = max(time, heaviest(to: earlier) + weight)
      }
      known[effect] = time
      return time
    }
    return graph.log.events.indices.map(heaviest).max() ?? 0
  }
}
