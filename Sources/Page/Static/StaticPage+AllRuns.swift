internal import Formatting
internal import Reports
internal import TraceAnalysis
internal import WhatIf

extension StaticPage {
  /// Writes what the runs would be in other ways.
  mutating func writeAllRuns(_ runs: [PageRun]) {
    guard runs.contains(where: { $0.variants != nil || $0.sweep != nil }) else { return }
    markup("<section id=\"all\">")
    element("h2", words[.all])
    markup("\n")
    for (index, run) in runs.enumerated() {
      if let variants = run.variants { write(variants, run, index) }
      if let sweep = run.sweep { write(sweep, index) }
    }
    markup("</section>\n")
  }

  private mutating func write(_ variants: PageVariants, _ run: PageRun, _ index: Int) {
    let scale = run.comparison.timeScale
    beginPart("variants", index, .variants)
    element("p", [XMLAttribute("class", "simulated")], simulatedText(variants))
    let listed = variants.listed
    beginTable(
      words[.variantsCaption],
      [words[.parallelComponents], words[.takes], words[.saves], words[.remarks]], numbers: 1...2)
    for told in listed {
      open("tr", [XMLAttribute("data-mask", "\(told.mask)")] + look(of: told))
      let parallel = variants.parallel(in: told.mask)
      element(
        "th", [XMLAttribute("scope", "row")],
        parallel.isEmpty
          ? words[.noneParallel]
          : parallel.count == variants.components.count
            ? words[.allParallel] : parallel.joined(separator: ", "))
      element("td", Self.number, told.isWhole ? scale.text(told.run.makespan) : "–")
      element("td", Self.number, savedText(told, scale))
      let own = told.mask == variants.declared ? [words[.asItRan]] : []
      let sign = told.isWhole ? words[.hasHazards] : words[.endsBadly]
      let against = told.isWhole ? told.remarks : [told.answer]
      element(
        "td",
        (own + (against.isEmpty ? [] : ["\(sign) \(against.joined(separator: "; "))"]))
          .joined(separator: "; "))
      markup("</tr>\n")
    }
    markup("</tbody></table></div>")
    if listed.count < variants.all.count {
      let rest = variants.all.count - listed.count
      element("p", [XMLAttribute("class", "rest")], words[.variantsRest, "\(rest)"])
    }
    endPart()
  }

  /// Which combinations were simulated, so that nobody takes a gap for an answer.
  private func simulatedText(_ variants: PageVariants) -> String {
    let (count, all) = ("\(variants.all.count)", "\(1 << variants.components.count)")
    let simulated =
      switch variants.together {
      case variants.components.count: words[.variantsEvery, all]
      case 0: words[.variantsFew, count, all]
      case 1: words[.variantsSingle, count, all]
      default: words[.variantsNear, count, all, "\(variants.together)"]
      }
    guard variants.candidates > variants.components.count else { return simulated }
    return words[.variantsPromising, "\(variants.components.count)", "\(variants.candidates)"]
      + " " + simulated
  }

  /// How a row shows that a variant ends badly, or that something speaks against it.
  private func look(of told: PageVariants.Told) -> [XMLAttribute] {
    if !told.isWhole { return [XMLAttribute("class", "bad")] }
    return told.remarks.isEmpty ? [] : [XMLAttribute("class", "risky")]
  }

  private func savedText(_ told: PageVariants.Told, _ scale: TimeScale) -> String {
    guard told.isWhole, let saved = told.saved else { return "–" }
    return saved < 0 ? words[.loses, scale.text(-saved)] : scale.text(saved)
  }

  private mutating func write(_ sweep: PageSweep, _ index: Int) {
    beginPart("sweep", index, .sweep, sweep.sweep.axes[0].name)
    element("p", [XMLAttribute("class", "sweep-answer")], sweep.report.answer)
    beginTable(words[.sweepCaption], sweep.report.head, numbers: 1...sweep.report.head.count)
    for row in sweep.report.rows {
      markup("<tr>")
      for (place, cell) in row.enumerated() {
        if place == 0 {
          element("th", [XMLAttribute("scope", "row"), XMLAttribute("class", "num")], cell)
        } else {
          element("td", Self.number, cell)
        }
      }
      markup("</tr>\n")
    }
    markup("</tbody></table></div>")
    endPart()
  }

  /// Adds the beginning of a table; columns of numbers stand to the right.
  mutating func beginTable(_ caption: String, _ heads: [String], numbers: ClosedRange<Int>) {
    markup("<div class=\"scroll\"><table>")
    element("caption", caption)
    markup("\n<thead><tr>")
    for (place, head) in heads.enumerated() {
      element(
        "th",
        [XMLAttribute("scope", "col")]
          + (numbers.contains(place) ? [XMLAttribute("class", "num")] : []), head)
    }
    markup("</tr></thead>\n<tbody>\n")
  }
}
