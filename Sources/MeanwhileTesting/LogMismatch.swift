internal import Diagrams
internal import EventLog
internal import Reports
internal import Testing
internal import TraceAnalysis

/// That a run did something else than the one whose log was kept.
struct LogMismatch {
  let expected: Log
  let actual: Log
  /// Where the log is kept, as the test says it.
  let path: String

  /// What differs first, and why it may.
  var text: String {
    var lines = ["the run is not that of \(path)"]
    lines += HeaderText.sentences(expected.header, actual.header).map { "  \($0)" }
    if let difference = expected.firstDifference(from: actual) {
      let report = DifferenceReport(difference, expected: expected, actual: actual, chain: 2)
      lines.append(report.text)
    }
    lines.append(
      "To keep this run from now on, run the test with \(KeptLog.variable)=1 in the environment.")
    return lines.joined(separator: "\n")
  }

  /// Attaches the log of the run, and charts of both, to the test.
  func attach(sourceLocation: SourceLocation) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.hasSuffix(".events.jsonl") ? String(name.dropLast(13)) : name
    Attachment.record(
      actual.encoded(), named: "\(stem).actual.events.jsonl", sourceLocation: sourceLocation)
    let charts = "expected\n\n\(Self.chart(expected))\nactual\n\n\(Self.chart(actual))"
    Attachment.record(charts, named: "\(stem).gantt.txt", sourceLocation: sourceLocation)
  }

  private static func chart(_ log: Log) -> String {
    GanttChart(Comparison(run: Analysis(log), baseline: .work)).text(columns: 100)
  }
}
