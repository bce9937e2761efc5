import ArgumentParser
import EventLog
import Reports
import TraceAnalysis

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare a run with its serial twin, or with another run.",
    discussion: """
      With one input, a scenario is run serially, as declared and all parallel. With two, the first \
      is the baseline. Runs that share fewer than nine tenths of their calls are not the same work, \
      and are not subtracted; of others it is also told which calls took longer.

      EXAMPLES
        meanwhile compare traces/toy_two_parallel.yaml
        meanwhile compare traces/build.j1.ninja_log traces/build.j2.ninja_log
      """)

  @Argument(
    help: "A scenario, an event log or a trace; of two, the baseline.", completion: .file())
  var first: String

  @Argument(help: "The run to compare with the first.", completion: .file())
  var second: String?

  @Flag(help: "Explain each measure by its formula in the run's own numbers.")
  var explain = false

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func validate() throws { try Files.expectOneStandardInput(in: [first, second]) }

  func run() throws {
    let inputs = try options.read([self.first] + (second.map { [$0] } ?? []))
    let first = inputs[0]
    guard let second else {
      try report.write(first.comparison, isExplained: explain, of: first)
      try first.checkEnd()
      return
    }
    let other = inputs[1]
    let (baseline, run) = (first.analysis, other.analysis)
    let names = Input.names(of: self.first, second)
    try report.write(
      Comparison(of: run, with: baseline, names: (baseline: names.0, run: names.1)),
      isExplained: explain, of: first, other)
    try first.checkEnd()
    try other.checkEnd()
  }
}
