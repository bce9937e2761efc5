internal import EventLog
internal import Formatting
public import Graphviz
internal import WhatIf

/// A sweep drawn: from top to bottom the answer, the curves or the table of cells, the axis, the legend.
struct SweepDrawing {
  let chart: SweepChart
  var canvas: Canvas
  /// How far down the picture has come.
  var y = 0.0
  var boxes = 0
  /// Where curves and cells are.
  let left: Double
  let width: Double
  let height: Double
  /// What is taken within the frame.
  var space = FreeSpace()
  private let heading: [String]
  private let subtitle: [String]
  private let caption: [String]
  let legend: [[SweepLegend.Entry]]
  let table: SweepTable?

  init(_ chart: SweepChart, _ style: PictureStyle = PictureStyle()) {
    self.chart = chart
    let unit = style.size?.magnification ?? 1
    let sheet = style.size.map {
      (width: ($0.points.width - 22) / unit, height: ($0.points.height - 22) / unit)
    }
    let whole = sheet?.width ?? 780
    let answer = chart.answer.heading(
      toWidth: whole / Canvas.boldReserve, fontSize: style.title == nil ? 13 : 11)
    heading =
      style.title.map { $0.wrapped(toWidth: whole / Canvas.boldReserve, fontSize: 13, lines: 2) }
      ?? answer
    subtitle = style.title == nil ? [] : answer
    let table = chart.sweep.axes.count == 2 ? SweepTable(chart, width: whole, sheet?.height) : nil
    self.table = table
    left = table?.left ?? 64
    let width = whole - left - 24
    self.width = width
    let notes = ([style.caption, chart.omission].compactMap(\.self) + (table?.omissions ?? []))
    caption = notes.flatMap { $0.wrapped(toWidth: width / Canvas.reserve, fontSize: 10, lines: 3) }
    legend = SweepLegend(chart, table).lines(width: width)
    let others =
      Double(heading.count + subtitle.count) * 17 + Double(legend.count) * 16
      + Double(caption.count) * 14 + 84
    let most = sheet.map { max(80, $0.height - others) }
    height = table.map { $0.height(atMost: most) } ?? most ?? 320
    canvas = Canvas(
      "sweep", width: whole, height: max(height + others, sheet?.height ?? 0), unit: unit,
      on: style.size)
  }

  /// The picture as a graph whose nodes have places.
  mutating func draw() -> DOTGraph {
    for line in heading {
      canvas.text(
        line, x: 0, y: y + 10, size: 13, isBold: true,
        title: subtitle.isEmpty && heading.joined(separator: " ") != chart.answer
          ? chart.answer : nil)
      y += 17
    }
    for line in subtitle {
      canvas.text(line, x: 0, y: y + 8, reserve: Canvas.boldReserve)
      y += 17
    }
    y += 22
    if let table { draw(table) } else { drawCurves() }
    drawLegend()
    for line in caption {
      canvas.text(line, x: left, y: y + 4, size: 10, class: "faint", color: Palette.faint)
      y += 14
    }
    return canvas.graph
  }

  private mutating func drawLegend() {
    for line in legend {
      for entry in line {
        let x = left + entry.place
        switch entry.sample {
        case .line(let look): canvas.line([(x, y + 11), (x + 22, y + 11)], look)
        case .box(let look):
          boxes += 1
          canvas.box(
            DOTID("legend", boxes), x: x, y: y + 5, width: 22, height: 12, title: entry.word,
            label: "", look)
        }
        canvas.text(
          entry.word, x: x + 26, y: y + 11, size: 10, class: "faint", color: Palette.faint)
      }
      y += 16
    }
    y += 8
  }
}

extension SweepChart {
  /// The chart as a graph that Graphviz draws with `nop2`.
  public var graph: DOTGraph {
    var drawing = SweepDrawing(self)
    return drawing.draw()
  }
}
