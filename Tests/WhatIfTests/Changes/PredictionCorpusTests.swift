import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import WhatIf

/// Real traces of builds, tests and batches that were recorded with one worker and with two.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct PredictionCorpusTests {
  private func read(_ name: String, _ companion: String? = nil) throws -> Analysis {
    let bytes = try Corpus.bytes(of: name)
    guard case .trace(let format) = InputFormat(of: bytes) else { throw NoTrace() }
    let file = try companion.map {
      TraceInput.Companion(file: "build.ninja", bytes: try Corpus.bytes(of: $0))
    }
    return Analysis(
      try format.read(TraceInput(bytes: bytes, name: name, companion: file)).log)
  }

  private struct NoTrace: Error {}

  /// The recordings on one worker and on two, what goes with them, and how far off the prediction may be in thousandths,
  /// by itself and with contention.
  private static let pairs: [(String, String, String?, Double, Double)] = [
    (
      "measured-libuv-ninja/j1-warm.ninja_log", "measured-libuv-ninja/j2.ninja_log",
      "measured-libuv-ninja/build.ninja", 40, 1
    ),
    (
      "measured-libuv-ninja/j1-cold.ninja_log", "measured-libuv-ninja/j2.ninja_log",
      "measured-libuv-ninja/build.ninja", 60, 1
    ),
    (
      "measured-cmake-instrumentation/build-j1.trace.json",
      "measured-cmake-instrumentation/build-j2.trace.json",
      "measured-cmake-instrumentation/build.ninja", 370, 5
    ),
    (
      "measured-go-actiongraph/go-p1.actiongraph.json",
      "measured-go-actiongraph/go-p2.actiongraph.json", nil, 210, 70
    ),
    ("measured-dask/w1.json", "measured-dask/w2.json", nil, 300, 30),
    (
      "measured-remake-profile/foundry-j1.json", "measured-remake-profile/foundry-j2.json", nil,
      490, 30
    ),
    (
      "measured-gnu-parallel-joblog/joblog-j1.tsv", "measured-gnu-parallel-joblog/joblog-j2.tsv",
      nil, 190, 140
    ),
  ]

  @Test(arguments: pairs)
  func `two workers are predicted from one, better so where contention is known`(
    one: String, two: String, companion: String?, most: Double, withContention: Double
  ) throws {
    let (recorded, real) = (try read(one, companion), try read(two, companion))
    func error(_ changes: [Change]) throws -> Double {
      let after = try Prediction(recorded, changes).after.makespan
      return 1_000 * abs(Double(after) / Double(real.makespan) - 1)
    }
    #expect(try error([.workers(2)]) <= most)
    let millionths = recorded.measures.work * 1_000_000 / real.measures.work
    let contention = try #require(Ratio(millionths: Int64(millionths)))
    #expect(try error([.workers(2), .faster("*", contention)]) <= withContention)
  }

  @Test(arguments: [
    "measured-libuv-ninja/j1-warm.ninja_log", "measured-viztracer-train/serial.json",
    "measured-viztracer-train/prefetch.json", "measured-jax-train/mlp-prefetch.json",
    "measured-ray-timeline/train-parallel.json", "measured-otlp-python/parallel.otlp.jsonl",
    "measured-otlp-python/serial.zipkin.json", "measured-bazel-profile/kiln-j2.json",
    "measured-node-trace/parallel.json", "measured-gnu-parallel-joblog/joblog-j1.tsv",
    "measured-lld-time-trace/thinlto-j2.time-trace", "measured-clang21-ftime-trace/mast.json",
  ])
  func `a recording that is run again unchanged has every call at the same times`(name: String)
    throws
  {
    let log = try read(name).log
    let again = try RecordedPlan(log).run()
    var state = RunState()
    for event in again.events { try state.apply(event) }
    let (left, right) = (Analysis(log), Analysis(again))
    #expect(left.makespan == right.makespan)
    #expect(left.measures.work == right.measures.work)
    #expect(left.measures.span == right.measures.span)
    let moved = RunChanges(expected: left, actual: right).components.filter(\.isChanged)
    #expect(moved.isEmpty, "\(moved.first?.name ?? "")")
  }
}
