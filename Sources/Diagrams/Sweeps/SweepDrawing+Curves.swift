internal import EventLog
internal import Formatting
internal import Graphviz
internal import Reports
internal import WhatIf

/// One number: time over it, from 0, with the bounds that work and span set, and the knee by name.
extension SweepDrawing {
  private static let unchangedLook: DOTAttributes = [
    .color: Palette.faint, .style: "dashed", .penwidth: 1, .class: "line",
  ]
  private static let kneeLook: DOTAttributes = [
    .color: Palette.gain, .style: "dashed", .penwidth: 1.2, .class: "gain",
  ]

  mutating func drawCurves() {
    let axis = NumberAxis(of: chart.sweep.points.map { $0.values[0] }, steps: Int(width / 60))
    let scale = CurveScale(
      left: left, width: width, top: y, height: height, numbers: axis.range, longest: chart.longest)
    let bottom = y + height
    drawTimes(scale)
    drawNumbers(axis, scale)
    let unchanged = scale.y(chart.sweep.unchanged)
    canvas.line([(left, unchanged), (left + width, unchanged)], Self.unchangedLook)
    space.add(line: [(left, unchanged), (left + width, unchanged)])
    for curve in chart.curves {
      for part in curve.parts { draw(part, of: curve, scale) }
    }
    drawKnee(scale, bottom: bottom)
    drawUnchanged(at: unchanged)
    y = bottom + 42
  }

  /// The axis of times, with faint rules across.
  private mutating func drawTimes(_ scale: CurveScale) {
    canvas.text(
      "takes", x: left - 8, y: scale.top - 14, anchor: .end, size: 10, class: "faint",
      color: Palette.faint)
    for tick in TimeAxis(end: chart.longest, steps: max(3, Int(height / 40))).ticks {
      let y = scale.y(tick.at)
      canvas.line(
        [(left, y), (left + width, y)], [.color: Self.rule, .penwidth: 0.6])
      canvas.text(
        tick.label, x: left - 6, y: y, anchor: .end, size: 10, class: "faint",
        color: Palette.faint)
    }
    canvas.line(
      [(left, scale.top - 4), (left, scale.bottom), (left + width, scale.bottom)],
      [.color: Palette.faint, .class: "line"])
  }

  /// Visible on every ground, and never more than the curves.
  private static let rule: DOTValue = .color(0x808080, opacity: 0.3)

  /// The axis of the number, with what it is.
  private mutating func drawNumbers(_ axis: NumberAxis, _ scale: CurveScale) {
    for tick in axis.ticks {
      let x = scale.x(tick.number)
      canvas.line(
        [(x, scale.bottom), (x, scale.bottom + 5)], [.color: Palette.faint, .class: "line"])
      canvas.text(
        tick.label, x: x, y: scale.bottom + 13, anchor: .middle, size: 10, class: "faint",
        color: Palette.faint)
    }
    canvas.text(
      chart.sweep.axes[0].name, x: left + width / 2, y: scale.bottom + 29, anchor: .middle,
      width: width)
  }

  /// A curve, with its points where there are few.
  private mutating func draw(
    _ part: [(number: Int64, time: Nanoseconds)], of curve: SweepChart.Curve, _ scale: CurveScale
  ) {
    let corners = scale.corners(part)
    if corners.count > 1 { canvas.line(corners, curve.look) }
    space.add(line: corners)
    guard curve.name == chart.curves.last?.name, part.count <= Self.mostDots else { return }
    for point in part {
      dot(
        at: (scale.x(point.number), scale.y(point.time)), size: 6,
        title: "\(pointName(point.number)): \(timeText(point.time))",
        [.fillcolor: Palette.ink, .color: Palette.ink, .class: "sliver"])
    }
  }

  private static let mostDots = 40

  private func pointName(_ number: Int64) -> String {
    let value = chart.sweep.points.first { $0.values[0].number == number }?.values[0]
    return "\(chart.sweep.axes[0].name) \(value?.text ?? "")"
  }

