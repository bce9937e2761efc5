import Testing
import TraceAnalysis

@testable import TraceFormats

/// Which of several traces in one file are one run.
@Suite struct SpanTracesTests {
  private static let one = SpanText("1", of: "a", 0, 10, trace: "1")
  /// The number of the part that is read, of how many.
  @Test(
    arguments: [
      ([one], 1, 1),
      // Of one process.
      ([one, SpanText("1", of: "a", 50, 90, trace: "2")], 3, 3),
      // Overlapping.
      ([one, SpanText("1", of: "b", 5, 90, trace: "2")], 3, 3),
      // Neither: the longest.
      ([one, SpanText("1", of: "b", 50, 90, trace: "2")], 2, 3),
      (
        [
          one, SpanText("1", of: "b", 50, 90, trace: "2"),
          SpanText("1", of: "c", 99, 100, trace: "3"),
        ],
        2, 4
      ),
    ] as [([SpanText], Int, Int)])
  func `traces of one process, or that overlap, are one run`(
    spans: [SpanText], usual: Int, parts: Int
  ) throws {
    let input = SpanSamples.input(spans.map { $0.otlp + "\n" }.joined())
    let list = try TraceFormat.otlp.parts(of: input)
    #expect(list.count == parts)
    #expect(list.first(where: \.isUsual)?.number == usual)
    let run = try read(spans)
    #expect(run.parts == parts)
    let isTold = run.notes.contains { $0.sentence.contains("`summary --traces` lists them") }
    #expect(isTold == (parts > 1))
  }

  @Test func `linked traces are one run`() throws {
    let linked = SpanText("1", of: "b", 50, 90, trace: "2").otlp
      .replacing(#""links":[]"#, with: #""links":[{"traceId":"1","spanId":"1"}]"#)
    let run = try TraceFormat.otlp.read(SpanSamples.input(Self.one.otlp + "\n" + linked))
    #expect(run.tree == ["a 1 0–10", "b 1 50–90"])
    #expect(run.links == ["b 1 after a 1"])
  }

  @Test func `of the results of a search the longest is read, and told`() throws {
    func trace(_ id: Int, _ start: Int, _ length: Int) -> String {
      #"{"traceID":"\#(id)","spans":[{"traceID":"\#(id)","spanID":"1","operationName":"get","#
        + #""startTime":\#(start),"duration":\#(length),"processID":"p"}],"#
        + #""processes":{"p":{"serviceName":"s"}}}"#
    }
    let text = #"{"data":[\#(trace(1, 9_000, 5_000)),\#(trace(2, 1_000, 9_000))]}"#
    var input = SpanSamples.input(text)
    let run = try TraceFormat.jaeger.read(input)
    #expect(run.tree == ["get 0–9"])
    #expect(
      run.decisions == [
        "The file holds 2 traces; this is number 1, the longest, with 1 span. --trace 1 to 2 reads "
          + "one of them alone, --trace 3 all together; `summary --traces` lists them."
      ])
    let parts = try TraceFormat.jaeger.parts(of: input)
    #expect(parts.map(\.remark) == ["get", "get", "all of them together"])
    #expect(parts.map { ($0.began ?? -1) / 1_000_000 } == [0, 8, 0])
    #expect(parts.map { $0.work / 1_000_000 } == [9, 5, 14])
    input.part = 3
    #expect(try TraceFormat.jaeger.read(input).tree == ["get 0–9", "get 8–13"])
    input.part = 4
    let tooMany = input
    #expect(throws: ImportError.self) { try TraceFormat.jaeger.read(tooMany) }
  }

  @Test func `an array of arrays of Zipkin is what a search found`() throws {
    let text = #"""
      [[{"traceId":"1","id":"1","name":"a","timestamp":1000,"duration":9000,"localEndpoint":{"serviceName":"s"}}],
      [{"traceId":"2","id":"1","name":"b","timestamp":2000,"duration":9500,"localEndpoint":{"serviceName":"s"}}]]
      """#
    let run = try TraceFormat.zipkin.read(SpanSamples.input(text))
    #expect(run.tree == ["b 0–9"])
  }
}
