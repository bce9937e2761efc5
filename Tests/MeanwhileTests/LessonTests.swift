import Foundation
import TestSupport
import Testing

/// What the lesson shows is what a learner gets who follows it.
@Suite struct LessonTests {
  static let folder = "Sources/Meanwhile.docc/Lesson"

  /// The articles of the lesson, its first page among them.
  static let articles: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: Project.root.appendingPathComponent(folder).path)
    return (files ?? []).filter { $0.hasSuffix(".md") }.sorted()
  }()

  /// The sessions whose answer is no, so that they end with 1; all others end with 0.
  static let refusals: Set<String> = [
    "diff out/random_durations.events.jsonl seven/random_durations.events.jsonl",
    "races flipped.events.jsonl",
    "races late.events.jsonl",
    "races traces/hidden_race.yaml",
    "races traces/live_dashboard.yaml",
    "replay out/toy_app.events.jsonl traces/toy_parallel.yaml",
    "what-if traces/backpressure.yaml --serial read",
  ]

  @Test func `each chapter has sessions, and what ends with 1 is shown`() {
    let sessions = Self.articles.map { ShownSession.all(in: "\(Self.folder)/\($0)") }
    #expect(sessions.filter { $0.count >= 4 }.count >= 10)
    #expect(Self.refusals.isSubset(of: sessions.joined().map(\.command)))
  }

  /// In a folder of their own, in which one session finds the files that those before it wrote.
  @Test(arguments: articles)
  func `the sessions of a chapter, one after the other, are what the command prints`(
    article: String
  ) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("traces"),
      withDestinationPath: Project.root.appendingPathComponent("traces").path)
    for session in ShownSession.all(in: "\(Self.folder)/\(article)") {
      let result = try Command.run(list: session.words, in: folder.path("."))
      #expect(
        result.status == (Self.refusals.contains(session.command) ? 1 : 0), "\(session.command)")
      #expect(
        result.output.hasPrefix(session.output), "\(session.command)\n\(result.output.prefix(500))")
    }
  }

  @Test(arguments: articles)
  func `every block of a chapter is a session of the command or a scenario, whole`(
    article: String
  ) throws {
    let scenarios = try Project.scenarios.map { try Project.text("traces/\($0).yaml") }
    let parts = try Project.text("\(Self.folder)/\(article)").components(separatedBy: "```")
    // Every second part stands between fences.
    for block in stride(from: 1, to: parts.count, by: 2).map({ parts[$0] }) {
      if block.hasPrefix("yaml\n") {
        // What a file says of itself in its first line may be left out.
        let shown = "\n" + block.dropFirst("yaml\n".count)
        #expect(scenarios.contains { $0.hasSuffix(shown) }, "no scenario in traces: \(block)")
      } else {
        #expect(block.hasPrefix("console\n$ meanwhile "), "no session: \(block)")
      }
    }
  }

  @Test(arguments: Project.scenarios)
  func `the gallery has every scenario, what it shows and its answer`(scenario: String) throws {
    let remark = try Project.text("traces/\(scenario).yaml").prefix { $0 != "\n" }
    let shown = remark.dropFirst("# ".count)
    let summary = try Command.run("summary", "traces/\(scenario).yaml").output
    let answer = summary.prefix { $0 != "\n" }
    #expect(remark.hasPrefix("# "))
    #expect(answer.hasPrefix("\(scenario): "))
    let row =
      "| `\(scenario)` | \(shown.hasSuffix(".") ? shown.dropLast() : shown) | "
      + "\(answer.dropFirst("\(scenario): ".count)) |\n"
    #expect(try Project.text("\(Self.folder)/Gallery.md").contains(row), "\(row)")
  }
}
