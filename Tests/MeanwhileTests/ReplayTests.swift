import Foundation
import TestSupport
import Testing

/// What `replay` and `check` say of logs that are not as they were written.
@Suite struct ReplayTests {
  private let folder: TemporaryFolder
  private let log: String
  private let bytes: Data

  init() throws {
    folder = try TemporaryFolder()
    try Command.run("run", "traces/shared_machine.yaml", "-o", folder.path("out"))
    log = folder.path("out/shared_machine.events.jsonl")
    bytes = try Data(contentsOf: URL(fileURLWithPath: log))
  }

  /// The log, cut off behind so many of its bytes.
  private func cut(_ count: Int) throws -> String {
    let path = folder.path("cut.events.jsonl")
    try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Where its lines end.
  private var ends: [Int] { bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 } }

  @Test(arguments: [1, 10, 23]) func `a log that was cut off between two lines does not pass`(
    lines: Int
  ) throws {
    let replay = try Command.run("replay", try cut(ends[lines - 1]))
    #expect(replay.status == 1)
    #expect(replay.errors.isEmpty)
    #expect(
      replay.output.hasPrefix(
        "shared_machine: not replayed to its end: the log has no closing line and ends early, "
          + "after \(lines) of 24 events (the last is seq \(lines - 1), at "))
    let first = replay.output.prefix { $0 != "\n" }
    #expect(first.contains("Restore the log from a copy, or record it again with `meanwhile run`"))
    #expect(replay.output.contains("no such event: the log ends after seq \(lines - 1)\n"))
  }

  @Test(arguments: [2, 400, 30]) func `a log that was cut off within a line does not pass`(
    missing: Int
  ) throws {
    let replay = try Command.run("replay", try cut(bytes.count - missing))
    #expect(replay.status == 1)
    #expect(replay.output.hasPrefix("shared_machine: not replayed to its end: the log has no "))
    #expect(replay.output.contains(" bytes of a line that was never wholly written."))
  }

  @Test(arguments: [0, 1, 100]) func `a log that was cut off within its first line does not pass`(
    count: Int
  ) throws {
    let replay = try Command.run("replay", try cut(count))
    #expect(replay.status == 1)
    let found = count == 0 ? "this is empty" : "the log ends early, within its first line"
    #expect(replay.errors.contains("cut.events.jsonl: \(found), so that it cannot be told"))
    #expect(replay.errors.contains("record it again with `meanwhile run`"))
  }

  @Test func `a log that goes on behind its closing line does not pass`() throws {
    let path = folder.path("behind.events.jsonl")
    try (bytes + Data("{\"seq\"".utf8)).write(to: URL(fileURLWithPath: path))
    let replay = try Command.run("replay", path)
    #expect(replay.status == 1)
    #expect(
      replay.output.hasPrefix(
        "shared_machine: not replayed to its end: behind its closing line the log has 6 bytes of a")
    )
  }

  @Test func `replay shows a difference as diff does`() throws {
    let scenario = try Project.text("traces/shared_machine.yaml")
    let changed = try folder.write(
      scenario.replacing("{ slots: 1 }", with: "{ slots: 2 }"), to: "two_slots.yaml")
    let replay = try Command.run("replay", log, changed).output.split(separator: "\n")
    let diff = try Command.run("diff", log, changed).output.split(separator: "\n")
    func events(_ lines: [Substring]) -> [Substring] {
      lines.prefix { $0 != "measures:" }.filter { $0.hasPrefix("    ") }
    }
    #expect(events(replay) == events(diff))
    #expect(replay[0].drop { $0 != ":" } != diff[0])
    let place = ": first difference at seq 1, at 0 s, and in what happens at seq 13, at 0 s: "
    #expect(replay[0].contains(place) && diff[0].contains(place))
  }

  @Test func `what is named as the scenario of a replay and is none is told for what it is`() throws
  {
    let (other, build) = (log, "traces/build.j1.ninja_log")
    for (path, found) in [(other, "an event log. `meanwhile diff`"), (build, "a ninja log.")] {
      let replay = try Command.run("replay", log, path)
      #expect(replay.status == 65)
      #expect(replay.errors.hasPrefix("error: \(path): this is no scenario but \(found)"))
    }
  }

  @Test func `a replay is told to programs, with the status that it has for people`() throws {
    let changed = try folder.write(
      try Project.text("traces/shared_machine.yaml").replacing("takes: 4s", with: "takes: 5s"),
      to: "longer.yaml")
    let goes: [([String], String, Int32)] = [
      (["replay", log], "same", 0), (["replay", try cut(ends[9])], "not_whole", 1),
      (["replay", log, changed], "differs", 1),
    ]
    for (words, verdict, status) in goes {
      let text = try Command.run(list: words)
      let json = try Command.run(list: words + ["--format", "json"])
      #expect(text.status == status)
      #expect(json.status == status)
      let value = try object(json.output)
      #expect(value["schema"] as? Int == 1)
      #expect(value["name"] as? String == "shared_machine")
      #expect(value["verdict"] as? String == verdict)
      #expect(value["same"] as? Bool == (verdict == "same"))
      #expect(value["answer"] as? String == text.output.prefix { $0 != "\n" }.description)
      #expect(try Command.run(list: words + ["--format", "json"]).output == json.output)
      let csv = try Command.run(list: words + ["--format", "csv"])
      #expect(csv.output.hasPrefix("kind,name,expected,actual,change\nreplay,name,"))
    }
  }

  @Test
  func `a check is told to programs, a log at a time, with the status that it has for people`()
    throws
  {
    let cut = try cut(ends[9] + 5)
    let damaged = try folder.write("{\n", to: "damaged.jsonl")
    let words = ["check", log, cut, damaged, folder.path("missing"), "traces/toy_app.yaml"]
    let json = try Command.run(list: words + ["--format", "json"])
    #expect(json.status == 66)
    let value = try object(json.output)
    #expect(value["schema"] as? Int == 1)
    #expect(value["sound"] as? Bool == false)
    let logs = try #require(value["logs"] as? [[String: Any]])
    #expect(logs.map { $0["file"] as? String } == Array(words.dropFirst()))
    #expect(
      logs.map { $0["verdict"] as? String } == [
        "sound", "torn", "damaged", "unreadable", "unreadable",
      ])
    #expect(logs.map { $0["events"] as? Int } == [24, 10, nil, nil, nil])
    #expect(logs[1]["torn_bytes"] as? Int == 5)
    #expect(logs[1]["torn_from_byte"] as? Int == ends[9])
    #expect(logs[2]["line"] as? Int == 1)
    #expect(
      (logs[4]["problem"] as? String)?.contains("this is no event log but a scenario") == true)
    let csv = try Command.run(list: ["check", log, "--format", "csv"])
    #expect(csv.status == 0)
    #expect(csv.output.split(separator: "\n").count == 2)
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }
}
