import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Calls that do nothing but hold others, and calls of which nobody knows how long they ran, when something is changed about them.
@Suite struct HollowCallTests {
  private func recorded(_ text: String) throws -> Analysis {
    let bytes = Array(text.utf8)
    guard case .trace(let format) = InputFormat(of: bytes) else { throw NoTrace() }
    return Analysis(try format.read(TraceInput(bytes: bytes, name: "run")).log)
  }

  private struct NoTrace: Error {}

  /// A job of two steps that follow on one another, and what comes after it, in milliseconds.
  private func job() throws -> Analysis {
    let slices = [("job", 0, 100), ("build", 0, 40), ("test", 40, 60), ("deploy", 100, 20)].map {
      #"{"ph":"X","name":"\#($0.0)","pid":1,"tid":1,"ts":\#($0.1)000,"dur":\#($0.2)000}"#
    }
    return try recorded("[\(slices.joined(separator: ","))]")
  }

  @Test(
    arguments: [
      (Change.faster("job", .times(2)), Int64(70)), (.faster("job", .times(4)), 45),
      (.takes("job", 10_000_000), 30), (.takes("job", 200_000_000), 220), (.takes("job", 0), 20),
      // What runs itself is changed alone.
      (.takes("test", 10_000_000), 70), (.faster("deploy", .times(2)), 110),
      // Whoever names both does not mean the steps twice.
      (.faster("*", .times(2)), 60),
    ] as [(Change, Int64)])
  func `a job that takes another time lets its steps take another time`(
    change: Change, milliseconds: Int64
  ) throws {
    let makespan = try Prediction(job(), [change]).after.measures.makespan
    #expect(makespan == milliseconds * 1_000_000)
  }

  /// Targets of llbuild are told from when they were asked for.
  @Test(arguments: [Change.workers(2), .policy(.longestFirst)])
  func `of calls whose times hold waits nothing is said of fewer or more workers`(change: Change)
    throws
  {
    let bytes = try Project.bytes("tools/fuzzing/seeds/build.db")
    guard case .trace(let format) = InputFormat(of: bytes) else { throw NoTrace() }
    let run = Analysis(try format.read(TraceInput(bytes: bytes, name: "build")).log)
    let error = #expect(throws: ChangeError.self) { try Prediction(run, [change]) }
    #expect(error?.problem.isEmpty == false)
  }
}
