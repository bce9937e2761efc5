import EventLog
import Testing
import TraceAnalysis
import TraceFormats

@testable import WhatIf

/// Recorded tests run again, shared out as pytest-xdist does it.
@Suite struct SplitRunTests {
  /// A report log of tests that ran one after the other on one worker, in seconds.
  private func recorded(_ lengths: [Int]) throws -> Analysis {
    var start = 0
    let lines = lengths.enumerated().map { place, length in
      defer { start += length }
      return
        #"{"$report_type":"TestReport","nodeid":"m\#(place / 2).py::t\#(place)","when":"teardown","#
        + #""outcome":"passed","start":\#(1_000 + start),"stop":\#(1_000 + start + length),"#
        + #""duration":\#(length),"worker_id":"gw0","item_index":\#(place)}"#
    }
    return try run(lines.joined(separator: "\n"))
  }

  private func run(_ text: String) throws -> Analysis {
    let bytes = Array(text.utf8)
    guard case .trace(let format)? = InputFormat(of: bytes) else { throw NoTrace() }
    return Analysis(try format.read(TraceInput(bytes: bytes, name: "tests")).log)
  }

  private struct NoTrace: Error {}

  private static let lengths = [9, 1, 1, 1, 1, 1, 1, 1]

  @Test(arguments: SplitStrategy.allCases.filter { $0.policy != nil }, 1...4)
  func `a run is as long as the split, and each worker runs one test after the other`(
    strategy: SplitStrategy, workers: Int
  ) throws {
    let run = try recorded(Self.lengths)
    let prediction = try Prediction(run, [.split(strategy), .workers(workers)])
    let set = try #require(TestSet(run))
    #expect(
      prediction.after.makespan
        == set.startUp + Split(set.tests, strategy, workers: workers).makespan)
    #expect(prediction.after.measures.work == run.measures.work)
    #expect(prediction.bound.map { $0 <= prediction.after.makespan } == true)
    #expect(prediction.after.traceKind == .tests)
    let log = prediction.after.log
    #expect((try? Log.read(log.encoded()).log.encoded()) == log.encoded())
    #expect(Analysis(log).calls.count == Self.lengths.count)
  }

  @Test func `other changes come before the tests are shared out`() throws {
    let run = try recorded(Self.lengths)
    let prediction = try Prediction(
      run, [.workers(2), .split(.workSteal), .takes("m0.py::t0", 1_000_000_000)])
    #expect(prediction.unchanged.makespan == run.makespan)
    #expect(prediction.after.makespan == 4_000_000_000)
    #expect(prediction.changes.map(\.option).contains("--policy worksteal"))
  }

  @Test func `only tests of which is known when they ran are shared out so`() throws {
    let program = try run(#"[{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":50}]"#)
    #expect(throws: ChangeError.self) { try Prediction(program, [.split(.load)]) }
    let alone = try run(#"{"a.py::x": 4, "b.py::y": 3}"#)
    #expect(throws: ChangeError.self) { try Prediction(alone, [.split(.load)]) }
  }
}
