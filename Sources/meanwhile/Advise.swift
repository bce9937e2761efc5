import ArgumentParser
import EventLog
import Reports
import Simulation
import TraceAnalysis
import WhatIf

struct Advise: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what to run in parallel, and what that saves.",
    discussion: """
      Runs a scenario again with each parallel flag turned over, alone and together, and says which \
      safe change makes it shortest. A change is safe if the run still comes to its end with the same \
      calls, no accesses to shared state race that did not before, and every read sees the write that \
      it saw before. Of a trace, whose calls have no such flags, it says which changes would make it \
      shorter, the best first: what each saves, what it costs and what speaks against it. Says so \
      too if nothing helps, and why.

      EXAMPLES
        meanwhile advise traces/toy_app.yaml
        meanwhile advise build
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp(
      "Of tests: on how many workers they are to run; by default as many as they ran on.",
      valueName: "n"), transform: NumberArgument.whole(1...mostWorkers))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Of tests: into how many shards, with a machine each, they are to be split before they run.",
      valueName: "n"), transform: NumberArgument.whole(1...mostWorkers))
  var shards: Int?

  @Option(
    name: .customLong("scored-on"),
    help: ArgumentHelp(
      "Of tests: another recording of them. Splits are made from INPUT and timed with this one.",
      valueName: "file"),
    completion: .file())
  var scoredOn: String?

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let inputs = try options.read([self.input] + (scoredOn.map { [$0] } ?? []))
    let input = inputs[0]
    guard let model = input.model, let setup = input.setup, model.tasks == nil else {
      let header = input.log.header
      guard
        header.origin.isTrace || header.origin.isCode || header.clock == .wall
          || input.model?.tasks != nil
      else {
        throw Failure(
          .badInput,
          "\(self.input): advice needs a scenario that can be run in other ways, or a trace.")
      }
      ProgressLine.begin("weighing what would make it shorter")
      if let tests = try testAdvice(input, inputs.dropFirst().first) {
        return try report.write(
          TraceAdviceReport(TraceAdvice(input.analysis, tests: tests)), of: input)
      }
      return try report.write(
        TraceAdviceReport(TraceAdvice(input.analysis, input.rerun, of: input.workflow)), of: input)
    }
    _ = try testAdvice(input, inputs.dropFirst().first)
    guard setup.mode == .declared else {
      throw Failure(
        .badInput,
        "\(self.input): advice needs a scenario as it was declared, to run it in other ways.")
    }
    ProgressLine.begin("running it in other ways")
    let trials =
      ChangeTrials.canBeMade(of: input.analysis)
      ? ChangeTrials(input.analysis, input.rerun) : nil
    try report.write(AdviceReport(Advice(model, setup), trials: trials), of: input)
  }

  func validate() throws {
    if workers != nil, shards != nil {
      throw ValidationError("Choose one of --workers and --shards.")
    }
    for (option, count) in [("--workers", workers), ("--shards", shards)] {
      guard let count, !(1...Self.mostWorkers).contains(count) else { continue }
      throw ValidationError("\(option) takes a number from 1 to \(Self.mostWorkers).")
    }
  }

  /// More workers than anybody has; each takes a little memory.
  private static let mostWorkers = 100_000

  /// How tests could be shared out, where that was asked for; nil if nothing was.
  private func testAdvice(_ input: Input, _ other: Input?) throws(Failure) -> TestAdvice? {
    guard workers != nil || shards != nil || other != nil else { return nil }
    let option = other != nil ? "--scored-on" : shards != nil ? "--shards" : "--workers"
    for (path, input) in [(self.input, input)] + (other.map { [(scoredOn ?? "", $0)] } ?? []) {
      guard input.analysis.traceKind == .tests else {
        throw Failure(.usage, "\(option) is for reports of tests, and \(path) is none.")
      }
      guard TestSet(input.analysis) != nil else {
        throw Failure(
          .badInput,
          "\(path): how long each test ran itself is not recorded, so that they cannot be shared out."
        )
      }
    }
    let advice = TestAdvice(
      input.analysis, workers: workers, shards: shards,
      scoredOn: other.map { ((Input.name(of: $0.path), $0.analysis)) })
    if let other, advice?.scoring?.matched == 0 {
      throw Failure(
        .badInput,
        "\(other.path): no test of it has the name of one of \(self.input), so that nothing can be timed with it. Give "
          + "another recording of the same tests, by the same reporter.")
    }
    return advice
  }
}
