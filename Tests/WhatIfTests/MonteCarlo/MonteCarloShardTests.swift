import EventLog
import Scenarios
import Simulation
import Testing
import TraceFormats

@testable import WhatIf

/// Many runs shared out among machines, and what they give joined again.
@Suite struct MonteCarloShardTests {
  private static let text = """
    components:
      load:  { takes: { uniform: { min: 1s, max: 3s } }, parallel: true }
      train: { takes: { exponential: { mean: 2s } } }
    flow: [ { run: load }, { run: train } ]

    """

  private static let model: Model? = try? Scenario.read(text, name: "m")

  private static func setup(_ seed: UInt64) -> LogHeader.Setup {
    LogHeader.Setup(text: text, seed: seed)
  }

  private static func file(
    _ number: Int, of count: Int, runs: Int = 40, seed: UInt64 = 0, text: String = text,
    _ changes: [Change] = [], mode: RunMode = .declared
  ) throws -> ShardFile {
    let model = try Scenario.read(text, name: "m")
    func made(_ model: Model, examining most: Int = 1_000) -> MonteCarloShard {
      MonteCarloShard(
        model, Self.setup(seed), runs: runs, number: number, of: count, examining: most)
    }
    return ShardFile(
      made(try model.changed(by: changes)),
      before: changes.isEmpty ? nil : made(model, examining: 0),
      of: LogHeader.Setup(text: text, seed: seed, mode: mode), changes: changes, version: "1.0.0",
      name: "m", input: "my work/m.yaml", notes: [])
  }

  private static func read(_ text: String, version: String = "1.0.0") throws -> ShardFile {
    try ShardFile(reading: Array(text.utf8), path: "a.json", version: version)
  }

  @Test(arguments: [0, 7, UInt64.max - 20], 1...7)
  func `however runs are shared out, joined they are the runs made in one go`(
    seed: UInt64, count: Int
  ) throws {
    let model = try #require(Self.model)
    // More runs than are looked at, and such as are not.
    for (runs, most) in [(count, 3), (50, 20), (53, 100)] {
      let whole = MonteCarlo(model, Self.setup(seed), runs: runs, examining: most)
      let shards = (1...count).map {
        MonteCarloShard(
          model, Self.setup(seed), runs: runs, number: $0, of: count, examining: most)
      }
      let joined = MonteCarlo(joining: shards.reversed())
      #expect(joined.makespans == whole.makespans)
      #expect(joined.criticality == whole.criticality)
      #expect(joined.examined == whole.examined && joined.firstSeed == whole.firstSeed)
      #expect(joined.longest == whole.longest && joined.shortest == whole.shortest)
      let sizes = shards.map(\.examined)
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }
  }

