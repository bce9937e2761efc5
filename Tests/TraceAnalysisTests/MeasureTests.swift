import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// Scenarios worked out by hand, all times in seconds.
@Suite struct MeasureTests {
  struct Example: CustomTestStringConvertible {
    var testDescription: String
    var model: Model
    var makespan: Int64
    var work: Int64
    var span: Int64
    var floor: Int64
    var lowerBound: Double
    var machines: Int
    var path: [String]
    var slack: [Int64]
    var free: [Int64]
    var drag: [Int64]
  }

  /// A component: its name, seconds, whether it is parallel (`*`), its machine.
  static func component(_ name: String, _ seconds: Int64, _ flags: String = "") -> Model.Component {
    Model.Component(
      name: name, takes: .constant(seconds * 1_000_000_000), isParallel: flags.contains("*"),
      machine: flags.contains("@") ? 0 : nil)
  }

  static func model(
    _ components: [Model.Component], _ flow: [Int]? = nil, slots: UInt32? = nil
  ) -> Model {
    Model(
      name: "m", machines: slots.map { [.init(name: "box", slots: $0)] } ?? [],
      components: components,
      flow: (flow ?? Array(components.indices)).map { Model.Step(component: $0) })
  }

  static let examples = [
    Example(
      testDescription: "one after the other",
      model: model([component("train", 4), component("analyze", 2)]),
      makespan: 6, work: 6, span: 6, floor: 4, lowerBound: 4, machines: 2,
      path: ["train", "analyze"], slack: [0, 0], free: [0, 0], drag: [4, 2]),
    Example(
      testDescription: "two in parallel",
      model: model([
        component("train", 4, "*"), component("baseline_1", 3, "*"), component("analyze", 2),
      ]),
      makespan: 4, work: 9, span: 4, floor: 4, lowerBound: 4, machines: 3, path: ["train"],
      slack: [0, 1, 2], free: [0, 1, 2], drag: [1, 0, 0]),
    Example(
      testDescription: "parallel, but on one slot",
      model: model([component("a", 4, "*@"), component("b", 3, "*@")], slots: 1),
      makespan: 7, work: 7, span: 4, floor: 4, lowerBound: 7, machines: 1, path: ["a"],
      slack: [0, 1], free: [0, 1], drag: [1, 0]),
    Example(
      testDescription: "a component called twice queues",
      model: model([component("a", 2, "*"), component("b", 1)], [0, 0, 1]),
      makespan: 4, work: 5, span: 4, floor: 4, lowerBound: 4, machines: 2, path: ["a", "a"],
      slack: [0, 0, 3], free: [0, 0, 3], drag: [2, 2, 0]),
    Example(
      testDescription: "two chains as heavy as each other have no drag",
      model: model([component("a", 3, "*"), component("b", 3)]),
      makespan: 3, work: 6, span: 3, floor: 3, lowerBound: 3, machines: 2, path: ["a"],
      slack: [0, 0], free: [0, 0], drag: [0, 0]),
    Example(
      testDescription: "nothing takes any time", model: model([component("a", 0)]),
      makespan: 0, work: 0, span: 0, floor: 0, lowerBound: 0, machines: 1, path: [],
      slack: [0], free: [0], drag: [0]),
  ]

  @Test(arguments: examples)
  func `a run has the measures that were worked out by hand`(example: Example) {
    let run = Analysis(example.model.run())
    let second: Int64 = 1_000_000_000
    let measures = run.measures
    #expect(measures.makespan == example.makespan * second)
    #expect(measures.work == example.work * second)
    #expect(measures.span == example.span * second)
    #expect(measures.floor == example.floor * second)
    #expect(Double(measures.lowerBound) == example.lowerBound * Double(second))
    #expect(measures.machines == example.machines)
    #expect(run.criticalPath.parts.map { run.component(of: $0.call) } == example.path)
    #expect(run.slack.total.dropFirst() == example.slack[...].map { $0 * second }[...])
    #expect(run.slack.free.dropFirst() == example.free[...].map { $0 * second }[...])
    #expect(run.slack.drag.dropFirst() == example.drag[...].map { $0 * second }[...])
  }

  @Test func `two calls of 4 s and 3 s on one worker wait 4 s and run 3 s`() {
    let run = Analysis(
      Self.model([Self.component("a", 4, "*@"), Self.component("b", 3, "*@")], slots: 1).run())
    let parts = run.observedPath.parts
    #expect(parts.map(\.kind) == [.waitingForMachine, .running])
    #expect(parts.map { ($0.end - $0.start) / 1_000_000_000 } == [4, 3])
    #expect(parts.map(\.call) == [3, 3])
    #expect(parts[0].behind == 2)
  }

  @Test func `what is waited for because it is not parallel is marked so`() {
    let run = Analysis(Self.model([Self.component("a", 1), Self.component("b", 2)]).run())
    #expect(run.observedPath.parts.map(\.via) == [.blocking, nil])
    let queued = Analysis(Self.model([Self.component("a", 2, "*")], [0, 0]).run())
    #expect(queued.observedPath.parts.map(\.via) == [.queue, nil])
  }

  @Test func `a flow tells why each step came when it did`() {
    let run = Analysis(
      Self.model([Self.component("a", 1, "*"), Self.component("b", 2), Self.component("c", 1)])
        .run())
    let passages = FlowStory(run).passages
    #expect(passages.map(\.step) == [2, 3])
    #expect(passages.map(\.waited) == [false, true])
    #expect(passages.map(\.at) == [0, 2_000_000_000])
    #expect(passages.map { run.component(of: $0.previous) } == ["a", "b"])
  }

  @Test func `what never ends counts in neither work nor time`() {
    var components = [Self.component("dashboard", 0, "*"), Self.component("train", 4)]
    components[0].takes = .forever
    let run = Analysis(Self.model(components).run())
    #expect(run.measures.makespan == 4_000_000_000)
    #expect(run.measures.work == 4_000_000_000)
    components[0].isParallel = false
    let stuck = Analysis(Self.model(components).run())
    #expect(FlowStory(stuck).stuckOn == 2)
    #expect(stuck.measures.makespan == 0)
  }
}
