import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Reports that pytest itself wrote of 218 tests, one after the other and with two workers.
///
/// MEANWHILE_CORPUS names the folder that holds them; without it these tests are skipped.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct TestCorpusTests {
  static func run(_ name: String) throws -> Import {
    let bytes = try Corpus.bytes(of: "measured-pytest-reportlog/\(name)")
    guard case .trace(let format)? = InputFormat(of: bytes) else {
      throw CocoaError(.fileReadUnknown)
    }
    return try format.read(TraceInput(bytes: bytes, name: name))
  }

  @Test(arguments: [
    "reportlog-serial.jsonl", "reportlog-n2.jsonl", "junit-serial.xml", "junit-n2.xml",
  ])
  func `every report is whole and holds all tests`(name: String) throws {
    let run = try Self.run(name)
    try expectSound(run)
    #expect(!run.notes.contains { $0.kind == .skipped || $0.kind == .inferred })
    #expect(run.notes.contains { $0.sentence == "2 tests were skipped." })
    let tests = try #require(TestSet(Analysis(run.log)))
    #expect(tests.tests.count == 218)
    #expect(run.log.header.callTimes == (name.hasSuffix(".xml") ? .durations : .measured))
  }

  /// pytest's own closing line says 6.29 s and 6.14 s, with what comes before the first test and after the last.
  @Test(arguments: [("reportlog-serial.jsonl", 5_663, 6_290), ("reportlog-n2.jsonl", 5_142, 6_140)])
  func `tests took from the first start to the last end`(
    name: String, makespan: Int64, told: Int64
  ) throws {
    let measures = Analysis(try Self.run(name).log).measures
    #expect(measures.makespan / 1_000_000 == makespan)
    #expect(measures.makespan / 1_000_000 < told)
    #expect(measures.floor == measures.longestCall)
  }

  @Test func `two workers had very different work`() throws {
    let tests = try #require(TestSet(Analysis(try Self.run("reportlog-n2.jsonl").log)))
    #expect(tests.workers.map(\.name) == ["gw1", "gw0"])
    #expect(tests.workers.map(\.tests) == [191, 27])
    #expect(tests.workers.map { $0.busy / 1_000_000 } == [651, 5_130])
    #expect(tests.atOnce == 2)
  }

  /// The report log and the JUnit report are of the same run; JUnit rounds to milliseconds.
  @Test(arguments: ["serial", "n2"])
  func `a JUnit report tells the times of the report log but for what lies between phases`(
    name: String
  ) throws {
    let log = try #require(TestSet(Analysis(try Self.run("reportlog-\(name).jsonl").log)))
    let junit = try #require(TestSet(Analysis(try Self.run("junit-\(name).xml").log)))
    let difference = log.work - junit.work
    // 60 to 150 ms were needed to tell of the test that failed.
    #expect(difference > 50_000_000 && difference < 300_000_000, "\(difference)")
  }

  /// The proof: from the durations of a run of one test after the other, what pytest-xdist did with two workers.
  @Test(arguments: ["reportlog-serial.jsonl", "junit-serial.xml"])
  func `a run with two workers is predicted within half a percent from one without`(
    name: String
  ) throws {
    let serial = Analysis(try Self.run(name).log)
    let parallel = Analysis(try Self.run("reportlog-n2.jsonl").log)
    let advice = try #require(TestAdvice(serial, scoredOn: ("n2", parallel)))
    let scoring = try #require(advice.scoring)
    let recorded = try #require(scoring.recorded)
    #expect(scoring.workers == 2)
    #expect(scoring.matched == 218)
    #expect(abs(try #require(scoring.predicted) - recorded) * 200 < recorded)
    #expect(abs(try #require(scoring.replayed) - recorded) * 200 < recorded)
  }
}
