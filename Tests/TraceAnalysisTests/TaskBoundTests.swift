import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What bounds a task graph, over random ones; the failing seed is told.
@Suite struct TaskBoundTests {
  @Test(arguments: 0..<300)
  func `a busy schedule lies between the lower and the greedy bound`(seed: UInt64) {
    let run = Analysis(randomTasks(seed: seed, severalSlots: false).run())
    let measures = run.measures
    #expect(measures.lowerBound <= measures.makespan, "seed \(seed)")
    #expect(measures.makespan <= measures.greedyBound ?? -1, "seed \(seed)")
    #expect(measures.floor == measures.span, "seed \(seed)")
  }

  @Test(arguments: 0..<300)
  func `work and span are what one worker and any number take`(seed: UInt64) {
    let model = randomTasks(seed: seed)
    let run = Analysis(model.run())
    #expect(
      Analysis(model.run(as: .serial)).measures.makespan == run.measures.callTime, "seed \(seed)")
    #expect(
      Analysis(model.run(as: .parallel)).measures.makespan == run.measures.span, "seed \(seed)")
    var time: Nanoseconds = 0
    for part in run.observedPath.parts {
      #expect(part.start == time && part.kind != .unexplained, "seed \(seed)")
      time = part.end
    }
    #expect(time == run.measures.makespan, "seed \(seed)")
  }

  @Test func `tasks that take several slots have no greedy bound`() {
    let models = (0..<50).map { randomTasks(seed: $0) }
    for model in models where model.components.contains(where: { $0.slots > 1 }) {
      #expect(Analysis(model.run()).measures.greedyBound == nil)
    }
  }
}