  @Test func `a shard is read as it was written`() throws {
    var file = try Self.file(
      2, of: 3, seed: .max, [.faster("load", .times(2)), .takes("train", 5)])
    file.notes = [ImportNote(kind: .inferred, count: 2, sentence: "2 things were \"guessed\".")]
    #expect(try Self.read(file.text) == file)
    #expect(file.changes == ["--faster=load=2×", "--set=train=5ns"])
    let plain = try Self.file(1, of: 1)
    #expect(try Self.read(plain.text) == plain)
    // Runs that do not end, and the longest times.
    var text = plain.text
    text.replace(
      /"makespans_ns": \[\n *\d+,\n *\d+,/, with: "\"makespans_ns\": [null,\(Int64.max),")
    #expect(try Self.read(text).runs.makespans.prefix(2) == [-1, .max])
  }

  @Test(
    arguments: [
      ("", "", "this is no shard of many runs."),
      (#"{"runs": 3}"#, "", "this is no shard of many runs."),
      (#""meanwhile_shard": 1"#, #""meanwhile_shard": 2"#, "of format 2, and this version reads 1"),
      (#""version": "1.0.0""#, #""version": "0.9""#, "written by version 0.9, and this is 1.0.0."),
      (#""semantics": 1"#, #""semantics": 9"#, "under semantics 9, and this version has 1."),
      (#""runs": 40"#, #""runs": 43"#, "cut off or was changed, at \"examined\"."),
      (#""makespans_ns": ["#, #""makespans_ns": [null, "#, "at \"makespans_ns\"."),
      (#""runs": 40"#, #""runs": 4000000000000000000000"#, "at \"runs\"."),
      (#""runs": 40"#, #""runs": -1"#, "at \"runs\"."),
      (#""shard": 1"#, #""shard": 4"#, "at \"shard\"."),
      (#""shards": 3"#, #""shards": 0"#, "at \"shards\"."),
      (#""examined": 14"#, #""examined": 15"#, "at \"examined\"."),
      (#""time_ns": "#, #""time_ns": -"#, "at \"criticality\"."),
      (#""first_seed": 0"#, #""first_seed": -1"#, "at \"first_seed\"."),
      (#""makespans_ns": ["#, #""makespans_ns": [-5, "#, "at \"makespans_ns\"."),
      (#""name": "m""#, #""name": 3"#, "at \"name\"."),
    ] as [(String, String, String)])
  func `a file that is no whole shard of this version is told of with its place`(
    part: String, other: String, problem: String
  ) throws {
    var text = try Self.file(1, of: 3).text
    if other.isEmpty {
      text = part
    } else {
      #expect(text.contains(part))
      text = text.replacing(part, with: other)
    }
    let error = #expect(throws: ShardError.self) { try Self.read(text) }
    let sentence = try #require(error).description
    #expect(sentence.hasPrefix("a.json: "))
    #expect(
      sentence.replacing("format 1", with: "1").contains(problem), "\(sentence)")
  }

  @Test func `a shard that was cut off anywhere is refused`() throws {
    let text = try Self.file(1, of: 4, runs: 12).text
    for end in 0..<(text.utf8.count - 2) {
      let cut = String(decoding: Array(text.utf8)[..<end], as: UTF8.self)
      #expect(throws: ShardError.self, "\(end) bytes") { try Self.read(cut) }
    }
  }

  @Test func `shards of other runs are told apart by what differs`() throws {
    let first = try Self.file(1, of: 3)
    let other =
      "components: { a: { takes: { exponential: { mean: 2s } } } }\nflow: [ { run: a } ]\n"
    let table: [(ShardFile, String)] = [
      (
        try Self.file(2, of: 3, text: other), "it is of another scenario than a: its SHA-256 begins"
      ),
      (try Self.file(2, of: 3, runs: 41), "it has --runs 41, and a --runs 40."),
      (try Self.file(2, of: 3, seed: 9), "it has --seed 9, and a --seed 0."),
      (try Self.file(2, of: 4), "it is one of 4 shards, and a 3."),
      (try Self.file(2, of: 3, mode: .serial), "it ran as serial, and a declared."),
      (
        try Self.file(2, of: 3, [.faster("load", .times(2))]),
        "it has the changes --faster=load=2×, and a no changes."
      ),
    ]
    for (file, problem) in table {
      let error = #expect(throws: ShardError.self) {
        try ShardFile.joined([("a", first), ("b", file)])
      }
      let sentence = try #require(error).description
      #expect(sentence.hasPrefix("b: " + problem), "\(sentence)")
    }
  }

  @Test func `a shard that is there twice is told of, and the files that hold it`() throws {
    let files = try [1, 2, 3, 2].map { ("\($0)", try Self.file($0, of: 3)) }
    let error = #expect(throws: ShardError.self) { try ShardFile.joined(files) }
    #expect(error?.description == "2 and 2 are both shard 2 of 3. Leave one of them out.")
  }

  @Test(
    arguments: [
      ([1, 2, 4, 5, 6, 7], "Shard 3 of 7 is missing.", "--shard 3/7"),
      ([1, 2, 3, 5, 6], "Shards 4 and 7 of 7 are missing.", "--shard K/7"),
      ([7], "Shards 1–6 of 7 are missing.", "--shard K/7"),
      ([1, 5], "Shards 2–4, 6 and 7 of 7 are missing.", "--shard K/7"),
    ] as [([Int], String, String)])
  func `shards that are lost are told of by their numbers, with the command that writes them`(
    numbers: [Int], problem: String, shard: String
  ) throws {
    let files = try numbers.map {
      ("\($0)", try Self.file($0, of: 7, seed: 5, [.takes("load", 5)]))
    }
    let error = #expect(throws: ShardError.self) { try ShardFile.joined(files) }
    let sentence = try #require(error).description
    #expect(sentence.hasPrefix(problem), "\(sentence)")
    #expect(
      sentence.contains(
        "`meanwhile what-if 'my work/m.yaml' --runs 40 --seed 5 --set=load=5ns \(shard) -o FILE`"),
      "\(sentence)")
  }
}
