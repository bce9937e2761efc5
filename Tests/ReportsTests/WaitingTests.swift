import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// Whom a call waited for: the one before it, or a machine.
@Suite struct WaitingTests {
  @Test func `waiting for its turn is not told as waiting for a machine`() {
    let model = Model(
      name: "m", machines: [.init(name: "box")],
      components: [
        .init(name: "a", takes: .constant(2_000_000_000), isParallel: true, machine: 0),
        .init(name: "b", takes: .constant(3_000_000_000), isParallel: true, machine: 0),
      ], flow: [0, 0, 1].map { .init(component: $0) })
    let comparison = Comparison(run: Analysis(model.run()), baseline: .work)
    #expect(
      comparison.sentences.suffix(3) == [
        "a (call 3) waited 3 s for machine box", "a (call 3) waited 2 s for its turn",
        "b waited 2 s for machine box",
      ])
  }
}
