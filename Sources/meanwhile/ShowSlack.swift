import ArgumentParser
import Reports
import TraceAnalysis

struct ShowSlack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slack",
    abstract: "How late each call may be, and what it adds to the whole.",
    discussion: """
      Slack: how much later a call may be without making the whole later. Free float: without making \
      any other call later. Drag: how much shorter the whole would be if the call took no time. All \
      three hold for machines without limit.

      EXAMPLE
        meanwhile slack traces/toy_two_parallel.yaml
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input)
    let slack = SlackReport(input.analysis)
    try report.write(slack, of: input)
    try input.checkEnd()
  }
}
