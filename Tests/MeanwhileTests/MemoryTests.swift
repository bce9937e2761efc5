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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "yes | '\(Command.path)' summary - --max-memory 100MB 2>&1; echo $?",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(
      output
        == "error: standard input: cannot read: it holds more than 25 MB, which is what memory "
        + "is allowed for.\n74\n")
  }

  @Test(arguments: ["1", "8", "8 GB of memory", "1kB", "-1GB", "99999999999TB", "GB"])
  func `a size of memory has a unit and is not too small`(size: String) throws {
    #expect(
      try Command.run("summary", "traces/toy_app.yaml", "--max-memory=\(size)").status == 64)
  }
}
