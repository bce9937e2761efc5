import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Traces that end before their run does: the log of none of them is closed.
@Suite struct UnfinishedTraceTests {
  /// Messages of Terraform: what began or ended, and when, in seconds.
  private static func terraform(_ messages: (what: String, of: String, at: Int)...) -> String {
    messages.map { what, address, second in
      #"{"@message":"","type":"apply_\#(what)","@timestamp":"2026-01-01T00:00:\#(second + 10)Z","#
        + #""hook":{"resource":{"addr":"\#(address)"},"action":"create"}}"# + "\n"
    }.joined()
  }

  private static let whole = terraform(
    ("start", "net.a", 0), ("start", "net.b", 1), ("complete", "net.a", 4),
    ("complete", "net.b", 6))

  private static let unfinished: [(String, String)] = [
    (
      "a resource that was never done",
      terraform(("start", "net.a", 0), ("start", "net.b", 1), ("complete", "net.a", 4))
    ),
    ("messages that are cut off", String(whole.dropLast(40))),
    (
      "a job of Slurm that runs",
      """
      JobID|JobName|State|Start|End|Elapsed
      1|a|COMPLETED|2026-01-01T00:00:00|2026-01-01T00:00:05|00:00:05
      2|b|RUNNING|2026-01-01T00:00:05|Unknown|00:00:03

      """
    ),
    (
      "a job of GitHub that runs",
      #"""
      {"jobs":[{"id":1,"name":"a","status":"completed","conclusion":"success",
      "created_at":"2026-01-01T00:00:00Z","started_at":"2026-01-01T00:00:01Z","completed_at":"2026-01-01T00:00:09Z","steps":[
      {"name":"s","number":1,"status":"completed","conclusion":"success",
      "started_at":"2026-01-01T00:00:01Z","completed_at":"2026-01-01T00:00:09Z"}]},
      {"id":2,"name":"b","status":"in_progress","conclusion":null,
      "created_at":"2026-01-01T00:00:00Z","started_at":"2026-01-01T00:00:01Z","completed_at":null,"steps":[
      {"name":"s","number":1,"status":"in_progress","conclusion":null,
      "started_at":"2026-01-01T00:00:02Z","completed_at":null}]}]}
      """#
    ),
    (
      "a report of tests that is cut off",
      #"<testsuite name="s"><testcase name="a" time="1"/><testcase name="b" time="2"/>"#
    ),
    (
      "events of a program that are cut off within one",
      #"{"traceEvents":[{"ph":"X","name":"a","ts":0,"dur":5,"pid":1,"tid":1},{"ph":"X","na"#
    ),
  ]

  /// Reads a trace of any format.
  private func read(
    _ text: String, _ window: TraceWindow? = nil, beside: TraceInput.Companion? = nil
  ) throws -> Import {
    let bytes = Array(text.utf8)
    guard case .trace(let format) = InputFormat(of: bytes) else { throw NoTrace() }
    var input = TraceInput(bytes: bytes, name: "run", companion: beside)
    input.window = window
    return try format.read(input)
  }

  private struct NoTrace: Error {}

  @Test(arguments: unfinished)
  func `a run that goes on beyond its trace is none that came to its end`(
    what: String, text: String
  ) throws {
    let trace = try read(text)
    #expect(!trace.log.isClosed, "\(what)")
    let run = Analysis(trace.log)
    #expect(!run.isFinished && !run.isWhole && RunOutcome(run).end == .cut, "\(what)")
    try expectSound(trace)
    let again = try Log.read(trace.log.encoded())
    #expect(!again.log.isClosed && again.tornTail.isEmpty, "\(what)")
  }

  @Test func `a run that is all there came to its end`() throws {
    #expect(try Analysis(read(Self.whole).log).isWhole)
    // The format lets the last bracket be missing.
    let events = #"[{"ph":"X","name":"a","ts":0,"dur":5,"pid":1,"tid":1},"#
    #expect(try Analysis(read(events).log).isWhole)
  }

  @Test func `a file beside a trace that is cut off cuts no run off`() throws {
    let results =
      #"{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/run-results/v6.json"},"results":[{"#
      + #""unique_id":"model.a.b","status":"success","execution_time":1,"timing":[{"name":"execute","#
      + #""started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-01T00:00:01Z"}]}],"elapsed_time":1,"args":{}}"#
    let manifest = TraceInput.Companion(
      file: "manifest.json",
      bytes: Array(#"{"nodes":{"model.a.b":{"depends_on":{"nodes":[]}}},"so"#.utf8))
    let trace = try read(results, beside: manifest)
    #expect(trace.notes.contains { $0.sentence.contains("ends before it is complete") })
    #expect(trace.log.isClosed)
  }
}
