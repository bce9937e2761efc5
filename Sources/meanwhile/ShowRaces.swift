import ArgumentParser
import Reports
import TraceAnalysis

struct ShowRaces: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "races",
    abstract: "Reads and writes of shared state that nothing puts in order.",
    discussion: """
      Two accesses of a variable race if one of them is a write and no chain of causes leads from one \
      to the other: in another run they could come the other way round. Both are shown, with the \
      parallel flag or the missing wait that left them unordered. How calls are is state that conditions \
      read, as in `when: train.succeeded`.

      Exits with 1 if there are races, or if a simulated run did not come to its end.

      EXAMPLE
        meanwhile races traces/share_variables.yaml
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input)
    let races = RacesReport(input.analysis)
    try report.write(races, of: input)
    if races.hasRaces { throw Failure(.no) }
    try input.checkEnd()
  }
}
