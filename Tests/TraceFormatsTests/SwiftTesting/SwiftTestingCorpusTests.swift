import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// Event streams that Swift Testing itself wrote, held against what was measured beside them.
///
/// MEANWHILE_CORPUS names the folder that holds them; without it these tests are skipped.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct SwiftTestingCorpusTests {
  private func run(_ name: String) throws -> Import {
    let bytes = try Corpus.bytes(of: "measured-swift-testing/\(name).jsonl")
    guard case .trace(let format)? = InputFormat(of: bytes) else {
      throw CocoaError(.fileReadUnknown)
    }
    return try format.read(TraceInput(bytes: bytes, name: name))
  }

  /// From runStarted to runEnded, as MEASURED.txt has it.
  @Test(arguments: [
    ("parallel-v6.3", 1_459_538_000), ("parallel-v0", 1_403_882_000),
    ("serial-v6.3", 1_881_675_000), ("serial-v0", 1_841_553_000),
  ])
  func `a run takes from its start to its end, and 13.8 s of tests are no work`(
    name: String, makespan: Int
  ) throws {
    let run = try run(name)
    try expectSound(run)
    let analysis = Analysis(run.log)
    #expect(abs(Int(analysis.measures.makespan) - makespan) <= 1_000)
    #expect(analysis.measures.work <= Int128(analysis.measures.makespan))
    let isParallel = name.hasPrefix("parallel")
    #expect((run.log.header.callTimes == .least) == isParallel)
    #expect(Comparison(run: analysis, baseline: .work).nothingRanInParallel != isParallel)
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 test was skipped") })
  }

  @Test func `what running tests in parallel saved is told from both runs`() throws {
    let (serial, parallel) = (
      Analysis(try run("serial-v6.3").log), Analysis(try run("parallel-v6.3").log)
    )
    let comparison = Comparison(of: parallel, with: serial, names: ("serial", "parallel"))
    #expect(try abs(Int(#require(comparison.saved)) - 422_137_000) <= 1_000)
    // Of the tests in parallel it is not known how long they ran.
    #expect(!comparison.hasMeasuredCallTimes)
    #expect(comparison.efficiency == nil)
  }
}
