import EventLog
import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif
import Graphviz
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// Pictures of a run at an instant, one after the other, and such as play.
@Suite struct InstantPictureTests {
  private static let instants: [Nanoseconds] = [
    0, 1, 2, 2_500_000_000, 3_000_000_000, 4_000_000_000,
  ]

  /// A picture at each instant, as text.
  private func frames(_ picture: Picture, as format: Picture.Format) throws -> [String] {
    try Self.instants.map { instant in
      var style = PictureStyle()
      style.instant = instant
      return String(decoding: try picture.render(as: format, style: style), as: UTF8.self)
    }
  }

  @Test(arguments: ["toy_two_parallel", "shared_machine", "backpressure", "stuck_on_failure"])
  func `charts of all instants have one size, and the same words below`(scenario: String) throws {
    let pictures = try frames(.gantt(try comparison(of: scenario)), as: .svg)
    let sizes = pictures.map { $0.firstMatch(of: /viewBox="[^"]*"/)?.output }
    #expect(Set(sizes).count == 1)
    let axes = pictures.map {
      $0.matches(of: />(\d+(?:\.\d+)? m?s|still to come)</).map(\.output.1).count
    }
    #expect(axes.allSatisfy { $0 >= 3 })
  }

  @Test(arguments: ["toy_two_parallel", "shared_machine", "task_graph"])
  func `boxes of a diagram are where they are at all instants`(scenario: String) throws {
    let pictures = try frames(.dependencies(try comparison(of: scenario)), as: .svg)
    let boxes = pictures.map { svg in
      svg.matches(of: /<g id="call-\d+"[^>]*>\s*<title>[^<]*<\/title>\s*<path [^>]*d="([^"]*)"/)
        .map(\.output.1)
    }
    #expect(boxes[0].count >= 3)
    for other in boxes.dropFirst() { #expect(other == boxes[0]) }
  }

  @Test func `each box says how far its call has come`() throws {
    let pictures = try frames(.dependencies(try comparison(of: "toy_two_parallel")), as: .svg)
    let counts = pictures.map { svg in
      ["▶ running", "✓ done", "to come"].map { svg.components(separatedBy: ">\($0)<").count - 1 }
    }
    #expect(
      counts == [[3, 0, 0], [3, 0, 0], [3, 0, 0], [2, 1, 0], [1, 2, 0], [0, 3, 0]])
  }

  @Test func `what waits or is still to come is told apart`() throws {
    let run = Analysis(try comparison(of: "shared_machine").run.log)
    let state = DependencyInstant(run, at: 1_000_000_000)
    let words = run.calls.map { state.progress(of: $0.number).word }
    #expect(Set(words).isSuperset(of: ["▶ running"]))
    #expect(words.contains("waits to start") || words.contains("to come"))
  }

  @Test func `bars are filled up to the instant`() throws {
    let comparison = try comparison(of: "toy_two_parallel")
    let fills = try Self.instants.map { instant in
      var style = PictureStyle()
      style.instant = instant
      let dot = String(
        decoding: try Picture.gantt(comparison).render(as: .dot, style: style), as: UTF8.self)
      return dot.components(separatedBy: "\"bar-").count - 1
    }
    // What is filled in part is a box and an outline.
    #expect(fills[0] < fills[3])
    #expect(fills == fills.map { max($0, fills[0]) })
  }

  @Test func `what was saved shows when the run is over`() throws {
    let pictures = try frames(.gantt(try comparison(of: "toy_two_parallel")), as: .svg)
    let told = pictures.map { $0.contains(">saved 5 s (2.25×)<") }
    #expect(told == [false, false, false, false, false, true])
  }

  /// A run, an instant before it goes wrong, and one at which it has.
  private static let bad: [(String, Nanoseconds, Nanoseconds)] = [
    ("stuck_on_failure", 4_999_999_999, 5_000_000_000),
    ("failing_work", 499_999_999, 12_000_000_000),
    ("stop_early", 7_000_000_000, .max),
  ]

