import EventLog
import Graphviz
import Scenarios
import Testing
import TraceAnalysis

@testable import Diagrams

/// Runs that end in a deadlock: who waits for whom is drawn.
@Suite struct DeadlockPictureTests {
  private static let eachOther = """
    streams: { a: { buffer: 1 }, b: { buffer: 1 } }
    components:
      left:  { takes: 1s, parallel: true, for_each: a, emits: b }
      right: { takes: 1s, parallel: true, for_each: b, emits: a }
    flow: [ { run: left }, { run: right }, { wait: left } ]

    """
  private static let threeAndAQueue = """
    streams: { a: { buffer: 1 }, b: { buffer: 1 }, c: { buffer: 1 } }
    machines: { box: { slots: 1 } }
    components:
      seed:  { takes: 2s }
      left:  { takes: 1s, parallel: true, for_each: a, emits: b, machine: box }
      mid:   { takes: 1s, parallel: true, for_each: b, emits: c }
      right: { takes: 1s, parallel: true, for_each: c, emits: a }
      other: { takes: 1s, parallel: true, machine: box }
    flow: [ { run: seed }, { run: left }, { run: mid }, { run: right }, { run: other }, { wait: left } ]

    """
  private static let itsTurn = """
    streams: { a: { buffer: 1 } }
    components: { eval: { takes: 1s, parallel: true, for_each: a }, maker: { takes: 1s, emits: a } }
    flow: [ { run: eval }, { run: eval }, { wait: eval } ]

    """
  private static let failed = """
    components:
      train:  { takes: 8s, fails: { at: 5s, reason: out of memory }, raise_exception: false }
      report: { takes: 1s }
    flow: [ { run: train }, { run: report } ]

    """

  private func comparison(_ text: String) throws -> Comparison {
    DiagramsTests.comparison(of: try Scenario.read(text, name: "m"))
  }

  @Test(arguments: [
    (
      eachOther,
      [
        "the flow waits for left", "left waits for an item of a ▸ right",
        "right waits for an item of b ▸ left",
      ]
    ),
    (
      threeAndAQueue,
      [
        "the flow waits for left", "left waits for an item of a ▸ right",
        "mid waits for an item of b ▸ left", "right waits for an item of c ▸ mid",
        "other waits for a slot of box ▸ left",
      ]
    ),
    (
      itsTurn,
      [
        "the flow waits for eval",
        "eval (call 2) waits for an item of a, which nothing that was called emits",
        "eval (call 3) waits for its turn ▸ eval (call 2)",
      ]
    ),
    (failed, ["the flow waits for train, which failed"]),
  ])
  func `each call that waits is named with what it waits for and whose doing that would be`(
    scenario: String, sentences: [String]
  ) throws {
    let comparison = try comparison(scenario)
    #expect(DeadlockWaits(comparison.run).sentences(comparison.run) == sentences)
    for text in [
      GanttChart(comparison).text(columns: 80), DependencyDiagram(comparison).text(),
    ] {
      for sentence in sentences { #expect(text.contains("  \(sentence)\n"), "\(sentence)") }
    }
  }

  /// So many arrows, one for each wait whose other side is known.
  @Test(arguments: [(eachOther, 3), (threeAndAQueue, 5), (itsTurn, 2), (failed, 1)])
  func `an arrow leads from who waits to whom it waits for`(scenario: String, count: Int) throws {
    let comparison = try comparison(scenario)
    let dot = DependencyDiagram(comparison).graph.description
    #expect(dot.matches(of: /id="wait-\d+"/).count == count)
    let gantt = GanttChart(comparison).graph.description
    #expect(gantt.matches(of: /arrowsize="0.6"/).count == count)
  }

  @Test func `a run that is stuck at its start has rows, and an axis in seconds`() throws {
    let chart = GanttChart(try comparison(Self.eachOther))
    #expect(chart.lanes.map(\.title) == ["flow", "left", "right"])
    let dot = chart.graph.description
    #expect(dot.contains("waits for an item of a"))
    #expect(dot.contains("\"0 s"))
    #expect(!dot.contains("1 ns"))
  }

  @Test func `a run that comes to its end has nobody who waits`() throws {
    let comparison = try comparison("tasks: { a: { takes: 1s } }\n")
    #expect(DeadlockWaits(comparison.run).isEmpty)
    #expect(GanttChart(comparison).timedEnd == GanttChart(comparison).end)
  }
}
