import ArgumentParser
import EventLog
import Reports
import Simulation
import WhatIf

struct Advise: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say which components to run in parallel, and what that saves.",
    discussion: """
      Runs the scenario again with each parallel flag turned over, alone and together, and says which \
      safe change makes it shortest. A change is safe if the run still comes to its end with the same \
      calls, no accesses to shared state race that did not before, and every read sees the write that \
      it saw before. Says so too if nothing helps, and why.

      EXAMPLE
        meanwhile advise traces/toy_app.yaml
      """)

  @Argument(help: "A scenario.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: ScenarioOptions

  func run() throws {
    let input = try options.read(scenario)
    guard let model = input.model, let setup = input.setup, setup.mode == .declared else {
      throw Failure(.badInput, "\(scenario): advice needs a scenario, to run it in other ways.")
    }
    guard model.tasks == nil else {
      throw Failure(
        .badInput,
        "\(scenario): tasks have no parallel flags; what they need and the workers decide. "
          + "`meanwhile summary` says what bounds them.")
    }
    ProgressLine.begin("running it in other ways")
    let advice = AdviceReport(Advice(model, setup))
    try report.write(advice, of: input)
  }
}
