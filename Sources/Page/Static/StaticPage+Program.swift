internal import Formatting
internal import Reports

extension StaticPage {
  /// So many lines of a program stand in the page itself.
  private static let mostLines = 200

  /// Writes the program of the flow, a line each.
  mutating func writeProgram(_ run: PageRun, _ index: Int) {
    guard let program = run.program else { return }
    beginPart("program", index, .program)
    markup("<ol class=\"lines\">\n")
    let lines = program.shownLines
    let scale = run.comparison.timeScale
    for (place, line) in lines.prefix(Self.mostLines).enumerated() {
      open(
        "li",
        [
          XMLAttribute("style", "--depth:\(line.depth)"), XMLAttribute("data-line", "\(place)"),
        ])
      element("code", line.text)
      let told = program.told(line: place, scale, words)
      if !told.isEmpty {
        markup(" ")
        element("span", [XMLAttribute("class", "told")], told)
      }
      markup("</li>\n")
    }
    markup("</ol>")
    if lines.count > Self.mostLines {
      element(
        "p", [XMLAttribute("class", "rest")], words[.linesRest, "\(lines.count - Self.mostLines)"])
    }
    endPart()
  }
}

extension ProgramTrack {
  /// How the flow fared at a line, for whoever reads it without scripts: when it waited there and why, or why it went on.
  func told(line: Int, _ scale: TimeScale, _ words: PageWords) -> String {
    let waits = spells[line].filter { $0.state == .waits }
    guard !waits.isEmpty else { return spells[line].first { $0.state == .passed }?.why ?? "" }
    var parts = waits.prefix(2).map { wait in
      "\(scale.text(wait.start)) – \(scale.text(wait.end)): \(wait.why)"
    }
    if waits.count > 2 { parts.append(words[.waitsRest, "\(waits.count - 2)"]) }
    return parts.joined(separator: "; ")
  }
}
