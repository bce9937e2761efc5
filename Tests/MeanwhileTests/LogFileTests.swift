import Foundation
import TestSupport
import Testing

/// Logs as files: written by `run`, held together by `check`, run again by `replay`.
@Suite struct LogFileTests {
  private let folder: TemporaryFolder
  private let log: String

  init() throws {
    folder = try TemporaryFolder()
    try Command.run("run", "traces/shared_machine.yaml", "-o", folder.path("out"))
    log = folder.path("out/shared_machine.events.jsonl")
  }

  @Test func `a run is kept as declared, serial and all parallel`() throws {
    for name in ["", ".serial", ".parallel"] {
      let path = folder.path("out/shared_machine\(name).events.jsonl")
      #expect(
        try Command.run("check", path).output.hasSuffix(
          ": sound, \(name == ".serial" ? 27 : name == "" ? 24 : 22) events\n"))
      #expect(try Command.run("replay", path).status == 0)
    }
  }

  @Test func `a log gives the same report as its scenario`() throws {
    for verb in ["summary", "critical-path", "slack", "events"] {
      let ofLog = try Command.run(verb, log)
      #expect(ofLog.output == (try Command.run(verb, "traces/shared_machine.yaml").output))
    }
  }

  @Test func `two processes with different hash seeds write the same bytes`() throws {
    let first = try Data(contentsOf: URL(fileURLWithPath: log))
    for seeding in [["SWIFT_DETERMINISTIC_HASHING": "1"], [:], ["LC_ALL": "tr_TR.UTF-8"]] {
      try Command.run(
        "run", "traces/shared_machine.yaml", "-o", folder.path("again"), environment: seeding)
      #expect(try folder.bytes("again/shared_machine.events.jsonl") == first)
      let json = try Command.run("events", log, "--format", "json", environment: seeding)
      #expect(Data(json.output.utf8) == first)
    }
  }

  @Test(arguments: Project.representativeScenarios)
  func `a scenario gives the log it gave when we looked at it`(scenario: String) throws {
    let log = try Command.run("events", "traces/\(scenario).yaml", "--format", "json")
    expectGolden(log.output, "\(scenario).events.jsonl")
  }

  @Test func `a torn log is told, read with a note, and repaired without losing a byte`() throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: log))
    let torn = whole.dropLast(40)
    try torn.write(to: URL(fileURLWithPath: log))
    let check = try Command.run("check", log)
    #expect(check.status == 1)
    #expect(check.output.contains("torn: the last"))
    #expect(check.output.contains("not closed"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: log)) == torn)
    let summary = try Command.run("summary", log)
    #expect(summary.status == 0)
    #expect(summary.errors.contains("are a torn line and were left out"))
    #expect(try Command.run("summary", log, "--strict").status == 65)
    let repair = try Command.run("check", "--repair", log)
    #expect(repair.output.contains("\(log).torn now"))
    let kept = try folder.bytes("out/shared_machine.events.jsonl.torn")
    #expect(try Data(contentsOf: URL(fileURLWithPath: log)) + kept == torn)
  }

  @Test func `a damaged log is refused with its place`() throws {
    let text = try String(contentsOfFile: log, encoding: .utf8)
    let damaged = try folder.write(
      text.replacing("\"at\":4000000000", with: "\"at\":4000000001"), to: "damaged.events.jsonl")
    let check = try Command.run("check", damaged)
    #expect(check.status == 1)
    #expect(check.output.contains("expected the checksum"))
    let summary = try Command.run("summary", damaged)
    #expect(summary.status == 65)
    #expect(summary.output.isEmpty)
    #expect(try Command.run("replay", damaged).status == 65)
  }

  @Test func `a changed scenario is told by the first event that differs, with its causes`() throws
  {
    let scenario = try Project.text("traces/shared_machine.yaml")
    let changed = try folder.write(
      scenario.replacing("{ slots: 1 }", with: "{ slots: 2 }"), to: "shared_machine.yaml")
    let replay = try Command.run("replay", log, changed)
    #expect(replay.status == 1)
    expectGolden(
      replay.output.replacing(log, with: "LOG").replacing(changed, with: "SCENARIO"),
      "replay_changed.txt")
    let same = try folder.write(scenario + "# a remark\n", to: "remarked.yaml")
    #expect(
      try Command.run("replay", log, same).output.contains(
        "the scenario was changed, but not in what it does"))
  }

  @Test func `a closed pipe ends quietly`() throws {
    let output = String(
      decoding: try Command.shell(
        "'\(Command.path)' events traces/build.j2.ninja_log 2>&1 | head -1"), as: UTF8.self)
    #expect(output.split(separator: "\n").count == 1)
  }
}
