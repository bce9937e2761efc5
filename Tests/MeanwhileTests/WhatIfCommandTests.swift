import Foundation
import TestSupport
import Testing

/// `what-if`, as it is called.
@Suite struct WhatIfCommandTests {
  private static let build = "traces/build.j1.ninja_log"

  @Test func `a prediction has all its figures for programs, in nanoseconds`() throws {
    let result = try Command.run(list: [
      "what-if", Self.build, "--workers", "2", "--faster", "src/*=2x", "--format", "json",
    ])
    #expect(result.status == 0)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let before = try #require(json["before_ns"] as? Int)
    let after = try #require(json["after_ns"] as? Int)
    let bound = try #require(json["bound_ns"] as? Int)
    #expect(json["saved_ns"] as? Int == before - after)
    #expect(json["recorded_ns"] as? Int == before)
    #expect(json["replay_error"] as? Double == 0)
    #expect(json["changes"] as? [String] == ["--faster src/*=2×", "--workers 2"])
    #expect(bound <= after)
    let gap = try #require(json["gap"] as? Double)
    #expect(abs(gap - Double(after - bound) / Double(bound)) < 1e-12)
    #expect((json["critical_path_after"] as? [Any])?.isEmpty == false)
  }

  @Test func `the order of options makes no difference, and neither does when it is asked`() throws
  {
    let options = [["--workers", "3"], ["--set", "toy=1s"], ["--remove", "src/parser.c.o"]]
    let outputs = try [options, options.reversed(), options].map {
      try Command.run(list: ["what-if", Self.build, "--format", "csv"] + $0.flatMap { $0 }).output
    }
    #expect(Set(outputs).count == 1)
  }

