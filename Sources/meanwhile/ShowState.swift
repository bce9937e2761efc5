import ArgumentParser
import EventLog
import Reports

struct ShowState: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Who runs, who waits for what, and what is shared, at any instant.",
    discussion: """
      Every call with its status, every machine with who holds its slots, every variable with who \
      wrote it, every stream with what it holds. The state at an instant is the state after \
      everything that happens at it; --before leaves that out. After the end it is the state at the \
      end. A long text shows what is open and counts the rest; --format json has all.

      EXAMPLES
        meanwhile state traces/shared_machine.yaml --at 3.5s
        meanwhile state out/toy_two_parallel.events.jsonl --at end --before
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp(
      "A time since the start, such as 3.5s or 1h30m; start; or end, the default.",
      valueName: "time"),
    transform: InstantArgument.init)
  var at = InstantArgument.end

  @Flag(help: "Leave out what happens at that very instant.")
  var before = false

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input)
    let instant = at.time(in: input.log)
    let state: StateReport
    do { state = try StateReport(input.log, at: instant, isBefore: before) } catch {
      throw Failure(
        .fault, "\(self.input): \(error.description(in: input.log.names)), which cannot be.")
    }
    try report.write(state, of: input)
    try input.checkEnd()
  }
}
