import ArgumentParser
import Reports
import WhatIf

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Join the shards of many runs that were made on several machines.",
    discussion: """
      Takes the files that `meanwhile what-if SCENARIO --runs N --shard k/n -o FILE` wrote for each k from 1 to n, \
      in any order, and writes what `meanwhile what-if SCENARIO --runs N` writes, to the byte. A shard that is lost, \
      there twice, or of other runs is told of, and then nothing is written.

      EXAMPLES
        meanwhile what-if traces/random_durations.yaml --runs 10000 --shard 1/2 -o shard.1.json
        meanwhile what-if traces/random_durations.yaml --runs 10000 --shard 2/2 -o shard.2.json
        meanwhile merge shard.1.json shard.2.json -o runs.json
        meanwhile merge shard.*.json --format text
      """)

  @Argument(help: "The shards.", completion: .file())
  var files: [String]

  @Option(help: "For programs, people, tables or a page on GitHub and its like.")
  var format: ReportFormat = .json

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file instead of standard output; compressed if it ends in .gz.", valueName: "file"
    ),
    completion: .file())
  var output: String?

  @OptionGroup var general: GeneralOptions

  func validate() throws { try Files.expectOneStandardInput(in: files) }

  func run() throws {
    let shards: [ShardFile]
    do {
      let files = try self.files.map { path in
        (
          path,
          try ShardFile(reading: try Files.read(path), path: path, version: Meanwhile.version)
        )
      }
      shards = try ShardFile.joined(files)
    } catch let error as ShardError {
      throw Failure(.badInput, error.description)
    }
    let first = shards[0]
    let changes: [Change]
    do { changes = try ChangeOptions.parse(first.changes).given() } catch {
      throw Failure(.badInput, ShardError.damaged(files[0], "changes").description)
    }
    let before = shards.compactMap(\.before)
    let report = MonteCarloReport(
      MonteCarlo(joining: shards.map(\.runs)),
      before: before.isEmpty ? nil : MonteCarlo(joining: before), changes: changes,
      name: first.name, inputs: [first.input])
    let notes = InputNotes(input: first.input, first.notes)
    try format.write(report, with: [notes], to: output)
  }
}
