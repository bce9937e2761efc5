import Foundation
import TestSupport
import Testing

/// Nothing that somebody has is lost, whatever the command is asked to write.
@Suite struct FileSafetyTests {
  private let folder: TemporaryFolder
  private let scenario = "components: { a: { takes: 1s } }\nflow: [{ run: a }]\n"

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["summary", "gantt", "events"])
  func `a result never takes the place of an input`(verb: String) throws {
    let path = try folder.write(scenario, to: "a.yaml")
    let output = verb == "gantt" ? folder.path("b.svg") : path
    if verb == "gantt" { try FileManager.default.linkItem(atPath: path, toPath: output) }
    let result = try Command.run(verb, path, "-o", output)
    #expect(result.status == 64)
    #expect(result.errors.contains("it is one of the files that are read"), "\(result.errors)")
    #expect(try folder.bytes("a.yaml") == Data(scenario.utf8))
  }

  @Test func `a scenario that is called as its log would be is kept`() throws {
    let path = try folder.write(scenario, to: "a.events.jsonl")
    let result = try Command.run("run", path, "-o", folder.path(""), "--force")
    #expect(result.status == 64)
    #expect(try folder.bytes("a.events.jsonl") == Data(scenario.utf8))
  }

  @Test func `a write-protected file is kept`() throws {
    let path = try folder.write("mine", to: "p.txt")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let result = try Command.run("summary", "-", "-o", path, input: scenario)
    #expect(result.status == 74)
    #expect(result.errors == "error: \(path): cannot write: it is write-protected.\n")
    #expect(try folder.bytes("p.txt") == Data("mine".utf8))
  }

  @Test func `run keeps logs of another run, and is content with the same`() throws {
    let path = try folder.write(scenario, to: "a.yaml")
    let out = folder.path("out")
    #expect(try Command.run("run", path, "-o", out).status == 0)
    #expect(try Command.run("run", path, "-o", out).status == 0)
    let logs = ["a.events.jsonl", "a.parallel.events.jsonl", "a.serial.events.jsonl"]
    let before = try logs.map { try folder.bytes("out/\($0)") }
    _ = try folder.write(scenario.replacing("1s", with: "2s"), to: "a.yaml")
    let refused = try Command.run("run", path, "-o", out)
    #expect(refused.status == 74)
    #expect(refused.output.isEmpty)
    #expect(refused.errors.contains("holds something else, such as the log of another run."))
    #expect(try logs.map { try folder.bytes("out/\($0)") } == before)
    #expect(try Command.run("run", path, "-o", out, "--force").status == 0)
    #expect(try folder.bytes("out/a.events.jsonl") != before[0])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: out).sorted() == logs)
  }

  @Test func `scenarios whose logs would have one name do not write over each other`() throws {
    let first = try folder.write(scenario, to: "a.yaml")
    let second = try folder.write(scenario.replacing("1s", with: "2s"), to: "a.serial.yaml")
    #expect(try Command.run("run", first, "-o", folder.path("out")).status == 0)
    let before = try folder.bytes("out/a.serial.events.jsonl")
    #expect(try Command.run("run", second, "-o", folder.path("out")).status == 74)
    #expect(try folder.bytes("out/a.serial.events.jsonl") == before)
  }

  /// The command is stopped once it is known to be writing: its file is there.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGABRT, SIGKILL])
  func `a signal leaves nothing behind, and what a kill leaves is named`(signal: Int32) throws {
    let long = """
      components: { a: { takes: 1s } }
      flow: [{ repeat: 600000, do: [{ run: a }] }]
      """
    let path = try folder.write(long, to: "k.yaml")
    let process = Process()
    // Who runs the tests may ignore or block signals, and what it starts then does too.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "--default-signal=INT,TERM,HUP,ABRT", Command.path, "run", path, "-o", folder.path("out"),
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    func files() -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path("out"))) ?? []
    }
    while files().isEmpty, process.isRunning { usleep(1_000) }
    #expect(files().first?.hasPrefix("k.events.jsonl.meanwhile-") == true)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == signal)
    guard signal == SIGKILL else { return #expect(files().isEmpty) }
    let left = try #require(files().first)
    _ = try folder.write(scenario, to: "k.yaml")
    let next = try Command.run("run", path, "-o", folder.path("out"))
    #expect(
      next.errors
        == "note: \(folder.path("out"))/\(left): left behind by a run that was killed; it can be removed.\n"
    )
  }

  @Test func `a log that was written anew is cut where it is torn, and nothing of it is lost`()
    throws
  {
    try Command.run("run", "traces/toy_app.yaml", "-o", folder.path("out"))
    let log = folder.path("out/toy_app.events.jsonl")
    let whole = try folder.bytes("out/toy_app.events.jsonl")
    try whole.dropLast(10).write(to: URL(fileURLWithPath: log))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: log)
    let repair = try Command.run("check", "--repair", log)
    #expect(repair.status == 1)
    let kept = try folder.bytes("out/toy_app.events.jsonl.torn")
    #expect(try folder.bytes("out/toy_app.events.jsonl") + kept == whole.dropLast(10))
  }

  /// Whenever another log takes the place of the one that is repaired, it stays whole: what is cut is
  /// the file that was read, or nothing.
  @Test func `a log that takes the place of one that is repaired stays whole`() throws {
    let tasks = (0..<2_000).map { "  t\($0): { takes: 1s }\n" }.joined()
    let scenario = try folder.write("workers: 2\ntasks:\n\(tasks)", to: "r.yaml")
    try Command.run("run", scenario, "-o", folder.path("out"))
    let log = folder.path("r.events.jsonl")
    let whole = try folder.bytes("out/r.events.jsonl")
    for round in 0..<12 {
      try whole.dropLast(whole.count / 2).write(to: URL(fileURLWithPath: log))
      try whole.write(to: URL(fileURLWithPath: folder.path("new")))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Command.path)
      process.arguments = ["check", "--repair", "--quiet", log]
      (process.standardOutput, process.standardError) = (FileHandle.nullDevice, Pipe())
      try process.run()
      usleep(UInt32(round) * 15_000)
      rename(folder.path("new"), log)
      process.waitUntilExit()
      #expect(try folder.bytes("r.events.jsonl") == whole, "in round \(round)")
    }
  }
}
