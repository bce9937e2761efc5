import EventLog
import Foundation
import FoundationXML
import Graphviz
import Reports
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// Charts of any size become pictures of about one, and what is folded is neither lost nor hidden.
@Suite struct LevelOfDetailTests {
  /// Tasks of several lengths, some in chains, on so many workers.
  private func tasks(_ count: Int, workers: UInt32, seed: UInt64 = 1) -> Comparison {
    var generator = SeededGenerator(seed: seed)
    var graph = TaskGraph()
    var components: [Model.Component] = []
    for task in 0..<count {
      let isChained = task > 0 && Int.random(in: 0..<4, using: &generator) == 0
      graph.append(needing: isChained ? [Int.random(in: 0..<task, using: &generator)] : [])
      let takes = Nanoseconds.random(in: 1...1_000, using: &generator) * 1_000_000
      components.append(Model.Component(name: "task_\(task)", takes: .constant(takes), machine: 0))
    }
    return comparison(
      of: Model(
        name: "tasks", machines: [.init(name: "worker", slots: workers)],
        components: components, tasks: graph))
  }

  private func detail(of comparison: Comparison) -> (LevelOfDetail, GanttChart) {
    let drawing = GanttDrawing(GanttChart(comparison))
    return (drawing.detail, drawing.chart)
  }

  @Test(arguments: [(30, 3), (900, 2), (2_000, 16), (1_000, 200)] as [(Int, UInt32)], 0..<3)
  func `every bar is drawn or counted in a block, and no time is lost`(
    size: (tasks: Int, workers: UInt32), seed: UInt64
  ) {
    let comparison = tasks(size.tasks, workers: size.workers, seed: seed)
    let (detail, chart) = detail(of: comparison)
    for row in detail.rows where !row.row.isQueue {
      var (calls, time) = (0, Nanoseconds(0))
      for mark in row.marks {
        switch mark {
        case .bar(let bar):
          calls += 1
          time += bar.end - bar.start
        case .block(let block):
          calls += block.calls
          time += block.busy
          #expect(block.level >= 1 && block.level <= GanttBlock.steps, "seed \(seed)")
          #expect(block.start < block.end && block.end <= chart.end, "seed \(seed)")
        }
      }
      let bars = row.row.lanes.flatMap(\.bars)
      #expect(calls == bars.count, "seed \(seed), \(row.row.title)")
      #expect(time == bars.reduce(0) { $0 + $1.end - $1.start }, "seed \(seed), \(row.row.title)")
    }
    let shown = detail.rows.flatMap(\.row.lanes)
    #expect(shown.count == chart.lanes.count)
    #expect(Set(shown.map(\.title)) == Set(chart.lanes.map(\.title)))
  }

  @Test(arguments: [(4_000, 16), (4_000, 1_500), (4_000, 9_000)] as [(Int, UInt32)])
  func `a picture of very many bars is small, and stands on one screen`(
    count: Int, workers: UInt32
  ) throws {
    let comparison = tasks(count, workers: workers)
    let (detail, _) = detail(of: comparison)
    #expect(detail.rows.count <= RowPlan.limit)
    #expect((detail.rows + detail.serial).reduce(0) { $0 + $1.marks.count } <= LevelOfDetail.limit)
    let svg = try Picture.gantt(comparison).render(as: .svg)
    #expect(svg.count < 2_000_000)
    #expect(GanttChart(comparison).text(columns: 80).split(separator: "\n").count < 60)
  }

  @Test func `names as long as a file do not make the picture large`() throws {
    let components = (0..<1_000).map {
      Model.Component(
        name: "\($0)" + String(repeating: "&<>\"\u{202e}", count: 1_000),
        takes: .constant(1_000_000_000), isParallel: true)
    }
    let model = Model(
      name: String(repeating: "&", count: 1_000_000), components: components,
      flow: components.indices.map { .init(component: $0) })
    let svg = try Picture.gantt(comparison(of: model)).render(as: .svg)
    #expect(svg.count < 2_000_000)
    #expect(XMLParser(data: Data(svg)).parse())
  }

