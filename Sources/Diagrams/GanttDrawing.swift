internal import EventLog
public import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Typography

/// A Gantt chart as a picture.
///
/// From top to bottom: the answer, the serial strip, the time saved as a bracket, the lanes with
/// floor and lower bound as rules across them, the axis, the legend.
struct GanttDrawing {
  private let chart: GanttChart
  private var canvas: Canvas
  private var y = 0.0
  private let left: Double
  private var boxes = 0

  private static let chartWidth = 840.0
  private static let rowHeight = 26.0
  private static let barHeight = 20.0

  init(_ chart: GanttChart) {
    self.chart = chart
    let titles = (chart.lanes + chart.serialLanes).map {
      $0.title.textWidth(fontSize: 11) * Canvas.reserve
    }
    left = min(170, max(60, (titles.max() ?? 0) + 14)).rounded()
    canvas = Canvas("gantt", height: Self.height(of: chart))
  }

  /// The picture as a graph whose nodes have places.
  mutating func draw() -> DOTGraph {
    let run = chart.comparison.run
    canvas.text(
      chart.comparison.answer, x: 0, y: y + 10, size: 14, width: left + Self.chartWidth + 40,
      isBold: true)
    y += 34
    for lane in chart.serialLanes { draw(lane) }
    drawBracket()
    let top = y
    for lane in chart.lanes { draw(lane) }
    drawAxis()
    drawRules(from: top, run.measures)
    drawLegend()
    return canvas.graph
  }

  private static func height(of chart: GanttChart) -> Double {
    let rows = Double(chart.lanes.count + chart.serialLanes.count)
    return 34 + rows * rowHeight + 30 + 28 + 44 + 34
  }

  private func x(_ time: Nanoseconds) -> Double {
    left + Self.chartWidth * Double(time) / Double(chart.end)
  }

  // MARK: Lanes

  private mutating func draw(_ lane: GanttChart.Lane) {
    canvas.text(
      lane.title, x: left - 8, y: y + Self.rowHeight / 2, anchor: .end, width: left - 12)
    for bar in lane.bars { draw(bar) }
    y += Self.rowHeight
  }

  private mutating func draw(_ bar: GanttChart.Bar) {
    let (start, end) = (x(bar.start), x(bar.end))
    boxes += 1
    let room = end - start - 6
    let label = room >= 16 ? self.label(of: bar, width: room / Canvas.reserve) : ""
    let inset = bar.activity == .running ? 0.0 : 3
    canvas.box(
      DOTID("bar", boxes), x: start, y: y + (Self.rowHeight - Self.barHeight) / 2 + inset,
      width: end - start, height: Self.barHeight - 2 * inset, title: title(of: bar), label: label,
      look(of: bar))
  }

  /// The longest of name and duration, name, and beginning of the name that fits.
  private func label(of bar: GanttChart.Bar, width: Double) -> String {
    let whole = "\(bar.title) \(timeText(bar.end - bar.start))"
    if whole.visibleText.textWidth(fontSize: 11) <= width { return whole }
    let part = bar.title.truncated(toWidth: width, fontSize: 11)
    return part.count > 2 || part == bar.title ? part : ""
  }

  private func title(of bar: GanttChart.Bar) -> String {
    let word =
      switch (bar.activity, bar.isSerial) {
      case (.running, true): "runs, on the serial side,"
      case (.running, false): bar.isCritical ? "runs, on the critical path," : "runs"
      case (.queued, _): "waits for its machine or its turn"
      case (.blocked, _): "is blocked"
      }
    return "\(bar.title) (call \(bar.call)) \(word) for \(timeText(bar.end - bar.start)), from "
      + "\(timeText(bar.start)) to \(timeText(bar.end))"
  }

  private func look(of bar: GanttChart.Bar) -> DOTAttributes {
    switch bar.activity {
    case .running:
      let fill = Palette.fill(of: bar.component, among: chart.componentCount)
      return bar.isCritical
        ? [.style: "filled", .fillcolor: fill, .penwidth: 2.5, .color: Palette.ink, .class: "outline"]
        : [.style: "filled", .fillcolor: fill, .penwidth: 0.5, .color: Palette.faint]
    case .queued:
      return [
        .style: "dashed", .color: Palette.faint, .fontcolor: Palette.faint, .class: "faint line",
        .penwidth: 1,
      ]
    case .blocked:
      return [
        .style: "dotted", .color: Palette.faint, .fontcolor: Palette.faint, .class: "faint line",
        .penwidth: 1.2,
      ]
    }
  }