  @Test(arguments: [
    (["--workers", "0"], 64, "--workers takes a number from 1 to 100000."),
    ([], 64, "Say what would be another way"),
    (["--faster", "x"], 64, "--faster takes a name and a value, such as compile=2x."),
    (["--faster", "x=0"], 64, "--faster takes a factor above 0 such as 2x or 1.5x, not `0`."),
    (["--faster", "parser=2x"], 64, "--faster parser=2×: There is no call `parser`."),
    (["--edge", "a"], 64, "--edge takes two names, such as 'fetch->compile'."),
    (["--set", "toy=soon"], 64, "--set takes a time such as 1.5s or 20ms, not `soon`."),
    (["--policy", "best"], 64, "--policy takes fifo, priority, longest-first"),
    (["--sweep", "workers=9..1"], 64, "--sweep takes values such as 1..16"),
    (["--sweep", "set:toy=1s..3s"], 64, "needs a step above 0, such as 1s..3s:500ms."),
    (["--sweep", "speed=1..3"], 64, "--sweep takes workers=…, machine:NAME=…"),
    (["--sweep", "workers=1..9000", "--sweep", "overhead=0ms..1s:1ms"], 64, "at most 100000"),
  ])
  func `what cannot be changed so is told of`(options: [String], status: Int32, words: String)
    throws
  {
    let result = try Command.run(list: ["what-if", Self.build] + options)
    #expect(result.status == status)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test func `a sweep is a picture where the file says so`() throws {
    let folder = try TemporaryFolder()
    for (ending, start) in [
      ("svg", Array("<?xml".utf8)), ("dot", Array("digraph".utf8)),
      ("png", [0x89, 0x50, 0x4E, 0x47]),
    ] {
      let path = folder.path("sweep.\(ending)")
      let result = try Command.run(list: [
        "what-if", Self.build, "--sweep", "workers=1..3", "-o", path,
      ])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.isEmpty)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes.starts(with: start), "\(ending)")
    }
  }

  @Test(arguments: [
    ["traces/build.j1.ninja_log", "--workers", "4"],
    ["traces/toy_app.yaml", "--parallel", "train"],
    ["traces/load_then_train.json", "--overhead", "1ms"],
  ])
  func `the log of a prediction is read by other verbs, which tell that it never ran`(
    words: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let answer = try Command.run(list: ["what-if"] + words + ["--format", "json"])
    for ending in ["", ".gz"] {
      let path = folder.path("after.events.jsonl\(ending)")
      let written = try Command.run(list: ["what-if"] + words + ["-o", path])
      #expect(written.status == 0, "\(written.errors)")
      let summary = try Command.run(list: ["summary", path, "--format", "json"])
      #expect(summary.errors.contains("This is a prediction, with \(words[1]) "))
      let time = try #require(summary.output.firstMatch(of: /"makespan_ns": ?(\d+)/)?.1)
      #expect(answer.output.firstMatch(of: /"after_ns": ?(\d+)/)?.1 == time)
      #expect(try Command.run(list: ["check", path]).status == 0)
      let again = try Command.run(list: ["what-if", path, "--overhead", "0ms", "--format", "json"])
      #expect(again.output.contains(/"saved_ns": ?0,/), "\(again.errors)")
      #expect(try Command.run(list: ["replay", path]).status == 65)
    }
  }

  @Test func `a prediction beside the run that it is of is a change`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("after.events.jsonl")
    _ = try Command.run(list: ["what-if", Self.build, "--workers", "4", "-o", path])
    let difference = try Command.run(list: ["diff", Self.build, path])
    #expect(difference.output.contains("the second is a prediction, with --workers 4"))
    for (condition, status) in [("makespan > -60%", 0), ("makespan > -80%", 1)] as [(String, Int32)]
    {
      let result = try Command.run(list: ["compare", Self.build, path, "--fail-if", condition])
      #expect(result.status == status, "\(condition)")
    }
  }

  @Test(arguments: [
    ("saved < 10%", 0, ""), ("saved < 70%", 1, "saved < 70%: 6.545 s of 9.352 s, 70 %."),
    ("saved < 5s", 0, ""), ("makespan > 2s", 1, "makespan > 2s: 9.352 s → 2.807 s, −70 %."),
    ("makespan > -50%", 0, ""), ("work > +0%", 0, ""),
    ("efficiency < 0.5", 65, "efficiency is not known of a prediction"),
    ("saved", 64, "Expected a condition such as"),
  ])
  func `a gate holds a prediction to what it saves`(
    condition: String, status: Int32, words: String
  ) throws {
    let result = try Command.run(list: [
      "what-if", Self.build, "--workers", "4", "--fail-if", condition,
    ])
    #expect(result.status == status, "\(result.errors)")
    #expect(words.isEmpty || result.errors.contains(words), "\(result.errors)")
  }

  @Test(arguments: [
    (["--runs", "2", "-o", "x.svg"], "There is no picture of many runs"),
    (["--workers", "2", "--theme", "dark"], "are for pictures: give -o with a file that ends in"),
    (["--sweep", "workers=1..2", "-o", "x.svg", "--format", "csv"], "ask for different results"),
    (["--sweep", "workers=1..2", "-o", "x.events.jsonl"], "A log is of one run"),
    (["--workers", "2", "-o", "x.events.jsonl", "--format", "json"], "ask for different results"),
  ])
  func `a picture or a log is asked for in one way`(options: [String], words: String) throws {
    let result = try Command.run(list: ["what-if", Self.build] + options)
    #expect(result.status == 64)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  /// Names in traces are whatever a tool calls things; what `advise` prints is what `what-if` takes.
  @Test(arguments: ["f(int, int)", "--dash", "map[string, bool]", "it's", "a>b"])
  func `an option that advise prints is understood`(name: String) throws {
    let text = """
      components: { "\(name)": { takes: 4s }, other: { takes: 2s } }
      flow: [ { run: "\(name)" }, { run: other } ]

      """
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "names.yaml")
    for option in ["--parallel=\(name)", "--faster=\(name)=2x"] {
      let result = try Command.run(list: ["what-if", path, option])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("names: 6 s → 4 s"), "\(result.output.prefix(80))")
    }
  }

  @Test func `the ending of a file says what form a report has`() throws {
    let folder = try TemporaryFolder()
    for (ending, beginning) in [
      ("json", "{"), ("csv", "name,"), ("md", "**"), ("txt", "build.j1:"),
    ] {
      let path = folder.path("report.\(ending)")
      let verb = ["what-if", Self.build, "--sweep", "workers=1..2", "-o", path]
      let words = ending == "csv" ? ["summary", Self.build, "-o", path] : verb
      #expect(try Command.run(list: words).status == 0)
      #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix(beginning), "\(ending)")
    }
    let path = folder.path("text.json")
    _ = try Command.run(list: ["summary", Self.build, "--format", "text", "-o", path])
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("build.j1:"))
  }

  @Test func `a table of a sweep has one head`() throws {
    for axes in [["workers=1..2"], ["workers=1..2", "overhead=0s,1s"]] {
      let options = axes.flatMap { ["--sweep", $0] } + ["--format", "markdown"]
      let table = try Command.run(list: ["what-if", Self.build] + options).output
      #expect(table.split(separator: "\n").count { $0.hasPrefix("| workers") } == 1)
    }
  }

  @Test func `a run that does not come to its end with the changes is no success`() throws {
    let ended = try Command.run(list: ["what-if", "traces/toy_app.yaml", "--set", "train=1s"])
    #expect(ended.status == 0)
    let stuck = try Command.run(
      list: ["what-if", "traces/stuck_on_failure.yaml", "--set", "report=1s"])
    #expect(stuck.status == 1)
  }

  @Test func `a scenario is simulated with the changes`() throws {
    let result = try Command.run(list: ["what-if", "traces/toy_app.yaml", "--parallel", "train"])
    #expect(
      result.output.hasPrefix(
        "toy_app: 6 s → 4 s with train parallel, saves 2 s (1.5×); no order takes less than 4 s, reached\n"
      ))
  }

  @Test func `loading meanwhile is predicted from a loop that loads and then trains`() throws {
    let result = try Command.run(list: [
      "what-if", "traces/load_then_train.json", "--parallel", "load (*,train (*", "--edge",
      "load (*->train (*",
    ])
    // The program that does so took 360.296 ms.
    #expect(result.output.hasPrefix("load_then_train: 519.551 ms → 349.214 ms "))
  }

  @Test func `the longest of many runs can be had again by its seed`() throws {
    let input = "traces/random_durations.yaml"
    let result = try Command.run(list: ["what-if", input, "--runs", "300", "--seed", "5"])
    #expect(result.status == 0)
    let longest = try #require(result.output.firstMatch(of: /longest ([0-9.]+ s) \(seed (\d+)\)/))
    let again = try Command.run(list: ["summary", input, "--seed", String(longest.2)])
    #expect(again.output.contains("→ \(longest.1) in parallel"), "\(again.output.prefix(100))")
  }

  @Test func `of several recordings many runs are made, and what that assumes is told`() throws {
    let words = ["what-if", Self.build, "traces/build.j2.ninja_log", "--runs", "50", "--seed", "3"]
    let result = try Command.run(list: words)
    #expect(result.status == 0)
    #expect(
      result.output.hasPrefix("build.j1: half of 50 runs drawn from 2 recordings take at most "))
    #expect(result.output.contains("independently of the other calls: that is assumed"))
    let json = try Command.run(list: words + ["--format", "json"]).output
    #expect(json.contains("\"assumed\": \"independence\""))
    #expect(json.contains("\"first_seed\": 3,"))
    let isSame = try Command.run(list: words).output == result.output
    #expect(isSame)
  }

  @Test(arguments: [
    ([build, "traces/toy_app.yaml", "--runs", "9"], 65, "traces/toy_app.yaml: no call of it has"),
    ([build, build, "--workers", "2"], 64, "Several inputs are several recordings"),
    ([build, build, "--runs", "9", "--shard", "1/3"], 64, "--shard is for --runs of a scenario."),
    ([build, build, "--runs", "9", "--faster", "x=2x"], 64, "There is no call `x`."),
    ([build, "--workers", "2", "--seed", "3"], 64, "--seed is for scenarios"),
    (["-", "-", "--runs", "9"], 64, "Only one of the two can come from standard input."),
    (["traces/toy_app.yaml", "--runs", "9"], 65, "nothing in it is random"),
    ([build, "--runs", "9"], 65, "--runs is for scenarios with random times"),
    (["traces/random_durations.yaml", "--runs", "0"], 64, "--runs takes a number from 1"),
    (
      ["traces/random_durations.yaml", "--runs", "9", "--sweep", "workers=1..2"], 64,
      "Choose one of --runs and --sweep."
    ),
  ])
  func `what cannot be run many times is told of`(words: [String], status: Int32, problem: String)
    throws
  {
    let result = try Command.run(list: ["what-if"] + words)
    #expect(result.status == status)
    #expect(result.errors.contains(problem), "\(result.errors)")
  }

  @Test func `of many runs those that came to their end are told of, and how many these are`()
    throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path("flaky.yaml")
    let text = """
      tasks:
        a: { takes: { uniform: { min: 1s, max: 3s } }, fails: { probability: 0.3 } }
        b: { takes: 4s, needs: [a] }

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let result = try Command.run(list: ["what-if", path, "--runs", "100"])
    let first = result.output.prefix { $0 != "\n" }
    let failed = try #require(result.output.firstMatch(of: /(\d+) runs of 100 did not come/)?.1)
    #expect(
      first.hasPrefix(
        "flaky: half of the \(100 - (Int(failed) ?? 0)) of 100 runs that came to their end"),
      "\(result.output)")
  }
}
