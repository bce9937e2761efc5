import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What is told of a call that is answered from the cache.
@Suite struct CachedAnswerTests {
  /// One that fails, one that is stopped, one that goes on and one that succeeds, asked for twice or
  /// more.
  private let log: Log = {
    var components = [
      component("flaky", 2000, isParallel: true), component("stopped", 9000, isParallel: true),
      component("long", 9000, isParallel: true), component("short", 1000),
    ]
    for index in components.indices { components[index].behaviour.cachesCalls = true }
    components[0].behaviour.failure = .init()
    components[0].behaviour.raisesException = false
    let calls = components.indices.map { Model.Step(component: $0, arguments: "A") }
    return Model(
      name: "cached", components: components,
      flow: calls + [.run(0, with: .init(text: "A")), .wait(.time(3 * second)), .stop(1)] + calls
        + [.init(component: 0, arguments: "A")]
    ).run()
  }()

  @Test func `sentences say what had become of the call that answers`() {
    let sentences = Comparison(run: Analysis(log), baseline: .work).sentences
    #expect(
      sentences.filter { $0.contains("asked for again") } == [
        "flaky with A was asked for again and answered by call 2, which had the same arguments and "
          + "had not ended",
        "flaky with A was asked for again 2 times and answered by call 2, which had the same "
          + "arguments and had failed",
        "stopped with A was asked for again and answered by call 3, which had the same arguments "
          + "and had been stopped",
        "long with A was asked for again and answered by call 4, which had the same arguments and "
          + "had not ended",
      ])
  }

  @Test func `events say it too`() {
    let lines = EventsReport(log).text.split(separator: "\n").filter { $0.contains("call.cached") }
    let words = lines.map { line in
      line.split(separator: "  ").first { $0.contains("flow") }.map {
        String($0).trimmingPrefix(" ").description
      }
    }
    #expect(
      words == [
        "flow (call 1) had flaky (call 2) with A, which had not ended",
        "flow (call 1) had flaky (call 2) with A, which had failed",
        "flow (call 1) had stopped (call 3) with A, which had been stopped",
        "flow (call 1) had long (call 4) with A, which had not ended",
        "flow (call 1) had short (call 5) with A",
        "flow (call 1) had flaky (call 2) with A, which had failed",
      ])
  }
}
