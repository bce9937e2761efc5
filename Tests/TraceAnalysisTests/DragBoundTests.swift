import EventLog
import Simulation
import TestSupport
import Testing

@testable import TraceAnalysis

/// Drags of calls of several parts, where there is no time to find all of them.
@Suite struct DragBoundTests {
  /// Two calls in a row, each of which sends an item amid its running, beside one of 5 s.
  private let run: Analysis = {
    var components = ["a", "b"].map { name in
      var component = Model.Component(name: name, takes: .constant(4 * second))
      component.behaviour.effects = [.init(.emit(0), .at([.after(second)]))]
      return component
    }
    components.append(.init(name: "c", takes: .constant(5 * second), isParallel: true))
    return Analysis(
      Model(
        name: "parts", components: components, streams: [.init(name: "s")],
        flow: [2, 0, 1].map { .init(component: $0) }
      ).run())
  }()

  private func slack(mostSteps: Int?) -> Slack {
    let graph = RunGraph(log: run.log, table: run.table)
    let timing = Timing(graph)
    return Slack(graph, timing, CriticalPath(graph, timing), mostSteps: mostSteps)
  }

  @Test func `a drag that there was no time for is that of one part, and said to be at least that`()
  {
    let whole = slack(mostSteps: nil)
    #expect(whole.dragsAtLeast.isEmpty)
    #expect(whole.drag == [0, 0, 3 * second, 3 * second])
    let none = slack(mostSteps: 0)
    #expect(none.dragsAtLeast == [3, 4])
    #expect(none.drag == [0, 0, 3 * second, 3 * second])
    // As long as there is time, those that run longest on the path come first.
    let some = slack(mostSteps: 8)
    #expect(some.dragsAtLeast.isSubset(of: [4]) || some.dragsAtLeast == [3, 4])
    for steps in 0..<40 {
      let slack = slack(mostSteps: steps)
      for call in whole.drag.indices {
        #expect(slack.drag[call] <= whole.drag[call])
        #expect(
          slack.drag[call] == whole.drag[call]
            || slack.dragsAtLeast.contains(CallNumber(call + 1)))
      }
    }
  }
}
