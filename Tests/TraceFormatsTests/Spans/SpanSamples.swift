import TraceFormats

/// One story in every format of spans: an order asks two services at once, one of which fails, and a mail follows from it.
///
///     orders   order   0 –––––––––––––––––––– 100
///     stock    ask       10 ––––––– 50
///     price    ask       10 ––––––––––– 70          fails
///     mail     mail                          95 ––––– 130   links to the order
enum SpanSamples {
  static let otlp = #"""
    {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"stock"}}]},"scopeSpans":[{"scope":{"name":"lib"},"spans":[{"traceId":"0A1B","spanId":"0000000000000002","parentSpanId":"00000000000000a1","name":"ask","kind":2,"startTimeUnixNano":"1700000000010000000","endTimeUnixNano":"1700000000050000000","future":{"x":[1]}}]}]},{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"price"}}]},"scopeSpans":[{"spans":[{"traceId":"0a1b","spanId":"03","parentSpanId":"A1","name":"ask","kind":"SPAN_KIND_SERVER","startTimeUnixNano":1700000000010000000,"endTimeUnixNano":1700000000070000000,"attributes":[{"key":"http.route","value":{"stringValue":"/price"}}],"status":{"code":2,"message":"no price"}}]}]}]}
    {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},"scopeSpans":[{"spans":[{"traceId":"0a1b","spanId":"a1","parentSpanId":"","name":"order","kind":1,"startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000100000000","status":{}}]}]},{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"mail"}}]},"scopeSpans":[{"spans":[{"traceId":"ff","spanId":"b1","name":"mail","kind":5,"startTimeUnixNano":"1700000000095000000","endTimeUnixNano":"1700000000130000000","links":[{"traceId":"0a1b","spanId":"a1"}]}]}]}]}
    """#

  static let console = #"""
    {
        "name": "ask",
        "context": {"trace_id": "0x0a1b", "span_id": "0x02", "trace_state": "[]"},
        "kind": "SpanKind.SERVER", "parent_id": "0xa1",
        "start_time": "2023-11-14T22:13:20.010000Z", "end_time": "2023-11-14T22:13:20.050000Z",
        "status": {"status_code": "UNSET"}, "attributes": {}, "events": [], "links": [],
        "resource": {"attributes": {"service.name": "stock"}, "schema_url": ""}
    }
    {
        "name": "ask",
        "context": {"trace_id": "0x0a1b", "span_id": "0x03", "trace_state": "[]"},
        "kind": "SpanKind.SERVER", "parent_id": "0xa1",
        "start_time": "2023-11-14T22:13:20.010000Z", "end_time": "2023-11-14T22:13:20.070000Z",
        "status": {"status_code": "ERROR", "description": "no price"},
        "attributes": {"http.route": "/price"}, "events": [], "links": [],
        "resource": {"attributes": {"service.name": "price"}, "schema_url": ""}
    }
    {
        "name": "order",
        "context": {"trace_id": "0x0a1b", "span_id": "0xa1", "trace_state": "[]"},
        "kind": "SpanKind.INTERNAL", "parent_id": null,
        "start_time": "2023-11-14T22:13:20.000000Z", "end_time": "2023-11-14T22:13:20.100000Z",
        "status": {"status_code": "UNSET"}, "attributes": {}, "events": [], "links": [],
        "resource": {"attributes": {"service.name": "orders"}, "schema_url": ""}
    }
    {
        "name": "mail",
        "context": {"trace_id": "0xff", "span_id": "0xb1", "trace_state": "[]"},
        "kind": "SpanKind.CONSUMER", "parent_id": null,
        "start_time": "2023-11-14T22:13:20.095000Z", "end_time": "2023-11-14T22:13:20.130000Z",
        "status": {"status_code": "UNSET"}, "attributes": {}, "events": [],
        "links": [{"context": {"trace_id": "0x0a1b", "span_id": "0xa1"}, "attributes": {}}],
        "resource": {"attributes": {"service.name": "mail"}, "schema_url": ""}
    }
    """#

  static let jaeger = #"""
    {"data":[{"traceID":"0a1b","spans":[
    {"traceID":"0a1b","spanID":"2","operationName":"ask","references":[{"refType":"CHILD_OF","traceID":"0a1b","spanID":"a1"}],"startTime":1700000000010000,"duration":40000,"tags":[{"key":"span.kind","type":"string","value":"server"}],"logs":[],"processID":"p2","warnings":null},
    {"traceID":"0a1b","spanID":"3","operationName":"ask","references":[{"refType":"CHILD_OF","traceID":"0a1b","spanID":"a1"}],"startTime":1700000000010000,"duration":60000,"tags":[{"key":"error","type":"bool","value":true},{"key":"http.route","type":"string","value":"/price"}],"logs":[{"timestamp":1700000000069000,"fields":[{"key":"error","type":"string","value":"no price"}]}],"processID":"p3","warnings":null},
    {"traceID":"0a1b","spanID":"a1","operationName":"order","references":[],"startTime":1700000000000000,"duration":100000,"tags":[],"logs":[],"processID":"p1","warnings":null},
    {"traceID":"0a1b","spanID":"b1","operationName":"mail","references":[{"refType":"FOLLOWS_FROM","traceID":"0a1b","spanID":"a1"}],"startTime":1700000000095000,"duration":35000,"tags":[],"logs":[],"processID":"p4","warnings":null}
    ],"processes":{"p1":{"serviceName":"orders","tags":[]},"p2":{"serviceName":"stock"},"p3":{"serviceName":"price"},"p4":{"serviceName":"mail"}},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}
    """#

  /// Links are lost in this format.
  static let zipkin = #"""
    [{"traceId":"0a1b","id":"0002","parentId":"a1","name":"ask","kind":"SERVER","timestamp":1700000000010000,"duration":40000,"localEndpoint":{"serviceName":"stock"},"debug":true},
    {"traceId":"0a1b","id":"03","parentId":"a1","name":"ask","kind":"SERVER","timestamp":1700000000010000,"duration":60000,"localEndpoint":{"serviceName":"price"},"tags":{"http.route":"/price","error":"no price"}},
    {"traceId":"0a1b","id":"a1","name":"order","kind":null,"timestamp":1700000000000000,"duration":100000,"localEndpoint":{"serviceName":"orders"}},
    {"traceId":"ff","id":"b1","name":"mail","kind":"CONSUMER","timestamp":1700000000095000,"duration":35000,"localEndpoint":{"serviceName":"mail"}}]
    """#

  /// The samples, by the names of their formats.
  static let all: [String: TraceInput] = [
    "an OTLP trace": input(otlp), "a console trace of OpenTelemetry": input(console),
    "a Jaeger trace": input(jaeger), "a Zipkin trace": input(zipkin),
  ]

  /// Small ones, of two traces each, for what is tried with each of their bytes.
  static let small: [String: [TraceInput]] = [
    "an OTLP trace": [
      input(SpanText("1", 0, 9).otlp + "\n" + SpanText("2", in: "1", 3, 5, trace: "2").otlp)
    ],
    "a console trace of OpenTelemetry": [
      input(
        #"{"name":"a","context":{"trace_id":"0x1","span_id":"0x2"},"start_time":"2023-11-14T22:13:20Z"}"#
          + "\n"
          + #"{"name":"b","context":{"trace_id":"0x2","span_id":"0x3"},"end_time":"2023-11-14T22:13:20Z"}"#
      )
    ],
    "a Jaeger trace": [
      input(
        #"[{"traceID":"1","spanID":"1","startTime":5,"duration":9,"process":{"serviceName":"s"}},"#
          + #"{"traceID":"2","spanID":"2","startTime":6,"references":[{"spanID":"1"}]}]"#)
    ],
    "a Zipkin trace": [
      input(
        #"[[{"traceId":"1","id":"1","timestamp":5,"duration":9},"#
          + #"{"traceId":"1","id":"2","parentId":"1","timestamp":6}],"#
          + #"[{"traceId":"2","id":"2","kind":"CLIENT","timestamp":6,"duration":3}]]"#)
    ],
  ]

  static func input(_ text: String) -> TraceInput {
    TraceInput(bytes: Array(text.utf8), name: "orders")
  }
}