  private mutating func dot(
    at place: (x: Double, y: Double), size: Double, title: String, _ look: DOTAttributes
  ) {
    boxes += 1
    var look = look
    (look[.shape], look[.style], look[.penwidth]) = ("diamond", "filled", 0.5)
    canvas.box(
      DOTID("point", boxes), x: place.x - size / 2, y: place.y - size / 2, width: size,
      height: size, title: title, label: "", look)
  }

  /// The knee, with a rule down to its number, and its name where nothing is.
  private mutating func drawKnee(_ scale: CurveScale, bottom: Double) {
    guard let knee = chart.sweep.knee, let time = knee.makespan else { return }
    let (x, y) = (scale.x(knee.values[0].number), scale.y(time))
    canvas.line([(x, y), (x, bottom)], Self.kneeLook)
    space.add(line: [(x, y), (x, bottom)])
    dot(
      at: (x, y), size: 12, title: "the knee",
      [.fillcolor: Palette.gain, .color: Palette.gain, .class: "gain"])
    place(
      "knee: \(timeText(time)) \(chart.report.words(for: knee))", near: (x, y), color: Palette.gain,
      class: "gain", isBold: true)
  }

  /// How long it takes without changes, by its rule.
  private mutating func drawUnchanged(at y: Double) {
    place(
      "as it is: \(timeText(chart.sweep.unchanged))", near: (left + width, y),
      color: Palette.faint, class: "faint", isBold: false)
  }

  /// Words at the nearest place above or below a point where nothing else is.
  private mutating func place(
    _ words: String, near point: (x: Double, y: Double), color: DOTValue, class role: DOTValue,
    isBold: Bool
  ) {
    let size = 10.0
    let reserve = isBold ? Canvas.boldReserve : Canvas.reserve
    let words = words.truncated(toWidth: width / 2, fontSize: size)
    let box = (width: words.textWidth(fontSize: size) * reserve + 6, height: size * 1.4)
    let end = left + width
    var places: [FreeSpace.Box] = []
    for step in 0..<16 {
      let gap = 6 + Double(step) * 8
      for top in [point.y - gap - box.height, point.y + gap] {
        for x in [point.x + 6, point.x - box.width / 2, point.x - box.width - 6]
        where x >= left + 4 && x + box.width <= end && top + box.height < y + height - 2
          && top > y - 22
        {
          places.append(.init(x: x, y: top, width: box.width, height: box.height))
        }
      }
    }
    guard let place = space.first(of: places) else { return }
    space.add(place)
    canvas.text(
      words, x: place.x, y: place.y + box.height / 2, size: size, isBold: isBold, class: role,
      color: color)
  }
}

/// Where numbers and times are within the frame of a line chart.
struct CurveScale {
  let left: Double
  let width: Double
  let top: Double
  let height: Double
  let numbers: ClosedRange<Int64>
  let longest: Nanoseconds

  var bottom: Double { top + height }

  func x(_ number: Int64) -> Double {
    let part = Double(number - numbers.lowerBound) / Double(numbers.upperBound - numbers.lowerBound)
    return left + part * (width - 8)
  }

  func y(_ time: Nanoseconds) -> Double { bottom - Double(time) / Double(longest) * height }

  /// The corners of a curve; of many in one column, the first, the highest, the lowest and the last.
  func corners(
    _ points: [(number: Int64, time: Nanoseconds)]
  ) -> [(x: Double, y: Double)] {
    let all = points.map { (x: x($0.number), y: y($0.time)) }
    guard all.count > 2 * Int(width) else { return all }
    var corners: [(x: Double, y: Double)] = []
    for column in all.split(whereNextIs: { $0.x.rounded() != $1.x.rounded() }) {
      let (least, most) = (
        column.indices.min { column[$0].y < column[$1].y } ?? 0,
        column.indices.max { column[$0].y < column[$1].y } ?? 0
      )
      for index in Set([column.startIndex, least, most, column.endIndex - 1]).sorted() {
        corners.append(column[index])
      }
    }
    return corners
  }
}

extension Array {
  /// The array in parts, each of which ends where two neighbours differ.
  fileprivate func split(whereNextIs isOther: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var parts: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices.dropFirst() where isOther(self[index - 1], self[index]) {
      parts.append(self[start..<index])
      start = index
    }
    return start < endIndex ? parts + [self[start...]] : parts
  }
}
