internal import EventLog
internal import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Typography

/// The instants that the lanes are held against, each once, with what they stand for.
struct GanttRules {
  private(set) var rules: [(at: Nanoseconds, words: String)] = []

  init(_ chart: GanttChart) {
    let measures = chart.comparison.run.measures
    add("end", measures.makespan)
    add("lower bound", measures.lowerBound)
    if let floor = measures.floor { add("floor", floor) }
    rules.sort { $0.at < $1.at }
  }

  private mutating func add(_ word: String, _ time: Nanoseconds) {
    if let same = rules.firstIndex(where: { $0.at == time }) {
      rules[same].words = "\(word) = \(rules[same].words)"
    } else {
      rules.append((time, "\(word) \(timeText(time))"))
    }
  }
}

/// What the lanes are held against: the time saved, the axis, the bounds; and what the bars mean.
extension GanttDrawing {
  /// The time saved or lost, between the ends of both sides.
  mutating func drawBracket() {
    defer { y += 30 }
    guard let saved = chart.comparison.saved, saved != 0 else { return }
    let (parallel, serial) = (
      scale.x(chart.comparison.parallelTime), scale.x(chart.comparison.serialTime ?? 0)
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

  mutating func drawAxis() {
    canvas.line(
      [(scale.left, y + 4), (scale.left + scale.width, y + 4)],
      [.color: Palette.faint, .class: "line"])
    for tick in TimeAxis(end: chart.end, steps: 9).ticks {
      canvas.line(
        [(scale.x(tick.at), y + 4), (scale.x(tick.at), y + 9)],
        [.color: Palette.faint, .class: "line"])
      let isCrossed = rules.rules.contains { abs(scale.x($0.at) - scale.x(tick.at)) < 20 }
      guard !isCrossed else { continue }
      canvas.text(
        tick.label, x: scale.x(tick.at), y: y + 17, anchor: .middle, size: 10, class: "faint",
        color: Palette.faint)
    }
    y += 28
  }

  /// Floor, lower bound and end as rules across the lanes, named below the axis.
  mutating func drawRules(from top: Double) {
    for rule in rules.rules {
      canvas.line(
        [(scale.x(rule.at), top - 4), (scale.x(rule.at), y + 6)],
        [.color: Palette.bound, .style: "dashed", .penwidth: 1.2, .class: "bound"])
      let isRight = scale.x(rule.at) < scale.left + scale.width / 2
      canvas.text(
        rule.words, x: scale.x(rule.at) + (isRight ? 2 : -2), y: y + 4,
        anchor: isRight ? .start : .end,
        size: 10, class: "bound", color: Palette.bound)
      y += 14
    }
    y += 10
  }

  /// The longest calls by number and name.
  mutating func drawCallouts() {
    for (index, bar) in callouts.enumerated() {
      canvas.text(
        "\(index + 1)  \(timeText(bar.end - bar.start))  \(bar.title)", x: scale.left, y: y + 4,
        size: 10,
        width: scale.width)
      y += 14
    }
    y += callouts.isEmpty ? 0 : 8
  }

  mutating func drawLegend() {
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
    var place = scale.left
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
