import ArgumentParser
import EventLog
import Reports
import Simulation
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

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input)
    guard let model = input.model, let setup = input.setup, model.tasks == nil else {
      guard input.log.header.origin.isTrace || input.model?.tasks != nil else {
        throw Failure(
          .badInput,
          "\(self.input): advice needs a scenario that can be run in other ways, or a trace.")
      }
      ProgressLine.begin("weighing what would make it shorter")
      return try report.write(
        TraceAdviceReport(
          TraceAdvice(input.analysis, of: input.workflow)), of: input)
    }
    guard setup.mode == .declared else {
      throw Failure(
        .badInput,
        "\(self.input): advice needs a scenario as it was declared, to run it in other ways.")
    }
    ProgressLine.begin("running it in other ways")
    try report.write(AdviceReport(Advice(model, setup)), of: input)
  }
}
