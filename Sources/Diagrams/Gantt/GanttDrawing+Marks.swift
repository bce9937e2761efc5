internal import EventLog
internal import Graphviz
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// The instants that the lanes are compared with, each once, with what they stand for.
///
/// Of a run that did not do all that it was to do, floor and lower bound would be those of a part of
/// the program, so only its end is marked, as what it was.
struct GanttRules {
  private(set) var rules: [(at: Nanoseconds, words: String)] = []

  /// The instants to mark in a chart, named as is known at the instant that it shows.
  init(_ chart: GanttChart, at instant: Nanoseconds? = nil) {
    let run = chart.comparison.run
    let measures = run.measures
    if let ghost = chart.ghost { add("before", ghost.run.makespan) }
    let isAhead = instant.map { $0 < run.log.end } ?? false
    add(isAhead ? "end" : Self.word(forEndOf: run), measures.makespan)
    guard run.isWhole else { return }
    if measures.knowsRunning { add("lower bound", measures.lowerBound) }
    if let floor = measures.floor { add("floor", floor) }
    rules.sort { $0.at < $1.at }
  }

  private static func word(forEndOf run: Analysis) -> String {
    switch run.ending {
    case .end: run.isFinished ? "end" : "end of the log"
    case .limit: "cut off"
    case .deadlock: "deadlock"
    case .livelock: "livelock"
    case .failure: "failed"
    }
  }

  private mutating func add(_ word: String, _ time: Nanoseconds) {
    if let same = rules.firstIndex(where: { $0.at == time }) {
      rules[same].words = "\(word) = \(rules[same].words)"
    } else {
      rules.append((time, "\(word) \(timeText(time))"))
    }
  }
}

/// What the lanes are compared with: the time saved, the axis, the bounds; and what the bars mean.
extension GanttDrawing {
  /// The time saved or lost, between the ends of both sides.
  mutating func drawBracket() {
    defer { y += chart.bracketHeight }
    // What was saved shows when the run is over.
    guard let saved = chart.saved, saved != 0, !isAhead(chart.comparison.parallelTime) else {
      return
    }
    let (parallel, serial) = (
      scale.x(chart.comparison.parallelTime),
      scale.x(min(chart.baselineEnd, chart.end))
    )
    let (start, end) = (min(parallel, serial), max(parallel, serial))
    let (color, role): (DOTValue, DOTValue) =
      saved > 0 ? (Palette.gain, "gain") : (Palette.loss, "loss")
    // Where the baseline leaves the picture, the bracket stays open.
    canvas.line(
      [(start, y + 10), (start, y + 5), (end, y + 5)] + (chart.isSerialCut ? [] : [(end, y)]),
      [.color: color, .penwidth: 1.5, .class: role])
    let text = chart.savedText
    let width = text.textWidth(fontSize: 11) * Canvas.boldReserve + 8
    if end - start > width {
      canvas.text(
        text, x: (start + end) / 2, y: y + 17, anchor: .middle, isBold: true, class: role,
        color: color)
    } else {
      // Beside the bracket, where none of its lines crosses the words.
      let isRight = end + width < scale.right
      canvas.text(
        text, x: isRight ? end + 4 : start - 4, y: y + 10, anchor: isRight ? .start : .end,
        isBold: true, class: role, color: color)
    }
  }

  mutating func drawAxis() {
    canvas.line(
      [(scale.left, y + 4), (scale.x(chart.timedEnd), y + 4)],
      [.color: Palette.faint, .class: "line"])
    for tick in TimeAxis(end: chart.timedEnd, steps: 9).ticks {
      canvas.line(
        [(scale.x(tick.at), y + 4), (scale.x(tick.at), y + 9)],
        [.color: Palette.faint, .class: "line"])
      let width = tick.label.textWidth(fontSize: 10) * Canvas.reserve + 6
      let x = min(scale.x(tick.at), edge - width / 2)
      canvas.text(
        tick.label, x: x, y: y + 17, anchor: .middle, size: 10, class: "faint",
        color: Palette.faint)
    }
    y += 28
  }

  /// Floor, lower bound and end as rules across the lanes, named below the axis.
  mutating func drawRules(from top: Double) {
    // Numbers of ticks stand between the axis and the names; the rule goes on below them.
    let axis = y - 19
    for (index, rule) in rules.rules.enumerated() {
      canvas.line(
        [(scale.x(rule.at), top - 4), (scale.x(rule.at), axis)],
        [.color: Palette.bound, .style: "dashed", .penwidth: 1.2, .class: "bound"])
      let isRight = isRight(index)
      canvas.line(
        [(scale.x(rule.at), y - 3), (scale.x(rule.at), y + 8)],
        [.color: Palette.bound, .penwidth: 1.2, .class: "bound"])
      canvas.text(
        rule.words, x: scale.x(rule.at) + (isRight ? 2 : -2), y: y + 4,
        anchor: isRight ? .start : .end,
        size: 10, class: "bound", color: Palette.bound)
      y += 14
    }
    y += 10
  }

  /// Whether the name of a rule stands right of it: in the left half, unless it would be crossed by
  /// the next rule and has room on the left.
  private func isRight(_ index: Int) -> Bool {
    let rule = rules.rules[index]
    let place = scale.x(rule.at)
    guard place < scale.left + scale.width / 2 else { return false }
    let width = rule.words.textWidth(fontSize: 10) * Canvas.reserve + 6
    let isCrossed = rules.rules[(index + 1)...].contains { scale.x($0.at) < place + width }
    return !isCrossed || place - width < scale.left
  }

  /// The longest calls by number and name.
  mutating func drawCallouts() {
    for (index, bar) in callouts.enumerated() {
      canvas.text(
        "\(index + 1)  \(timeText(bar.end - bar.start))  \(chart.title(of: bar))", x: scale.left,
        y: y + 4, size: 10, width: scale.width)
      y += 14
    }
    y += callouts.isEmpty ? 0 : 8
  }

  /// What is not drawn on its own.
  mutating func drawFoldings() {
    for line in notes {
      canvas.text(
        line, x: scale.left, y: y + 4, size: 10, width: scale.width, class: "faint",
        color: Palette.faint)
      y += 14
    }
    y += notes.isEmpty ? 0 : 8
  }
}
