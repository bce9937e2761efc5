import ArgumentParser
import Reports

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Where two runs first differ, why, and what came of it.",
    discussion: """
      The first event that differs is shown as expected (in the first run) and actual (in the second), \
      each with its causes; then what changed: measures, calls by component, the end, variables. Calls \
      are compared with each other by component and number. What the logs say of themselves (scenario, \
      seed, mode) is told first. As with diff, the exit status is 0 if all events are the same and 1 \
      if not.

      EXAMPLES
        meanwhile diff traces/toy_parallel.yaml traces/toy_two_parallel.yaml
        meanwhile diff out/toy_app.serial.events.jsonl out/toy_app.events.jsonl
      """)

  @Argument(
    help: "The run that is expected: a scenario, an event log or a trace.", completion: .file())
  var expected: String

  @Argument(help: "The run that is compared with it.", completion: .file())
  var actual: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func validate() throws { try Files.expectOneStandardInput(in: [expected, actual]) }

  func run() throws {
    let inputs = try options.read([expected, actual])
    let names = Input.names(of: (inputs[0], inputs[1]), (expected, actual))
    let changes = ChangesReport(
      expected: inputs[0].log, actual: inputs[1].log, names: (expected: names.0, actual: names.1))
    try report.write(changes, of: inputs[0], inputs[1])
    if changes.isChanged { throw Failure(.no) }
  }
}
