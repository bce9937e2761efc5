import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What is declared and not used.
@Suite struct NeverCalledTests {
  private func sentences(_ model: Model) -> [String] {
    Comparison(run: Analysis(model.run()), baseline: .work).sentences
  }

  @Test func `components that are never called are told`() {
    var model = toyTwoParallel
    #expect(!sentences(model).contains { $0.hasPrefix("never called") })
    model.flow = [.when(.init(.flag(false)), [.init(component: 0)]), .init(component: 1)]
    #expect(sentences(model).contains("never called: train, analyze"))
    let json = SummaryReport(Comparison(run: Analysis(model.run()), baseline: .work)).json
    #expect(
      json.split(whereSeparator: { " \n".contains($0) }).joined().contains(
        "\"never_called\":[\"train\",\"analyze\"]"), "\(json)")
    model.components = (0..<15).map { component("part \($0)", 1) }
    model.flow = []
    #expect(
      sentences(model).contains(
        "never called: \((0..<12).map { "part \($0)" }.joined(separator: ", ")) and 3 more"))
  }

  @Test func `streams that nobody takes from, or puts into, are told`() {
    var load = component("load", 3000, isParallel: true)
    load.behaviour.effects = [.init(.emit(0), .every(.constant(second), times: nil))]
    let model = Model(
      name: "m", components: [load], streams: [.init(name: "batches"), .init(name: "results")],
      flow: [.init(component: 0)])
    #expect(
      sentences(model).suffix(2) == [
        "3 items went into batches, none of them out again; its buffer held at most 3",
        "nothing went through results",
      ])
  }
}
