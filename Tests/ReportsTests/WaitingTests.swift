import EventLog
import Reports
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// Whom a call waited for: the one before it, or a machine.
@Suite struct WaitingTests {
  @Test(arguments: [
    ("transfer: 4s", "y", "its data"), ("lag: 4s", "y", "its lag"),
    ("transfer: 1s, lag: 3s", "y", "its lag or its data"),
    ("transfer: 1s, lag: 4s", "x", "its lag"),
  ])
  func `a task that waits for data on their way does not wait for a lag`(
    need: String, machine: String, words: String
  ) throws {
    let text = """
      tasks: { a: { takes_on: { x: 3s } }, b: { takes_on: { \(machine): 2s }, needs: [{ task: a, \(need) }] } }
      machines: { x: {}, y: {} }
      """
    let run = Analysis(
      Simulator.run(try Scenario.read(text, name: "x"), LogHeader.Setup(text: text)))
    #expect(
      PathReport(run).text.contains("3 s  –  7 s  4 s  b waited for \(words) after a ended"))
  }

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

  /// The observed path of calls, in words.
  private func path(_ model: Model) -> [String] {
    PathReport(Analysis(model.run())).text.split(separator: "observed path")[1]
      .split(separator: "\n").dropFirst().dropLast().map { $0.split(separator: " s  ").last ?? "" }
      .map(String.init)
  }

  @Test func `who held a machine meanwhile is told in order`() {
    func model(_ names: [String]) -> Model {
      Model(
        name: "m", machines: [.init(name: "box")],
        components: names.map { component($0, 2000, isParallel: true, onBox: true) },
        flow: names.indices.map { .init(component: $0) })
    }
    #expect(
      path(model(["a", "b", "c", "d"])).first
        == "d waited for machine box, held by a, then b, then c")
    #expect(
      path(model(["a", "b", "c", "d", "e"])).first
        == "e waited for machine box, held by a, then 2 more, then d")
  }

  @Test func `what needs nothing but a worker is told of the call before it`() {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker")],
      components: ["a", "b"].map { .init(name: $0, takes: .constant(second), machine: 0) },
      tasks: TaskGraph([[], []]))
    #expect(path(model) == ["a ran, and b waited for a worker meanwhile", "b ran"])
  }
}
