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

  // MARK: diff

  @Test(arguments: ["toy_two_parallel", "shared_machine", "task_graph", "dashboard"])
  func `a run and its serial twin differ as they did when we looked at them`(
    scenario: String
  ) throws {
    let logs = try logs(scenario)
    let diff = try Command.run("diff", logs.declared, logs.serial)
    #expect(diff.status == 1)
    #expect(diff.errors.isEmpty)
    expectGolden(diff.output, "\(scenario).diff.txt")
  }

  @Test func `a log is the same as what it is a log of`() throws {
    let logs = try logs("shared_machine")
    let scenario = "traces/shared_machine.yaml"
    for (first, second) in [(logs.declared, scenario), (scenario, logs.declared)] {
      let diff = try Command.run("diff", first, second)
      #expect(diff.status == 0)
      #expect(diff.output == "\(first) → \(second): the same, all 24 events\n")
    }
  }

  @Test func `two inputs of one name are told apart, and a folder has its name`() throws {
    let scenario = try Project.text("traces/toy_app.yaml")
    for name in ["one", "two", "old", "new"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    let first = try folder.write(scenario, to: "one/toy_app.yaml")
    let second = try folder.write(scenario, to: "two/toy_app.yaml")
    let compared = try Command.run("compare", first, second)
    #expect(compared.output.hasPrefix("\(first) → \(second): 6 s → 6 s"))
    #expect(compared.output.contains("\(second), one call after the other"))
    let log = "# ninja log v5\n0\t10\t0\ta\t1\n10\t30\t0\tb\t2\n"
    _ = try folder.write(log, to: "old/.ninja_log")
    _ = try folder.write(log, to: "new/.ninja_log")
    let folders = try Command.run("compare", folder.path("old/."), folder.path("old/../new/."))
    #expect(folders.output.hasPrefix("old → new: 30 ms → 30 ms"))
  }

  @Test func `what a changed scenario comes to is told, with the line that was changed`() throws {
    let scenario = try Project.text("traces/shared_machine.yaml")
    let changed = try folder.write(
      scenario.replacing("{ slots: 1 }", with: "{ slots: 2 }"), to: "two_slots.yaml")
    let diff = try Command.run("diff", "traces/shared_machine.yaml", changed)
    #expect(diff.status == 1)
    expectGolden(diff.output, "two_slots.diff.txt")
    let remarked = try folder.write(scenario + "# a remark\n", to: "remarked.yaml")
    let same = try Command.run("diff", "traces/shared_machine.yaml", remarked)
    #expect(same.status == 0)
    #expect(
      same.output.hasPrefix(
        "shared_machine → remarked: the same, all 24 events; but not all that led to them\n"))
  }

  @Test func `two seeds draw other times, and the log of one says which`() throws {
    let path = folder.path("seven.events.jsonl")
    let scenario = "traces/random_durations.yaml"
    try Command.run("events", scenario, "--seed", "7", "--format", "json", "-o", path)
    let diff = try Command.run("diff", scenario, path)
    #expect(diff.status == 1)
    #expect(diff.output.contains("\n  seeds 0 and 7\n"))
    #expect(try Command.run("diff", scenario, path, "--seed", "7").status == 0)
  }

  @Test func `traces of other tools are held against each other too`() throws {
    let (first, second) = ("traces/build.j1.ninja_log", "traces/build.j2.ninja_log")
    let diff = try Command.run("diff", first, second)
    #expect(diff.status == 1)
    #expect(diff.output.hasPrefix("build.j1 → build.j2: first difference at seq "))
    #expect(diff.output.contains("  makespan   9.352 s   4.828 s  4.524 s less (0.516×)\n"))
    let json = try Command.run("diff", first, second, "--format", "json")
    #expect(json.status == 1)
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    }
    let csv = try Command.run("diff", first, second, "--format", "csv")
    #expect(csv.output.hasPrefix("kind,name,expected,actual,change\n"))
  }

  @Test func `runs that were cut off alike are the same`() throws {
    let path = try folder.write(
      "components: { age: { takes: 36000d } }\nflow: [{ run: age }, { run: age }]\n", to: "age.yaml"
    )
    #expect(try Command.run("diff", path, path).status == 0)
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
