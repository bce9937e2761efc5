import EventLog
import TraceAnalysis
import WhatIf

/// A recorded run made again with a change, beside what it takes to read its log.
enum PredictionBenchmark {
  /// Runs the calls of a log again on one more worker, and unchanged, with all that `what-if` tells of both.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - reading: The seconds that it takes to read it.
  /// - Throws: `ChangeError` if nothing in it takes workers.
  static func measure(_ log: Log, reading: Double) throws {
    let prediction = try Measurement {
      let recorded = Analysis(log)
      return try Prediction(recorded, [.workers(recorded.measures.machines + 1)])
    }
    prediction.report(
      "what-if", of: log.events.count, "events", digest: Int(prediction.result.saved),
      per: reading / Double(log.events.count), "reading it")
  }
}
