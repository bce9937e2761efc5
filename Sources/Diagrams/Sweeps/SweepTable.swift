internal import EventLog
internal import Formatting
internal import Graphviz
internal import Reports
internal import WhatIf

/// A sweep of two numbers as cells: the first from left to right, the second from top to bottom, and the darker the longer.
struct SweepTable {
  /// A run.
  struct Cell {
    var point: Sweep.Point
    var column: Int
    var row: Int
    /// Whether it is the first of the shortest.
    var isShortest: Bool
  }

  /// The values of both axes that are drawn.
  let columns: [AxisValue]
  let rows: [AxisValue]
  let cells: [Cell]
  /// How much room the values of the second number take at the left.
  let left: Double
  /// How large a cell is at most.
  let cellWidth: Double
  /// What is not drawn.
  let omissions: [String]
  /// The shortest time.
  let least: Nanoseconds

  /// Up to how many hundredths of the shortest time a shade is; the last is of all that take longer.
  ///
  /// All are light enough that dark text can be read on them; after ColorBrewer's Blues.
  private static let shades: [(most: Int128, fill: DOTValue)] = [
    (105, .color(0xF7FBFF)), (150, .color(0xDEEBF7)), (200, .color(0xC6DBEF)),
    (300, .color(0xA6CEE4)), (500, .color(0x85BCDC)), (.max, .color(0x66A9D3)),
  ]

  /// The most columns and rows.
  private static let (mostColumns, mostRows) = (60, 40)

  /// - Precondition: The sweep has two axes.
  init(_ chart: SweepChart, width: Double, _ sheetHeight: Double?) {
    let axes = chart.sweep.axes
    let rowCount = axes[1].values.count
    let best = chart.sweep.points.indices.min {
      chart.sweep.points[$0].makespan ?? .max < chart.sweep.points[$1].makespan ?? .max
    }
    let shortest = best.map { ($0 / rowCount, $0 % rowCount) } ?? (0, 0)
    let shown = (
      Self.places(of: axes[0].values.count, atMost: Self.mostColumns, with: shortest.0),
      Self.places(
        of: rowCount, atMost: sheetHeight == nil ? Self.mostRows : 16, with: shortest.1)
    )
    columns = shown.0.map { axes[0].values[$0] }
    rows = shown.1.map { axes[1].values[$0] }
    var cells: [Cell] = []
    for (column, first) in shown.0.enumerated() {
      for (row, second) in shown.1.enumerated() {
        let place = first * rowCount + second
        cells.append(
          Cell(
            point: chart.sweep.points[place], column: column, row: row,
            isShortest: place == best && chart.sweep.points[place].makespan != nil))
      }
    }
    self.cells = cells
    let labels = rows.map { $0.text.textWidth(fontSize: 10) * Canvas.reserve + 20 }
    let name = axes[1].name.textWidth(fontSize: 11) * Canvas.boldReserve + 24
    left = min(width / 3, max(64, name, labels.max() ?? 0))
    cellWidth = min(90, ((width - left - 24) / Double(max(1, columns.count))).rounded(.down))
    var omissions: [String] = []
    let whole = [axes[0].values.count, rowCount]
    if columns.count < whole[0] {
      omissions.append("\(columns.count) of \(whole[0]) values of \(axes[0].name) are drawn")
    }
    if rows.count < whole[1] {
      omissions.append("\(rows.count) of \(whole[1]) values of \(axes[1].name) are drawn")
    }
    self.omissions = omissions
    least = best.flatMap { chart.sweep.points[$0].makespan } ?? 0
  }

  /// So many places from the first to the last, evenly, and one that has to be among them.
  private static func places(of count: Int, atMost most: Int, with place: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    return Set((0..<most).map { $0 * (count - 1) / (most - 1) } + [place]).sorted()
  }

  /// How high the cells are together, at most.
  func height(atMost most: Double?) -> Double {
    let row = min(26, ((most ?? 520) / Double(max(1, rows.count))).rounded(.down))
    return max(6, row) * Double(rows.count)
  }

  /// How a cell looks.
  func look(of cell: Cell) -> DOTAttributes {
    guard let time = cell.point.makespan else { return Self.look(Palette.other) }
    return cell.isShortest ? Self.shortestLook : Self.look(Self.shades[shade(of: time)].fill)
  }

