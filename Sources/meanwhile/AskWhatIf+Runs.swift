import ArgumentParser
import EventLog
import Reports
import Simulation
import WhatIf

// Many runs: of a scenario with other seeds, or of recordings with the times of one or the other.
extension AskWhatIf {
  /// The first input.
  private var path: String { inputs[0] }

  /// Refuses several inputs where one is asked for.
  func validateInputs() throws {
    try Files.expectOneStandardInput(in: inputs)
    guard inputs.count > 1 else { return }
    guard runs != nil else {
      throw ValidationError(
        "Several inputs are several recordings of the same work, for --runs N. Give one, or say how many runs."
      )
    }
    guard shard == nil else {
      throw ValidationError(
        "--shard is for --runs of a scenario. Of recordings, make all runs at once.")
    }
  }

  /// Refuses a shard that could not be joined with others.
  func validateShard(_ changes: [Change]) throws {
    guard let shard else { return }
    guard let runs, shard.count <= runs else {
      throw ValidationError("--shard k/n is for --runs N, with at most as many shards as runs.")
    }
    guard report.format == .text || report.format == .json else {
      throw ValidationError("A shard is always JSON. Leave --format out, and give it to `merge`.")
    }
    for case .search(.time) in changes {
      throw ValidationError(
        "What --policy search finds in some time differs between machines. Say --iterations with --shard."
      )
    }
  }

  /// How long many runs of a scenario take.
  func distribution(
    of input: Input, _ changes: [Change], _ runs: Int
  ) throws -> MonteCarloReport {
    let (model, setup) = try randomModel(of: input)
    let changed = try model.changed(by: changes)
    return MonteCarloReport(
      MonteCarlo(changed, setup, runs: runs),
      before: changes.isEmpty ? nil : MonteCarlo(model, setup, runs: runs, examining: 0),
      changes: changes,
      name: input.log.header.title, inputs: inputs)
  }

  /// How long many runs of several recordings take, each call as long as in one of them.
  func distribution(
    of inputs: [Input], _ changes: [Change], _ runs: Int
  ) throws -> MonteCarloReport {
    let spread = RecordedSpread(inputs.map { RecordedPlan($0.log) })
    let seed = options.scenario.seed ?? 0
    if let other = spread.strangers.first {
      throw Failure(
        .badInput,
        "\(self.inputs[other]): no call of it has the name of one of \(path). Give recordings of the same work."
      )
    }
    return MonteCarloReport(
      try MonteCarlo(spread, changes, seed: seed, runs: runs),
      before: changes.isEmpty ? nil : try MonteCarlo(spread, seed: seed, runs: runs, examining: 0),
      changes: changes, name: inputs[0].log.header.title, inputs: self.inputs)
  }

  /// A part of many runs of a scenario, for another machine to join with the rest.
  func file(
    of input: Input, _ changes: [Change], _ runs: Int, _ shard: ShardArgument
  ) throws -> ShardFile {
    let (model, setup) = try randomModel(of: input)
    func made(_ model: Model, examining most: Int = MonteCarlo.mostExamined) -> MonteCarloShard {
      MonteCarloShard(
        model, setup, runs: runs, number: shard.number, of: shard.count, examining: most)
    }
    do {
      return ShardFile(
        made(try model.changed(by: changes)),
        before: changes.isEmpty ? nil : made(model, examining: 0), of: setup, changes: changes,
        version: Meanwhile.version, name: input.log.header.title, input: path,
        notes: input.notes)
    } catch { throw failure(error) }
  }

  /// What of an input is run with one seed after another.
  private func randomModel(of input: Input) throws(Failure) -> (Model, LogHeader.Setup) {
    guard let model = input.model, let setup = input.setup else {
      throw Failure(
        .badInput,
        "\(path): --runs is for scenarios with random times; what was recorded took what it took. Give several recordings of the same work to draw times from."
      )
    }
    guard model.isRandom else {
      throw Failure(
        .badInput,
        "\(path): nothing in it is random, so that every run takes the same. Say how times are spread, such as `takes: {normal: {mean: 2s, sd: 200ms}}`."
      )
    }
    return (model, setup)
  }
}
