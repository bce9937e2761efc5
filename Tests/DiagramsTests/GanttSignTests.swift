import EventLog
import Graphviz
import Scenarios
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// Small marks: what takes no time is seen in a Gantt chart.
@Suite struct GanttSignTests {
  private static let milestones = """
    tasks:
      kick-off: { takes: 0s }
      design: { takes: 4d, needs: [kick-off] }
      review: { takes: 0s, needs: [design] }
      build: { takes: 10d, needs: [review] }
      docs: { takes: 3d, needs: [review] }
      release: { takes: 0s, needs: [build, docs] }

    """

  private func chart(_ text: String) throws -> GanttChart {
    GanttChart(comparison(of: try Scenario.read(text, name: "m")))
  }

  @Test func `every call that takes no time is a mark with its name`() throws {
    let chart = try chart(Self.milestones)
    let signs = chart.lanes.flatMap(\.signs)
    let names = signs.map { chart.comparison.run.component(of: $0.call) }
    #expect(names == ["kick-off", "review", "release"])
    #expect(chart.lanes.map(\.title).contains("review"))
    let dot = chart.graph.description
    #expect(dot.matches(of: /id="mark-\d+"/).count == 3)
    #expect(dot.contains("milestone, takes no time"))
    let text = chart.text(columns: 80)
    #expect(text.count { $0 == "◆" } == 4, "three and the legend: \(text)")
  }

  @Test func `on a lane of many tasks a milestone has its name beside it`() throws {
    let dot = try chart(Self.milestones + "workers: 2\n").graph.description
    #expect(dot.contains(#"label="release\l""#))
    #expect(dot.contains("without room for their names: kick-off 0 s, review 4 d"))
  }

  @Test(arguments: [
    ("lost_wakeup", ["write", "race"], ["cache hit", "item put in"]),
    ("share_variables", ["cache hit", "write"], ["race", "item put in"]),
    ("stream_while_training", ["item put in", "item taken out"], ["write", "cache hit"]),
    ("toy_two_parallel", [], ["write", "race", "cache hit", "item put in", "milestone"]),
  ])
  func `the legend explains the marks that there are, and no others`(
    scenario: String, words: [String], others: [String]
  ) throws {
    let dot = GanttChart(try comparison(of: scenario)).graph.description
    for word in words { #expect(dot.contains("label=\"\(word)\\l\""), "\(word)") }
    for word in others { #expect(!dot.contains("label=\"\(word)"), "\(word)") }
  }

  @Test func `of thousands of marks those that would fall together are one`() throws {
    let chart = try chart(
      """
      streams: { rows: {} }
      components:
        load: { parallel: true, emits: { rows: { every: 1ms, times: 5000 } } }
      flow: [ { run: load }, { wait: load } ]

      """)
    #expect(chart.lanes.flatMap(\.signs).count == 5_000)
    let svg = String(
      decoding: try Picture.gantt(chart.comparison).render(as: .svg), as: UTF8.self)
    let marks = svg.matches(of: /id="mark-\d+"/).count
    #expect((50...400).contains(marks), "\(marks)")
    #expect(svg.contains("puts item 1 into rows at 1 ms, and"))
  }

  @Test func `arguments of a call stand where the pointer rests on it`() throws {
    let comparison = comparison(
      of: try Scenario.read(
        """
        components: { train: { takes: 4s } }
        flow: [ { run: train, with: machine A counting } ]

        """, name: "m"))
    for picture in [Picture.gantt(comparison), .dependencies(comparison)] {
      let svg = String(decoding: try picture.render(as: .svg), as: UTF8.self)
      let titles = svg.matches(of: /<title>([^<]*)<\/title>/).map { String($0.1) }
      #expect(titles.contains { $0.contains("with machine A counting") }, "\(titles)")
    }
  }
}
