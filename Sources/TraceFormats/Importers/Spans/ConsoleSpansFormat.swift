internal import EventLog
internal import JSON

extension TraceFormat {
  /// What OpenTelemetry's `ConsoleSpanExporter` of Python prints: an object a span, one after the other.
  static let consoleSpans = spans(
    name: "a console trace of OpenTelemetry", plural: "console traces of OpenTelemetry",
    fileExtensions: [".spans.json", ".json"], format: "OpenTelemetry console JSON",
    recognises: { shape in
      ["", "[]."].contains { shape.has($0 + "context.trace_id", $0 + "context.span_id") }
    },
    read: { text, file in
      // Times are cut to microseconds.
      file.grain = 1_000
      for root in text.roots {
        for node in root.kind == .array ? Array(root.elements) : [root] {
          file.add(node) { $0.consoleSpan($1) }
        }
      }
    })
}

/// A span has ids with `0x` before them, times as text, and the resource with the name of its service.
extension SpanFile {
  fileprivate mutating func consoleSpan(_ node: JSONNode) -> SpanRecord? {
    guard let context = node["context"] else { return nil }
    let trace = id(context["trace_id"])
    let parent = id(node["parent_id"])
    var resource = SpanAttributes()
    resource.take(fields: node["resource"]?["attributes"], &self)
    var span = SpanRecord(
      key: SpanKey(trace: trace, id: id(context["span_id"])),
      parent: parent.isNone ? nil : SpanKey(trace: trace, id: parent),
      operation: text(node["name"]), service: resource.service,
      process: resource.process(of: resource.service, &self), kind: SpanRecord.Kind(node["kind"]),
      start: node["start_time"]?.instant, end: node["end_time"]?.instant)
    var attributes = SpanAttributes()
    attributes.take(fields: node["attributes"], &self)
    span.arguments = attributes.arguments
    if let status = node["status"], status["status_code"]?.isString("ERROR") ?? false {
      let message = text(status["description"])
      span.failure =
        message.isNone ? exception(in: node) { $0.take(fields: $1, &$2) } : message
    }
    for link in node.elements(of: "links") {
      let other = link["context"] ?? link
      linkNext(to: SpanKey(trace: id(other["trace_id"]), id: id(other["span_id"])))
    }
    return span
  }
}
