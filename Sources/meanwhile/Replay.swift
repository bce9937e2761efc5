import ArgumentParser
import Compression
import EventLog
import Reports
import Scenarios
import Simulation

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run again what a log holds, and compare event by event.",
    discussion: """
      The first difference is shown as diff shows it: expected and actual, each with its causes, and \
      what came of it. With a scenario, that is run instead of the one in the log, to see what a change \
      to it does. A log that is not whole, cut off or torn, does not pass: the exit status is 0 only if \
      all events of a closed log are the same, and 1 if not.

      EXAMPLES
        meanwhile replay out/toy_two_parallel.events.jsonl
        meanwhile replay out/toy_two_parallel.events.jsonl traces/toy_two_parallel.yaml
        meanwhile replay out/toy_two_parallel.events.jsonl --format json
      """)

  @Argument(
    help: "An event log of a simulated run.", completion: .file(extensions: ["jsonl", "gz"]))
  var log: String

  @Argument(help: "The scenario as it is now.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String?

  @OptionGroup var report: ReportOptions
  @OptionGroup var general: GeneralOptions

  func validate() throws { try Files.expectOneStandardInput(in: [log, scenario]) }

  func run() throws {
    let (reading, flaw) = try InputFile.readLog(log)
    let recorded = reading.log
    guard case .scenario(var setup) = recorded.header.origin else {
      throw Failure(
        .badInput, "\(log): this log was imported from a trace; only a simulated run runs again.")
    }
    guard recorded.header.clock == .virtual else {
      throw Failure(
        .badInput,
        "\(log): this log was recorded while commands ran, which take other times each time; only a simulated run runs again."
      )
    }
    guard recorded.header.plan == nil else {
      throw Failure(
        .badInput,
        "\(log): this log is a prediction, with changes that its scenario does not tell of; `meanwhile what-if` makes it again."
      )
    }
    guard recorded.header.semantics == LogHeader.currentSemantics else {
      throw Failure(
        .no,
        "\(log): the log was recorded under semantics \(recorded.header.semantics) and this version "
          + "simulates under \(LogHeader.currentSemantics), so another run is to be expected. Replay "
          + "it with the version that wrote it, or record it again.")
    }
    let (text, model) =
      try scenario.map { try Input.readScenario(try InputFile.scenarioBytes(of: $0), $0) }
      ?? (setup.text, recordedModel(setup, recorded.header.name))
    let hasChanged = text != setup.text
    setup.text = text
    let replay = ReplayReport(
      reading, actual: Input.simulate(model, setup), scenario: scenario,
      name: scenario.map(Input.name) ?? "run again", hasChanged: hasChanged,
      cutOff: flaw?.description)
    try report.write(replay)
    if replay.verdict != .same { throw Failure(.no) }
  }

  private func recordedModel(_ setup: LogHeader.Setup, _ name: String) throws -> Model {
    let progress = ProgressLine.begin("reading the scenario in \(log)", of: setup.text.utf8.count)
    do {
      var model = try Scenario.read(setup.text, name: name, progress: progress)
      model.limits.memory = Memory.largestRun
      return model
    } catch {
      throw Failure(
        .badInput,
        "\(log): the scenario in its first line cannot be read: "
          + error.description(of: "scenario"))
    }
  }
}
