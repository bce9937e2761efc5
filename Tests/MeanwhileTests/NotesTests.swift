import Foundation
import TestSupport
import Testing

/// What had to be decided on the way: told in a line each, to programs as values, to nobody if so wished.
@Suite struct NotesTests {
  private static let trace = "traces/rebuilds.ninja_log"

  @Test func `notes are a line each, with the path once, and none that nobody can act on`() throws {
    let result = try Command.run("summary", Self.trace)
    #expect(
      result.errors == """
        note: \(Self.trace): What needs what is read from traces/build.ninja; order-only \
        dependencies count.
        note:   The log holds 3 builds; this is the last, with 5 commands. Choose another with \
        --build 1 to 3; `summary --builds` lists them.

        """)
  }

  @Test(arguments: ["summary", "compare", "critical-path", "slack", "races", "state"])
  func `every report for programs has the notes of its input`(verb: String) throws {
    let json = try Command.run(verb, Self.trace, "--format", "json")
    let notes = try notes(in: json.output)
    #expect(notes.map { $0["input"] as? String } == Array(repeating: Self.trace, count: 4))
    #expect(
      notes.map { $0["kind"] as? String } == ["expected", "skipped", "inherent", "inherent"])
    #expect(notes.map { $0["count"] as? Int } == [1, 2, 27, 3])
    #expect(
      (notes[1]["sentence"] as? String)?.hasPrefix("The log holds 3 builds; this is the last")
        == true
    )
  }

  @Test func `a report of two inputs says of which a note is`() throws {
    let json = try Command.run("diff", "traces/toy_app.yaml", Self.trace, "--format", "json")
    #expect(try notes(in: json.output).allSatisfy { $0["input"] as? String == Self.trace })
    let both = try Command.run(
      "compare", Self.trace, "traces/build.j1.ninja_log", "--format", "json")
    #expect(
      Set(try notes(in: both.output).map { $0["input"] as? String })
        == [Self.trace, "traces/build.j1.ninja_log"])
  }

  @Test(arguments: [
    ["summary", "traces/toy_app.yaml"], ["summary", "traces/rebuilds.ninja_log", "--builds"],
    ["advise", "traces/toy_app.yaml"], ["diff", "traces/toy_app.yaml", "traces/toy_app.yaml"],
    ["check", "traces/toy_app.yaml"],
  ])
  func `a report without notes has an empty list of them`(words: [String]) throws {
    #expect(try notes(in: try Command.run(list: words + ["--format", "json"]).output).isEmpty)
  }

  @Test func `a log that goes on says so in its notes`() throws {
    let folder = try TemporaryFolder()
    try Command.run("run", "traces/toy_app.yaml", "-o", folder.path("out"))
    let log = try String(contentsOfFile: folder.path("out/toy_app.events.jsonl"), encoding: .utf8)
    let path = try folder.write(String(log.dropLast(30)), to: "torn.events.jsonl")
    let notes = try notes(in: try Command.run("summary", path, "--format", "json").output)
    #expect(notes.map { $0["kind"] as? String } == ["skipped", "skipped"])
    #expect(notes.allSatisfy { $0["input"] as? String == path })
  }

  @Test(
    arguments: [
      ["summary"], ["compare"], ["critical-path"], ["slack"], ["races"], ["gantt"], ["dag"],
      ["events"], ["state"], ["diff", "traces/rebuilds.ninja_log"],
    ] as [[String]])
  func `--quiet leaves notes out and changes nothing else`(words: [String]) throws {
    let words = words + [Self.trace]
    let (told, quiet) = (
      try Command.run(list: words), try Command.run(list: words + ["--quiet"])
    )
    #expect(!told.errors.isEmpty)
    #expect(quiet.errors.isEmpty)
    #expect(quiet.output == told.output)
    #expect(quiet.status == told.status)
    #expect(try Command.run(list: words + ["-q"]).errors.isEmpty)
  }

  @Test func `--quiet leaves errors as they are`() throws {
    for words in [
      ["summary", "no/such"], ["run", "no/such"], ["advise", "no/such"], ["check", "no/such"],
      ["replay", "no/such"],
    ] {
      let (told, quiet) = (
        try Command.run(list: words), try Command.run(list: words + ["--quiet"])
      )
      #expect(told.errors.hasPrefix("error: no/such: cannot read"))
      #expect(quiet.errors == told.errors)
      #expect(quiet.status == 66)
    }
  }

  @Test func `--quiet shows no progress on a terminal`() throws {
    let words = ["summary", "traces/build.j2.ninja_log"]
    #expect(try Command.runOnTerminal(words).errors.contains("\u{1B}[K"))
    #expect(try Command.runOnTerminal(words + ["--quiet"]).errors.isEmpty)
  }

  private func notes(in json: String) throws -> [[String: Any]] {
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
    return try #require((value as? [String: Any])?["notes"] as? [[String: Any]])
  }
}
