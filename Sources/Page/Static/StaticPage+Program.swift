internal import Formatting

extension StaticPage {
  /// So many lines of a program stand in the page itself.
  private static let mostLines = 200

  /// Writes the program of the flow, a line each.
  mutating func writeProgram(_ run: PageRun, _ index: Int) {
    guard let program = run.program else { return }
    beginPart("program", index, .program)
    markup("<ol class=\"lines\">\n")
    let lines = program.shownLines
    for (place, line) in lines.prefix(Self.mostLines).enumerated() {
      open(
        "li",
        [
          XMLAttribute("style", "--depth:\(line.depth)"), XMLAttribute("data-line", "\(place)"),
        ])
      element("code", line.text)
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
