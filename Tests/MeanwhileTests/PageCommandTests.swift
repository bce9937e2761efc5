import Foundation
import TestSupport
import Testing

/// The verb `page` as people run it.
@Suite struct PageCommandTests {
  @Test(arguments: [
    (
      ["traces/toy_two_parallel.yaml"],
      "9 s → 4 s in parallel, saved 5 s (2.25×); floor 4 s, reached"
    ),
    (["traces/load_while_training.json"], "saved at most 171.853 ms"),
    (["traces/build.j2.ninja_log"], "4.828 s in parallel"),
    (["traces/build.j1.ninja_log", "traces/build.j2.ninja_log"], "9.352 s → 4.828 s"),
  ])
  func `any input becomes a page that begins with its answer`(
    inputs: [String], answer: String
  ) throws {
    let folder = try TemporaryFolder()
    let file = folder.path("page.html")
    let result = try Command.run(list: ["page"] + inputs + ["-o", file])
    #expect(result.status == 0 && result.output.isEmpty)
    let html = try String(contentsOfFile: file, encoding: .utf8)
    let heading = try #require(html.firstMatch(of: /<h1 id="answer">(.*?)<\/h1>/)?.output.1)
    #expect(heading.contains(answer), "\(heading)")
    #expect(html.hasPrefix("<!doctype html>") && html.hasSuffix("</html>\n"))
  }

  @Test func `a log becomes the page of its scenario, and goes to standard output`() throws {
    let folder = try TemporaryFolder()
    try Command.run("run", "traces/toy_two_parallel.yaml", "-o", folder.path("."))
    let page = try Command.run("page", folder.path("toy_two_parallel.events.jsonl"))
    let same = try Command.run("page", "traces/toy_two_parallel.yaml", "-o", "-")
    #expect(page.status == 0 && page.output.contains("\"kind\":\"log\""))
    #expect(
      page.output.replacing("\"kind\":\"log\"", with: "\"kind\":\"scenario\"") == same.output)
  }

  @Test func `a run that deadlocked is shown all the same, and ends with 1`() throws {
    let page = try Command.run("page", "traces/stuck_on_failure.yaml")
    #expect(page.status == 1 && page.output.contains("deadlocked at 5 s"))
  }

  @Test(.enabled(if: Corpus.folder != nil))
  func `traces of other people become pages`() throws {
    let files = Corpus.ninjaLogs.prefix(3)
    #expect(!files.isEmpty)
    for file in files {
      let page = try Command.run("page", "\(Corpus.folder ?? "")/\(file)", "--quiet")
      #expect(page.status == 0 && page.output.hasSuffix("</html>\n"), "\(file): \(page.errors)")
    }
  }

  @Test func `a run is written as pictures with a list of them, which nothing else is lost to`()
    throws
  {
    let folder = try TemporaryFolder()
    let first = try Command.run(
      "frames", "traces/toy_two_parallel.yaml", "-o", folder.path("."))
    #expect(first.status == 0 && first.errors.isEmpty)
    #expect(
      folder.names == ["gantt-1.svg", "gantt-2.svg", "gantt-3.svg", "gantt-4.svg", "gantt.md"])
    let list = String(decoding: try folder.bytes("gantt.md"), as: UTF8.self)
    #expect(list.contains("## 2 s\n\ntoy\\_two\\_parallel at 2 s: 2 running, 2 succeeded\n"))
    let same = try Command.run("frames", "traces/toy_two_parallel.yaml", "-o", folder.path("."))
    #expect(same.status == 0)
    let other = try Command.run("frames", "traces/toy_app.yaml", "-o", folder.path("."))
    #expect(other.status == 74 && other.errors.contains("holds something else"))
    #expect(String(decoding: try folder.bytes("gantt.md"), as: UTF8.self) == list)
  }

  @Test func `frames in Mermaid's language are one document with a chart for each instant`() throws
  {
    let folder = try TemporaryFolder()
    let result = try Command.run(
      "frames", "traces/failing_work.yaml", "--format", "mermaid", "-o", folder.path("."))
    #expect(result.status == 0 && result.errors.isEmpty && folder.names == ["gantt.md"])
    let text = String(decoding: try folder.bytes("gantt.md"), as: UTF8.self)
    let charts = text.matches(of: /```mermaid\ngantt\n(?:.*\n)*?```/).map(\.output)
    #expect(charts.count == text.components(separatedBy: "\n## ").count - 1 && charts.count > 4)
    // All have the same bars, and none says before it that a call fails.
    let bars = charts.map { $0.matches(of: /c\d+, \d+, \d+ms/).count }
    #expect(Set(bars).count == 1)
    #expect(!charts[0].contains("(failed)") && charts[charts.count - 1].contains("(failed)"))
    #expect(charts[0].contains(":active") && !charts[charts.count - 1].contains(":active"))
    #expect(charts[charts.count - 1].contains("12 s :milestone, now, 12000, 0ms"))
  }

  @Test func `frames that are farther apart than asked say so`() throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(
      "frames", "traces/toy_two_parallel.yaml", "--every", "100ms", "--most", "5", "-o",
      folder.path("."))
    #expect(
      result.errors.contains(
        "One every 100 ms would be 41 pictures; these are 5, 1 s apart. --most 41 draws all."))
  }

  @Test(arguments: [
    (
      ["frames", "traces/toy_app.yaml", "-o", "x", "--format", "mermaid", "--picture", "dag"], 64,
      "who ran when alone"
    ),
    (["dag", "traces/toy_app.yaml", "--at", "2s"], 64, "--at is for pictures: give -o"),
    (["gantt", "traces/toy_app.yaml", "--at", "2"], 64, "Expected a length of time with its unit"),
    (["gantt", "traces/toy_app.yaml", "--animate", "8s"], 64, "--animate is for SVG"),
    (
      ["gantt", "traces/toy_app.yaml", "--format", "svg", "--animate", "8s", "--at", "1s"], 64,
      "Choose one of --at"
    ),
    (
      ["gantt", "traces/toy_app.yaml", "--format", "svg", "--animate", "1ms"], 64,
      "from 100ms to 1h"
    ),
    (
      ["dag", "traces/load_while_training.json", "--at", "1ms", "--format", "svg"], 64,
      "the components are drawn"
    ),
    (["page", "traces/toy_app.yaml", "-o", "x.pdf"], 64, "'x.pdf' ends as something else does"),
    (["page", "traces/toy_app.yaml", "-o", "a.b/x.png.gz"], 64, "end it in .html."),
    (["frames", "traces/toy_app.yaml"], 64, "Missing expected argument '--output <dir>'"),
    (["frames", "traces/toy_app.yaml", "-o", "x", "--most", "1"], 64, "from 2 to 10000"),
    (["frames", "traces/toy_app.yaml", "-o", "x", "--every", "0s"], 64, "a time above 0"),
  ])
  func `what cannot be shown so is said`(words: [String], status: Int32, message: String) throws {
    let result = try Command.run(list: words)
    #expect(result.status == status && result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a chart plays, as a file and on standard output`() throws {
    let svg = try Command.run(
      "gantt", "traces/toy_two_parallel.yaml", "--format", "svg", "--animate", "8s")
    #expect(svg.status == 0 && svg.output.contains("@keyframes play"))
  }
}
