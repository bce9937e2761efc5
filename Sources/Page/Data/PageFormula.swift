internal import Formatting
internal import Reports
internal import TraceAnalysis

/// A measure with its formula in the numbers of the run, and what the summary says of it.
struct PageFormula {
  var formula: Formula
  /// What the summary says of it.
  var note: String
  /// Whether it is an instant, drawn as a rule through the chart.
  var isRule: Bool
  /// Whether it follows from the one before and is told together with it.
  var isContinued: Bool

  /// All measures of a run.
  static func all(
    of comparison: Comparison, _ figures: [(name: String, value: String, note: String)]
  ) -> [PageFormula] {
    var notes: [String: String] = [:]
    for figure in figures { notes[figure.name] = figure.note }
    return Explanation(comparison).formulas.flatMap { paragraph in
      paragraph.enumerated().map { place, formula in
        let name = formula.symbol.isEmpty ? formula.name : "\(formula.name) \(formula.symbol)"
        let said = String(formula.note.drop { ",;: ".contains($0) })
        return PageFormula(
          formula: formula, note: notes[name] ?? said, isRule: rules.contains(formula.name),
          isContinued: place > 0)
      }
    }
  }

  private static let rules: Set<String> = ["makespan", "floor", "lower bound", "span"]

  /// Writes measures.
  static func write(_ formulas: [PageFormula], to json: inout JSONSink, _ clock: PageClock) {
    json.key("bounds")
    json.beginArray()
    for one in formulas {
      json.beginObject()
      json.field("name", one.formula.name.visibleText)
      json.field("symbol", one.formula.symbol)
      json.field("formula", one.formula.formula.visibleText)
      json.field("numbers", one.formula.numbers.joined(separator: " = ").visibleText)
      json.time("value", one.formula.time, clock)
      json.field("text", one.formula.value.visibleText)
      json.field("note", one.note.visibleText)
      json.field("rule", word: one.isRule && one.formula.time != nil ? "true" : "false")
      json.endObject()
    }
    json.endArray()
  }
}
