import EventLog
import JSON
import Testing
import TraceAnalysis

@testable import TraceFormats

/// The formats of spans: the same story is the same run in each, and what each has of its own.
@Suite struct SpanFormatTests {
  private static let story = [
    "orders order 0–100", "stock ask 10–50 in orders order", "price ask 10–70 in orders order",
    "mail mail 95–130",
  ]

  @Test(arguments: [
    (TraceFormat.otlp, SpanSamples.otlp), (.consoleSpans, SpanSamples.console),
    (.jaeger, SpanSamples.jaeger), (.zipkin, SpanSamples.zipkin),
  ])
  func `one story is one run in every format`(format: TraceFormat, text: String) throws {
    let run = try format.read(SpanSamples.input(text))
    #expect(run.tree == Self.story)
    // Links are lost in Zipkin's format.
    #expect(run.links == (format == .zipkin ? [] : ["mail mail after orders order"]))
    let calls = Analysis(run.log).calls
    #expect(calls.map { run.log.names[$0.machine] } == ["orders", "stock", "price", "mail"])
    #expect(run.log.names[calls[2].arguments] == "/price")
    let failures = run.log.events.compactMap { event -> String? in
      if case .callFailed(let reason) = event.kind { run.log.names[reason] } else { nil }
    }
    #expect(failures == ["no price"])
    #expect(!run.notes.contains { $0.kind == .skipped || $0.kind == .inferred }, "\(run.notes)")
  }

