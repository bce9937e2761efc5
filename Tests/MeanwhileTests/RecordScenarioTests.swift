import Foundation
import TestSupport
import Testing

/// Recording scenarios, end to end; times are never looked at, only order and how calls ended.
@Suite struct RecordScenarioTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a scenario and records it, with a log in the folder of the test.
  private func record(_ scenario: String, _ options: String...) throws -> Command.Result {
    let path = try folder.write(scenario, to: "run.yaml")
    return try Command.run(
      list: ["record", "-o", folder.path("run.events.jsonl"), path] + options)
  }

  /// The kind and the reason of the end of each call, with its component, in the order of the log.
  private func ends() throws -> [String] {
    let text = try String(contentsOfFile: folder.path("run.events.jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").compactMap { line in
      let event = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      guard let kind = event["kind"] as? String, let component = event["component"] as? String,
        ["call.succeeded", "call.failed", "call.stopped"].contains(kind)
      else { return nil }
      let reason = (event["reason"] as? String).map { ": \($0)" } ?? ""
      return "\(component) \(kind.dropFirst("call.".count))\(reason)"
    }
  }

  private func kept(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path("run.output/\(name)"), encoding: .utf8)
  }

  private func expectSound() throws {
    let check = try Command.run("check", folder.path("run.events.jsonl"))
    #expect(check.status == 0, "\(check.output)\(check.errors)")
  }

  @Test func `parallel commands run at once, and what they write is kept`() throws {
    // Each waits for what the other writes, so that one after the other they would never end.
    let result = try record(
      """
      components:
        a: { command: 'echo a; touch a; until test -e b; do sleep 0.01; done', parallel: true, timeout: 1m }
        b: { command: [sh, -c, 'echo b >&2; touch b; until test -e a; do sleep 0.01; done'], timeout: 1m }
      flow: [run: a, run: b]
      """)
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    let log = folder.path("run.events.jsonl")
    #expect(
      result.errors == """
        what the commands wrote is in \(folder.path("run.output"))
        recorded 2 commands in \(log); next: meanwhile summary \(log)

        """)
    #expect(Set(try ends()) == ["a succeeded", "b succeeded", "flow succeeded"])
    #expect(try kept("2-a.out") == "a\n")
    #expect(try kept("3-b.err") == "b\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path("run.output/2-a.err")))
    try expectSound()
    let summary = try Command.run("summary", log)
    #expect(summary.output.contains("as recorded"))
    #expect(summary.output.contains("flow step 2 went on at 0 s, because a is parallel"))
    for verb in ["critical-path", "slack", "gantt", "dag", "races", "advise", "events"] {
      #expect(try Command.run(verb, log).status == 0, "\(verb)")
    }
  }

  @Test func `the example of the guide runs`() throws {
    let guide = try Project.text("Sources/Meanwhile.docc/Recording.md")
    let blocks = guide.components(separatedBy: "```yaml\n").dropFirst()
    #expect(blocks.count == 1)
    for block in blocks {
      let result = try record(block.components(separatedBy: "```")[0])
      #expect(result.status == 0)
      #expect(result.errors.contains("recorded 3 commands"))
      #expect(try kept("4-package.out") == "packing release\n")
    }
  }

  @Test func `with --serial one runs after the other, and both logs compare`() throws {
    // As it is declared it takes so much longer than in truth that no machine comes near it by chance.
    let scenario = """
      components:
        a: { command: "test ! -e b; sleep 0.02", takes: 20s, parallel: true }
        b: { command: "touch b", takes: 10s }
      flow: [run: a, run: b]
      """
    #expect(try record(scenario, "--serial", "-q").status == 0)
    #expect(try ends() == ["a succeeded", "b succeeded", "flow succeeded"])
    let serial = folder.path("serial.events.jsonl")
    try FileManager.default.moveItem(atPath: folder.path("run.events.jsonl"), toPath: serial)
    #expect(try record(scenario, "-q").status == 0)
    let log = folder.path("run.events.jsonl")
    #expect(try Command.run("compare", serial, log).output.hasPrefix("serial → run: "))
    let prediction = try Command.run("compare", folder.path("run.yaml"), log)
    #expect(prediction.output.contains("the same calls took"))
    let difference = try Command.run("diff", folder.path("run.yaml"), log)
    #expect(difference.status == 1)
    #expect(difference.output.contains("the first was simulated, and the second recorded"))
    let replay = try Command.run("replay", log)
    #expect(replay.status == 65)
    #expect(replay.errors.contains("only a simulated run runs again"))
  }

  @Test func `a command that fails ends the run, and the others with all that they run`() throws {
    let result = try record(
      """
      components:
        slow: { command: "sleep 60 & echo $! > child; wait", parallel: true }
        bad:  { command: "until test -s child; do sleep 0.01; done; exit 3" }
      flow: [run: slow, run: bad]
      """)
    #expect(result.status == 1)
    #expect(result.errors.contains("failed: bad (call 3): exit status 3\n"))
    let why = "bad failed: exit status 3"
    #expect(
      try ends() == ["bad failed: exit status 3", "slow stopped: \(why)", "flow failed: \(why)"])
    try expectSound()
    let child = try String(contentsOfFile: folder.path("child"), encoding: .utf8)
    let process = try #require(Int32(child.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(process, 0) != 0, "what a stopped command ran is gone")
  }

  @Test func `commands fail and are tried again, time out, or are no programs`() throws {
    let result = try record(
      """
      components:
        flaky: { command: "test -e once && exit; touch once; kill -KILL $$", retries: 1 }
        none:  { command: [no-such-program], raise_exception: false, parallel: true }
        late:  { command: "sleep 60", timeout: 50ms, raise_exception: false, parallel: true }
      flow: [run: flaky, run: none, run: late, wait: late]
      """)
    #expect(result.status == 0)
    #expect(
      try ends() == [
        "flaky failed: signal SIGKILL", "flaky succeeded",
        "none failed: there is no program no-such-program",
        "late failed: it timed out after 50 ms", "flow succeeded",
      ])
    try expectSound()
  }

  @Test func `tasks run on so many workers`() throws {
    let result = try record(
      """
      tasks:
        a: { command: "touch a" }
        b: { command: "test -e a && touch b", needs: [a] }
        c: { command: "test -e b", needs: [b] }
        d: { takes: 1ms, needs: [c] }
      workers: 2
      """, "-q")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(try ends() == ["a", "b", "c", "d"].map { "\($0) succeeded" })
    try expectSound()
  }

  @Test func `a server is stopped when all else has ended`() throws {
    let result = try record(
      """
      components:
        server: { command: "trap 'echo bye; exit' TERM; touch up; while true; do sleep 0.01; done", takes: forever, parallel: true }
        test:   { command: "until test -e up; do sleep 0.01; done", timeout: 1m }
      flow: [run: server, run: test]
      """)
    #expect(result.status == 0)
    #expect(try ends() == ["test succeeded", "flow succeeded", "server stopped: the run ended"])
    #expect(try kept("2-server.out") == "bye\n")
    try expectSound()
  }

  @Test func `a signal to the recorder stops the commands and leaves a whole log`() throws {
    let result = try record(
      """
      components:
        a: { command: "sleep 60", parallel: true }
        b: { command: "kill -TERM $PPID; sleep 60" }
      flow: [run: a, run: b]
      """)
    #expect(result.status == 143)
    #expect(try ends() == ["flow", "a", "b"].map { "\($0) stopped: SIGTERM" })
    try expectSound()
  }

  @Test func `commands get their arguments, and run in the folder of the scenario`() throws {
    let result = try record(
      """
      state: { n: 1 }
      components:
        line:  { command: 'echo "$0 $1 $rate $(basename "$PWD")"; cat', parameters: [size, rate] }
        words: { command: [printf, "%s|"] }
      flow:
        - { run: line, with: [ "{n}", 0.10 ] }
        - { run: words, with: [a b, "it's"] }
      """)
    #expect(result.status == 0)
    let name = URL(filePath: folder.path("run.yaml")).deletingLastPathComponent().lastPathComponent
    #expect(try kept("2-line.out") == "line 1 0.10 \(name)\n")
    #expect(try kept("3-words.out") == "a b|it's|")
  }

  @Test func `of what a command writes no more than a bound is kept`() throws {
    let result = try record(
      """
      components: { a: { command: "head -c 17000000 /dev/zero" } }
      flow: [run: a]
      """)
    #expect(result.status == 0)
    #expect(result.errors.contains("222784 bytes that commands wrote were left out"))
    #expect(try folder.bytes("run.output/2-a.out").count == 16 << 20)
  }

  @Test(arguments: [
    ("tasks: { a: { takes: 1s } }", Int32(65), "nothing in it has a `command`"),
    ("tasks: { a: { command: '' } }", 65, "Expected a line for the shell"),
    ("tasks: { a: { command: [] } }", 65, "The command has no program"),
  ])
  func `what cannot be recorded is told and leaves no log`(
    scenario: String, status: Int32, message: String
  ) throws {
    let result = try record(scenario)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(folder.names == ["run.yaml"])
  }

  @Test func `a scenario of commands is simulated only with assumptions`() throws {
    let path = try folder.write("tasks: { a: { command: make } }", to: "run.yaml")
    for verb in ["run", "summary"] {
      let result = try Command.run(verb, path)
      #expect(result.status == 65)
      #expect(result.errors.contains("Add an assumption such as `takes: 4s`"), "\(result.errors)")
    }
    let assumed = try folder.write("tasks: { a: { command: make, takes: 4s } }", to: "b.yaml")
    #expect(try Command.run("summary", assumed).output.hasPrefix("b: 4 s"))
  }

  @Test(arguments: [
    (["--wrap", "cc", "run.yaml"], "--wrap is for a command behind --"),
    (["--serial", "--", "true"], "--serial is for a scenario"),
    (["run.yaml", "--", "true"], "and not both at once"),
  ])
  func `options of the other kind of recording are refused`(
    words: [String], message: String
  ) throws {
    let result = try Command.run(list: ["record"] + words)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