  private func shade(of time: Nanoseconds) -> Int {
    let (time, least) = (Int128(time) * 100, Int128(least))
    return Self.shades.firstIndex { $0.most == .max || time <= $0.most * least } ?? 0
  }

  private static func look(_ fill: DOTValue) -> DOTAttributes {
    [.style: "filled", .fillcolor: fill, .penwidth: 0.6, .color: Palette.seam]
  }

  private static let shortestLook: DOTAttributes = [
    .style: "filled", .fillcolor: shades[0].fill, .penwidth: 2, .color: Palette.gain,
    .class: "gain", .fontname: .boldSansSerif,
  ]

  /// What the shades mean that there are, from the shortest to the longest.
  var legend: [SweepLegend.Entry] {
    let times = cells.compactMap(\.point.makespan)
    var entries: [SweepLegend.Entry] = []
    if !times.isEmpty {
      entries.append(.init(word: "shortest, \(timeText(least))", sample: .box(Self.shortestLook)))
    }
    let used = Set(times.map(shade))
    for (index, shade) in Self.shades.enumerated() where used.contains(index) {
      let words =
        switch index {
        case 0: "within 5 % of it"
        case Self.shades.count - 1: "more than \(ratioText(Self.shades[index - 1].most, 100))×"
        default: "up to \(ratioText(shade.most, 100))×"
        }
      entries.append(.init(word: words, sample: .box(Self.look(shade.fill))))
    }
    if times.count < cells.count {
      let missing = cells.map(\.point).filter { $0.makespan == nil }
      let words =
        (missing.contains { $0.problem == nil } ? ["does not come to its end"] : [])
        + (missing.contains { $0.problem != nil } ? ["not possible"] : [])
      entries.append(
        .init(
          word: "✕ \(words.joined(separator: ", or "))", sample: .box(Self.look(Palette.other))))
    }
    return entries
  }
}

extension SweepDrawing {
  /// The cells, with the values above and left of them, and times where there is room.
  mutating func draw(_ table: SweepTable) {
    let axes = chart.sweep.axes
    let cellHeight = height / Double(max(1, table.rows.count))
    canvas.text(
      axes[0].name, x: left, y: y - 8, isBold: true, class: "ink", title: axes[0].name)
    y += 12
    canvas.text(
      axes[1].name, x: left - 8, y: y, anchor: .end, width: left - 8, isBold: true)
    let widest = table.columns.map { $0.text.textWidth(fontSize: 10) }.max() ?? 0
    let every = max(1, Int(((widest * Canvas.reserve + 6) / table.cellWidth).rounded(.up)))
    for (column, value) in table.columns.enumerated() where column % every == 0 {
      canvas.text(
        value.text, x: left + (Double(column) + 0.5) * table.cellWidth, y: y, anchor: .middle,
        size: 10)
    }
    y += 10
    let step = max(1, Int((12 / cellHeight).rounded(.up)))
    for (row, value) in table.rows.enumerated() where row % step == 0 {
      canvas.text(
        value.text, x: left - 8, y: y + (Double(row) + 0.5) * cellHeight, anchor: .end, size: 10)
    }
    // The shortest last, so that nothing covers its border.
    for isShortest in [false, true] {
      for cell in table.cells where cell.isShortest == isShortest {
        draw(cell, of: table, height: cellHeight)
      }
    }
    y += height + 12
  }

  private mutating func draw(_ cell: SweepTable.Cell, of table: SweepTable, height: Double) {
    boxes += 1
    let words = cell.point.makespan.map { shortTimeText($0) } ?? "✕"
    let room = (table.cellWidth - 6) / Canvas.boldReserve
    let isRoom = words.textWidth(fontSize: 10) <= room && height >= 14
    var look = table.look(of: cell)
    look[.fontsize] = .number(10 * canvas.unit)
    let values = zip(chart.sweep.axes, cell.point.values).map { "\($0.name) \($1.text)" }
    canvas.box(
      DOTID("cell", boxes), x: left + Double(cell.column) * table.cellWidth,
      y: y + Double(cell.row) * height, width: table.cellWidth, height: height,
      title: values.joined(separator: ", ") + ": " + chart.report.outcome(of: cell.point),
      label: isRoom ? words : "", look)
  }
}
