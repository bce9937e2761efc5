import Foundation
import TestSupport
import Testing

/// Runs side by side, and a run at any instant, as a person asks for them.
@Suite struct SideBySideTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The logs of a scenario: as declared and serial.
  private func logs(_ scenario: String) throws -> (declared: String, serial: String) {
    try Command.run("run", "traces/\(scenario).yaml", "-o", folder.path("out"))
    return (
      folder.path("out/\(scenario).events.jsonl"),
      folder.path("out/\(scenario).serial.events.jsonl")
    )
  }

  // MARK: state

  @Test(arguments: ["toy_two_parallel", "shared_machine", "task_graph", "dashboard"])
  func `the state of a scenario is told as it was when we looked at it`(scenario: String) throws {
    let input = "traces/\(scenario).yaml"
    let words = [
      ["--at", "start"], ["--at", "2s", "--before"], ["--at", "2s"], [], ["--at", "1h"],
      ["--at", "1.5 s", "--format", "json"], ["--at", "1500ms", "--format", "csv"],
    ]
    let states = try words.map { try Command.run(list: ["state", input] + $0) }
    #expect(states.allSatisfy { $0.status == 0 && $0.errors.isEmpty })
    expectGolden(states.map(\.output).joined(separator: "\n"), "\(scenario).state.txt")
    #expect(try Command.run("state", input, "--at", "end").output == states[3].output)
  }

  @Test func `a log and a trace have a state as a scenario has`() throws {
    let logs = try logs("shared_machine")
    for moment in ["start", "3.5s", "end"] {
      let ofLog = try Command.run("state", logs.declared, "--at", moment)
      let ofScenario = try Command.run("state", "traces/shared_machine.yaml", "--at", moment)
      #expect(ofLog.output == ofScenario.output)
    }
    let build = try Command.run("state", "traces/build.j2.ninja_log", "--at", "2s")
    #expect(build.status == 0)
    #expect(build.output.hasPrefix("build.j2 at 2 s: 2 running, 10 queued, 16 succeeded\n"))
    #expect(
      build.output.contains("  job  2 slots held  slot 1 by src/parser.c.o (call 26), slot 2 by"))
  }

  @Test func `a log that goes on gives its state so far`() throws {
    let logs = try logs("shared_machine")
    let lines = try String(contentsOfFile: logs.declared, encoding: .utf8).split(separator: "\n")
    let path = try folder.write(
      lines.prefix(18).joined(separator: "\n") + "\n", to: "going_on.events.jsonl")
    let state = try Command.run("state", path)
    #expect(state.status == 0)
    #expect(state.output.hasPrefix("shared_machine at 2 s: 1 running, 1 queued, 2 succeeded\n"))
    #expect(state.errors.contains("the log was not closed"))
  }
}
