internal import Formatting
internal import TraceAnalysis

extension ComponentDiagram {
  /// What the boxes and arrows of a picture mean, those that there are, and what it leaves out, a sentence each.
  ///
  /// - Parameters:
  ///   - map: The components that are shown.
  ///   - isShort: Whether there is little room, as on a slide.
  /// - Returns: The sentences, without full stops.
  func legend(_ map: ComponentMap, isShort: Bool = false) -> [String] {
    let box = isShort ? "own: without what it called; %: of all work" : Self.boxWords
    return [box] + arrowWords(map) + facts(map, thick: "thick", isShort: isShort)
  }

  private static let boxWords =
    "a box is a component; × how often it ran; own: how long without what it called, of the time with it; "
    + "%: its share of all work"

  private func arrowWords(_ map: ComponentMap) -> [String] {
    let kinds = Set(map.arrows.map(\.kind))
    var words: [String] = []
    if kinds.contains(.calls) { words.append("arrows lead to what is called") }
    if kinds.contains(.led) { words.append("blue ones to what followed from it, as recorded") }
    if kinds.contains(.woke) {
      words.append("dashed ones to what it seems to let go on or begin most")
    }
    if kinds.contains(.before) { words.append("dotted ones to what ran after it") }
    return words.isEmpty ? [] : [words.joined(separator: ", ")]
  }

  /// What is to be known of the whole: where all ran, where the time of the path went, what is folded.
  ///
  /// - Parameters:
  ///   - map: The components that are shown.
  ///   - thick: How those look that the path went through longest.
  ///   - isShort: Whether there is little room.
  /// - Returns: The sentences, without full stops.
  func facts(_ map: ComponentMap, thick: String, isShort: Bool = false) -> [String] {
    var facts: [String] = []
    if let place = onlyPlace { facts.append("all of it ran in one place: \(place)") }
    let path = run.measures.hasCriticalPath ? "the critical path" : "what the end waited for"
    let rest = totals.path - totals.pathInCalls
    let between = rest > totals.path / 100 ? percentText(rest, totals.path) : nil
    if !map.marked.isEmpty {
      let marked = "\(thick): here ran \(percentText(map.markedTime, totals.path)) of \(path)"
      facts.append(marked + (between.map { "; \($0) of it lies between calls" } ?? ""))
    } else if let between {
      facts.append("\(between) of \(path) lies between calls")
    }
    if map.foldedCount > 0 {
      let folded = "\(map.foldedCount) of \(counted(totals.all.count, "component")) are folded"
      facts.append(
        isShort
          ? folded : folded + ": what they call is called by the nearest around them that has a box"
      )
    }
    return facts
  }
}
