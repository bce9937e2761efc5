import Foundation
import TestSupport
import Testing

/// `--anonymize` in the command: all that a verb writes is without the names of its inputs.
@Suite struct AnonymizeCommandTests {
  private static let names = ["parser", "optimizer", "typecheck", "libtoy", "tokens", "build.j"]

  @Test(arguments: [
    ["summary", "--format", "json"], ["summary", "--explain"], ["summary", "--format", "markdown"],
    ["critical-path"], ["slack"], ["advise"], ["gantt"], ["gantt", "--format", "svg"], ["dag"],
    ["dag", "--format", "svg"], ["events"], ["events", "--format", "json"],
    ["state", "--at", "1s"],
    ["convert", "--to", "csv"], ["convert", "--to", "chrome"],
  ])
  func `a verb writes no name of its input, notes included`(words: [String]) throws {
    let input = "traces/build.j1.ninja_log"
    let plain = try Command.run(list: [words[0], input] + words.dropFirst())
    #expect(plain.status == 0)
    let result = try Command.run(list: [words[0], input, "--anonymize"] + words.dropFirst())
    #expect(result.status == 0)
    #expect(!result.output.isEmpty)
    for name in Self.names {
      #expect(!result.output.contains(name) && !result.errors.contains(name), "\(name)")
    }
  }

  @Test func `two inputs share the words that stand for what they share`() throws {
    let files = ["traces/build.j1.ninja_log", "traces/build.j2.ninja_log"]
    let plain = try Command.run(list: ["compare"] + files)
    let result = try Command.run(list: ["compare"] + files + ["--anonymize"])
    #expect(result.status == 0)
    // The figures of the answer are the same, and no call is on one side only.
    let answers = [plain, result].map {
      $0.output.split(separator: "\n")[0].split(separator: ": ").last
    }
    #expect(answers[0] == answers[1])
    for name in Self.names { #expect(!(result.output + result.errors).contains(name), "\(name)") }
    let changes = try Command.run(list: ["diff"] + files + ["--anonymize"])
    for name in Self.names { #expect(!(changes.output + changes.errors).contains(name), "\(name)") }
  }

  @Test(arguments: [
    (
      ["summary", "traces/toy_app.yaml", "--anonymize"], "the log of a scenario holds the scenario"
    ),
    (["open", "traces", "--anonymize"], "A list of files is all names"),
    (["summary", "traces/rebuilds.ninja_log", "--builds", "--anonymize"], "--builds lists all"),
  ])
  func `what is all names is refused`(words: [String], message: String) throws {
    let result = try Command.run(list: words)
    #expect(result.status == 64)
    #expect(result.errors.contains(message))
  }
}
