import Foundation
import TestSupport
import Testing

/// How the command answers what it cannot do.
@Suite struct UsageTests {
  @Test(arguments: [
    (["summary"], 64, "Missing expected argument '<input>'"),
    (["summary", "no/such.yaml"], 66, "no/such.yaml: cannot read: no such file or directory."),
    (["summary", "traces"], 65, "traces: there are"),
    (["summary", "LICENSE"], 65, "LICENSE: this is nothing that can be read. Expected a scen"),
    (["summary", "traces/toy_app.yaml", "-o", "/no/such/file"], 74, "/no/such/file"),
    (["summary", "traces/toy_app.yaml", "-o", "x.PNG"], 64, "'x.PNG' would be a picture"),
    (["slack", "traces/toy_app.yaml", "-o", "x.html"], 64, "'x.html' would be a page"),
    (["gantt", "traces/toy_app.yaml", "-o", "x.gif"], 64, "end it in .svg, .png, .pdf or .dot"),
    (["gantt", "traces/toy_app.yaml", "--format", "png"], 64, "The value 'png' is invalid"),
    (
      ["run", "traces/build.j1.ninja_log"], 65,
      "this is no scenario but a ninja log. `meanwhile summary traces/build.j1.ninja_log` reads it."
    ),
    (
      ["summary", "traces/toy_app.yaml", "--max-memory", "5"], 64,
      "Expected a size with its unit, such as 512MB or 8GB."
    ),
    (["summary", "traces/toy_app.yaml", "--max-memory", "1KB"], 64, "The least is 64 MB."),
    (["summary", "-"], 65, "-: this is empty. Expected a scenario"),
    (["replay", "-"], 1, "-: this is empty, so that it cannot be told which run it was of."),
    (
      ["replay", "traces/toy_app.yaml"], 65,
      "this is no event log but a scenario. `meanwhile run traces/toy_app.yaml` runs it"
    ),
    (
      ["check", "traces/toy_app.yaml"], 65,
      "this is no event log but a scenario. `meanwhile run traces/toy_app.yaml` runs it"
    ),
    (
      ["check", "traces/build.j1.ninja_log"], 65,
      "this is no event log but a ninja log. `meanwhile summary traces/build.j1.ninja_log` reads it."
    ),
    (["check", "LICENSE"], 65, "this is no event log: it does not begin with"),
    (
      ["check", "Tests/DiagramsTests/Goldens/toy_two_parallel.gantt.svg"], 65,
      "this is no event log but a document in XML, which is not read."
    ),
    (["check", "traces"], 65, "traces: cannot read: it is a folder; name a file."),
    (["replay", "traces"], 65, "traces: cannot read: it is a folder; name a file."),
    (["state", "traces/toy_app.yaml", "--at", "3"], 64, "Expected a length of time with its unit"),
    (["state", "traces/toy_app.yaml", "--at", "ever"], 64, "start and end are instants too"),
    (["state", "traces/toy_app.yaml", "--at=-1s"], 64, "not negative"),
    (["state", "traces/toy_app.yaml", "--at", "-1s"], 64, "not negative, found `-1s`."),
    (["diff", "traces/toy_app.yaml"], 64, "Missing expected argument '<actual>'"),
    (["diff", "traces/toy_app.yaml", "no/such.yaml"], 66, "no/such.yaml: cannot read"),
    (["diff", "-", "-"], 64, "Only one of the two can come from standard input."),
    (
      ["compare", "traces/toy_app.yaml", "--fail-if", "makespan > 1s"], 64,
      "--fail-if holds a run against a baseline: give two inputs."
    ),
    (
      ["compare", "a", "b", "--fail-if", "speed > 1s"], 64,
      "Expected a condition such as `makespan > +5%`"
    ),
    (["compare", "a", "b", "--sample", "c"], 64, "--sample is for --fail-if."),
    (["compare", "-", "-"], 64, "Only one of the two can come from standard input."),
    (["replay", "-", "-"], 64, "Only one of the two can come from standard input."),
    (["check", "-", "-"], 64, "Only one of the two can come from standard input."),
    (["check", "-", "x", "-"], 64, "Only one of them can come from standard input."),
    (["summary", "-", "--graph", "-"], 64, "Only one of the two can come from standard input."),
    (["sumary", "traces/toy_app.yaml"], 64, "There is no verb `sumary`. Did you mean `summary`?"),
    (["help", "sumary"], 64, "There is no verb `sumary`. Did you mean `summary`?"),
    (["help", "traces"], 64, "There is no verb `traces`. Did you mean"),
    (["critcal-path"], 64, "Did you mean `critical-path`?"),
    (["traces/toy_app.yaml"], 64, "try `meanwhile summary traces/toy_app.yaml`."),
    (
      ["draw", "x"], 64,
      "There is no verb `draw`. There are: run, open, summary, compare, critical-path"
    ),
    (
      ["summary", "traces/build.j2.ninja_log", "--seed", "3"], 64,
      "--seed is for scenarios, and traces/build.j2.ninja_log is a ninja log. Leave it out."
    ),
    (["summary", "traces/toy_app.yaml", "--build", "1"], 64, "--build is for ninja logs, "),
    (["summary", "traces/toy_app.yaml", "--run", "1"], 64, "--run is for lists of GitHub Actions"),
    (["summary", "traces/rebuilds.ninja_log", "--build", "1", "--run", "1"], 64, "Choose one of"),
    (
      ["summary", "traces/rebuilds.ninja_log", "--build", "1", "--build", "2"], 64,
      "--build was given 2 times, and there is one input."
    ),
    (["gantt", "traces/toy_app.yaml", "--no-graph"], 64, "--no-companion is for ninja logs, "),
    (["summary", "traces/toy_app.yaml", "--from", "1s"], 64, "is a scenario. Leave it out."),
    (
      ["summary", "traces/build.j2.ninja_log", "--builds", "--until", "1s"], 64,
      "--until chooses a part of one run, and --builds lists all. Leave it out."
    ),
    (
      ["summary", "traces/load_then_train.json", "--from", "1s", "--from", "2s"], 64,
      "--from was given 2 times, and there is one input."
    ),
    (
      ["gantt", "traces/load_then_train.json", "--within", "x", "--from", "2s"], 64,
      "Choose one of --within, and --from and --until."
    ),
    (
      ["gantt", "traces/load_then_train.json", "--within", "lode"], 65,
      "Nothing in it is called `lode`: calls are `"
    ),
    (
      ["dag", "traces/toy_app.yaml", "--graph", "traces/build.ninja"], 64,
      "--companion is for ninja"
    ),
  ])
  func `a mistake is named and has a status of its own`(
    words: [String], status: Int32, message: String
  ) throws {
    let result = try Command.run(list: words)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    (["--seed", "-1"], "Expected a whole number from 0 to 18446744073709551615."),
    (
      ["--seed", "99999999999999999999"], "Expected a whole number from 0 to 18446744073709551615."
    ),
    (["--workers", "2.5"], "Expected a whole number from 1 to 100000."),
    (["--runs", "many"], "Expected a whole number from 1 to 1"),
    (["--workers", "-2"], "--workers takes a number from 1 to 100000."),
    (["--iterations", "1e3"], "Expected a whole number from 1 to 1000000000."),
  ])
  func `a number that an option cannot take is told what it takes`(
    words: [String], message: String
  ) throws {
    let result = try Command.run(list: ["what-if", "traces/task_graph.yaml"] + words)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test(arguments: [
    (
      ["--seed=1", "--seed=2"],
      "--seed was given 2 times, with `1` and `2`, and only one can count."
    ),
    (["-o", "a.json", "--output=b.json"], "-o was given 2 times, with `a.json` and `b.json`"),
    (["--format", "json", "--format", "csv", "--format", "json"], "--format was given 3 times"),
  ])
  func `an option of which one value counts is not given twice`(
    words: [String], message: String
  ) throws {
    let result = try Command.run(list: ["state", "traces/toy_app.yaml"] + words)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `options that may be repeated are, and the options of a command are its own`() throws {
    let changed = try Command.run(
      "what-if", "traces/task_graph.yaml", "--set", "link=1s", "--set", "test=1s")
    #expect(changed.status == 0, "\(changed.errors)")
    let folder = try TemporaryFolder()
    let recorded = try Command.run(
      "record", "-o", folder.path("x.events.jsonl"), "--", "echo", "-o", "a", "-o", "b", "-1")
    #expect(recorded.status == 0)
    #expect(recorded.output == "-o a -o b -1\n")
  }

  @Test(
    arguments: [
      ("{\"a\":1}\n", 65, "this is no event log: it does not begin with {\"seq\":0."),
      ("\u{1}\u{2}\n", 65, "this is no event log: it does not begin with {\"seq\":0."),
      (
        "{\"seq\":0,\"at\":0}\n", 1,
        "expected a first line {\"seq\":0,\"at\":0,\"kind\":\"log.opened\",…}"
      ),
      ("{\"se", 1, "found no whole line"), ("", 1, "found an empty file"),
    ] as [(String, Int32, String)])
  func `what is no log is told apart from a log that was damaged`(
    text: String, status: Int32, message: String
  ) throws {
    let folder = try TemporaryFolder()
    let result = try Command.run("check", try folder.write(text, to: "x.jsonl"))
    #expect(result.status == status)
    #expect((result.output + result.errors).contains(message), "\(result)")
    #expect(result.output.hasPrefix("damaged: ") == (status == 1))
  }

  @Test func `a bad scenario is told with file, line and column`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      components:
        train: { takes: 4s }
      flow:
        - run: trian
      """, to: "bad.yaml")
    let result = try Command.run("run", path)
    #expect(result.status == 65)
    #expect(
      result.errors
        == "error: \(path):4:10: There is no component `trian`. Did you mean `train`?\n")
  }

  @Test func `a run that is cut off says so and ends with 1`() throws {
    let result = try Command.run(
      "summary", "-",
      input: """
        components:
          age: { takes: 60000d }
        """.replacing("60000d", with: "36000d") + "\nflow: [{ run: age }, { run: age }]\n")
    #expect(result.status == 1)
    #expect(result.output.contains("cut off at its "))
  }

  @Test(arguments: ["gantt", "dag", "slack", "critical-path", "events", "compare", "state"])
  func `every verb ends with 1 after a run that was cut off`(verb: String) throws {
    let scenario = "components: { age: { takes: 36000d } }\nflow: [{ run: age }, { run: age }]\n"
    let result = try Command.run(verb, "-", input: scenario)
    #expect(result.status == 1)
    #expect(!result.output.isEmpty)
  }

  @Test func `centuries of work are told and drawn`() throws {
    let component = "{ takes: 36500d, parallel: true }"
    let scenario = """
      components: { a: \(component), b: \(component), c: \(component) }
      flow: [{ run: a }, { run: b }, { run: c }]
      """
    for verb in ["summary", "gantt", "dag", "slack", "critical-path"] {
      #expect(try Command.run(verb, "-", input: scenario).status == 0)
    }
  }

  @Test(arguments: [
    (
      "component: { a: { takes: 1s } }\n",
      "1:1: There is no key `component`. Did you mean `componen"
    ),
    ("# ten lines\n\nflows: [{ run: a }]\n", "3:1: There is no key `flows`. Did you mean `flow`?"),
    ("task: { a: { takes: 1s } }\n", "1:1: There is no key `task`. Did you mean `tasks`?"),
  ])
  func `a scenario with a mistyped key is known as one`(text: String, message: String) throws {
    let result = try Command.run("summary", "-", input: text)
    #expect(result.status == 65)
    #expect(result.errors.contains("error: -:\(message)"), "\(result.errors)")
  }

  @Test func `a file that is named as a scenario is read as one`() throws {
    let path = try TemporaryFolder()
    let result = try Command.run("summary", try path.write("nonsense: 1\n", to: "x.yaml"))
    #expect(result.errors.contains("x.yaml:1:1: There is no key `nonsense`."), "\(result.errors)")
  }

  @Test func `an option holds for the inputs that it is about`() throws {
    let both = try Command.run(
      "compare", "traces/random_durations.yaml", "traces/build.j2.ninja_log", "--seed", "3",
      "--no-graph")
    #expect(both.status == 0)
    let idle = try Command.run("summary", "traces/toy_app.yaml", "--seed", "3")
    #expect(idle.status == 0)
    #expect(
      idle.errors
        == "note: traces/toy_app.yaml: no time in it is random, so the seed changes nothing.\n")
  }

  @Test func `check goes on behind a log that is missing, and ends as the worst`() throws {
    let folder = try TemporaryFolder()
    try Command.run("run", "traces/toy_app.yaml", "-o", folder.path("out"))
    let sound = folder.path("out/toy_app.events.jsonl")
    let damaged = try folder.write("{\n", to: "damaged.jsonl")
    let result = try Command.run("check", folder.path("missing"), damaged, sound)
    #expect(result.status == 66)
    #expect(
      result.errors == "error: \(folder.path("missing")): cannot read: no such file or directory.\n"
    )
    #expect(result.output.contains("damaged: \(damaged):1:"))
    #expect(result.output.contains("\(sound): sound, "))
    #expect(try Command.run("check", sound, damaged).status == 1)
  }

  @Test func `standard input cannot be repaired`() throws {
    #expect(try Command.run("check", "--repair", "-", input: "").status == 64)
  }

  @Test func `results go to standard output and notes to standard error`() throws {
    let result = try Command.run("summary", "traces/build.j2.ninja_log", "--format", "json")
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    }
    #expect(result.errors.hasPrefix("note: traces/build.j2.ninja_log: "))
  }

  /// What no ninja log records is no reason to refuse one; what is lost of this one is.
  @Test(
    arguments: [
      (["traces/build.j2.ninja_log"], 0), (["traces/build.j2.ninja_log", "--no-graph"], 0),
      (["traces/rebuilds.ninja_log"], 65), (["traces/rebuilds.ninja_log", "--build", "3"], 0),
      (["-"], 65),
    ] as [([String], Int32)])
  func `--strict refuses what was left out, mended or guessed`(
    words: [String], status: Int32
  ) throws {
    let torn = "# ninja log v5\n0\t10\t0\ta\t1\n10\t20"
    let strict = try Command.run(list: ["summary", "--strict"] + words, input: torn)
    #expect(strict.status == status)
    #expect(strict.errors.contains("With --strict that is an error.") == (status == 65))
    #expect(strict.output.isEmpty == (status == 65))
  }

  @Test(arguments: ["svg", "png", "pdf", "dot"])
  func `a picture goes to the file that was named`(ending: String) throws {
    let folder = try TemporaryFolder()
    for verb in ["gantt", "dag"] {
      let result = try Command.run(
        verb, "traces/toy_app.yaml", "-o", folder.path("\(verb).\(ending)"))
      #expect(result.status == 0)
      #expect(result.output.isEmpty)
      #expect(try folder.bytes("\(verb).\(ending)").count > 300)
    }
    #expect(folder.names.count == 2)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `shells can complete the verbs`(shell: String) throws {
    let result = try Command.run("--generate-completion-script", shell)
    #expect(result.status == 0)
    #expect(result.output.contains("critical-path"))
  }

  @Test func `help shows every verb, examples and statuses`() throws {
    expectGolden(try Command.run("--help").output, "help.txt")
  }

  @Test(arguments: [("+5%", Int32(1)), ("+95%", 0)])
  func `compare ends with 1 if a condition is met, after its report`(
    limit: String, status: Int32
  ) throws {
    let result = try Command.run(
      list: [
        "compare", "traces/build.j2.ninja_log", "traces/build.j1.ninja_log", "--fail-if",
        "makespan > \(limit)",
      ])
    #expect(result.status == status)
    #expect(result.output.hasPrefix("build.j2 → build.j1: 4.828 s → 9.352 s, lost 4.524 s"))
    let sentence = "error: makespan > \(limit): 4.828 s → 9.352 s, +93.7 %."
    #expect(result.errors.contains(sentence) == (status == 1), "\(result.errors)")
  }
}
