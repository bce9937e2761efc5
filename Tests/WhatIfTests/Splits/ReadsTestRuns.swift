import Foundation
import TraceAnalysis
import TraceFormats

/// Tests that read runs from reports of tests.
protocol ReadsTestRuns {}

extension ReadsTestRuns {
  /// The run of a report.
  func run(_ text: String) throws -> Analysis {
    let bytes = Array(text.utf8)
    guard case .trace(let format)? = InputFormat(of: bytes) else {
      throw CocoaError(.fileReadUnknown)
    }
    return Analysis(try format.read(TraceInput(bytes: bytes, name: "tests")).log)
  }
}
