import ArgumentParser
import Reports
import TraceAnalysis

struct ShowCriticalPath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "critical-path",
    abstract: "The chain that bounds the run, and what the run waited for.",
    discussion: """
      The critical path holds for machines without limit; the observed path is what this run waited \
      for at every instant, machines included.

      EXAMPLE
        meanwhile critical-path traces/shared_machine.yaml
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input)
    let path = PathReport(input.analysis)
    try report.write(path, of: input)
    try input.checkEnd()
  }
}
