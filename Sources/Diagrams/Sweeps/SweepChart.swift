internal import EventLog
internal import Formatting
internal import Graphviz
internal import Reports
public import WhatIf

/// A sweep as a picture: of one number a line chart, of two a table of cells, the darker the longer a run takes.
public struct SweepChart: Sendable {
  /// A line through some points, in the order of their numbers.
  struct Curve {
    /// What it is, in the legend.
    var name: String
    /// Where it leads: a number of the axis, and a time.
    ///
    /// A gap is where a run does not come to its end.
    var parts: [[(number: Int64, time: Nanoseconds)]]
    /// What it is drawn as.
    var look: DOTAttributes
  }

  let sweep: Sweep
  let report: SweepReport
  /// The lines, those that are to lie above others last.
  let curves: [Curve]
  /// The longest time that is drawn.
  let longest: Nanoseconds

  /// The first line of the report.
  var answer: String { report.answer }

  /// Arranges a sweep.
  ///
  /// - Parameters:
  ///   - sweep: The sweep.
  ///   - name: How the run is called.
  public init(_ sweep: Sweep, name: String) {
    self.sweep = sweep
    report = SweepReport(sweep, name: name)
    curves = Self.curves(of: sweep)
    let times = curves.flatMap { $0.parts.flatMap { $0.map(\.time) } }
    longest = max(1, (times + sweep.points.compactMap(\.makespan) + [sweep.unchanged]).max() ?? 1)
  }

  private static func curves(of sweep: Sweep) -> [Curve] {
    guard sweep.axes.count == 1 else { return [] }
    func curve(
      _ name: String, _ look: DOTAttributes, _ time: (Sweep.Point) -> Nanoseconds?
    ) -> Curve {
      let sorted = sweep.points.sorted { $0.values[0].number < $1.values[0].number }
      let parts = sorted.split { time($0) == nil }.map { part in
        part.map { (number: $0.values[0].number, time: time($0) ?? 0) }
      }
      return Curve(name: name, parts: parts, look: look)
    }
    var curves: [Curve] = []
    if sweep.points.contains(where: { $0.most != nil }) {
      let name = "at most, in any order that keeps workers busy (Graham, Brent)"
      curves.append(curve(name, upperLook, \.most))
    }
    if sweep.points.contains(where: { $0.least != nil }) {
      let name = "least, by work and longest \(sweep.isChainKnown ? "chain" : "call")"
      curves.append(curve(name, lowerLook, \.least))
    }
    return curves + [curve("takes", look) { $0.makespan }]
  }

  /// What stands below the picture of points that have no time.
  var omission: String? {
    let all = counted(sweep.points.count, "run")
    let impossible = sweep.points.count { $0.problem != nil }
    let endless = sweep.points.count { $0.makespan == nil } - impossible
    let parts =
      (endless > 0
        ? [
          "\(endless) of \(all) \(endless == 1 ? "does" : "do") not come to \(endless == 1 ? "its" : "their") end"
        ] : [])
      + (impossible > 0
        ? ["\(impossible) of \(all) \(impossible == 1 ? "is" : "are") not possible"] : [])
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// The points in words, for those who do not see them; of many, the first.
  var words: [String] {
    let points = sweep.points.prefix(Self.mostTold).map { point in
      let values = zip(sweep.axes, point.values).map { "\($0.name) \($1.text)" }
      return values.joined(separator: ", ") + ": " + report.outcome(of: point)
    }
    let more = sweep.points.count - points.count
    return points + (more > 0 ? ["\(more) more are drawn"] : [])
  }

  private static let mostTold = 100

  private static let look: DOTAttributes = [
    .color: Palette.ink, .penwidth: 2, .class: "strong",
  ]
  private static let lowerLook: DOTAttributes = [
    .color: Palette.bound, .style: "dashed", .penwidth: 1.4, .class: "bound",
  ]
  private static let upperLook: DOTAttributes = [
    .color: Palette.bound, .style: "dotted", .penwidth: 1.6, .class: "bound",
  ]
}