  @Test(arguments: [
    ("Jaeger's answer", #"{"data":[TRACE],"total":0}"#), ("a bare trace", "TRACE"),
    ("an array of traces", "[TRACE]"), ("what its page keeps", #"{"data":TRACE,"id":"1"}"#),
  ])
  func `a Jaeger trace is known however it is wrapped`(name: String, form: String) throws {
    let trace = #"""
      {"processes":{"p":{"serviceName":"s"}},"traceID":"1","spans":[{"traceID":"1","spanID":"2",
      "operationName":"a","startTime":5,"duration":7,"processID":"p"}]}
      """#
    let input = SpanSamples.input(form.replacing("TRACE", with: trace))
    #expect(InputFormat(of: input.bytes) == .trace(.jaeger), "\(name)")
    let run = try TraceFormat.jaeger.read(input)
    #expect(run.tree == ["a 0–0"])
    #expect(run.log.end == 7_000)
  }

  @Test func `of several references the first CHILD_OF is the parent, all others come before`()
    throws
  {
    func span(_ id: String, _ start: Int, _ length: Int, _ references: (String, String)...)
      -> String
    {
      let list = references.map { #"{"refType":"\#($0)","traceID":"1","spanID":"\#($1)"}"# }
      return #"{"traceID":"1","spanID":"\#(id)","operationName":"\#(id)","startTime":\#(start),"#
        + #""duration":\#(length),"references":[\#(list.joined(separator: ","))],"#
        + #""process":{"serviceName":"s"}}"#
    }
    let text =
      "["
      + [
        span("a", 1_000, 90_000), span("b", 2_000, 5_000, ("CHILD_OF", "a")),
        span("c", 9_000, 5_000, ("FOLLOWS_FROM", "b"), ("CHILD_OF", "a"), ("CHILD_OF", "b")),
        span("d", 95_000, 5_000, ("FOLLOWS_FROM", "c")),
      ].joined(separator: ",") + "]"
    let run = try TraceFormat.jaeger.read(SpanSamples.input(text))
    #expect(run.tree == ["a 0–90", "b 1–6 in a", "c 8–13 in a", "d 94–99"])
    #expect(run.links == ["c after b", "d after c"])
  }

  @Test func `client and server of Zipkin may share an id, and a span be told in parts`() throws {
    let text = #"""
      [{"traceId":"1","id":"2","kind":"SERVER","shared":true,"name":"get","timestamp":1020000,"duration":30000,"localEndpoint":{"serviceName":"b","ipv4":"10.0.0.2"}},
      {"traceId":"1","id":"2","name":"get","localEndpoint":{"serviceName":"b","ipv4":"10.0.0.2"}},
      {"traceId":"1","id":"2","kind":"CLIENT","name":"call b","timestamp":1010000,"duration":60000,"localEndpoint":{"serviceName":"a","ipv4":"10.0.0.1"}},
      {"traceId":"1","id":"3","parentId":"2","name":"query","timestamp":1025000,"duration":5000,"localEndpoint":{"serviceName":"b","ipv4":"10.0.0.2"}},
      {"traceId":"1","id":"4","parentId":"2","name":"encode","timestamp":1012000,"duration":3000,"localEndpoint":{"serviceName":"a","ipv4":"10.0.0.1"}}]
      """#
    let run = try TraceFormat.zipkin.read(SpanSamples.input(text))
    #expect(
      run.tree == [
        "a call b 0–60", "a encode 2–5 in a call b", "b get 10–40 in a call b",
        "b query 15–20 in b get",
      ])
    #expect(run.decisions.isEmpty)
    #expect(
      run.notes.contains { $0.sentence == "1 span is told again or in parts, and counted once." })
  }

  private func zipkin(_ spans: String...) throws -> Import {
    try TraceFormat.zipkin.read(SpanSamples.input("[" + spans.joined(separator: ",") + "]"))
  }

  @Test func `the server's half of an exchange by a wrong clock is moved into the client's`() throws
  {
    let run = try zipkin(
      #"{"traceId":"1","id":"1","kind":"SERVER","name":"get","timestamp":1000000,"duration":100000,"localEndpoint":{"serviceName":"a"}}"#,
      #"{"traceId":"1","id":"2","parentId":"1","kind":"CLIENT","name":"ask","timestamp":1010000,"duration":20000,"localEndpoint":{"serviceName":"a"}}"#,
      #"{"traceId":"1","id":"2","parentId":"1","kind":"SERVER","name":"ask","shared":true,"timestamp":1042000,"duration":16000,"localEndpoint":{"serviceName":"b"}}"#,
      #"{"traceId":"1","id":"3","parentId":"2","name":"query","timestamp":1045000,"duration":10000,"localEndpoint":{"serviceName":"b"}}"#
    )
    #expect(
      run.tree == [
        "a get 0–100", "a ask 10–30 in a get", "b ask 12–28 in a ask", "b query 15–25 in b ask",
      ])
    #expect(Analysis(run.log).measures.work == 100_000_000)
    #expect(run.decisions.contains { $0.hasPrefix("1 span of a server lies outside") })
  }

  @Test func `a message that is sent takes no time of its sender until it is read`() throws {
    let run = try zipkin(
      #"{"traceId":"1","id":"1","kind":"SERVER","name":"get","timestamp":1000000,"duration":100000,"localEndpoint":{"serviceName":"a"}}"#,
      #"{"traceId":"1","id":"2","parentId":"1","kind":"PRODUCER","name":"send","timestamp":1040000,"localEndpoint":{"serviceName":"a"}}"#,
      #"{"traceId":"1","id":"3","parentId":"2","kind":"CONSUMER","name":"read","timestamp":1400000,"duration":70000,"localEndpoint":{"serviceName":"b"}}"#
    )
    #expect(Analysis(run.log).measures.work == 170_000_000)
  }

  @Test func `what the console leaves out dangles and is told`() throws {
    let text = SpanSamples.console.replacing(#""parent_id": "0xa1""#, with: #""parent_id": "0x77""#)
    let run = try TraceFormat.consoleSpans.read(SpanSamples.input(text))
    #expect(run.tree.allSatisfy { !$0.contains(" in ") })
    #expect(
      run.decisions.contains(
        "2 spans belong to one that is not in the file, and were read as the root of a trace; the "
          + "first is stock ask."))
  }

  @Test(
    arguments: [
      ("2026-11-28T10:30:00.000001Z", 1_795_861_800_000_001_000), ("1970-01-01T00:00:00Z", 0),
      ("2000-02-29T23:59:59.123456789+01:30", 951_863_399_123_456_789),
      ("2024-12-31T24:00:00Z", nil), ("2024-13-01T00:00:00Z", nil), ("2024-01-01", nil),
      ("2024-01-01T00:00:00.5", 1_704_067_200_500_000_000), ("1969-12-31T23:59:59Z", nil),
      ("", nil),
      ("2024-01-01T00:00:00-0100", 1_704_070_800_000_000_000), ("2024-01-01T00:00:00Zx", nil),
    ] as [(String, Nanoseconds?)])
  func `instants are read as they are written`(text: String, expected: Nanoseconds?) throws {
    let input = TraceInput(bytes: Array(#"{"at":["\#(text)"]}"#.utf8), name: "")
    let instant = try input.readJSON { $0.roots[0].elements(of: "at").first?.instant }
    #expect(instant == expected)
  }

  @Test(arguments: [
    (TraceFormat.otlp, #"{"resourceSpans":[]}"#),
    (.jaeger, #"{"data":[{"traceID":"1","spans":[]}]}"#), (.zipkin, "[]"),
    (.jaeger, #"{"traceID":"1","spanID":"2","duration":5}"#), (.consoleSpans, "[{}]"),
  ])
  func `where there is no span with a time, that is the error`(format: TraceFormat, text: String) {
    #expect(throws: ImportError.self) { try format.read(SpanSamples.input(text)) }
  }

  @Test func `0 is no time since 1970, and a time of a clock that began at 0`() throws {
    func text(_ times: (Int, Int)...) -> String {
      times.enumerated().map { index, time in
        #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"1","spanId":"\#(index + 1)","#
          + #""name":"a","startTimeUnixNano":"\#(time.0)","endTimeUnixNano":"\#(time.1)"}]}]}]}"#
      }.joined(separator: "\n")
    }
    let real = try TraceFormat.otlp.read(
      SpanSamples.input(text((1_700_000_000_000_000_000, 0), (0, 1_700_000_000_005_000_000))))
    #expect(real.tree == ["a 0–0", "a 5–5"])
    #expect(real.decisions.count == 2)
    let simulated = try TraceFormat.otlp.read(SpanSamples.input(text((0, 4_000_000), (0, 0))))
    #expect(simulated.tree.sorted() == ["a 0–0", "a 0–4"])
    #expect(simulated.decisions.isEmpty)
  }

  /// A client that gave up after 42 ms, and the server that went on.
  private func abandoned(on hosts: (String, String), swapped: Bool = false) throws -> Import {
    func resource(_ service: String, _ host: String, _ swapped: Bool, _ span: String) -> String {
      let attributes = [("service.name", service), ("host.name", host), ("process.pid", "7")].map {
        #"{"key":"\#($0)","value":{"stringValue":"\#($1)"}}"#
      }
      let list = (swapped ? attributes.reversed() : attributes).joined(separator: ",")
      return #"{"resource":{"attributes":[\#(list)]},"scopeSpans":[{"spans":[\#(span)]}]}"#
    }
    func span(_ id: Int, _ parent: Int?, _ name: String, _ kind: Int, _ times: (Int, Int)) -> String
    {
      #"{"traceId":"1","spanId":"\#(id)","#
        + (parent.map { #""parentSpanId":"\#($0)","# } ?? "")
        + #""name":"\#(name)","kind":\#(kind),"startTimeUnixNano":\#(times.0)000000,"#
        + #""endTimeUnixNano":\#(times.1)000000}"#
    }
    let resources = [
      resource("web", hosts.0, false, span(1, nil, "call", 3, (10, 52))),
      resource("stock", hosts.1, false, span(2, 1, "handle", 2, (20, 60))),
      resource("stock", hosts.1, swapped, span(3, 2, "select", 1, (54, 59))),
    ].joined(separator: ",")
    return try TraceFormat.otlp.read(SpanSamples.input(#"{"resourceSpans":[\#(resources)]}"#))
  }

  @Test(arguments: [false, true])
  func `processes on one host have one clock, in whatever order attributes stand`(swapped: Bool)
    throws
  {
    let one = try abandoned(on: ("node-7", "node-7"), swapped: swapped)
    #expect(
      one.tree == ["web call 0–42", "stock handle 10–50", "stock select 44–49 in stock handle"])
    #expect(one.links == ["stock handle after web call?"])
    let two = try abandoned(on: ("node-7", "node-8"), swapped: swapped)
    #expect(two.tree.contains("stock handle 10–42 in web call"), "\(two.tree)")
    #expect(two.decisions.contains { $0.contains("by clocks of two services that differ: ") })
  }

  @Test func `logs and metrics in the same file are passed over, whatever else is counted`() throws
  {
    let text =
      #"{"resourceLogs":[]}"# + "\n" + SpanText("a", 0, 5).otlp + "\n" + #"{"resourceMetrics":[]}"#
      + "\n{}\n"
    let run = try TraceFormat.otlp.read(SpanSamples.input(text))
    #expect(run.tree == ["a 0–5"])
    #expect(
      run.decisions == [
        "1 value that should have been a span was left out.",
        "2 documents hold logs or metrics and no spans: passed over.",
      ])
  }

  @Test func `ids may be base64 or anything, times lie in other years, and zeros are no parent`()
    throws
  {
    let run = try read(
      SpanText("nXmxo38xgBw=", 0, 5, name: "a"),
      SpanText("zz", in: "nXmxo38xgBw=", 1, 2, name: "b"),
      SpanText("3", in: "0000000000000000", 7, 8, name: "c"))
    #expect(run.tree == ["a 0–5", "b 1–2 in a", "c 7–8"])
    #expect(run.decisions.isEmpty)
  }
}