  @Test func `the picture says what is folded, in a line and in its description`() throws {
    let comparison = tasks(6_000, workers: 60)
    let drawing = GanttDrawing(GanttChart(comparison))
    #expect(drawing.foldings.count == 3)
    let svg = String(decoding: try Picture.gantt(comparison).render(as: .svg), as: UTF8.self)
    for sentence in drawing.foldings { #expect(svg.contains(sentence + ".")) }
    let words = [
      "the baseline goes on to", "bars are too narrow", "lanes are folded into 16 bands",
    ]
    for (sentence, words) in zip(drawing.foldings, words) { #expect(sentence.contains(words)) }
    #expect(GanttDrawing(GanttChart(tasks(20, workers: 4))).foldings.isEmpty)
  }

  /// A hundred short calls, one after the other, beside longer ones.
  private func manyCritical() throws -> Comparison {
    comparison(
      of: try Scenario.read(
        """
        components: { load: { takes: 100ms, parallel: true, at_once: 4 }, save: { takes: 50ms } }
        flow: [{ repeat: 100, do: [{ run: load }, { run: save }] }]
        """, name: "many"))
  }

  @Test(arguments: [nil, .slide] as [PictureStyle.Size?])
  func `many narrow calls on the critical path keep their colour, below one line`(
    size: PictureStyle.Size?
  ) throws {
    let (comparison, style) = (try manyCritical(), PictureStyle(size: size))
    let drawing = GanttDrawing(GanttChart(comparison), style)
    let row = try #require(drawing.detail.rows.first { $0.row.title == "save" })
    // All look alike: each is drawn, or none.
    let bars = row.marks.count { if case .bar = $0 { true } else { false } }
    #expect(bars == 100 || bars == 0)
    for case .bar(let bar) in row.marks { #expect(!drawing.isFramed(bar)) }
    #expect(drawing.criticalLineWords?.hasPrefix("on the critical path, ") == true)
    let text = String(
      decoding: try Picture.gantt(comparison).render(as: .dot, style: style), as: UTF8.self)
    #expect(!text.contains("sliver"))
    #expect(text.contains("blocked, folded") == (size != nil))
  }

  /// Ten thousand short calls, one of which fails and one of which is on the critical path.
  @Test func `what matters is drawn on its own however narrow it is`() {
    var log = LogBuilder(header: LogHeader(name: "many", origin: .scenario(.init(text: ""))))
    let machine = log.intern("worker")
    log.append(.machineDeclared(machine: machine, slots: 1), at: 0)
    let name = log.intern("work")
    log.append(.componentDeclared(machine: machine, traits: []), at: 0, name)
    for call in 1...CallNumber(10_000) {
      let start = Nanoseconds(call) * 10
      let asked = log.append(
        .callRequested(parent: 0, step: 0, arguments: .none), at: start, name, call: call)
      let started = log.append(
        .callStarted(machine: machine, slot: 1), at: start, name, call: call)
      log.cause(asked, .program)
      let takes: Nanoseconds = call == 5_000 ? 10 : 4
      let end: Event.Kind = call == 7_000 ? .callFailed(reason: .none) : .callSucceeded
      log.append(end, at: start + takes, name, call: call)
      log.cause(started, .program)
    }
    let comparison = Comparison(run: Analysis(log.close()), baseline: .work)
    let (detail, _) = detail(of: comparison)
    #expect(comparison.run.criticalPath.parts.map(\.call) == [5_000])
    #expect(Set(detail.bars.map(\.call)) == [5_000, 7_000])
    #expect(detail.rows.flatMap(\.marks).count > 2)
  }

  @Test(arguments: 0..<40)
  func `bars are packed on as few lanes as they need, the lowest that is free`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bars = (0..<Int.random(in: 1...60, using: &generator)).map { call in
      let start = Nanoseconds.random(in: 0...40, using: &generator)
      return GanttChart.Bar(
        call: CallNumber(call), component: 0, start: start,
        end: start + Nanoseconds.random(in: 1...9, using: &generator), activity: .running)
    }
    let lanes = GanttChart.Lane(place: "p", bars: bars).packed()
    // The same, a bar after the other on the first lane that is free.
    var expected: [[CallNumber]] = []
    var ends: [Nanoseconds] = []
    for bar in bars.sorted(by: { ($0.start, $0.call) < ($1.start, $1.call) }) {
      if let free = ends.firstIndex(where: { $0 <= bar.start }) {
        expected[free].append(bar.call)
        ends[free] = bar.end
      } else {
        expected.append([bar.call])
        ends.append(bar.end)
      }
    }
    #expect(lanes.map { $0.bars.map(\.call) } == expected, "seed \(seed)")
  }

  @Test func `a call that did not end by itself has a pointed end, and the key says so`() throws {
    let text = GanttChart(try comparison(of: "dashboard")).graph.description
    #expect(text.contains("shape=\"cds\""))
    #expect(text.contains("stopped before it ended"))
    let failing = GanttChart(try comparison(of: "failing_work"))
    #expect(failing.graph.description.contains("✕ fetch"))
    #expect(failing.graph.description.contains("✕ failed"))
    #expect(failing.text(columns: 80).contains("✕ failed"))
  }

  @Test func `a title that is too long is broken between its parts`() {
    let comparison = comparison(
      of: Model(
        name: String(repeating: "name ", count: 16),
        components: [.init(name: "a", takes: .constant(1_000_000_000))],
        flow: [.init(component: 0)]))
    let heading = comparison.heading(toWidth: 800, fontSize: 13, at: nil)
    #expect(heading.count == 2)
    #expect(heading.joined(separator: " ") == comparison.answer)
    #expect(heading.last == "floor 1 s, reached")
  }
}
