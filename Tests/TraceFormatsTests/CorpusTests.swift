import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Logs of real builds, held against what an independent program found.
///
/// They are not part of the package: MEANWHILE_CORPUS names the folder that holds them, and without
/// it these tests are skipped.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct CorpusTests {
  @Test(arguments: Corpus.ninjaLogs)
  func `every build of every log is sound`(path: String) throws {
    let bytes = try Corpus.bytes(of: path)
    let last = try NinjaLog.read(bytes, name: "build")
    for build in 1...last.parts {
      try expectSound(try NinjaLog.read(bytes, name: "build", build: build), "build \(build)")
    }
    #expect(last.notes.allSatisfy { !$0.sentence.contains("left out") })
  }

  /// Each of these logs holds one build, which is how the reference reads all of them.
  @Test(arguments: Corpus.ninjaLogs.filter { $0.hasPrefix("measured") })
  func `work and makespan are those of the reference`(path: String) throws {
    let reference = try #require(try Corpus.reference(of: path))
    let trace = try NinjaLog.read(try Corpus.bytes(of: path), name: "build")
    let measures = Analysis(trace.log).measures
    #expect(trace.parts == 1)
    #expect(measures.makespan == reference.makespan * 1_000_000)
    #expect(measures.work == Int128(reference.work) * 1_000_000)
  }

  /// The build of libuv with one job and with two: what bound it, and that run again it takes what was measured, to
  /// one in ten thousand.
  ///
  /// The last number is what an independent program found by list scheduling, to which the times between commands add less than
  /// one in a thousand.
  @Test(
    .enabled(if: Corpus.ninjaLogs.contains { $0.hasPrefix("measured-libuv") }),
    arguments: [
      ("j1-warm", [74_188, 37_094], 37_139), ("j2", [77_006, 25_707], 25_793),
    ])
  func `what bound a build of libuv, and what one more job would have saved`(
    name: String, expected: [Int64], oneMore: Int64
  ) throws {
    let folder = "measured-libuv-ninja"
    let graph = try NinjaGraph.read(
      try Corpus.bytes(of: "\(folder)/build.ninja"), file: "build.ninja"
    ) { _ in nil }
    let log = try Corpus.bytes(of: "\(folder)/\(name).ninja_log")
    let run = Analysis(try NinjaLog.read(log, name: name, graph: graph).log)
    let bottleneck = try #require(Bottleneck(run))
    let estimates = try #require(SpeedupEstimates(run, bottleneck, Rerun(run)))
    let jobs = Nanoseconds(run.measures.machines)
    let numbers = [bottleneck.allBusy * jobs, bottleneck.leastWithOneMore]
    #expect(numbers.map { ($0 + 999_999) / 1_000_000 } == expected)
    #expect(bottleneck.bound == .machines)
    #expect(abs(estimates.replayed - run.measures.makespan) * 10_000 < run.measures.makespan)
    let added = estimates.withOneMore - oneMore * 1_000_000
    #expect(added > -1_000_000 && added < oneMore * 1_000)
    #expect(
      run.component(of: estimates.candidates[0].call).hasSuffix("test-fs.c.o"))
  }

  /// These logs hold the rows of several builds, which the reference takes together.
  ///
  /// So its work is that of all builds, and its makespan is the latest end of any of them.
  @Test(arguments: Corpus.ninjaLogs.filter { !$0.hasPrefix("measured") })
  func `the work of all builds together is that of the reference`(path: String) throws {
    let reference = try #require(try Corpus.reference(of: path))
    let bytes = try Corpus.bytes(of: path)
    let parts = try NinjaLog.read(bytes, name: "build").parts
    let builds = try (1...parts).map {
      Analysis(try NinjaLog.read(bytes, name: "build", build: $0).log).measures
    }
    #expect(builds.reduce(0) { $0 + $1.work } == reference.work * 1_000_000)
    #expect(builds.allSatisfy { $0.makespan <= reference.makespan * 1_000_000 })
  }
}
