internal import Formatting
internal import Reports

extension StaticPage {
  /// So many parts of the story stand in the page itself.
  private static let mostParts = 200

  /// Writes what the run waited for, part by part.
  mutating func writeStory(_ run: PageRun, _ index: Int) {
    guard !run.story.parts.isEmpty else { return }
    let scale = run.comparison.timeScale
    beginPart("story", index, .story)
    markup("<ol class=\"story\">\n")
    for (place, part) in run.story.parts.prefix(Self.mostParts).enumerated() {
      open("li", [XMLAttribute("data-part", "\(place)")])
      element(
        "span", [XMLAttribute("class", "when")],
        "\(scale.text(part.start)) – \(scale.text(part.end))")
      markup(" ")
      element("span", [XMLAttribute("class", "long")], scale.text(part.end - part.start))
      markup(" ")
      element("span", [XMLAttribute("class", "what")], part.text)
      markup("</li>\n")
    }
    markup("</ol>")
    if run.story.parts.count > Self.mostParts {
      element(
        "p", [XMLAttribute("class", "rest")],
        words[.storyRest, "\(run.story.parts.count - Self.mostParts)"])
    }
    endPart()
  }

  /// Writes every measure with its formula.
  mutating func writeFormulas(_ run: PageRun, _ index: Int) {
    beginPart("formulas", index, .formulas)
    markup("<dl class=\"formulas\">\n")
    for one in run.formulas {
      markup("<div><dt>")
      text(one.formula.name)
      if !one.formula.symbol.isEmpty {
        markup(" ")
        element("i", one.formula.symbol)
      }
      markup("</dt><dd>")
      if !one.formula.formula.isEmpty {
        element("span", [XMLAttribute("class", "formula")], one.formula.formula)
        markup(" ")
      }
      if !one.formula.numbers.isEmpty {
        element(
          "span", [XMLAttribute("class", "numbers")],
          one.formula.numbers.map { "= \($0)" }.joined(separator: " "))
        markup(" ")
      }
      element("b", [XMLAttribute("class", "value")], "= \(one.formula.value)")
      if !one.formula.note.isEmpty {
        element("span", [XMLAttribute("class", "note")], one.formula.note)
      }
      markup("</dd></div>\n")
    }
    markup("</dl>")
    endPart()
  }

  /// Writes every constant that the run depends on, and what had to be decided on its input, folded away.
  mutating func writeConstants(_ run: PageRun, _ index: Int) {
    beginPart("constants", index, .constants)
    for group in RunConstants(run.run, run.source.model).groups {
      writeFolded(group.name, group.rows)
    }
    if !run.source.notes.isEmpty {
      writeFolded(words[.notes], run.source.notes.map { ("", $0) })
    }
    endPart()
  }

  /// Writes a list that is folded away until somebody wants to read it.
  private mutating func writeFolded(_ name: String, _ rows: [(name: String, value: String)]) {
    markup("<details><summary>")
    text(name)
    markup(" ")
    element("span", [XMLAttribute("class", "count")], "\(rows.count)")
    markup("</summary><dl>\n")
    for row in rows {
      markup("<div>")
      element("dt", row.name)
      element("dd", row.value)
      markup("</div>\n")
    }
    markup("</dl></details>\n")
  }
}
