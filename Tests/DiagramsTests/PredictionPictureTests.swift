import EventLog
import Graphviz
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import WhatIf

@testable import Diagrams

/// A prediction drawn with the run that it is of behind it.
@Suite struct PredictionPictureTests {
  private static let changes: [(scenario: String, changes: [Change])] = [
    ("toy_app", [.parallel("train")]),
    ("task_graph", [.faster("compile_*", .times(2)), .remove("test")]),
    ("task_graph", [.workers(8)]), ("task_graph", [.overhead(1_000_000_000)]),
  ]

  private func prediction(_ scenario: String, _ changes: [Change]) throws -> Prediction {
    let text = try Project.text("traces/\(scenario).yaml")
    let (model, setup) = (try Scenario.read(text, name: scenario), LogHeader.Setup(text: text))
    return try Prediction(
      model, setup, before: Analysis(Simulator.run(model, setup)), changes)
  }

  @Test(arguments: [0, 1])
  func `a prediction is drawn as it was when we looked at it`(index: Int) throws {
    let (scenario, changes) = Self.changes[index]
    let chart = GanttChart(try prediction(scenario, changes), name: scenario)
    expectGolden(chart.graph.description, "\(scenario).prediction.dot")
  }

  @Test(arguments: changes)
  func `all that ran before is behind what would run, at its time, on the lane of its name`(
    scenario: String, changes: [Change]
  ) throws {
    let prediction = try prediction(scenario, changes)
    let chart = GanttChart(prediction, name: scenario)
    let before = GanttChart(Comparison(run: prediction.unchanged, baseline: .work))
    func bars(_ lanes: [GanttChart.Lane], _ bars: KeyPath<GanttChart.Lane, [GanttChart.Bar]>)
      -> Set<String>
    {
      Set(
        lanes.flatMap { lane in
          lane[keyPath: bars].filter { $0.activity == .running }
            .map { "\(lane.title) \($0.call) \($0.start) \($0.end)" }
        })
    }
    let ghosts = bars(chart.lanes, \.ghosts)
    #expect(!ghosts.isEmpty)
    #expect(ghosts == bars(before.lanes, \.bars))
    #expect(chart.end >= prediction.unchanged.makespan && chart.end >= prediction.after.makespan)
    let drawn = chart.graph.description
    #expect(drawn.contains("before \(prediction.unchanged.makespan / 1_000_000_000) s"))
  }

  @Test func `what is left out is drawn as such, and nothing else is`() throws {
    let (scenario, changes) = Self.changes[1]
    let chart = GanttChart(try prediction(scenario, changes), name: scenario)
    let leftOut = chart.lanes.flatMap(\.ghosts).filter(\.isLeftOut)
    #expect(Set(leftOut.map { chart.title(of: $0) }) == ["test"])
    let kept = GanttChart(try prediction("toy_app", [.parallel("train")]), name: "toy_app")
    #expect(kept.lanes.flatMap(\.ghosts).filter(\.isLeftOut).isEmpty)
  }

  @Test(arguments: changes, PictureStyle.Size.allCases)
  func `a prediction is as large as its sheet`(
    run: (scenario: String, changes: [Change]), size: PictureStyle.Size
  ) throws {
    let picture = Picture.prediction(
      try prediction(run.scenario, run.changes), name: run.scenario)
    let svg = String(
      decoding: try picture.render(as: .svg, style: PictureStyle(size: size)), as: UTF8.self)
    let (width, height) = size.points
    #expect(svg.contains("width=\"\(Int(width))pt\" height=\"\(Int(height))pt\""))
    let zoom = try #require(svg.firstMatch(of: /scale\(([0-9.]+)/).flatMap { Double($0.1) })
    #expect(zoom > 0.99)
  }

  @Test func `many calls are folded in the run before as in the run after`() throws {
    let tasks = (0..<4_000).map { "  t\($0): { takes: \($0 % 7 + 1)ms }\n" }.joined()
    let text = "workers: 80\ntasks:\n" + tasks
    let (model, setup) = (try Scenario.read(text, name: "m"), LogHeader.Setup(text: text))
    let prediction = try Prediction(
      model, setup, before: Analysis(Simulator.run(model, setup)), [.workers(40)])
    let dot = GanttChart(prediction, name: "m").graph.description
    let ghosts = dot.split(separator: "\n").filter { $0.contains("\"ghost-") }
    #expect(!ghosts.isEmpty && ghosts.count < LevelOfDetail.limit)
  }
}
