import EventLog
import Foundation
import FoundationXML
import Graphviz
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

@Suite struct PictureTests {
  static let hostileNames = [
    "<script>alert(1)</script>", "a & b \"quoted\"", #"back\slash \N \l"#, "two\nlines",
    "🚀 launch", "日本語のテキスト", "مرحبا بالعالم", "\u{202e}evil", "&lt;b&gt;",
    "\u{1b}[31mred", String(repeating: "x", count: 10_000),
  ]

  /// A scenario that has a name wherever there can be one.
  private func model(named name: String) -> Model {
    Model(
      name: name, machines: [.init(name: name)],
      components: [
        .init(name: name, takes: .constant(4_000_000_000), isParallel: true, machine: 0),
        .init(name: "other", takes: .constant(2_000_000_000), isParallel: true, machine: 0),
      ],
      flow: [.init(component: 0, arguments: name), .init(component: 1)])
  }

  @Test func `what failed or was stopped is told in the dependency diagram`() throws {
    var flaky = Model.Component(name: "flaky", takes: .constant(2_000_000_000), isParallel: true)
    flaky.behaviour.failure = .init()
    flaky.behaviour.raisesException = false
    let long = Model.Component(name: "long", takes: .constant(9_000_000_000), isParallel: true)
    let short = Model.Component(name: "short", takes: .constant(3_000_000_000))
    let model = Model(
      name: "ends", components: [flaky, long, short],
      flow: [0, 1, 2].map { .init(component: $0) } + [.stop(1)])
    let dot = try Picture.dependencies(comparison(of: model)).render(as: .dot)
    let text = String(decoding: dot, as: UTF8.self)
    for words in ["✕ failed after 2 s", "stopped after 3 s"] {
      #expect(text.contains(words), "\(words) is not in \(text)")
    }
  }

  @Test(arguments: hostileNames)
  func `a hostile name is shown as text and does nothing`(name: String) throws {
    let comparison = comparison(of: model(named: name))
    for picture in [Picture.gantt(comparison), .dependencies(comparison)] {
      let svg = try picture.render(as: .svg)
      let text = String(decoding: svg, as: UTF8.self)
      let parser = XMLParser(data: Data(svg))
      #expect(parser.parse(), "not well-formed: \(String(describing: parser.parserError))")
      for active in ["<script", "<a ", "href", " on", "javascript:", "<foreignObject"] {
        #expect(!text.replacing("alert(1)", with: "").contains("\(active)=") || active == " on")
        if active.hasPrefix("<") { #expect(!text.contains(active)) }
      }
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202e}" })
    }
    let drawn = GanttChart(comparison).text(columns: 80) + DependencyDiagram(comparison).text()
    #expect(!drawn.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202e}" })
  }

  @Test func `a picture says in words what it shows`() throws {
    let comparison = try comparison(of: "toy_two_parallel")
    let svg = String(decoding: try Picture.gantt(comparison).render(as: .svg), as: UTF8.self)
    #expect(svg.contains("<title id=\"gantt-title\">\(comparison.answer)</title>"))
    #expect(svg.contains("flow step 2 went on at 0 s, because train is parallel."))
    #expect(svg.contains("prefers-color-scheme: dark"))
  }

  @Test func `every format is what its name says`() throws {
    let picture = Picture.gantt(try comparison(of: "toy_app"))
    #expect(try picture.render(as: .png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try picture.render(as: .pdf).starts(with: "%PDF".utf8))
    #expect(try picture.render(as: .svg).starts(with: "<?xml".utf8))
    #expect(try picture.render(as: .dot).starts(with: "digraph".utf8))
  }

  @Test(arguments: 0..<60)
  func `bars of a lane do not overlap and lie within the axis`(seed: UInt64) throws {
    let chart = GanttChart(comparison(of: randomModel(seed: seed)))
    for lane in chart.lanes + chart.serialLanes {
      for (bar, next) in zip(lane.bars, lane.bars.dropFirst()) {
        #expect(lane.most > 1 || bar.end <= next.start, "seed \(seed), lane \(lane.title)")
      }
      for bar in lane.bars {
        #expect(bar.start >= 0 && bar.start < bar.end && bar.end <= chart.end, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<60)
  func `what runs is drawn once, and no link leads back in time`(seed: UInt64) throws {
    let comparison = comparison(of: randomModel(seed: seed))
    let run = comparison.run
    let drawn = GanttChart(comparison).lanes.flatMap(\.bars).filter { $0.activity == .running }
    let work = drawn.filter { !run.table[$0.call].isEndless }.reduce(0) { $0 + $1.end - $1.start }
    #expect(work == run.measures.work, "seed \(seed)")
    let diagram = DependencyDiagram(comparison)
    for link in diagram.links where !run.table[link.from].isFlow {
      let (end, start) = (run.table[link.from].endedAt, run.table[link.to].startedAt)
      if let end, let start { #expect(end <= start, "seed \(seed): \(link)") }
    }
    #expect(Set(diagram.links).count == diagram.links.count, "seed \(seed)")
  }

  @Test func `a long queue is one lane that says how long it got`() {
    let model = Model(
      name: "queue", machines: [.init(name: "box")],
      components: (0..<9).map {
        .init(
          name: "c\($0)", takes: .constant(1_000_000_000), isParallel: true, machine: 0)
      }, flow: (0..<9).map { .init(component: $0) })
    let lanes = GanttChart(comparison(of: model)).lanes.filter { $0.title == "waiting for box" }
    #expect(lanes.count == 1)
    #expect(lanes.first?.most == 8)
    #expect(lanes.first?.bars.map(\.end).max() == 8_000_000_000)
    let chart = GanttChart(comparison(of: model))
    #expect(chart.graph.description.contains("up to 8 calls"))
    #expect(chart.text(columns: 80).contains("up to 8 calls"))
  }
}
