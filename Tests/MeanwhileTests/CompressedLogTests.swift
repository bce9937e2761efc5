import Foundation
import TestSupport
import Testing

/// Logs and inputs that are compressed are written and read as if they were not.
@Suite struct CompressedLogTests {
  private let folder: TemporaryFolder
  private static let logs = ["", ".parallel", ".serial"].map { "shared_machine\($0).events.jsonl" }

  init() throws { folder = try TemporaryFolder() }

  /// What `gzip` makes of a file, or gives back of it.
  private func gzip(_ words: String...) throws -> Data {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    return try Command.shell("gzip \(quoted) 2>/dev/null")
  }

  @Test func `a compressed log holds the plain one, byte for byte, and the same bytes each time`()
    throws
  {
    let scenario = "traces/shared_machine.yaml"
    try Command.run("run", scenario, "-o", folder.path("plain"))
    for out in ["one", "two"] {
      let result = try Command.run("run", scenario, "-o", folder.path(out), "--gzip")
      #expect(result.status == 0)
      #expect(result.output.contains("/\(out)/shared_machine.serial.events.jsonl.gz\n"))
    }
    for log in Self.logs {
      let plain = try folder.bytes("plain/\(log)")
      #expect(try gzip("-dc", folder.path("one/\(log).gz")) == plain)
      #expect(try folder.bytes("one/\(log).gz") == folder.bytes("two/\(log).gz"))
      #expect(try folder.bytes("one/\(log).gz").count * 2 < plain.count)
    }
  }

  @Test(arguments: [
    ["summary"], ["compare"], ["critical-path"], ["slack"], ["races"], ["gantt"], ["dag"],
    ["events"],
    ["events", "--format", "json"], ["state", "--at", "3.5s"],
  ])
  func `every verb reads a compressed log by its content, whatever its name`(words: [String]) throws
  {
    try Command.run("run", "traces/shared_machine.yaml", "-o", folder.path("out"))
    let plain = folder.path("out/shared_machine.events.jsonl")
    let file = try gzip("-c", plain)
    let expected = try Command.run(list: words + [plain])
    for name in ["shared_machine.events.jsonl.gz", "shared_machine.events.jsonl"] {
      let path = try folder.write(file, to: name)
      let result = try Command.run(list: words + [path])
      #expect(result.output == expected.output)
      #expect(result.status == expected.status && result.errors == expected.errors)
    }
  }

  @Test func `check, replay and diff read compressed logs, from files and standard input`() throws {
    try Command.run("run", "traces/shared_machine.yaml", "-o", folder.path("out"), "--gzip")
    let log = folder.path("out/shared_machine.events.jsonl.gz")
    #expect(try Command.run("check", log).output == "\(log): sound, 24 events\n")
    #expect(try Command.run("check", "--repair", log).status == 0)
    #expect(
      try Command.run("replay", log).output
        == "shared_machine: replayed, all 24 events are the same\n")
    #expect(try Command.run("replay", log, "traces/shared_machine.yaml").status == 0)
    #expect(try Command.run("diff", log, "traces/shared_machine.yaml").status == 0)
    #expect(try Command.run("diff", log, log).status == 0)
    #expect(try Command.run("compare", log, log).status == 0)
    let output = String(
      decoding: try Command.shell("'\(Command.path)' check - < '\(log)'"), as: UTF8.self)
    #expect(output == "-: sound, 24 events\n")
  }

  @Test func `scenarios, ninja logs and their graphs are read compressed too`() throws {
    let scenario = try folder.write(
      gzip("-c", "\(Project.root.path)/traces/toy_app.yaml"), to: "toy_app.yaml.gz")
    #expect(
      try Command.run("summary", scenario).output
        == Command.run("summary", "traces/toy_app.yaml").output)
    #expect(try Command.run("run", scenario, "-o", folder.path("out")).status == 0)
    #expect(folder.names.contains("out"))
    let traces = Project.root.appendingPathComponent("traces").path
    let plain = try Command.run("summary", "traces/build.j2.ninja_log")
    let name = "build.j2.ninja_log"
    for file in try FileManager.default.contentsOfDirectory(atPath: traces)
    where file.hasSuffix("build.ninja") || file == name {
      _ = try folder.write(gzip("-c", "\(traces)/\(file)"), to: "\(file).gz")
    }
    #expect(try Command.run("summary", folder.path("\(name).gz")).output == plain.output)
  }

  @Test func `a compressed folder of a build is read`() throws {
    let log = "# ninja log v5\n0\t10\t0\ta\t1\n"
    let path = try folder.write(log, to: "x")
    _ = try folder.write(gzip("-c", path), to: ".ninja_log.gz")
    #expect(try Command.run("summary", folder.path("")).status == 0)
  }

  @Test func `members one behind the other are one log`() throws {
    try Command.run("run", "traces/shared_machine.yaml", "-o", folder.path("out"))
    let whole = try folder.bytes("out/shared_machine.events.jsonl")
    var file = Data()
    for start in stride(from: 0, to: whole.count, by: 700) {
      let part = try folder.write(whole[start..<min(whole.count, start + 700)], to: "part")
      file += try gzip("-c", part)
    }
    let log = try folder.write(file, to: "members.gz")
    #expect(try Command.run("check", log).output == "\(log): sound, 24 events\n")
  }

  @Test func `an output whose name ends in gz is compressed without being asked`() throws {
    let log = folder.path("toy.events.jsonl.gz")
    try Command.run("events", "traces/toy_app.yaml", "--format", "json", "-o", log)
    let plain = try Command.run("events", "traces/toy_app.yaml", "--format", "json").output
    #expect(try gzip("-dc", log) == Data(plain.utf8))
    let report = folder.path("toy.txt.gz")
    try Command.run("summary", "traces/toy_app.yaml", "-o", report)
    #expect(
      try gzip("-dc", report) == Data(Command.run("summary", "traces/toy_app.yaml").output.utf8))
  }

  @Test func `run compares what compressed logs hold before it writes over them`() throws {
    let scenario = "components: { a: { takes: 1s } }\nflow: [{ run: a }]\n"
    let path = try folder.write(scenario, to: "a.yaml")
    let out = folder.path("out")
    let log = folder.path("out/a.events.jsonl.gz")
    #expect(try Command.run("run", path, "-o", out, "--gzip").status == 0)
    // The same log, compressed in another way, is the same log; and so is a plain one of that name.
    let ours = try folder.bytes("out/a.events.jsonl.gz")
    let text = try gzip("-dc", log)
    let plain = try folder.write(text, to: "plain")
    for same in [try gzip("-9c", plain), text] {
      #expect(same != ours)
      try same.write(to: URL(fileURLWithPath: log))
      #expect(try Command.run("run", path, "-o", out, "--gzip").status == 0)
      #expect(try folder.bytes("out/a.events.jsonl.gz") == ours)
    }
    _ = try folder.write(scenario.replacing("1s", with: "2s"), to: "a.yaml")
    for other in [ours, ours.dropLast(1), Data()] {
      try other.write(to: URL(fileURLWithPath: log))
      let refused = try Command.run("run", path, "-o", out, "--gzip")
      #expect(refused.status == 74)
      #expect(refused.errors.contains("holds something else, such as the log of another run."))
      #expect(try folder.bytes("out/a.events.jsonl.gz") == other)
    }
    #expect(try Command.run("run", path, "-o", out, "--gzip", "--force").status == 0)
  }
}
