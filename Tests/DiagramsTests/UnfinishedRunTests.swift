import EventLog
import Graphviz
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// Runs that did not do all that they were to do, and calls that were stopped while they waited.
@Suite struct UnfinishedRunTests {
  private static let second: Nanoseconds = 1_000_000_000

  private static func component(
    _ name: String, _ seconds: Int64?, isParallel: Bool = false
  ) -> Model.Component {
    .init(
      name: name, takes: seconds.map { .constant($0 * second) } ?? .forever,
      isParallel: isParallel)
  }

  /// One that is over after 4 s, and then one that says how the run ends.
  private static func model(_ last: Model.Component, limits: Limits = Limits()) -> Model {
    var model = Model(
      name: "m", components: [component("train", 4), last], streams: [.init(name: "batches")],
      flow: [.init(component: 0), .init(component: 1)])
    model.limits = limits
    return model
  }

  private static let whole = model(component("eval", 1))
  private static let failing = {
    var eval = component("eval", 1)
    eval.behaviour.failure = .init()
    return model(eval)
  }()
  private static let deadlocked = {
    var eval = component("eval", 1)
    eval.behaviour.forEach = 0
    return model(eval)
  }()
  private static let cutOff = model(
    component("eval", 9), limits: .init(time: 5 * second))
  private static let stuck = model(component("serve", nil))

  @Test(arguments: [
    (whole, ["end 5 s", "floor = lower bound 4 s"]), (failing, ["failed 5 s"]),
    (deadlocked, ["deadlock 4 s"]), (cutOff, ["cut off 5 s"]), (stuck, ["end 4 s"]),
  ])
  func `bounds are drawn only for a run that did all it was to do`(
    model: Model, rules: [String]
  ) throws {
    let runs = [RunMode.declared, .serial].map { Analysis(model.run(as: $0, limits: model.limits)) }
    let chart = GanttChart(Comparison(run: runs[0], twin: runs[1]))
    #expect(GanttRules(chart).rules.map(\.words).sorted() == rules.sorted())
    let texts = [
      chart.graph.description, chart.text(columns: 80),
      DependencyDiagram(chart.comparison).text(),
      DependencyDiagram(chart.comparison).graph.description,
    ]
    for text in texts {
      #expect(text.contains("floor") == (rules.count > 1), "\(text)")
    }
  }

  @Test func `a call that is stopped while it waits has the mark of the stopped`() throws {
    var eval = Self.component("eval", 1, isParallel: true)
    eval.behaviour.forEach = 0
    let model = Model(
      name: "m", components: [eval, Self.component("train", 4)],
      streams: [.init(name: "batches")],
      flow: [.init(component: 0), .init(component: 1), .stop(0)])
    let chart = GanttChart(comparison(of: model))
    let bar = try #require(
      chart.lanes.flatMap(\.bars).first {
        $0.activity == .blocked && chart.title(of: $0) == "eval"
      })
    #expect(bar.ending == .stopped)
    let text = chart.text(columns: 60)
    #expect(text.contains("▶ stopped"))
    #expect(
      text.split(separator: "\n").contains { $0.contains("eval") && $0.contains("▶") }, "\(text)")
    let svg = String(
      decoding: try Picture.gantt(chart.comparison).render(as: .svg), as: UTF8.self)
    #expect(svg.contains("is blocked for 4 s, from 0 s to 4 s, and is stopped before it ends"))
    #expect(svg.contains("stopped before it ended"))
  }

  @Test func `a call that runs out of time while it waits has the mark of the failed`() throws {
    var eval = Self.component("eval", 1, isParallel: true)
    eval.behaviour.forEach = 0
    eval.behaviour.timeout = 3 * Self.second
    eval.behaviour.raisesException = false
    let model = Model(
      name: "m", components: [eval, Self.component("train", 4)],
      streams: [.init(name: "batches")], flow: [.init(component: 0), .init(component: 1)])
    let chart = GanttChart(comparison(of: model))
    let bar = try #require(
      chart.lanes.flatMap(\.bars).first {
        $0.activity == .blocked && chart.title(of: $0) == "eval"
      })
    #expect(bar.ending == .failed)
    #expect(chart.text(columns: 60).contains("✕ blocked"))
    #expect(chart.graph.description.contains("✕ failed"))
  }
}
