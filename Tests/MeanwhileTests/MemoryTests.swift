import Foundation
import TestSupport
import Testing

/// Memory has a bound, and who comes to it is told so in a sentence.
@Suite struct MemoryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file of a terabyte that takes no room on the disk.
  private func sparse() throws -> String {
    let path = try folder.write("", to: "s.jsonl")
    try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: 1 << 40)
    return path
  }

  @Test(arguments: ["check", "summary", "replay", "gantt"])
  func `sparse and endless inputs end with a sentence`(verb: String) throws {
    for path in [try sparse(), "/dev/zero"] {
      let result = try Command.run(verb, path, "--max-memory", "100MB")
      #expect(result.status == 74)
      #expect(result.output.isEmpty)
      #expect(
        result.errors == "error: \(path): cannot read: it holds more than 25 MB, which is what "
          + "memory is allowed for.\n")
    }
  }

  @Test func `an endless graph beside a ninja log ends with a sentence`() throws {
    let named = try Command.run(
      "summary", "traces/build.j2.ninja_log", "--graph", "/dev/zero", "--max-memory", "100MB")
    #expect(named.status == 74)
    #expect(named.errors.contains("/dev/zero: cannot read: it holds more than 25 MB"))
    let log = try folder.write("# ninja log v5\n0\t10\t0\ta\t1\n", to: ".ninja_log")
    _ = try folder.write("include s.jsonl\n", to: "build.ninja")
    _ = try sparse()
    let included = try Command.run("summary", log, "--max-memory", "100MB")
    #expect(included.errors.contains("s.jsonl"), "\(included.errors)")
    #expect(included.status == 0)
  }

  @Test func `standard input without an end ends with a sentence`() throws {
    let output = String(
      decoding: try Command.shell(
        "yes | '\(Command.path)' summary - --max-memory 100MB 2>&1; echo $?"), as: UTF8.self)
    #expect(
      output
        == "error: standard input: cannot read: it holds more than 25 MB, which is what memory "
        + "is allowed for.\n74\n")
  }

  /// Runs that go on and on: of calls, of reads, and of nothing but time.
  private static let endless = [
    "components: { a: {takes: 1s, parallel: true} }\nflow: [{repeat: 1000000000, do: [{run: a}]}]\n",
    "components: { a: {takes: 1s} }\nflow: [{repeat: 1000000000, do: [{run: a}]}]\n",
    """
    state: {x: 0}
    components: { a: {takes: 1s} }
    flow: [{repeat: 1000000000, do: [{repeat: 1000000000, do: [{when: x > 1, do: [{run: a}]}]}]}]
    """,
  ]

  @Test(arguments: endless)
  func `a run that comes to the bound of memory is told as far as it went`(scenario: String) throws
  {
    let path = try folder.write(scenario, to: "endless.yaml")
    for verb in ["summary", "gantt", "dag", "run"] {
      let words =
        [verb, path, "--max-memory", "64MB"] + (verb == "run" ? ["-o", folder.path("out")] : [])
      let result = try Command.run(list: words)
      #expect(result.status == 1, "\(verb): \(result.errors)")
      #expect(result.output.contains("cut off at its limit of memory") || verb == "dag")
      #expect(result.errors.contains("allow more with --max-memory"))
    }
    let log = folder.path("out/endless.events.jsonl")
    #expect(try Command.run("check", log).status == 0)
  }

  @Test func `memory that is not enough to read with is told as that`() throws {
    let tasks = (0..<400_000).map { "  t\($0): { takes: 1s }\n" }.joined()
    let path = try folder.write("tasks:\n" + tasks, to: "many.yaml")
    let result = try Command.run("summary", path, "--max-memory", "64MB")
    #expect(result.status == 74)
    #expect(result.errors.hasSuffix("Allow more with --max-memory, or give it less to do.\n"))
  }

  @Test(arguments: ["1", "8", "8 GB of memory", "1kB", "-1GB", "99999999999TB", "GB"])
  func `a size of memory has a unit and is not too small`(size: String) throws {
    #expect(
      try Command.run("summary", "traces/toy_app.yaml", "--max-memory=\(size)").status == 64)
  }
}
