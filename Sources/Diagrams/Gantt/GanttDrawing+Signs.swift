internal import EventLog
internal import Formatting
internal import Graphviz
internal import TraceAnalysis

/// Small marks on the rows: milestones with their names, cache hits, writes, items, races.
///
/// Marks of a kind that would fall together are drawn as one.
extension GanttDrawing {
  /// How a mark looks: a shape for each kind, so that no colour is needed to tell them apart.
  func look(of kind: GanttSign.Kind) -> DOTAttributes {
    var look: DOTAttributes = [
      .style: "filled", .fillcolor: Palette.mark, .color: Palette.page, .penwidth: 0.6,
    ]
    switch kind {
    case .milestone: look[.shape] = "diamond"
    case .stopped: look = Self.stopMark
    case .hit: look[.shape] = "square"
    case .write: look[.shape] = "invtriangle"
    case .sent: look[.shape] = "circle"
    case .received:
      look[.shape] = "circle"
      (look[.fillcolor], look[.color], look[.penwidth]) = (Palette.page, Palette.mark, 1)
    case .race:
      look[.shape] = "star"
      look[.fillcolor] = Palette.loss
    }
    return look
  }

  /// How wide and high a mark is.
  func size(of kind: GanttSign.Kind) -> Double {
    switch kind {
    case .milestone, .stopped: min(14, barHeight)
    case .race: 11
    case .write: rowHeight < 18 ? 6 : 8
    default: rowHeight < 18 ? 5 : 6
    }
  }

  /// The marks of a row; those in bands are not drawn.
  mutating func drawSigns(of row: LevelOfDetail.Row) {
    guard !row.row.isBand else { return }
    let lane = row.row.lanes[0]
    for kind in GanttSign.Kind.allCases {
      var group: [GanttSign] = []
      for sign in lane.signs where sign.kind == kind && !isAhead(sign.at) {
        if let first = group.first, scale.x(sign.at) - scale.x(first.at) >= size(of: kind) - 1 {
          draw(group, on: lane)
          group = []
        }
        group.append(sign)
      }
      if !group.isEmpty { draw(group, on: lane) }
    }
  }

  /// Draws marks of a kind that fall together as one.
  private mutating func draw(_ signs: [GanttSign], on lane: GanttChart.Lane) {
    let (kind, run) = (signs[0].kind, chart.comparison.run)
    let size = size(of: kind)
    // No mark covers the title of its row.
    let place = scale.x(signs[0].at) - (kind == .stopped ? size / 2 : 0)
    let x = max(scale.left + size / 2 - 4, place)
    let top = y + (rowHeight - barHeight) / 2
    let middle =
      switch kind {
      case .milestone, .stopped: y + rowHeight / 2
      case .received: top + barHeight
      default: top
      }
    let more = signs.count > 1 ? ", and \(counted(signs.count - 1, "more mark")) here" : ""
    boxes += 1
    canvas.box(
      DOTID("mark", boxes), x: x - size / 2, y: middle - size / 2, width: size, height: size,
      title: signs[0].words(run).clipped(toBytes: 2_000) + " at \(timeText(signs[0].at))" + more,
      label: "", look(of: kind))
    guard kind == .milestone else { return }
    drawName(of: signs, x, on: lane)
  }

  /// The name of a milestone beside it, unless its row says it or something else is there.
  private mutating func drawName(
    of signs: [GanttSign], _ x: Double, on lane: GanttChart.Lane
  ) {
    let words = signs.count > 1 ? "\(signs.count) milestones" : name(of: signs[0])
    guard words != lane.title,
      let anchor = anchor(of: words, from: signs[0].at, to: signs[signs.count - 1].at, on: lane)
    else { return }
    canvas.text(
      words, x: anchor == .start ? x + 7 : x - 7, y: y + rowHeight / 2, anchor: anchor, size: 10)
  }

  private func name(of sign: GanttSign) -> String {
    chart.comparison.run.component(of: sign.call)
  }

  /// On which side of a milestone there is room for its name; nil if on none.
  private func anchor(
    of words: String, from first: Nanoseconds, to last: Nanoseconds, on lane: GanttChart.Lane
  ) -> Canvas.Anchor? {
    let x = max(scale.left + size(of: .milestone) / 2 - 4, scale.x(first))
    let width = words.textWidth(fontSize: 10) * Canvas.reserve + 12
    let sides: [(start: Double, anchor: Canvas.Anchor)] = [(x, .start), (x - width, .end)]
    return sides.first { start, _ in
      start >= scale.left && start + width <= scale.right
        && !rules.rules.contains {
          let rule = scale.x($0.at)
          return rule > start + 2 && rule < start + width - 2
        }
        && !lane.bars.contains { scale.x($0.start) < start + width && scale.x($0.end) > start }
        && !lane.signs.contains {
          let other = scale.x($0.at)
          return $0.kind == .milestone && other > start - 8 && other < start + width + 8
            && !(first...last).contains($0.at)
        }
    }?.anchor
  }

  /// Milestones beside which there is no room for their names, in one sentence; nil if there are none.
  var unnamedMilestones: String? {
    var unnamed: [GanttSign] = []
    for row in detail.rows where !row.row.isBand {
      let lane = row.row.lanes[0]
      // Of many, one by one says nothing more.
      let signs = lane.signs.filter { $0.kind == .milestone }
      guard signs.count <= Self.mostNamed else { continue }
      unnamed += signs.filter {
        name(of: $0) != lane.title
          && anchor(of: name(of: $0), from: $0.at, to: $0.at, on: lane) == nil
      }
    }
    guard !unnamed.isEmpty, unnamed.count <= Self.mostNamed else { return nil }
    let names = unnamed.sorted { ($0.at, $0.call) < ($1.at, $1.call) }.map {
      "\(name(of: $0)) \(timeText($0.at))"
    }
    return "milestones without room for their names: \(names.joined(separator: ", "))"
  }

  private static let mostNamed = 12
}
