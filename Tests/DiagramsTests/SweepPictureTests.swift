import EventLog
import Formatting
import Graphviz
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import WhatIf

@testable import Diagrams

/// Sweeps drawn: of one number a line chart, of two a table of cells.
@Suite struct SweepPictureTests {
  private static let second: Nanoseconds = 1_000_000_000

  /// Sweeps of every kind, by the name of their golden.
  private static let sweeps: [(name: String, axes: [SweepAxis])] = [
    ("workers", [workers(2...12)]), ("many_workers", [workers(2...500)]),
    ("one_worker", [workers(3...3)]),
    ("faster", [SweepAxis(.faster("compile_*"), (1...4).map { .ratio(.times($0)) })]),
    ("takes", [SweepAxis(.takes("link"), (0...5).map { .time($0 * second) })]),
    (
      "two",
      [workers(2...5), SweepAxis(.overhead, [0, 1, 2].map { .time($0 * second) })]
    ),
    (
      "many_pairs",
      [workers(2...90), SweepAxis(.overhead, (0...70).map { .time($0 * second) })]
    ),
  ]

  private static func workers(_ range: ClosedRange<Int>) -> SweepAxis {
    SweepAxis(.workers, range.map(AxisValue.count))
  }

  private func sweep(_ name: String) throws -> Sweep {
    let axes = try #require(Self.sweeps.first { $0.name == name }).axes
    let text = try Project.text("traces/task_graph.yaml")
    let (model, setup) = (try Scenario.read(text, name: "m"), LogHeader.Setup(text: text))
    return try Sweep(model, setup, before: Analysis(Simulator.run(model, setup)), axes)
  }

  @Test(arguments: ["workers", "faster", "takes", "two"])
  func `a sweep is drawn as it was when we looked at it`(name: String) throws {
    expectGolden(
      SweepChart(try sweep(name), name: "task_graph").graph.description, "sweep.\(name).dot")
  }

  @Test(
    arguments: sweeps.map(\.name),
    [nil] + PictureStyle.Size.allCases.map(Optional.some))
  func `no text of a sweep lies on another or leaves the picture`(
    name: String, size: PictureStyle.Size?
  ) throws {
    let leading = 4 * (size?.magnification ?? 1)
    let style = PictureStyle(size: size, caption: String(repeating: "words ", count: 60))
    var drawing = SweepDrawing(SweepChart(try sweep(name), name: "task_graph"), style)
    let nodes = drawing.draw().description.split(separator: "\n")
    let corner = try #require(nodes.first { $0.contains("\"corner-2\" [") })
    let whole = try #require(Box(corner))
    let texts = nodes.filter { $0.contains("  \"text-") }.compactMap(Box.init)
    #expect(texts.count > 8)
    for (index, text) in texts.enumerated() {
      #expect(text.left > -8 && text.right < whole.left + 8, "\(text.words)")
      #expect(text.bottom > -8, "\(text.words)")
      for other in texts[(index + 1)...] {
        let isApart =
          text.right <= other.left + 1 || other.right <= text.left + 1
          || text.top <= other.bottom + leading || other.top <= text.bottom + leading
        #expect(isApart, "\(text.words) lies on \(other.words)")
      }
    }
  }

  /// A node of the picture; *y* goes upwards.
  private struct Box {
    var (left, right, bottom, top) = (0.0, 0.0, 0.0, 0.0)
    var words: Substring

    init?(_ node: Substring) {
      func numbers(_ match: Regex<(Substring, Substring)>.Match?) -> [Double] {
        match.map { $0.1.split(separator: ",").compactMap { Double($0) } } ?? []
      }
      let place = numbers(node.firstMatch(of: /pos="?([-0-9.,]+)/))
      guard place.count == 2, let width = numbers(node.firstMatch(of: /width="?([0-9.]+)/)).first,
        let height = numbers(node.firstMatch(of: /height="?([0-9.]+)/)).first
      else { return nil }
      (left, right) = (place[0] - width * 36, place[0] + width * 36)
      (bottom, top) = (place[1] - height * 36, place[1] + height * 36)
      words = node.firstMatch(of: /label="([^"]*)"/)?.1 ?? ""
    }
  }

  @Test func `a curve of many points keeps its peaks and its ends`() {
    let points = (0..<50_000).map { number in
      (number: Int64(number), time: number == 31_234 ? Nanoseconds(1_000) : 500)
    }
    let scale = CurveScale(
      left: 0, width: 600, top: 0, height: 100, numbers: 0...50_000, longest: 1_000)
    let corners = scale.corners(points)
    #expect(corners.count < 2_000)
    #expect(corners.map(\.y).min() == 0)
    #expect(corners.first?.x == scale.x(0) && corners.last?.x == scale.x(49_999))
  }

  @Test(
    arguments: [
      ([.count(1), .count(64)], "0 10 20 30 40 50 60"), ([.count(3), .count(6)], "3 4 5 6"),
      ([.ratio(.times(1)), .ratio(.times(2))], "1× 1.2× 1.4× 1.6× 1.8× 2×"),
      ([.time(0), .time(3_000_000_000)], "0 s 0.5 s 1 s 1.5 s 2 s 2.5 s 3 s"),
      ([.time(9_000_000_000), .time(9_600_000_000)], "9 s 9.1 s 9.2 s 9.3 s 9.4 s 9.5 s 9.6 s"),
    ] as [([AxisValue], String)])
  func `numbers along an axis are round`(values: [AxisValue], labels: String) {
    #expect(
      NumberAxis(of: values, steps: 9).ticks.map(\.label).joined(separator: " ") == labels)
  }

  @Test func `the words of a sweep say what a run takes and which does not end`() throws {
    let chart = SweepChart(try sweep("two"), name: "task_graph")
    #expect(chart.words.first == "workers 2, overhead 0 s: 9 s")
    #expect(chart.words.count == 12)
    #expect(chart.omission == nil)
  }
}
