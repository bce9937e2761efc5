internal import EventLog
internal import Formatting
internal import Reports
internal import TraceAnalysis

extension ComponentDiagram {
  /// The diagram for a terminal: a component a line, with what calls it.
  ///
  ///     ● forward ×16  own 451.8 ms, 18.2 %  MainThread  ◀ step ×16
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  public func text() -> String {
    let map = map()
    let names = names(of: map.boxes).map { $0.visibleText.truncated(toColumns: 48) }
    var columns = [zip(map.boxes, names).map { $1 + repeats(totals.all[$0]) }]
    columns.append(map.boxes.map { timeWords(totals.all[$0]) })
    columns.append(
      map.boxes.map { component in
        let place = placeWords(totals.all[component]) ?? ""
        return place.shortName.visibleText.withoutMiddle { $0.terminalColumns <= 24 }
      })
    columns.append(
      map.boxes.map { component in
        remarks(component, isMarked: map.marked.contains(component)).joined(separator: ", ")
      })
    columns.removeAll { $0.allSatisfy(\.isEmpty) }
    let widths = columns.map { $0.map(\.terminalColumns).max() ?? 0 }
    var lines = [comparison.answer, ""]
    for (box, component) in map.boxes.enumerated() {
      let cells = zip(columns, widths).map { column, width in
        column[box] + String(repeating: " ", count: width - column[box].terminalColumns)
      }
      let before = origins(of: box, map, names)
      lines.append(
        "  \(map.marked.contains(component) ? "●" : "○") "
          + (cells + [before.isEmpty ? "" : "◀ \(before)"]).joined(separator: "  "))
    }
    if map.foldedCount > 0 {
      let folded = foldedTotal(map)
      lines.append(
        "  … and \(counted(map.foldedCount, "more component")), \(counted(folded.calls, "call")), "
          + "own \(shortTimeText(folded.own)), \(percentText(folded.own, totals.work))")
    }
    let signs = "◀ called by   own: without what it called, of the time with it   %: of all work"
    lines += [""] + ([signs] + facts(map, thick: "●")).map { "  \($0.visibleText)" }
    return lines.map(\.trimmingEnd).joined(separator: "\n") + "\n"
  }

  /// What led to calls of a component, in words.
  private func origins(of box: Int, _ map: ComponentMap, _ names: [String]) -> String {
    let arrows = map.arrows.filter { $0.to == box }
    let words = arrows.prefix(Self.mostNamed).map { arrow in
      let name = arrow.from < names.count ? names[arrow.from] : "others"
      let count = arrow.count > 1 ? " ×\(arrow.count)" : ""
      return name + count + arrow.kind.words
    }
    let rest = arrows.count > Self.mostNamed ? ["\(arrows.count - Self.mostNamed) more"] : []
    return (words + rest).joined(separator: ", ")
  }

  /// So many callers are named.
  private static let mostNamed = 6
}

extension ComponentMap.Kind {
  /// What the one that leads to another did, in brackets; nothing where it called it.
  fileprivate var words: String {
    switch self {
    case .calls: ""
    case .led: " (led to it)"
    case .woke: " (let it go on or begin)"
    case .before: " (ran before it)"
    }
  }
}
