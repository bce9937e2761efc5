import TestSupport
import Testing

/// `merge`, and the shards that `what-if` writes for it.
@Suite struct MergeTests {
  private static let input = "traces/random_durations.yaml"
  private static let changes = ["--set", "report=1.5s", "--faster", "f*=2x"]

  /// Writes the shards of 120 runs, and returns their files, the last first.
  private func shards(_ count: Int, _ options: [String], in folder: TemporaryFolder) throws
    -> [String]
  {
    try (1...count).reversed().map { number in
      let path = folder.path("\(number).json")
      let result = try Command.run(
        list: ["what-if", Self.input, "--runs", "120"] + options
          + ["--shard", "\(number)/\(count)", "-o", path])
      #expect(result.status == 0, "\(result.errors)")
      return path
    }
  }

  @Test(arguments: 1...7)
  func `shards in any order give the very bytes of all runs made in one go`(count: Int) throws {
    let folder = try TemporaryFolder()
    // The options of changes in another order than that in which they are made, too.
    let options = ["--seed", "\(count * 1_000)"] + (count % 2 == 0 ? Self.changes : [])
    let files = try shards(count, options, in: folder)
    let (joined, whole) = (folder.path("joined.json"), folder.path("whole.json"))
    #expect(try Command.run(list: ["merge"] + files + ["-o", joined]).status == 0)
    #expect(
      try Command.run(
        list: ["what-if", Self.input, "--runs", "120", "--format", "json", "-o", whole] + options
      ).status == 0)
    let isSame = try folder.bytes("joined.json") == folder.bytes("whole.json")
    #expect(isSame)
    for format in ["text", "csv", "markdown"] {
      let one = try Command.run(list: ["merge", "--format", format] + files).output
      let other = try Command.run(
        list: ["what-if", Self.input, "--runs", "120", "--format", format] + options
      ).output
      let isSame = one == other
      #expect(isSame, "\(format)")
    }
  }

  @Test func `nothing is written where a shard is lost, and the command that makes it is said`()
    throws
  {
    let folder = try TemporaryFolder()
    let files = try shards(3, Self.changes, in: folder)
    let result = try Command.run(list: ["merge", files[0], files[2], "-o", folder.path("x.json")])
    #expect(result.status == 65)
    #expect(
      result.errors == "error: Shard 2 of 3 is missing. Run `meanwhile what-if "
        + "\(Self.input) --runs 120 --set=report=1.5s '--faster=f*=2×' --shard 2/3 -o FILE`, "
        + "and name that file too.\n")
    #expect(!folder.names.contains("x.json"))
    // As it says:
    let again = try Command.run(list: [
      "what-if", Self.input, "--runs", "120", "--set=report=1.5s", "--faster=f*=2×", "--shard",
      "2/3", "-o", folder.path("again.json"),
    ])
    #expect(again.status == 0)
    let isSame = try folder.bytes("again.json") == folder.bytes("2.json")
    #expect(isSame)
  }

  @Test(
    arguments: [
      (["merge"], 64, "Missing expected argument"),
      (["merge", "-", "-"], 64, "Only one of the two can come from standard input."),
      (["merge", input], 65, "\(input): this is no shard of many runs."),
      (["merge", "no.json"], 66, "no.json"),
      (["what-if", input, "--shard", "1/2"], 64, "--shard k/n is for --runs N"),
      (["what-if", input, "--runs", "2", "--shard", "1/3"], 64, "at most as many shards as runs"),
      (["what-if", input, "--runs", "9", "--shard", "0/3"], 64, "The value '0/3' is invalid"),
      (["what-if", input, "--runs", "9", "--shard", "4/3"], 64, "The value '4/3' is invalid"),
      (
        ["what-if", input, "--runs", "9", "--shard", "1/3", "--format", "csv"], 64,
        "A shard is always JSON."
      ),
      (
        ["what-if", input, "--runs", "9", "--shard", "1/3", "--policy", "search"], 64,
        "Say --iterations with --shard."
      ),
      (["what-if", "traces/toy_app.yaml", "--runs", "9", "--shard", "1/3"], 65, "is random"),
      (
        ["what-if", input, "--runs", "9", "--shard", "1/3", "--remove", "x"], 64,
        "--remove x: There is no component `x`."
      ),
    ] as [([String], Int32, String)])
  func `what cannot be shared out or joined is told of`(
    words: [String], status: Int32, problem: String
  ) throws {
    let result = try Command.run(list: words)
    #expect(result.status == status)
    #expect(result.errors.contains(problem), "\(result.errors)")
    #expect(result.output.isEmpty)
  }
}
