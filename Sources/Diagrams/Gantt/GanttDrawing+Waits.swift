internal import EventLog
internal import Formatting
internal import Graphviz
internal import TraceAnalysis

/// Who waits for whom where a run has deadlocked: bars behind its end, and arrows between them.
extension GanttDrawing {
  /// How a call is drawn that waits for ever.
  static let forEverLook: DOTAttributes = [
    .style: "dashed", .color: Palette.loss, .fontcolor: Palette.loss, .class: "loss dashes",
    .penwidth: 1.2,
  ]

  /// The most arrows that can be told apart.
  private static let mostArrows = 12
  private static let arrowStep = 9.0

  /// The waits of which an arrow can tell.
  private var drawnWaits: [DeadlockWaits.Wait] {
    Array(chart.deadlock.waits.lazy.filter { $0.on > 0 }.prefix(Self.mostArrows))
  }

  /// What the legend says of such bars.
  var waitingWords: String {
    drawnWaits.isEmpty ? "waiting for ever" : "waiting for ever (arrows lead to whom)"
  }

  /// Where bars of calls end that wait for ever: before the arrows.
  var waitingEnd: Double {
    scale.right - 12 - Double(drawnWaits.count) * Self.arrowStep
  }

  /// What fits into the bar of a call that waits for ever.
  func waitingLabel(of bar: GanttChart.Bar, width: Double, in title: String) -> String {
    let room = (width - 6) / Canvas.reserve
    let text = chart.waitingText(of: bar, in: title)
    let words = "waits for \(chart.deadlock[bar.call]?.words ?? "")"
    let choices = [text, words].filter { $0.textWidth(fontSize: 11) <= room }
    return choices.first ?? words.truncated(toWidth: room, fontSize: 11)
  }

  /// An arrow from each call that waits to the one that it waits for.
  mutating func drawWaits() {
    // Who waits for ever shows when the run has come so far.
    guard !isAhead(chart.timedEnd) else { return }
    let waits = drawnWaits
    // What leaves a row and what comes to it lie one above the other.
    let offset = min(4, rowHeight / 5)
    for (index, wait) in waits.enumerated() {
      guard let from = places[wait.call], let to = places[wait.on], from.y != to.y else { continue }
      let x = waitingEnd + 12 + Double(index) * Self.arrowStep
      canvas.line(
        [
          (from.x, from.y - offset), (x, from.y - offset), (x, to.y + offset),
          (to.x, to.y + offset),
        ],
        head: 0.6,
        [.color: Palette.loss, .penwidth: 1.4, .class: "loss"])
    }
  }
}

extension GanttChart {
  /// What a call waits for, behind its name where its row does not say that.
  func waitingText(of bar: Bar, in title: String) -> String {
    let words = "waits for \(deadlock[bar.call]?.words ?? "")"
    return self.title(of: bar) == title ? words : "\(self.title(of: bar)) \(words)"
  }
}

extension DeadlockWaits {
  /// Who waits for whom, a sentence each; of many, the first.
  func sentences(_ run: Analysis) -> [String] {
    let shown = waits.prefix(Self.mostTold).map { $0.sentence(run) + partner(of: $0, run) }
    let rest = waits.count - shown.count
    return shown + (rest > 0 ? ["\(rest) more calls wait"] : [])
  }

  private static let mostTold = 12

  /// Whose doing that would be, where the words do not say it.
  func partner(of wait: Wait, _ run: Analysis) -> String {
    guard wait.on > 0, !wait.words.hasPrefix(run.component(of: wait.on)) else { return "" }
    return " ▸ \(run.title(of: wait.on))"
  }
}
