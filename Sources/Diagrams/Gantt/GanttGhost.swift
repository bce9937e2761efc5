internal import EventLog
internal import Formatting
internal import Graphviz
internal import Reports
internal import TraceAnalysis
public import WhatIf

/// The run that a prediction is of, drawn in thin bars below those of the prediction, on the lanes of the same names.
struct GanttGhost: Sendable {
  /// The run without the changes.
  let run: Analysis
  /// Its calls that the prediction has no longer.
  let leftOut: Set<CallNumber>
  /// What the prediction comes to, in a sentence.
  let answer: String
  /// What is saved, above 0, or lost.
  let saved: Nanoseconds
  /// The same in words.
  let savedText: String

  init(_ prediction: Prediction, name: String) {
    let report = PredictionReport(prediction, name: name)
    run = prediction.unchanged
    (answer, saved, savedText) = (report.answer, prediction.saved, report.savedText)
    leftOut = Self.leftOut(of: prediction.unchanged, in: prediction.after)
  }

  /// The calls that ran and have no counterpart: the last of those of each component.
  private static func leftOut(of run: Analysis, in after: Analysis) -> Set<CallNumber> {
    var counts: [String: Int] = [:]
    for call in after.table.calls where call.running > 0 {
      counts[after.log.names[call.component], default: 0] += 1
    }
    var leftOut: Set<CallNumber> = []
    for call in run.table.calls where call.running > 0 {
      let name = run.log.names[call.component]
      let rest = counts[name] ?? 0
      if rest == 0 { leftOut.insert(call.number) }
      counts[name] = rest - 1
    }
    return leftOut
  }
}

extension GanttChart {
  /// Arranges a prediction, with the run that it is of as a ghost behind it.
  ///
  /// - Parameters:
  ///   - prediction: The prediction.
  ///   - name: How the run is called.
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init(_ prediction: Prediction, name: String) {
    self.init(
      Comparison(
        name: name, run: prediction.after, baseline: .unknown(reason: "it is a prediction")),
      ghost: GanttGhost(prediction, name: name), colours: nil)
  }

  /// The line above the picture.
  var answer: String { ghost?.answer ?? comparison.answer }

  /// The same at an instant; of a prediction, all of it is told at any.
  func answer(at instant: Nanoseconds?) -> String {
    ghost?.answer ?? comparison.answer(at: instant)
  }

  /// The line above the picture in lines that fit.
  func heading(toWidth width: Double, fontSize: Double, at instant: Nanoseconds?) -> [String] {
    ghost?.answer.heading(toWidth: width, fontSize: fontSize)
      ?? comparison.heading(toWidth: width, fontSize: fontSize, at: instant)
  }

  /// What is saved, or lost, beside what the run is compared with.
  var saved: Nanoseconds? { ghost?.saved ?? comparison.saved }

  /// The same in words.
  var savedText: String { ghost?.savedText ?? comparison.savedText }

  /// When that ends which the run is compared with.
  var baselineEnd: Nanoseconds { ghost?.run.makespan ?? comparison.baselineTime ?? 0 }
}

extension [GanttChart.Lane] {
  /// The lanes with the bars that ran on those of the same names before; those that are no longer come last.
  func joined(with others: [Element], leftOut: Set<CallNumber>) -> [Element] {
    var lanes = self
    var places: [String: Int] = [:]
    for (place, lane) in lanes.enumerated() where !lane.isQueue { places[lane.title] = place }
    for other in others where !other.isQueue {
      let ghosts = other.bars.filter { $0.activity == .running }.map { bar in
        var ghost = bar
        (ghost.isSerial, ghost.ending) = (true, .none)
        ghost.isLeftOut = leftOut.contains(bar.call)
        return ghost
      }
      guard !ghosts.isEmpty else { continue }
      if let place = places[other.title] {
        lanes[place].ghosts += ghosts
      } else {
        lanes.append(GanttChart.Lane(place: other.place, slot: other.slot, ghosts: ghosts))
      }
    }
    return lanes
  }
}

extension GanttRow {
  /// The row as it was in the run that a prediction is of.
  var ghost: GanttRow {
    var row = self
    for index in row.lanes.indices {
      (row.lanes[index].bars, row.lanes[index].signs) = (row.lanes[index].ghosts, [])
    }
    return row
  }
}

extension GanttDrawing {
  /// How high a thin bar is, with the gap below it; 0 where there is no ghost.
  var ghostHeight: Double { chart.ghost == nil ? 0 : max(5, (rowHeight / 4).rounded()) }

  /// The thin bars below a row.
  mutating func drawGhosts(of row: LevelOfDetail.Row) {
    defer { y += ghostHeight }
    let (top, most) = (y - (rowHeight - barHeight) / 2 + 3, ghostHeight - 1)
    for mark in row.ghosts {
      boxes += 1
      switch mark {
      case .bar(let bar):
        let name = chart.title(of: bar).clipped(toBytes: Canvas.longestTitle)
        canvas.box(
          DOTID("ghost", boxes), x: scale.x(bar.start), y: top, width: scale.width(of: bar),
          height: most,
          title: "before: \(name) ran for \(timeText(bar.time)), from \(timeText(bar.start)) to "
            + timeText(bar.end) + (bar.isLeftOut ? ", and is left out now" : ""),
          label: "",
          bar.isLeftOut ? Self.leftOutLook : Self.ghostLook(chart.fill(of: bar.colour)))
      case .block(let block):
        let height = (most * Double(block.level) / Double(GanttBlock.steps)).rounded(.up)
        let fill = block.colour.map(chart.fill) ?? Palette.mixed
        canvas.box(
          DOTID("ghost", boxes), x: scale.x(block.start), y: top + most - height,
          width: scale.x(block.end) - scale.x(block.start), height: height,
          title: "before: \(block.words(of: row.row))", label: "", Self.ghostLook(fill))
      }
    }
  }

  static func ghostLook(_ fill: DOTValue) -> DOTAttributes {
    [
      .style: "filled", .fillcolor: fill.faded(to: 0.5), .penwidth: 0.6, .color: Palette.faint,
      .class: "dashes",
    ]
  }

  static let leftOutLook: DOTAttributes = [
    .style: "filled,dashed", .fillcolor: Palette.queue, .penwidth: 0.8, .color: Palette.loss,
    .class: "loss",
  ]
}