  @Test(arguments: bad)
  func `no instant tells of a bad end that comes later`(
    scenario: String, before: Nanoseconds, after: Nanoseconds
  ) throws {
    let comparison = try comparison(of: scenario)
    func pictures(at instant: Nanoseconds) throws -> [String] {
      let instant = min(instant, comparison.run.log.end)
      var style = PictureStyle()
      style.instant = instant
      let drawn = try [Picture.gantt(comparison), .dependencies(comparison)].map {
        String(decoding: try $0.render(as: .svg, style: style), as: UTF8.self)
      }
      return drawn + [GanttChart(comparison).text(columns: 80, at: instant)]
    }
    let words = /✕|fail|dead|stuck|for ever|waits for|stopped|never/
    for (early, late) in zip(try pictures(at: before), try pictures(at: after)) {
      // The name of the scenario says no more than it always does.
      let told = early.replacing(scenario, with: "").matches(of: words).map(\.output)
      #expect(told.isEmpty, "\(Set(told))")
      #expect(late.replacing(scenario, with: "").contains(words))
      #expect(early.count { $0 == "\n" } <= late.count { $0 == "\n" })
    }
  }

  @Test
  func `in a terminal bars go up to the instant, and every instant has as many lines`() throws {
    let chart = GanttChart(try comparison(of: "toy_two_parallel"))
    let second: Nanoseconds = 1_000_000_000
    let lines = chart.text(columns: 80, at: 2 * second).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "toy_two_parallel at 2 s: 2 running, 2 succeeded")
    let expected = [
      "                             ▼ 2 s",
      "  serial      ▓ train ▓▓▓▓▓▓▓│░░░░░░░░░░░░░░ baseline_1 ░░░░░░░░░░ analyze ░░░░░",
      "",
      "  flow        ┄ blocked ┄┄┄┄┄│",
      "  train       █ train ███████│░░░░░░░░░░░░░",
      "  baseline_1  ▓ baseline_1 ▓▓│░░░░░░",
      "  analyze     ▓ analyze ▓▓▓▓▓│",
    ]
    #expect(lines[3..<10].map(String.init) == expected)
    let counts = [0, 1, 2, 3, 4, 9].map {
      chart.text(columns: 60, at: $0 * second).count { $0 == "\n" }
    }
    #expect(Set(counts).count == 1)
    #expect(!chart.text(columns: 60).contains("still to come"))
  }

  @Test
  func
    `a picture that plays has both layers in the same places, and stands still for who wants that`()
    throws
  {
    for scenario in ["toy_two_parallel", "shared_machine", "backpressure"] {
      let svg = String(
        decoding: try Picture.animation(
          of: try comparison(of: scenario), time: 8_000_000_000), as: UTF8.self)
      #expect(svg.contains("prefers-reduced-motion: reduce"))
      #expect(svg.contains("animation: play 8s linear infinite"))
      #expect(!svg.contains("<script") && svg.components(separatedBy: "<svg").count == 2)
      let moves = svg.matches(of: /transform="scale[^"]*"/).map(\.output)
      #expect(moves.count == 2 && moves[0] == moves[1])
      let ids = svg.matches(of: /\sid="([^"]*)"/).map(\.output.1)
      #expect(Set(ids).count == ids.count)
      let parser = XMLParser(data: Data(svg.utf8))
      #expect(parser.parse())
    }
  }

  @Test(arguments: [
    (nil as Nanoseconds?, 60, [0, 2, 3, 4]), (1_000_000_000, 60, [0, 1, 2, 3, 4]),
    (3_000_000_000, 60, [0, 3, 4]), (nil, 3, [0, 2, 4]), (1_000, 5, [0, 1, 2, 3, 4]),
    (9_000_000_000, 60, [0, 4]),
  ])
  func `a run is shown where something happens, or every so often`(
    step: Nanoseconds?, most: Int, seconds: [Nanoseconds]
  ) throws {
    let run = try comparison(of: "toy_two_parallel").run
    #expect(
      FrameTimes.of(run, every: step, most: most) == seconds.map { $0 * 1_000_000_000 })
  }
}
