import TestSupport
import Testing

/// What the scenarios of the mission teach, as the command tells it.
@Suite struct MissionTests {
  @Test(arguments: [
    ("toy_app", "toy_app: 6 s, nothing ran in parallel; floor 4 s, 2 s above it"),
    ("toy_parallel", "toy_parallel: 6 s → 4 s in parallel, saved 2 s (1.5×); floor 4 s, reached"),
    (
      "toy_two_parallel_not_started",
      "toy_two_parallel_not_started: 9 s, nothing ran in parallel; floor 4 s, 5 s above it"
    ),
    (
      "toy_two_parallel",
      "toy_two_parallel: 9 s → 4 s in parallel, saved 5 s (2.25×); floor 4 s, reached"
    ),
    (
      "toy_blocking_first",
      "toy_blocking_first: 6 s, nothing ran in parallel; floor 4 s, 2 s above it"
    ),
    (
      "stream_while_training",
      "stream_while_training: 108 s → 60.8 s in parallel, saved 47.2 s (1.78×); floor 60.8 s, "
        + "reached"
    ),
    (
      "shared_machine",
      "shared_machine: 9 s → 7 s in parallel, saved 2 s (1.29×); floor 4 s, 3 s above it"
    ),
    (
      "dashboard",
      "dashboard: 4 s in parallel; one after the other it never gets past dashboard, which never "
        + "ends; floor 4 s, reached"
    ),
  ])
  func `the first line is the answer`(scenario: String, answer: String) throws {
    for verb in ["summary", "compare", "gantt", "dag"] {
      let result = try Command.run(verb, "traces/\(scenario).yaml")
      #expect(result.status == 0)
      #expect(result.errors.isEmpty)
      #expect(result.output.split(separator: "\n").first.map(String.init) == answer)
    }
  }

  @Test(arguments: Project.scenarios)
  func `every scenario is reported as it was when we looked at it`(scenario: String) throws {
    let input = "traces/\(scenario).yaml"
    let text = try Command.run("summary", input, "--explain").output
    let json = try Command.run("summary", input, "--format", "json").output
    let path = try Command.run("critical-path", input).output
    let slack = try Command.run("slack", input).output
    let races = try Command.run("races", input).output
    let advice = try Command.run("advise", input)
    expectGolden(
      [text, json, path, slack, races, advice.output + advice.errors].joined(separator: "\n"),
      "\(scenario).report.txt")
  }

  @Test(arguments: Project.representativeScenarios)
  func `the events of a scenario are told as they were when we looked at them`(
    scenario: String
  ) throws {
    let events = try Command.run("events", "traces/\(scenario).yaml").output
    expectGolden(events, "\(scenario).events.txt")
  }

  @Test(arguments: [
    ("stuck_on_failure", "deadlocked at 5 s: the flow waits for train, which failed"),
    (
      "never_past",
      "went round for ever from 4 s on: train is neither cached nor parallel, so the flow calls it "
        + "each time it runs and never comes past step 1"
    ),
  ])
  func `a run that comes to no good end says so first and exits with 1`(
    scenario: String, answer: String
  ) throws {
    for verb in ["summary", "compare", "gantt", "dag"] {
      let result = try Command.run(verb, "traces/\(scenario).yaml")
      #expect(result.status == 1)
      #expect(
        result.output.split(separator: "\n").first.map(String.init) == "\(scenario): \(answer)")
    }
  }

  @Test func `data streams in while a model trains`() throws {
    let result = try Command.run("summary", "traces/stream_while_training.yaml")
    #expect(
      result.output.hasPrefix(
        "stream_while_training: 108 s → 60.8 s in parallel, saved 47.2 s (1.78×); floor 60.8 s, "
          + "reached\n"))
    #expect(result.output.contains("60 items went into batches and out again"))
  }

  @Test func `two recorded builds tell what a second job saved`() throws {
    let result = try Command.run(
      "compare", "traces/build.j1.ninja_log", "traces/build.j2.ninja_log")
    #expect(result.status == 0)
    #expect(
      result.output.hasPrefix(
        "build.j1 → build.j2: 9.352 s → 4.828 s, saved 4.524 s (1.94×); floor 1.972 s, 2.856 s "
          + "above it\n"))
    #expect(
      result.errors.contains(
        "note: traces/build.j2.ninja_log: What needs what is read from traces/build.ninja;"))
    // What holds for every such log is no news.
    #expect(!result.errors.contains("inferred"))
  }

  @Test func `the last of several builds is told, the others are counted`() throws {
    let last = try Command.run("summary", "traces/rebuilds.ninja_log")
    #expect(last.errors.contains("The log holds 3 builds; this is the last, with 5 commands."))
    let first = try Command.run("summary", "traces/rebuilds.ninja_log", "--build", "1")
    #expect(first.output.contains("32 commands in all"))
    let none = try Command.run("summary", "traces/rebuilds.ninja_log", "--build", "4")
    #expect(none.status == 65)
    #expect(none.errors.contains("The log holds 3 builds; there is no build 4. They count from 1."))
  }

  @Test func `two builds of one log are compared, each told by its number`() throws {
    let log = "traces/rebuilds.ninja_log"
    let result = try Command.run("compare", log, log, "--build", "1", "--build", "3")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("rebuilds, build 1 → rebuilds, build 3: "))
    #expect(result.output.contains("only in rebuilds, build 1") || result.output.contains("calls"))
    let same = try Command.run("compare", log, log, "--build", "3")
    #expect(same.output.hasPrefix("rebuilds, build 3 → rebuilds, build 3: "))
  }
}
