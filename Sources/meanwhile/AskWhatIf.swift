import ArgumentParser
import Diagrams
import EventLog
import Reports
import Simulation
import TraceAnalysis
import WhatIf

struct AskWhatIf: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Run it again in virtual time with changes, and say what they save.",
    discussion: """
      Takes any input. A scenario is simulated with the changes. A trace or log is taken apart into calls, \
      times, dependencies and slots, and run again: unchanged, which says how far it is to be trusted, and with the \
      changes. What is recorded to depend on something still does; time that nothing recorded explains stays as it was.

      NAME is a component, call, task or target, or a pattern with * and ?. Changes combine; whatever the order \
      on the command line, they are made in that of the list below.

      With -o, a file that ends in .svg, .png, .pdf or .dot is a picture: who would run when, with who ran when before \
      in thin bars below; of a sweep, time over the number with the bounds and the knee, or a table of shades. One that ends in .events.jsonl is the log of the \
      run with the changes, which every verb reads.

      EXAMPLES
        meanwhile what-if traces/build.j1.ninja_log --workers 4
        meanwhile what-if traces/task_graph.yaml --faster 'compile_*=2x' --no-edge 'fetch->compile_c'
        meanwhile what-if traces/toy_app.yaml --parallel train
        meanwhile what-if traces/build.j1.ninja_log --workers 4 -o after.svg
        meanwhile what-if traces/toy_app.yaml --parallel train -o after.events.jsonl
        meanwhile what-if traces/build.j1.ninja_log --workers 4 --fail-if 'saved < 10%'
        meanwhile what-if traces/build.j1.ninja_log --sweep workers=1..16
        meanwhile what-if traces/build.j1.ninja_log --sweep workers=1..16 -o workers.svg
        meanwhile what-if traces/random_durations.yaml --runs 10000
        meanwhile what-if monday.json tuesday.json friday.json --runs 10000 --workers 8
        meanwhile what-if traces/random_durations.yaml --runs 10000 --shard 1/2 -o shard.1.json
      """)

  @Argument(
    help:
      "A scenario, an event log or a trace; with --runs also several recordings of the same work.",
    completion: .file())
  var inputs: [String]

  @OptionGroup(title: "Changes") var changes: ChangeOptions

  @Option(
    help: ArgumentHelp(
      """
      Take one value after another: workers=1..64, machine:NAME=1..8, faster:NAME=1x..4x:0.5x, \
      set:NAME=1s..3s:500ms, overhead=0ms,1ms,5ms. Given twice, all pairs.
      """, valueName: "what=values"))
  var sweep: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Run a scenario with random times so often, with the seeds from --seed on: how long it takes, and what is critical \
      how often. Of several recordings each call takes a time that one of them has for it.
      """, valueName: "n"),
    transform: NumberArgument.whole(1...ShardFile.mostRuns))
  var runs: Int?

  @Option(
    help: ArgumentHelp(
      "Make every n-th of the runs alone, from run k on, and write what `merge` joins with those of other machines.",
      valueName: "k/n"))
  var shard: ShardArgument?

  @Option(
    name: .customLong("fail-if"),
    help: ArgumentHelp(
      "End with 1 if this is so of the run with the changes: saved, makespan, critical-path or work, > or <, and a part (10%) or a time (90s). May be repeated.",
      valueName: "condition"))
  var failIf: [String] = []

  @OptionGroup var report: ReportOptions
  @OptionGroup(title: "Pictures") var look: PictureStyleOptions
  @OptionGroup var options: InputOptions

  func validate() throws {
    guard sweep.count <= 2 else {
      throw ValidationError("--sweep takes one value or two, not \(sweep.count).")
    }
    let axes = try axes()
    guard axes.count < 2 || axes[0].subject != axes[1].subject else {
      throw ValidationError("--sweep takes two different numbers; give all values of one together.")
    }
    let count = axes.reduce(1) { $0 * $1.values.count }
    guard count <= Sweep.most else {
      throw ValidationError("--sweep would be \(count) runs; at most \(Sweep.most) are made.")
    }
    if let runs {
      guard (1...ShardFile.mostRuns).contains(runs) else {
        throw ValidationError("--runs takes a number from 1 to \(ShardFile.mostRuns).")
      }
      guard axes.isEmpty else { throw ValidationError("Choose one of --runs and --sweep.") }
    }
    try validateInputs()
    try validateFile(isSweep: !axes.isEmpty)
    let given = try changes.given()
    _ = try GateCondition.all(failIf)
    guard changes.background.isEmpty || runs == nil else {
      throw ValidationError("--background is for one run: leave --runs out.")
    }
    guard failIf.isEmpty || axes.isEmpty && runs == nil else {
      throw ValidationError("--fail-if is for one run: leave --sweep and --runs out.")
    }
    try validateShard(given)
    guard !given.isEmpty || !axes.isEmpty || runs != nil else {
      throw ValidationError(
        "Say what would be another way: --workers, --faster, --set, --remove, --parallel, --edge or another change."
      )
    }
  }

  /// - Throws: `ValidationError` where what is asked for cannot go to the file.
  private func validateFile(isSweep: Bool) throws {
    let file = PredictionFile(report.output)
    if case .report = file { return try expectNoLook() }
    guard report.format == .text else {
      throw ValidationError("--format and the ending of the file ask for different results.")
    }
    guard case .log = file else {
      guard runs == nil else {
        throw ValidationError("There is no picture of many runs: leave --runs out.")
      }
      return
    }
    try expectNoLook()
    guard !isSweep, runs == nil else {
      throw ValidationError("A log is of one run: leave --sweep and --runs out.")
    }
  }

  private func expectNoLook() throws {
    guard look.isGiven else { return }
    throw ValidationError(
      "--size, --theme, --title and --caption are for pictures: give -o with a file that ends in .svg, .png, .pdf or .dot."
    )
  }

  private func axes() throws -> [SweepAxis] {
    try sweep.map { try SweepArgument($0).axis() }
  }

  func run() throws {
    let inputs = try options.read(self.inputs, share: 3, isRandom: self.inputs.count > 1)
    for (path, input) in zip(self.inputs, inputs) where input.log.header.callTimes == .durations {
      throw Failure(
        .badInput,
        "\(path): it tells how long calls took and not when they ran. `meanwhile advise` says what more workers save."
      )
    }
    ProgressLine.begin("running it again")
    let changes = try given(for: inputs[0])
    if let runs, let shard {
      let file = try self.file(of: inputs[0], changes, runs, shard)
      return try Files.write(file.text, to: report.output)
    }
    try write(try answer(of: inputs, try axes(), changes), of: inputs)
  }

  /// The changes, with names told apart, also those that hold commas and arrows themselves.
  private func given(for input: Input) throws -> [Change] {
    do {
      return try changes.given().flatMap { $0.parted(among: input.callNames) }
        .map { try $0.reading(among: input.callNames) }
    } catch let error as ChangeError { throw failure(error) }
  }

  /// What is answered.
  private enum Answer {
    case prediction(Prediction)
    case sweep(Sweep)
    case runs(MonteCarloReport)
  }

  private func write(_ answer: Answer, of inputs: [Input]) throws {
    let name = inputs[0].log.header.title
    switch answer {
    case .prediction(let prediction):
      switch (PredictionFile(report.output), report.output) {
      case (.log, let path?): try Files.write(prediction.log, to: path)
      case (.picture(let format), let path):
        try Files.write(.prediction(prediction, name: name), as: format, look.style, to: path)
      default: try report.write(PredictionReport(prediction, name: name), of: inputs)
      }
      try Gate(try GateCondition.all(failIf), of: prediction).check()
      // As of a run itself: what deadlocks or hits a limit has been told, and is no success.
      guard prediction.isWhole, prediction.after.log.ending == .end else { throw Failure(.no) }
    case .sweep(let sweep):
      guard case .picture(let format) = PredictionFile(report.output) else {
        return try report.write(SweepReport(sweep, name: name), of: inputs)
      }
      try Files.write(.sweep(sweep, name: name), as: format, look.style, to: report.output)
    case .runs(let report): try self.report.write(report, of: inputs)
    }
  }

  private func answer(
    of inputs: [Input], _ axes: [SweepAxis], _ changes: [Change]
  ) throws -> Answer {
    let input = inputs[0]
    do {
      if let runs {
        return .runs(
          inputs.count > 1
            ? try distribution(of: inputs, changes, runs)
            : try distribution(of: input, changes, runs))
      }
      if axes.isEmpty { return .prediction(try prediction(of: input, changes)) }
      return .sweep(try sweep(of: input, axes, changes))
    } catch let error as ChangeError {
      throw failure(error)
    }
  }

  func failure(_ error: ChangeError) -> Failure {
    Failure(.usage, "\(inputs[0]): \(error.change.option): \(error.problem)")
  }

  private func prediction(
    of input: Input, _ changes: [Change]
  ) throws(ChangeError) -> Prediction {
    if let model = input.model, let setup = input.setup {
      return try Prediction(model, setup, before: input.analysis, changes)
    }
    return try Prediction(input.analysis, changes, of: input.workflow)
  }

  private func sweep(
    of input: Input, _ axes: [SweepAxis], _ changes: [Change]
  ) throws(ChangeError) -> Sweep {
    if let model = input.model, let setup = input.setup {
      return try Sweep(model, setup, before: input.analysis, axes, with: changes)
    }
    return try Sweep(input.analysis, axes, with: changes, of: input.workflow)
  }
}
