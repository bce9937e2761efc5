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
}
