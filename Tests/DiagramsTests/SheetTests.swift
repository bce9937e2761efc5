import EventLog
import Formatting
import Graphviz
import Reports
import Scenarios
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import Diagrams

/// Pictures for a sheet are just as large as it is, and all of them is on it, large enough to read.
@Suite struct SheetTests {
  /// What is hard to fit: nothing to speak of, many lanes, a queue, a deadlock, long names, many calls.
  private static let scenarios = [
    "tasks: { a: { takes: 1s } }\n",
    tasks(13, workers: 13), tasks(60, workers: 24), tasks(400, workers: 50),
    """
    streams: { a: { buffer: 1 }, b: { buffer: 1 } }
    components:
      left:  { takes: 1s, parallel: true, for_each: a, emits: b }
      right: { takes: 1s, parallel: true, for_each: b, emits: a }
    flow: [ { run: left }, { run: right }, { wait: left } ]

    """,
    """
    components:
      "Daten herunterladen (S3 → lokale Platte)": { takes: 90s, parallel: true }
      "Modell trainieren auf 4 GPUs mit sehr langem Namen": { takes: 5m, parallel: true }
      "显示仪表板": { takes: 20s }
    flow:
      - run: "Daten herunterladen (S3 → lokale Platte)"
      - run: "Modell trainieren auf 4 GPUs mit sehr langem Namen"
      - run: "显示仪表板"

    """,
  ]

  /// One task that all others need, and one that needs them all.
  private static func tasks(_ count: Int, workers: Int) -> String {
    let middle = (0..<count).map { "  part_\($0): { takes: \($0 % 7 + 1)m, needs: [split] }\n" }
    let all = (0..<count).map { "part_\($0)" }.joined(separator: ", ")
    return "tasks:\n  split: { takes: 5s }\n" + middle.joined()
      + "  merge: { takes: 20s, needs: [\(all)] }\nworkers: \(workers)\n"
  }

  private func pictures(_ text: String) throws -> [Picture] {
    let comparison = comparison(of: try Scenario.read(text, name: "m"))
    return [.gantt(comparison), .dependencies(comparison)]
  }

  @Test(arguments: scenarios, PictureStyle.Size.allCases)
  func `a picture is as large as its sheet, and no text leaves it or is too small`(
    scenario: String, size: PictureStyle.Size
  ) throws {
    for style in [
      PictureStyle(size: size),
      PictureStyle(size: size, title: "A title", caption: String(repeating: "words ", count: 40)),
    ] {
      for picture in try pictures(scenario) { try expectFit(picture, style, size) }
    }
  }

  @Test(arguments: PictureStyle.Size.allCases)
  func `a build fits its sheet too`(size: PictureStyle.Size) throws {
    let log = Array(try Project.text("traces/build.j2.ninja_log").utf8)
    let manifest = Array(try Project.text("traces/build.ninja").utf8)
    let graph = try NinjaGraph.read(manifest, file: "build.ninja") { _ in nil }
    for graph in [nil, graph] {
      let run = Analysis(try NinjaLog.read(log, name: "build", graph: graph).log)
      let comparison = Comparison(run: run, baseline: .work)
      for picture in [Picture.gantt(comparison), .dependencies(comparison)] {
        try expectFit(picture, PictureStyle(size: size), size)
      }
    }
  }

  private func expectFit(
    _ picture: Picture, _ style: PictureStyle, _ size: PictureStyle.Size
  ) throws {
    let (width, height) = size.points
    let least = size == .slide ? 13.99 : 9.9 * size.magnification
    let svg = String(decoding: try picture.render(as: .svg, style: style), as: UTF8.self)
    #expect(svg.contains("width=\"\(Int(width))pt\" height=\"\(Int(height))pt\""))
    for text in try texts(of: svg) {
      #expect(text.size >= least, "\(text)")
      #expect(text.start >= -1 && text.end <= width + 1, "\(text)")
      #expect(text.line >= text.size * 0.7 && text.line <= height, "\(text)")
    }
  }

  @Test func `a slide has 1920 by 1080 pixels`() throws {
    for picture in try pictures(Self.scenarios[2]) + pictures(Self.scenarios[0]) {
      let png = try picture.render(as: .png, style: PictureStyle(size: .slide))
      // Behind the signature and the name of the first part: width and height.
      let numbers = stride(from: 16, to: 24, by: 4).map { place in
        png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      }
      #expect(numbers == [1920, 1080])
    }
  }

  /// A line of text on the sheet: from where to where, at which height, how large.
  private struct Text {
    var words: String
    var start: Double
    var end: Double
    var line: Double
    var size: Double
  }

  private func texts(of svg: String) throws -> [Text] {
    let place = try #require(
      svg.firstMatch(
        of: /scale\(([0-9.]+) [0-9.]+\) rotate\(0\) translate\(([-0-9.]+) ([-0-9.]+)\)/))
    let numbers = try [place.1, place.2, place.3].map { try #require(Double($0)) }
    return try svg.matches(of: /<text ([^>]*)>([^<]*)<\/text>/).map { match in
      let attributes = Dictionary(
        match.1.matches(of: /([a-z-]+)="([^"]*)"/).map { (String($0.1), String($0.2)) },
        uniquingKeysWith: { $1 })
      func number(_ name: String) throws -> Double {
        try #require(attributes[name].flatMap(Double.init))
      }
      let words = match.2.replacing("&#160;", with: " ")
      let size = try number("font-size") * numbers[0]
      let width = words.textWidth(fontSize: size)
      let x = (try number("x") + numbers[1]) * numbers[0]
      let start =
        switch attributes["text-anchor"] {
        case "middle": x - width / 2
        case "end": x - width
        default: x
        }
      return Text(
        words: String(words), start: start, end: start + width,
        line: (try number("y") + numbers[2]) * numbers[0], size: size)
    }
  }

  /// Boxes with a border of dashes or dots that have a label are higher than its letters.
  @Test(arguments: scenarios, [nil] + PictureStyle.Size.allCases.map(Optional.some))
  func `no label stands on a dashed border`(scenario: String, size: PictureStyle.Size?) throws {
    let comparison = comparison(of: try Scenario.read(scenario, name: "m"))
    var drawing = GanttDrawing(GanttChart(comparison), PictureStyle(size: size))
    let unit = size?.magnification ?? 1
    for line in drawing.draw().description.split(separator: "\n")
    where line.contains("\"dashed\"") || line.contains("\"dotted\"") {
      guard let label = line.firstMatch(of: /label="([^"]+)"/),
        let height = line.firstMatch(of: /\ height="([0-9.]+)"/).flatMap({ Double($0.1) })
      else { continue }
      let fontSize = line.firstMatch(of: /fontsize="([0-9.]+)"/).flatMap { Double($0.1) }
      #expect(height * 72 >= (fontSize ?? 11 * unit) * 1.2, "\(label.1)")
    }
  }
}
