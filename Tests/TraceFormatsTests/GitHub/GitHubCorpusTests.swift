import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Runs of other people's workflows.
///
/// MEANWHILE_CORPUS names the folder that holds them; without it these tests are skipped.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct GitHubCorpusTests {
  static let files = Corpus.files(in: ["github-actions"], ".json")

  private static func read(_ path: String) throws -> Import {
    let bytes = try Corpus.bytes(of: path)
    #expect(InputFormat(of: bytes) == .trace(.gitHubActions))
    return try TraceFormat.gitHubActions.read(TraceInput(bytes: bytes, name: path))
  }

  @Test(arguments: files)
  func `every run is known and sound`(path: String) throws {
    let run = try Self.read(path)
    try expectSound(run)
    #expect(run.sentences(.skipped) == [])
  }

  /// Steps of 1, 23, 61 and 130 s, the last two at once.
  @Test(.enabled(if: files.contains { $0.hasSuffix("nuxt.json") }))
  func `a job with a parallel group took 154 s for 215 s of steps`() throws {
    let run = try Self.read("github-actions/actions-timeline_parallel_nuxt.json")
    let job = try #require(run.workflow?.jobs.first)
    let steps = job.steps.filter { !$0.isGroup }
    #expect(steps.reduce(0) { $0 + $1.end - $1.start } == 215_000_000_000)
    #expect((job.steps.map(\.end).max() ?? 0) - job.began == 154_000_000_000)
    #expect(job.waited == 4_000_000_000)
  }
}
