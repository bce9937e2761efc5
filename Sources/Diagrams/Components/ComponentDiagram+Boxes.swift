internal import EventLog
internal import Formatting
internal import Graphviz
internal import TraceAnalysis

extension ComponentDiagram {
  /// What stands for a component in a picture, or for all that have no box of their own.
  struct Box {
    var id: DOTID
    var name: String
    var lines: [String]
    /// What a browser shows when the pointer rests on it.
    var title: String
    var fill: DOTValue
    var isMarked = false
    var isOthers = false

    /// How large it is, in points.
    var size: (width: Double, height: Double) {
      let width = lines.map { $0.textWidth(fontSize: 11) }.max() ?? 0
      return ((width * Canvas.reserve + 20).rounded(.up), Double(lines.count) * 14 + 10)
    }
  }

  /// The boxes of a map; the one for all others, if there are any, comes last.
  func boxes(of map: ComponentMap, widest: Double = 190) -> [Box] {
    let names = names(of: map.boxes)
    var boxes = zip(map.boxes, names).map { component, name in
      box(component, name, isMarked: map.marked.contains(component), widest: widest)
    }
    if map.foldedCount > 0 {
      let folded = foldedTotal(map)
      let lines = [
        "… and \(counted(map.foldedCount, "more component"))", counted(folded.calls, "call"),
        "own \(shortTimeText(folded.own)), \(percentText(folded.own, totals.work))",
      ]
      boxes.append(
        Box(
          id: "others", name: "others", lines: lines, title: lines.joined(separator: ", "),
          fill: Palette.group, isOthers: true))
    }
    return boxes
  }

  private func box(
    _ component: Int, _ name: String, isMarked: Bool, widest: Double
  ) -> Box {
    let total = totals.all[component]
    let (repeats, time) = (repeats(total), timeWords(total))
    let place = placeWords(total) ?? ""
    let remarks = remarks(component, isMarked: isMarked).joined(separator: ", ")
    let shown = [
      name.shortened(toWidth: widest - repeats.textWidth(fontSize: 11), fontSize: 11) + repeats,
      time,
      place.shortName.visibleText.withoutMiddle { $0.textWidth(fontSize: 11) <= widest },
      remarks,
    ]
    let full = run.log.names[total.name]
    return Box(
      id: DOTID("component", component + 1), name: name.clipped(toBytes: Canvas.longestTitle),
      lines: shown.filter { !$0.isEmpty },
      title: [full + repeats, time, place, remarks].filter { !$0.isEmpty }.joined(separator: ", "),
      fill: colours.fill(of: colours.group(of: full)), isMarked: isMarked)
  }

  /// What all components together did that have no box.
  func foldedTotal(_ map: ComponentMap) -> (calls: Int, own: Nanoseconds) {
    let shown = Set(map.boxes)
    return totals.all.indices.filter { !shown.contains($0) }.reduce(into: (0, 0)) { sum, other in
      sum.0 += totals.all[other].calls
      sum.1 = sum.1.addingClamped(totals.all[other].own)
    }
  }
}