  // MARK: What the lanes are held against

  /// The time saved or lost, between the ends of both sides.
  private mutating func drawBracket() {
    defer { y += 30 }
    guard let saved = chart.comparison.saved, saved != 0 else { return }
    let (parallel, serial) = (
      x(chart.comparison.parallelTime), x(chart.comparison.serialTime ?? 0)
    )
    let (start, end) = (min(parallel, serial), max(parallel, serial))
    let (color, role): (DOTValue, DOTValue) =
      saved > 0 ? (Palette.gain, "gain") : (Palette.loss, "loss")
    canvas.line(
      [(start, y + 10), (start, y + 5), (end, y + 5), (end, y)],
      [.color: color, .penwidth: 1.5, .class: role])
    let text = chart.comparison.savedText
    let isRoomy = end - start > text.textWidth(fontSize: 11) * Canvas.reserve
    canvas.text(
      text, x: isRoomy ? (start + end) / 2 : end, y: y + 17, anchor: isRoomy ? .middle : .end,
      isBold: true, class: role, color: color)
  }

  private mutating func drawAxis() {
    canvas.line(
      [(left, y + 4), (left + Self.chartWidth, y + 4)], [.color: Palette.faint, .class: "line"])
    for tick in TimeAxis(end: chart.end, steps: 9).ticks {
      canvas.line(
        [(x(tick.at), y + 4), (x(tick.at), y + 9)], [.color: Palette.faint, .class: "line"])
      canvas.text(
        tick.label, x: x(tick.at), y: y + 17, anchor: .middle, size: 10, class: "faint",
        color: Palette.faint)
    }
    y += 28
  }

  /// Floor, lower bound and makespan as rules across the lanes, named below the axis.
  private mutating func drawRules(from top: Double, _ measures: Measures) {
    var rules: [(at: Nanoseconds, words: String)] = []
    func add(_ word: String, _ time: Nanoseconds) {
      if let same = rules.firstIndex(where: { $0.at == time }) {
        rules[same].words = "\(word) = \(rules[same].words)"
      } else {
        rules.append((time, "\(word) \(timeText(time))"))
      }
    }
    add("end", measures.makespan)
    add("lower bound", measures.lowerBound)
    if let floor = measures.floor { add("floor", floor) }
    for (row, rule) in rules.sorted(by: { $0.at < $1.at }).enumerated() {
      let bottom = y + Double(row) * 14
      canvas.line(
        [(x(rule.at), top - 4), (x(rule.at), bottom + 6)],
        [.color: Palette.bound, .style: "dashed", .penwidth: 1.2, .class: "bound"])
      let isRight = x(rule.at) < left + Self.chartWidth / 2
      canvas.text(
        rule.words, x: x(rule.at) + (isRight ? 2 : -2), y: bottom + 4,
        anchor: isRight ? .start : .end, size: 10, class: "bound", color: Palette.bound)
    }
    y += 44
  }

  private mutating func drawLegend() {
    var entries: [(String, GanttChart.Bar)] = []
    func add(_ word: String, _ activity: Activity, isCritical: Bool = false) {
      let bars = chart.lanes.lazy.flatMap(\.bars)
      guard bars.contains(where: { $0.activity == activity && $0.isCritical == isCritical }) else {
        return
      }
      entries.append(
        (
          word,
          GanttChart.Bar(
            call: 0, activity: activity, start: 0, end: 0, isCritical: isCritical, title: "",
            component: 0)
        ))
    }
    add("running", .running)
    add("running, on the critical path", .running, isCritical: true)
    add("waiting for a machine or its turn", .queued)
    add("blocked", .blocked)
    var place = left
    for (word, sample) in entries {
      boxes += 1
      canvas.box(
        DOTID("legend", boxes), x: place, y: y + 5, width: 22, height: 12, title: word, label: "",
        look(of: sample))
      canvas.text(word, x: place + 26, y: y + 11, size: 10, class: "faint", color: Palette.faint)
      place += 26 + word.textWidth(fontSize: 10) * Canvas.reserve + 24
    }
  }
}

extension GanttChart {
  /// The chart as a graph that Graphviz draws with `nop2`.
  public var graph: DOTGraph {
    var drawing = GanttDrawing(self)
    return drawing.draw()
  }
}
