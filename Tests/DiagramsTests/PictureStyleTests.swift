import EventLog
import Formatting
import Graphviz
import Reports
import Scenarios
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// Pictures for a slide, a page and a poster, in light and dark.
@Suite struct PictureStyleTests {
  private func svg(_ picture: Picture, _ style: PictureStyle) throws -> String {
    String(decoding: try picture.render(as: .svg, style: style), as: UTF8.self)
  }

  /// The sizes of all text, as large as they are on the sheet.
  private func sizesOfText(_ svg: String) -> [Double] {
    let zoom = svg.firstMatch(of: /scale\(([0-9.]+)/).flatMap { Double($0.1) } ?? 1
    return svg.matches(of: /font-size="([0-9.]+)"/).compactMap { Double($0.1) }.map { $0 * zoom }
  }

  @Test(arguments: Project.representativeScenarios)
  func `text on a slide has 14 points or more, and the picture fits`(scenario: String) throws {
    let comparison = try comparison(of: scenario)
    for picture in [Picture.gantt(comparison), .dependencies(comparison)] {
      let svg = try svg(picture, PictureStyle(size: .slide))
      let sizes = sizesOfText(svg)
      #expect(sizes.allSatisfy { $0 >= 13.99 }, "\(sizes.min() ?? 0)")
      let size = try #require(svg.firstMatch(of: /width="(\d+)pt" height="(\d+)pt"/))
      #expect((Int(size.1) ?? .max) <= 962 && (Int(size.2) ?? .max) <= 542, "\(size.0)")
    }
  }

  @Test(arguments: ["payload", "drive", "toy_app", "same_arguments", "dag_of_models"])
  func `what stands above a small diagram is cut off in no font`(scenario: String) throws {
    let svg = try svg(.dependencies(try comparison(of: scenario)), PictureStyle(size: .slide))
    let zoom = svg.firstMatch(of: /scale\(([0-9.]+)/).flatMap { Double($0.1) } ?? 1
    let heading = try #require(svg.firstMatch(of: /font-size="([0-9.]+)"[^>]*>([^<]+)<\/text>/))
    let size = try #require(Double(heading.1))
    // DejaVu Sans is an eighth wider than Helvetica, some letters a fifth.
    #expect(String(heading.2).textWidth(fontSize: size * zoom) * 1.2 <= 960, "\(heading.2)")
  }

  @Test func `the answer below a title begins where the title does, in wider fonts too`() throws {
    let style = PictureStyle(size: .slide, title: "Short")
    let answer = "toy_two_parallel: 9 s → 4 s in parallel, saved 5 s (2.25×); floor 4 s, reached"
    let dot = String(
      decoding: try Picture.gantt(try comparison(of: "toy_two_parallel")).render(
        as: .dot, style: style),
      as: UTF8.self)
    let line = try #require(
      dot.split(separator: "\n").first { $0.contains("label=\"\(answer)\\l\"") })
    let size = try #require(line.firstMatch(of: /fontsize="([0-9.]+)"/).flatMap { Double($0.1) })
    let width = try #require(line.firstMatch(of: /, width="([0-9.]+)"/).flatMap { Double($0.1) })
    let middle = try #require(line.firstMatch(of: /pos="([0-9.]+),/).flatMap { Double($0.1) })
    #expect(abs(middle - width * 36) < 1)
    #expect(width * 72 >= answer.textWidth(fontSize: size) * 1.2)
  }

  /// The contrast of two colours by WCAG 2.
  private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
    let (first, second) = (luminance(one), luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  @Test(arguments: PictureStyle.Theme.allCases, ["toy_two_parallel", "failing_work", "task_graph"])
  func `text has the contrast of WCAG AA in both themes`(
    theme: PictureStyle.Theme, scenario: String
  ) throws {
    let comparison = try comparison(of: scenario)
    let page: UInt32 = theme == .light ? 0xFFFFFF : 0x1B1B1F
    for picture in [Picture.gantt(comparison), .dependencies(comparison)] {
      let svg = try svg(picture, PictureStyle(theme: theme))
      let ground = theme == .light ? "fill=\"#ffffff\"" : "fill=\"#1b1b1f\""
      #expect(svg.contains(ground))
      #expect(!svg.contains("prefers-color-scheme"))
      for text in svg.matches(of: /<text[^>]*fill="#([0-9a-f]{6})"/) {
        let colour = try #require(UInt32(text.1, radix: 16))
        #expect(contrast(colour, page) >= 4.5, "\(text.1) on the page")
      }
    }
    for fill in [
      0xE69F00, 0x8DD3F8, 0x009970, 0xF5EA54, 0xD182AE, 0xCC5200, 0xBDBDBD,
    ] as [UInt32] {
      #expect(contrast(0, fill) >= 4.5)
    }
  }

  @Test func `a title and a caption of one's own stand in the picture, and the answer still does`()
    throws
  {
    let comparison = try comparison(of: "toy_two_parallel")
    let style = PictureStyle(size: .slide, title: "Two at <a> time", caption: "Lesson 3")
    for picture in [Picture.gantt(comparison), .dependencies(comparison)] {
      let svg = try svg(picture, style)
      for words in ["Two at &lt;a&gt; time", "Lesson 3", "saved 5 s"] {
        #expect(svg.contains(words), "\(words)")
      }
    }
  }

  private func chart(_ text: String) throws -> GanttChart {
    GanttChart(comparison(of: try Scenario.read(text, name: "m")))
  }

  @Test func `only the stretches on the critical path are bold`() throws {
    let chart = try chart(
      """
      streams: { batches: { buffer: 2 } }
      components:
        loader:  { parallel: true, emits: { batches: { every: 1s, times: 10 } } }
        trainer: { takes: 2s, parallel: true, for_each: batches }
        report: { takes: 1s }
      flow: [ { run: loader }, { run: trainer }, { wait: trainer }, { run: report } ]

      """)
    let bars = chart.lanes.flatMap(\.bars).filter { chart.title(of: $0) == "loader" }
    let stretches = bars.flatMap { chart.critical.within($0.start, $0.end, of: $0.call) }
    #expect(stretches == [.init(start: 0, end: 1_000_000_000)])
    #expect(!bars.contains { $0.isCritical })
    #expect(bars.count { $0.isPartlyCritical } == 1)
    let row = chart.text(columns: 80).split(separator: "\n").last { $0.contains("loader") }
    #expect((row?.count { $0 == "█" } ?? 0) < 8)
  }

  /// At no instant is more than one call on the critical path where machines do not bind.
  @Test(arguments: 0..<100)
  func `stretches of the observed path lie one after the other`(seed: UInt64) {
    let chart = GanttChart(comparison(of: randomModel(seed: seed)))
    let bars = chart.lanes.flatMap(\.bars)
    var stretches = bars.flatMap { bar in
      chart.observed.within(bar.start, bar.end, of: bar.call).map { ($0.start, $0.end) }
    }
    stretches.sort { $0 < $1 }
    var unique: [(Nanoseconds, Nanoseconds)] = []
    for stretch in stretches where unique.last.map({ $0 != stretch }) ?? true {
      unique.append(stretch)
    }
    for (one, next) in zip(unique, unique.dropFirst()) {
      #expect(one.1 <= next.0, "seed \(seed)")
    }
  }

  @Test func `where machines bind, what the end waited for is drawn too`() throws {
    let text = """
      tasks: { a: { takes: 4s }, b: { takes: 3s } }
      workers: 1

      """
    let bound = try chart(text)
    #expect(bound.graph.description.contains("what the end waited for"))
    let free = try chart(text.replacing("workers: 1", with: "workers: 2"))
    #expect(!free.graph.description.contains("what the end waited for"))
  }

  @Test func `a bar that the edge cuts is labelled with its true time`() throws {
    let tasks = (0..<12).map { "  shard_\($0): { takes: 10s }\n" }.joined()
    let graph = try chart("tasks:\n\(tasks)workers: 12\n").graph.description
    #expect(graph.contains("shard_1 10 s"))
    #expect(!graph.contains("shard_1 4 s"))
    #expect(graph.contains("goes on to 2 min"))
  }

  @Test func `a band has the numbers of its lanes only if none is missing between them`() throws {
    func lane(_ slot: UInt32, _ time: Nanoseconds) -> GanttChart.Lane {
      .init(
        place: "worker", slot: slot,
        bars: [.init(call: slot, component: 0, start: 0, end: time, activity: .running)])
    }
    let even = GanttRow.rows(of: (1...60).map { lane($0, 1) }, limit: 12)
    let odd = GanttRow.rows(of: (1...60).map { lane($0, $0 % 7 == 0 ? 90 : 1) }, limit: 12)
    #expect(even.contains { $0.title.contains("–") })
    for row in odd where row.lanes.count > 1 && row.title.contains("–") {
      let slots = row.lanes.map(\.slot)
      #expect(Int(slots[slots.count - 1] - slots[0]) + 1 == slots.count)
    }
    #expect(odd.contains { $0.title.hasSuffix("of worker") })
  }

  /// Where texts stand, and rules: no rule leads through a text, however wide its font turns out.
  @Test(arguments: Project.scenarios)
  func `no rule crosses a text`(scenario: String) throws {
    for size in [nil, PictureStyle.Size.slide] {
      let chart = GanttChart(try comparison(of: scenario))
      var drawing = GanttDrawing(chart, PictureStyle(size: size))
      let svg = String(
        decoding: try GraphvizRenderer.render(
          drawing.draw(), layout: .nop2, as: .svg(SVGOptions(title: "", description: []))),
        as: UTF8.self)
      let unit = size == nil ? 1 : 1.4
      let rules = svg.matches(
        of:
          /<path[^>]*stroke="#0072b2"[^>]*d="M(-?[0-9.]+),(-?[0-9.]+)C[^"]* -?[0-9.]+,(-?[0-9.]+)"/)
      for text in svg.matches(
        of:
          /<text text-anchor="(\w+)" x="([0-9.-]+)" y="([0-9.-]+)"[^>]*font-size="([0-9.]+)"[^>]*>([^<]*)</
      ) {
        let (x, y) = (Double(text.2) ?? 0, Double(text.3) ?? 0)
        let width = String(text.5).textWidth(fontSize: Double(text.4) ?? 0)
        let left = text.1 == "start" ? x : text.1 == "end" ? x - width : x - width / 2
        for rule in rules {
          let (at, one, other) = (
            Double(rule.1) ?? 0, Double(rule.2) ?? 0, Double(rule.3) ?? 0
          )
          let isBeside = at <= left + unit || at >= left + width - unit
          let isAbove = y - 5 < min(one, other) || y - 5 > max(one, other)
          #expect(isBeside || isAbove, "\(text.5) at \(x), a rule at \(at)")
        }
      }
    }
  }
}
