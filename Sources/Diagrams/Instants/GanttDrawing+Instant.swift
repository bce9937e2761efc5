package import EventLog
internal import Formatting
internal import Graphviz
internal import Reports
package import TraceAnalysis

/// The run at an instant: bars are filled up to it, what comes later is outlined, and a line says when it is.
extension GanttDrawing {
  /// Whether something begins after the instant that is shown.
  func isAhead(_ time: Nanoseconds) -> Bool { instant.map { time > $0 } ?? false }

  /// How far to the right something is filled that goes that far.
  func filled(to x: Double) -> Double { instant.map { min(x, scale.x($0)) } ?? x }

  /// The outline of what the instant that is shown has not come to yet.
  static let aheadLook: DOTAttributes = [
    .style: "solid", .color: Palette.ahead, .penwidth: 0.6, .class: "dashes",
  ]

  /// Draws a box up to the instant that is shown, and outlines what of it comes later.
  mutating func box(
    _ word: StaticString, from start: Double, to end: Double, y top: Double, height: Double,
    title: String, label: String, _ look: DOTAttributes
  ) {
    let reached = filled(to: end)
    guard reached < end else {
      return canvas.box(
        DOTID(word, boxes), x: start, y: top, width: end - start, height: height, title: title,
        label: label, look)
    }
    var ahead = Self.aheadLook
    (ahead[.fontcolor], ahead[.fontsize]) = (
      Palette.faint, look[.fontsize] ?? .number(11 * canvas.unit)
    )
    if reached > start {
      canvas.box(
        DOTID(word, boxes, 1), x: start, y: top, width: reached - start, height: height,
        title: title, label: "", look)
      ahead[.fontcolor] = Palette.ink
      ahead[.class] = "dashes ink"
    }
    canvas.box(
      DOTID(word, boxes), x: start, y: top, width: end - start, height: height, title: title,
      label: label, ahead)
  }

  /// The line at the instant that is shown, with its time above it.
  mutating func drawInstant(from top: Double) {
    guard let instant, layer == nil else { return }
    let x = scale.x(min(instant, chart.end))
    canvas.line(
      [(x, top - 4), (x, y + 4)], [.color: Palette.observed, .penwidth: 2, .class: "observed"])
    let text = timeText(instant)
    let room = text.textWidth(fontSize: 11) * Canvas.boldReserve / 2
    canvas.text(
      text, x: max(room, min(x, scale.right - room)), y: top - 11, anchor: .middle, isBold: true,
      class: "loss", color: Palette.loss)
  }
}

extension Analysis {
  /// What a run is like at an instant, in a line.
  package func state(at instant: Nanoseconds) -> String {
    guard let report = try? StateReport(log, at: instant) else { return timeText(instant) }
    return report.answer.visibleText
  }
}
