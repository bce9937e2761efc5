import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Lists of tasks that the tools themselves wrote, held against what was measured beside them.
///
/// MEANWHILE_CORPUS names the folder that holds them; without it these tests are skipped.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct TaskCorpusTests {
  /// Calls, work, makespan and span in nanoseconds, as MEASURED.txt has them; −1 where it says nothing.
  @Test(arguments: [
    ("measured-gnu-parallel-failures/joblog-j1.tsv", 16, 5_959, 12_131, -1),
    ("measured-gnu-parallel-failures/joblog-j2.tsv", 16, 5_651, 7_514, -1),
    ("measured-gnu-parallel-failures/joblog-j2-then-resumed.tsv", 19, 8_794, 12_242, -1),
    ("measured-remake-profile/foundry-j1.json", 15, 8_450, -1, -1),
    ("measured-remake-profile/foundry-j2.json", 15, 16_119, -1, -1),
    ("measured-remake-profile/foundry-j2-incremental.json", 4, 1_044, -1, -1),
    ("measured-wfformat-1.6/c1.json", 18, 6_082, 7_069, 1_878),
    ("measured-wfformat-1.6/c2.json", 18, 5_850, 4_750, 1_871),
    ("measured-go-actiongraph/go-p1.actiongraph.json", 133, -1, -1, -1),
    ("measured-go-actiongraph/go-p2.actiongraph.json", 133, -1, -1, -1),
  ])
  func `calls, work, makespan and span are as measured`(
    path: String, calls: Int, work: Int, makespan: Int, span: Int
  ) throws {
    let run = try read(path)
    try expectSound(run)
    let measures = Analysis(run.log).measures
    #expect(measures.calls == calls)
    for (told, measured) in [
      (Int(measures.work), work), (Int(measures.makespan), makespan), (Int(measures.span), span),
    ] where measured >= 0 {
      #expect(abs(told - measured * 1_000_000) <= 1_000_000, "\(told) of \(measured) ms")
    }
  }

  static let workflows = Corpus.files(in: ["wfinstances", "wfinstances-old-schema"], ".json")

  /// No edge is lost: the log has as many as the file says that parents have children.
  @Test(arguments: workflows)
  func `every published workflow is read whole, with all its edges`(path: String) throws {
    let run = try read(path)
    try expectSound(run)
    #expect(run.log.header.callTimes == .durations)
    #expect(!run.notes.contains { $0.kind == .skipped }, "\(run.notes.map(\.sentence))")
    let measures = Analysis(run.log).measures
    // Laid out without limit, it takes as long as its longest chain.
    #expect(measures.floor == measures.makespan)
  }

  @Test(arguments: ["cargo-timing-j1.html", "cargo-timing-j2.html"])
  func `a page of cargo is read with its units, and its wall is what was measured outside`(
    name: String
  ) throws {
    let run = try read("measured-cargo-timing/\(name)")
    try expectSound(run)
    #expect(!run.log.header.recordsDependencies)
    let makespan = Double(Analysis(run.log).measures.makespan) / 1_000_000_000
    let wall = name.contains("j1") ? 35.40 : 16.66
    #expect(makespan < wall && makespan > wall * 0.93, "\(makespan) of \(wall) s")
  }

  @Test func `an action graph of a large program is read`() throws {
    let run = try read("go-actiongraph/k9s_actiongraph.json")
    try expectSound(run)
    #expect(Analysis(run.log).measures.calls > 1_000)
  }

  private func read(_ path: String) throws -> Import {
    let bytes = try Corpus.bytes(of: path)
    guard case .trace(let format)? = InputFormat(of: bytes) else {
      throw ImportError(line: 1, problem: "\(path) is not known")
    }
    return try format.read(TraceInput(bytes: bytes, name: path))
  }
}
