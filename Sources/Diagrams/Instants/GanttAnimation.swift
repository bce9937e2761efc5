internal import EventLog
internal import Formatting
public import Graphviz
internal import Reports
public import TraceAnalysis

/// A Gantt chart that plays: outlines of all bars, filled from left to right as time goes by, again and again.
///
/// It is one SVG without scripts. Whoever prefers less motion sees the run as it ended.
struct GanttAnimation {
  private let outline: [UInt8]
  private let filled: [UInt8]
  private let area: (left: Double, right: Double, top: Double, bottom: Double)
  private let seconds: String

  /// How far the drawing is from the edges of the picture, in points.
  private static let margin = 10.8

  init(
    _ comparison: Comparison, _ style: PictureStyle, time: Nanoseconds
  ) throws(GraphvizError) {
    let chart = GanttChart(comparison)
    var style = style
    style.layer = .outline
    style.element = PictureElement(prefix: "outline-", colours: chart.colours, hasHeading: true)
    outline = try Picture.gantt(comparison).render(as: .svg, style: style)
    style.layer = .filled
    style.element?.prefix = "filled-"
    filled = try Picture.gantt(comparison).render(as: .svg, style: style)
    var drawing = GanttDrawing(chart, style)
    _ = drawing.draw()
    let (scale, unit, rows) = (drawing.scale, drawing.canvas.unit, drawing.rowsSpan)
    area = (
      scale.left * unit + Self.margin, scale.x(chart.end) * unit + Self.margin,
      (rows.top - 8) * unit + Self.margin, (rows.bottom + 3) * unit + Self.margin
    )
    seconds = String(exactTimeText(time / 1_000_000 * 1_000_000))
  }

  /// The picture as a file.
  var bytes: [UInt8] {
    let text = String(decoding: outline, as: UTF8.self)
    let end = text.range(ofLast: "</svg>") ?? text.endIndex
    let layer = String(decoding: filled, as: UTF8.self)
    let start = layer.firstRange(of: "<g ")?.lowerBound ?? layer.endIndex
    let last = layer.range(ofLast: "</svg>") ?? layer.endIndex
    let (width, height) = (area.right - area.left, area.bottom - area.top)
    let style = """
      <style>
      #played-rect { transform-box: fill-box; transform-origin: left; animation: play \(seconds) linear infinite }
      #playhead { animation: move \(seconds) linear infinite }
      @keyframes play { 0% { transform: scaleX(0) } 90%, 100% { transform: scaleX(1) } }
      @keyframes move { 0% { transform: translateX(-\(fixed(width))px) } 90%, 100% { transform: none } }
      @media (prefers-reduced-motion: reduce) { #played-rect, #playhead { animation: none } }
      </style>
      <clipPath id="played"><rect id="played-rect" x="\(fixed(area.left))" y="\(fixed(area.top))" \
      width="\(fixed(width))" height="\(fixed(height))"/></clipPath>

      """
    let head = """
      <g id="playhead" class="observed"><path fill="none" stroke="#d55e00" stroke-width="2" \
      d="M\(fixed(area.right)) \(fixed(area.top))V\(fixed(area.bottom))"/></g>

      """
    let played = "<g clip-path=\"url(#played)\">\(layer[start..<last])</g>\n"
    return Array((text[..<end] + style + played + head + "</svg>\n").utf8)
  }

  private func fixed(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension Picture {
  /// A Gantt chart that plays the run again and again, as an SVG.
  ///
  /// - Parameters:
  ///   - comparison: The run beside its baseline.
  ///   - style: How it is to look.
  ///   - time: How long one round takes, in nanoseconds.
  /// - Returns: The bytes of the file.
  /// - Throws: `GraphvizError`.
  public static func animation(
    of comparison: Comparison, style: PictureStyle = PictureStyle(), time: Int64
  ) throws(GraphvizError) -> [UInt8] {
    try GanttAnimation(comparison, style, time: time).bytes
  }
}

extension String {
  /// Where a text stands for the last time.
  fileprivate func range(ofLast text: String) -> String.Index? { ranges(of: text).last?.lowerBound }
}
