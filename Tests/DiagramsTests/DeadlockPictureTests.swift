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

  private static let queuedMaker = """
    streams: { s: { buffer: 1 } }
    machines: { box: { slots: 1 } }
    components:
      eater: { takes: 1s, parallel: true, for_each: s, machine: box }
      maker: { takes: 1s, parallel: true, emits: s, machine: box }
      other: { takes: 1s, parallel: true, machine: box }
    flow: [ { run: eater }, { run: maker }, { run: other }, { wait: eater } ]

    """
  private static let queuedForItsTurn = """
    streams: { s: { buffer: 1 }, t: { buffer: 1 } }
    components:
      eater: { takes: 1s, parallel: true, for_each: s }
      maker: { takes: 1s, parallel: true, for_each: t, emits: s }
      first: { takes: 1s, parallel: true, emits: t }
    flow: [ { run: maker }, { run: maker }, { run: eater }, { wait: eater } ]

    """
  private static let circleOfFour = """
    streams: { a: { buffer: 1 }, b: { buffer: 1 }, c: { buffer: 1 }, d: { buffer: 1 } }
    machines: { box: { slots: 1 } }
    components:
      p1: { takes: 1s, parallel: true, for_each: d, emits: a }
      p2: { takes: 1s, parallel: true, for_each: a, emits: b }
      p3: { takes: 1s, parallel: true, for_each: b, emits: c }
      p4: { takes: 1s, parallel: true, for_each: c, emits: d }
      x:  { takes: 1s, parallel: true, for_each: b, machine: box }
      y:  { takes: 1s, parallel: true, emits: c, machine: box }
    flow:
      - run: p1
      - run: p2
      - run: p3
      - run: p4
      - run: x
      - run: y
      - wait: p2

    """
  private static let filled = """
    streams: { a: { buffer: 1 }, b: { buffer: 1 } }
    components:
      maker: { parallel: true, emits: { a: { every: 1s, times: 9 } } }
      eater: { takes: 1s, parallel: true, for_each: b }
      middle: { takes: 1s, parallel: true, for_each: a, emits: b }
      watch: { takes: 1s, parallel: true, for_each: b }
    flow: [ { run: maker }, { run: eater }, { wait: eater }, { run: middle } ]

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
    (
      queuedMaker,
      [
        "the flow waits for eater", "eater waits for an item of s ▸ maker",
        "maker waits for a slot of box ▸ eater", "other waits for a slot of box ▸ eater",
      ]
    ),
    (
      circleOfFour,
      [
        "the flow waits for p2", "p1 waits for an item of d ▸ p4", "p2 waits for an item of a ▸ p1",
        "p3 waits for an item of b ▸ p2", "p4 waits for an item of c ▸ p3",
        "x waits for an item of b ▸ p2", "y waits for a slot of box ▸ x",
      ]
    ),
    (
      queuedForItsTurn,
      [
        "the flow waits for eater",
        "maker (call 2) waits for an item of t, which nothing that was called emits",
        "maker (call 3) waits for its turn ▸ maker (call 2)",
        "eater waits for an item of s ▸ maker (call 2)",
      ]
    ),
    (
      filled,
      [
        "the flow waits for eater",
        "maker waits for room in a, which nothing that was called takes from",
        "eater waits for an item of b, which nothing that was called emits",
      ]
    ),
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
  @Test(arguments: [
    (eachOther, 3), (threeAndAQueue, 5), (itsTurn, 2), (failed, 1), (queuedMaker, 4),
  ])
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

  @Test func `what never ended is no milestone`() throws {
    for scenario in [Self.eachOther, Self.queuedMaker] {
      let chart = GanttChart(try comparison(scenario))
      #expect(!chart.lanes.contains { !$0.signs.isEmpty })
      #expect(!chart.graph.description.contains("milestone"))
      #expect(!chart.text(columns: 80).contains("takes no time"))
    }
    // Stopped in the instant in which it started.
    let text = """
      components:
        train: { takes: 2s, parallel: true }
        late:  { takes: 1s, parallel: true }
      flow: [ { run: train }, { wait: 1s }, { run: late }, { wait: late.started }, { stop: flow } ]

      """
    let chart = GanttChart(try comparison(text))
    let signs = chart.lanes.flatMap(\.signs)
    #expect(signs.map(\.kind) == [.stopped])
    #expect(signs[0].words(chart.comparison.run) == "late is stopped as soon as it has started")
    #expect(chart.graph.description.contains("stopped before it ended"))
  }

  @Test func `boxes that wait for each other have room for an arrow each way`() throws {
    for style in [PictureStyle(), PictureStyle(size: .slide)] {
      let picture = Picture.dependencies(try comparison(Self.eachOther))
      let svg = String(decoding: try picture.render(as: .svg, style: style), as: UTF8.self)
      let boxes = try ["call-2", "call-3"].map { id in
        let start = try #require(svg.firstRange(of: "<g id=\"\(id)\"")).lowerBound
        let path = try #require(svg[start...].firstMatch(of: /<path[^>]* d="([^"]*)"/)).1
        let numbers = path.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
        return numbers.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      }
      // From the right edge of one to the left edge of the other.
      let gap = try #require(boxes[1].min()) - (try #require(boxes[0].max()))
      let other = try #require(boxes[0].min()) - (try #require(boxes[1].max()))
      #expect(max(gap, other) >= 50, "\(boxes)")
    }
  }

  @Test func `calls that wait for each other are drawn one by one on a slide too`() throws {
    let picture = Picture.dependencies(try comparison(Self.circleOfFour))
    let svg = String(
      decoding: try picture.render(as: .svg, style: PictureStyle(size: .slide)), as: UTF8.self)
    #expect(svg.matches(of: /id="wait-\d+"/).count == 7)
    #expect(!svg.contains("grey box"))
  }

  @Test func `a run that comes to its end has nobody who waits`() throws {
    let comparison = try comparison("tasks: { a: { takes: 1s } }\n")
    #expect(DeadlockWaits(comparison.run).isEmpty)
    #expect(GanttChart(comparison).timedEnd == GanttChart(comparison).end)
  }
}
