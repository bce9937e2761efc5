import EventLog
import Simulation
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Calls of which something on another lane seems to have let them begin, when their run is run again.
@Suite struct WokenCallTests {
  /// Two threads of w1 and one of w2, to which data is brought that the second thread made: name, worker, start and end of
  /// its transfer, and of it, in seconds.
  private static let records =
    "["
    + [
      ("a-1", "w1", nil, (0, 3)), ("b-1", "w1", nil, (0, 1)), ("b-2", "w1", nil, (1, 2)),
      ("join-1", "w2", (2, 4), (4, 5)),
    ].map { (key, worker, transfer: (Int, Int)?, compute: (Int, Int)) in
      let brought = transfer.map {
        #"{"action": "transfer", "start": \#($0.0), "stop": \#($0.1), "source": "w1"}, "#
      }
      return
        #"{"key": "\#(key)", "worker": "\#(worker)", "thread": 1, "status": "OK", "startstops": [\#(brought ?? "")"#
        + #"{"action": "compute", "start": \#(compute.0), "stop": \#(compute.1)}]}"#
    }.joined(separator: ", ") + "]"

  private static func run() throws -> Analysis {
    let bytes = Array(records.utf8)
    guard case .trace(let format) = InputFormat(of: bytes) else { throw NoTrace() }
    return Analysis(try format.read(TraceInput(bytes: bytes, name: "stream")).log)
  }

  private struct NoTrace: Error {}

  @Test func `workers that brought data to others run as many at once again as they did`() throws {
    let recorded = try Self.run()
    #expect(recorded.measures.makespan == 5_000_000_000)
    #expect(Analysis(try RecordedPlan(recorded.log).run()).measures.makespan == 5_000_000_000)
  }
}
