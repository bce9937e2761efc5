import ArgumentParser
import EventLog
import Reports

struct Events: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the events of a run, each with its causes.",
    discussion: """
      --format json writes the log itself, so that a scenario or a trace becomes a log.

      EXAMPLES
        meanwhile events traces/toy_app.yaml
        meanwhile events traces/build.j2.ninja_log --format json -o build.events.jsonl
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input, share: 4)
    let log = input.log
    let events = EventsReport(log)
    ProgressLine.begin("listing the events")
    try report.write(
      text: { events.text }, json: { String(decoding: log.encoded(), as: UTF8.self) },
      csv: { events.csv }, markdown: { events.markdown })
    try input.checkEnd()
  }
}
