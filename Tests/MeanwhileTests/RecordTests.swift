import Foundation
import Testing

/// Recording commands, end to end; times are never looked at, only order, nesting and how calls ended.
@Suite struct RecordTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs `meanwhile record` with a log in the folder of the test.
  private func record(_ words: String...) throws -> Command.Result {
    try Command.run(
      list: ["record", "-o", folder.path("run.events.jsonl")] + words,
      environment: ["TMPDIR": folder.path(".")])
  }

  /// The events of the log, without their checksums and times.
  private func events() throws -> [[String: Any]] {
    let text = try String(contentsOfFile: folder.path("run.events.jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// The kind and the reason of the last event of each call, by its component.
  private func endings() throws -> [String: [String]] {
    var endings: [String: [String]] = [:]
    for event in try events() {
      guard let kind = event["kind"] as? String, let component = event["component"] as? String,
        ["call.succeeded", "call.failed", "call.stopped"].contains(kind)
      else { continue }
      let reason = (event["reason"] as? String).map { ": \($0)" } ?? ""
      endings[component, default: []].append(kind.dropFirst("call.".count) + reason)
    }
    return endings
  }

  private func expectSound() throws {
    let check = try Command.run("check", folder.path("run.events.jsonl"))
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(folder.names.filter { $0.hasPrefix("meanwhile-") }.isEmpty)
  }

  @Test func `a command runs as it would without, and its log is told last`() throws {
    let result = try record("--", "sh", "-c", "echo out; echo err >&2; exit 3")
    #expect(result.status == 3)
    #expect(result.output == "out\n")
    let path = folder.path("run.events.jsonl")
    #expect(
      result.errors == "err\nrecorded 1 command in \(path); next: meanwhile summary \(path)\n")
    #expect(try endings() == ["sh": ["failed: exit status 3"]])
    try expectSound()
    #expect(try Command.run("summary", path).output.hasPrefix("run: "))
  }

  @Test(arguments: [
    ("exit 0", Int32(0), "succeeded"), ("kill -KILL $$", 137, "failed: signal SIGKILL"),
    ("kill -TERM $$", 143, "failed: signal SIGTERM"),
  ])
  func `the status of the command is that of the recorder`(
    line: String, status: Int32, ending: String
  ) throws {
    #expect(try record("-q", "--", "sh", "-c", line).status == status)
    #expect(try endings() == ["sh": [ending]])
    try expectSound()
  }

  @Test(arguments: [("TERM", Int32(143)), ("HUP", 129), ("INT", 130), ("QUIT", 131)])
  func `a signal to the recorder stops the command and leaves a whole log`(
    signal: String, status: Int32
  ) throws {
    let result = try record("--", "sh", "-c", "kill -\(signal) $PPID; sleep 60 & wait")
    #expect(result.status == status)
    #expect(result.errors.hasPrefix("recorded 1 command"), "\(result.errors)")
    #expect(try endings() == ["sh": ["stopped: SIG\(signal)"]])
    try expectSound()
  }

  @Test(arguments: ["USR1", "USR2"])
  func `a signal that asks something of the command gets to it, and the recording goes on`(
    signal: String
  ) throws {
    let line = "trap 'echo asked' \(signal); kill -\(signal) $PPID; sleep 0.3 & wait; wait; exit 7"
    let result = try record("--", "sh", "-c", line)
    #expect(result.status == 7)
    #expect(result.output == "asked\n")
    #expect(try endings() == ["sh": ["failed: exit status 7"]])
    try expectSound()
  }

  @Test func `a recorder that is killed leaves what had happened by then`() throws {
    _ = try record("--", "sh", "-c", "kill -KILL $PPID")
    let kinds = try events().compactMap { $0["kind"] as? String }
    #expect(kinds == ["log.opened", "call.requested", "call.started"])
    let summary = try Command.run("summary", folder.path("run.events.jsonl"))
    #expect(summary.status == 0)
    #expect(summary.output.hasPrefix("run: "))
  }

  @Test func `commands in the place of which wrappers stand are calls within those that ran them`()
    throws
  {
    let script = try folder.write(
      "sleep 0.01 & sleep 0.02 & wait\nexpr 1 + 1\nsh -c 'exit 4'\nexit 5\n", to: "it's a script")
    let result = try record("--wrap", "sleep,sh", "--wrap", "expr", "--", "env", "sh", script)
    #expect(result.status == 5)
    #expect(result.output == "2\n")
    try expectSound()
    let events = try events()
    let requests = events.filter { $0["kind"] as? String == "call.requested" }
    #expect(
      requests.map { $0["component"] as? String ?? "" }
        == ["env", "sh", "sleep", "sleep", "expr", "sh"])
    #expect(requests.map { $0["parent"] as? Int ?? 0 } == [0, 1, 2, 2, 2, 2])
    #expect(requests[1]["with"] as? String == "sh \(quoted(script))")
    let stated = try endings()
    #expect(stated["sh"] == ["failed: exit status 4", "failed: exit status 5"])
    #expect(stated["env"] == ["failed: exit status 5"])
    #expect(stated["sleep"] == ["succeeded", "succeeded"])
  }

  private func quoted(_ path: String) -> String {
    "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  @Test func `arguments of any kind get through and stay whole`() throws {
    let result = try record(
      "--wrap", "printf", "--", "env", "printf", "%s|", "a b", "", "it's\n", "é")
    #expect(result.output == "a b||it's\n|é|")
    let requests = try events().filter { $0["kind"] as? String == "call.requested" }
    #expect(requests.last?["with"] as? String == #"printf '%s|' 'a b' '' 'it'\''s"# + "\n' é")
  }

  @Test func `a wrapped program that a signal ends, ends so for who called it`() throws {
    let result = try record(
      "--wrap", "sh", "--", "env", "sh", "-c", "sh -c 'kill -TERM $$'; exit $?")
    #expect(result.status == 143)
    #expect(try endings()["sh"] == ["failed: signal SIGTERM", "failed: exit status 143"])
    try expectSound()
  }

  @Test func `a recording within a recording is one of both`() throws {
    let inner = folder.path("inner.events.jsonl")
    let result = try record(
      "--wrap", "sleep", "--", Command.path, "record", "-q", "-o", inner, "--wrap", "sleep", "--",
      "sh", "-c", "sleep 0.01")
    #expect(result.status == 0)
    #expect(try endings()["sleep"] == ["succeeded"])
    try expectSound()
    #expect(try String(contentsOfFile: inner, encoding: .utf8).contains("\"component\":\"sleep\""))
  }

  @Test(arguments: [
    (
      ["--", "no-such-program"], Int32(127),
      "no-such-program: no folder of PATH has such a program."
    ),
    (
      ["--", "./Package.swift"], 126,
      "./Package.swift: this is there and cannot be run as a program."
    ),
    (
      ["--wrap", "no-such", "--", "true"], 64,
      "--wrap no-such: no folder of PATH has such a program."
    ),
    (
      ["--wrap", "/bin/sh", "--", "true"], 64, "--wrap '/bin/sh': name programs as they are called"
    ),
    ([], 64, "Name the command that is to be recorded behind --"),
  ])
  func `what cannot be recorded is told and leaves no log`(
    words: [String], status: Int32, message: String
  ) throws {
    let result = try Command.run(
      list: ["record", "-o", folder.path("run.events.jsonl")] + words)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(folder.names.isEmpty)
  }

  @Test func `a log is written over only with --force`() throws {
    _ = try folder.write("mine", to: "run.events.jsonl")
    let refused = try record("--", "true")
    #expect(refused.status == 74)
    #expect(refused.errors.contains("it is there already"))
    #expect(try folder.bytes("run.events.jsonl") == Data("mine".utf8))
    #expect(try record("--force", "--", "true").status == 0)
    try expectSound()
  }
}
