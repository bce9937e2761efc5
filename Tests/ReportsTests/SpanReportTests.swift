import EventLog
import Reports
import Testing
import TraceAnalysis
import TraceFormats

/// What reports say of traces of requests: a critical path, and no machines.
@Suite struct SpanReportTests {
  /// An order, in which price is asked for while stock is; and a mail that nobody asked for.
  private static let trace = #"""
    {"traceID":"1","spans":[
    {"traceID":"1","spanID":"1","operationName":"order","startTime":0,"duration":100000,"processID":"p"},
    {"traceID":"1","spanID":"2","operationName":"stock","startTime":10000,"duration":50000,"processID":"p","references":[{"refType":"CHILD_OF","spanID":"1"}]},
    {"traceID":"1","spanID":"3","operationName":"price","startTime":20000,"duration":60000,"processID":"p","references":[{"refType":"CHILD_OF","spanID":"1"}],"tags":[{"key":"error","value":true}]},
    {"traceID":"1","spanID":"4","operationName":"mail","startTime":150000,"duration":20000,"processID":"p"}],
    "processes":{"p":{"serviceName":"orders"}}}
    """#

  private func run() throws -> Analysis {
    let input = TraceInput(bytes: Array(Self.trace.utf8), name: "order")
    return Analysis(
      try #require(TraceFormat.all.first { $0.name == "a Jaeger trace" }).read(input).log)
  }

  @Test func `a summary tells the critical path, what ran longest and what failed`() throws {
    let text = SummaryReport(Comparison(run: try run(), baseline: .work)).text
    for words in [
      "floor unknown, critical path 100 ms\n",
      "its critical path, worked out from what ran within what and when, explains 100 ms of it; what the "
        + "rest waited for is not recorded",
      "price failed at 80 ms: error",
      "critical path: order → order, before it began price → price",
      "what ran longest, without what ran within it:",
    ] {
      #expect(text.contains(words), "\(text)")
    }
    for word in ["one more", "bound by", "busy"] { #expect(!text.contains(word), "\(text)") }
  }

  @Test func `the path tells what was let pass before a call was asked for`() throws {
    let run = try run()
    let text = PathReport(run).text
    #expect(text.hasPrefix("order: critical path 100 ms, 170 ms observed\n"), "\(text)")
    #expect(text.contains("critical path (worked out from what ran within what"), "\(text)")
    #expect(text.contains("10 ms  order, before it began price"), "\(text)")
    #expect(SlackReport(run).text.contains("  Worked out from what ran within what"))
    #expect(
      SummaryReport(Comparison(run: run, baseline: .work)).jsonText(with: [])
        .contains(#""dependencies": "nested""#))
  }
}
