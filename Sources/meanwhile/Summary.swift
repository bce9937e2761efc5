import ArgumentParser
import EventLog
import Expectations
import Exporting
import Formatting
import Reports
import TraceAnalysis
import TraceFormats
import WhatIf

struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What parallelism saved, and what is left to save.",
    discussion: """
      The first line is the answer. --explain adds every measure with its formula, in the numbers of \
      the run. What a scenario expects of its run (`expect`) is checked: what is not so is told below the \
      answer, and the status is 1.

      EXAMPLES
        meanwhile summary traces/toy_two_parallel.yaml --explain
        meanwhile summary build --format json
        meanwhile summary build --builds
        meanwhile summary found.jaeger.json --traces
        meanwhile summary ci.jobs.json --runs
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Flag(help: "Explain each measure by its formula in the run's own numbers.")
  var explain = false

  @Flag(help: "List the builds that a log holds, and no more.")
  var builds = false

  @Flag(help: "List the traces that a file holds, and no more.")
  var traces = false

  @Flag(help: "List the runs of workflows that a file holds, and no more.")
  var runs = false

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    if builds { return try report.write(options.parts(of: input, for: .builds)) }
    if traces { return try report.write(options.parts(of: input, for: .traces)) }
    if runs { return try report.write(options.parts(of: input, for: .runs)) }
    let input = try options.read(self.input)
    try report.write(
      input.comparison, input.rerun, input.expectations, isExplained: explain, of: input)
    try input.checkEnd()
    try input.checkExpectations()
  }
}

extension ReportOptions {
  /// Writes the summary of a comparison.
  func write(
    _ comparison: Comparison, _ rerun: Rerun, _ expectations: [CheckedExpectation] = [],
    isExplained: Bool, of inputs: Input...
  ) throws {
    let summary = SummaryReport(comparison, rerun, expectations: expectations)
    ProgressLine.begin("weighing what would make it shorter")
    try write(
      text: {
        summary.text
          + (isExplained ? "\nhow it is measured:\n\(Explanation(comparison).text)" : "")
          + (isExplained ? Self.constants(of: inputs) : "")
      }, json: { summary.jsonText(with: inputs.map(\.inputNotes)) }, csv: { summary.csv },
      markdown: { summary.markdown + Self.chart(of: comparison.run) })
  }

  /// What runs were run with.
  private static func constants(of inputs: [Input]) -> String {
    inputs.map { input in
      let name = inputs.count > 1 ? "what \(input.analysis.name.visibleText)" : "what it"
      return "\n\(name) was run with:\n\(RunConstants(input.analysis, input.model).text)"
    }.joined()
  }

  /// A Gantt chart that GitHub and its like draw within a page; nothing where there is none.
  private static func chart(of run: Analysis) -> String {
    guard let mermaid = TraceExport.all.first(where: { $0.word == "mermaid" }),
      let chart = try? mermaid.export(run)
    else { return "" }
    return "\n```mermaid\n\(String(decoding: chart.bytes, as: UTF8.self))```\n"
  }
}
