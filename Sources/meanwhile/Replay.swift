import ArgumentParser
import EventLog
import Formatting
import Reports
import Scenarios
import Simulation
import TraceFormats

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run again what a log holds, and compare event by event.",
    discussion: """
      The first difference is shown as expected and actual, each with its causes. With a scenario, \
      that is run instead of the one in the log, to see what a change to it does.

      EXAMPLES
        meanwhile replay out/toy_two_parallel.events.jsonl
        meanwhile replay out/toy_two_parallel.events.jsonl traces/toy_two_parallel.yaml
      """)

  @Argument(help: "An event log of a simulated run.", completion: .file(extensions: ["jsonl"]))
  var log: String

  @Argument(help: "The scenario as it is now.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String?

  @OptionGroup var memory: MemoryOptions

  func run() throws {
    let bytes = try Files.read(log)
    if let format = InputFormat(of: bytes), format != .eventLog {
      throw Failure(
        .badInput, "\(log): this is no event log. `meanwhile run` makes one of a scenario.")
    }
    let recorded = try Input.readLog(bytes, log, isStrict: false)
    guard case .scenario(var setup) = recorded.header.origin else {
      throw Failure(
        .badInput, "\(log): this log was imported from a trace; only a simulated run runs again.")
    }
    guard recorded.header.semantics == LogHeader.currentSemantics else {
      throw Failure(
        .no,
        "\(log): the log was recorded under semantics \(recorded.header.semantics) and this version "
          + "simulates under \(LogHeader.currentSemantics), so another run is to be expected. Replay "
          + "it with the version that wrote it, or record it again.")
    }
    let name = recorded.header.name
    let (text, model) =
      try scenario.map { try Input.readScenario(try Files.read($0), $0) }
      ?? (setup.text, recordedModel(setup, name))
    let hasChanged = text != setup.text
    setup.text = text
    let actual = Input.simulate(model, setup)
    let difference =
      recorded.isClosed
      ? recorded.firstDifference(from: actual)
      : recorded.firstDifference(from: actual).flatMap { $0.isExpected ? $0 : nil }
    if let difference {
      try Files.write(
        sentence(hasChanged: hasChanged).visibleText + "\n"
          + DifferenceReport(difference, expected: recorded, actual: actual).text)
      throw Failure(.no)
    }
    let extent = recorded.isClosed ? "" : ", as far as the log goes"
    let changed = hasChanged ? "; the scenario was changed, but not in what it does" : ""
    try Files.write(
      "\(name.visibleText): replayed, all \(recorded.events.count) events are the same\(extent)\(changed)\n"
    )
  }

  private func recordedModel(_ setup: LogHeader.Setup, _ name: String) throws -> Model {
    let progress = ProgressLine.begin("reading the scenario in \(log)", of: setup.text.utf8.count)
    do { return try Scenario.read(setup.text, name: name, progress: progress) } catch {
      throw Failure(
        .badInput,
        "\(log): the scenario in its first line cannot be read: "
          + error.description(of: "scenario"))
    }
  }

  /// What is to blame for a difference.
  private func sentence(hasChanged: Bool) -> String {
    if hasChanged, let scenario {
      return "\(log): the scenario was changed since the log was recorded: \(scenario) is not the "
        + "text in the log's first line."
    }
    return "\(log): the log was edited after it was written: its events are not those that the "
      + "scenario in its first line gives."
  }
}
