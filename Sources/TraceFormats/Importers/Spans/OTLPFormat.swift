internal import EventLog
internal import JSON

extension TraceFormat {
  /// OTLP in JSON, of OpenTelemetry: one document, or one a line, as exporters and collectors write it to files.
  static let otlp = spans(
    name: "an OTLP trace", plural: "OTLP traces",
    fileExtensions: [".otlp.json", ".otlp.jsonl", ".json"],
    format: "OTLP JSON",
    recognises: { shape in
      ["", "[].", "trace.", "result."].contains {
        shape.has($0 + "resourceSpans") || shape.has($0 + "batches")
      } || shape.has("resourceLogs") || shape.has("resourceMetrics")
    },
    read: { text, file in
      for root in text.roots {
        for node in root.kind == .array ? Array(root.elements) : [root] { file.addOTLP(node) }
      }
      file.leaveOutZeroTimes()
    })
}

/// A document holds `resourceSpans[].scopeSpans[].spans[]`; the resource names the service.
///
/// Tempo's answers have `batches` for `resourceSpans`, Jaeger's of version 3 stand in a `result`, and older exporters
/// `instrumentationLibrarySpans` for `scopeSpans`. What is not needed is not looked at, as the protocol demands.
extension SpanFile {
  fileprivate mutating func addOTLP(_ document: JSONNode) {
    let request = document["trace"] ?? document["result"] ?? document
    guard let resources = request["resourceSpans"] ?? request["batches"] else {
      // The same file may hold logs and metrics.
      let isOther = request["resourceLogs"] != nil || request["resourceMetrics"] != nil
      return isOther ? passOver() : leaveOut()
    }
    for resource in resources.elements {
      var of = SpanAttributes()
      of.take(otlp: resource["resource"]?["attributes"], &self)
      let scopes = resource["scopeSpans"] ?? resource["instrumentationLibrarySpans"]
      for scope in scopes.map({ Array($0.elements) }) ?? [] {
        let library = (scope["scope"] ?? scope["instrumentationLibrary"])?["name"]
        let service = of.service.isNone ? text(library) : of.service
        let process = of.process(of: service, &self)
        for span in scope.elements(of: "spans") {
          add(span) { $0.otlpSpan($1, service, process) }
        }
      }
    }
  }

  private mutating func otlpSpan(
    _ node: JSONNode, _ service: Name, _ process: Name
  ) -> SpanRecord? {
    let trace = id(node["traceId"])
    let key = SpanKey(trace: trace, id: id(node["spanId"]))
    guard !key.id.isNone || node["startTimeUnixNano"] != nil else { return nil }
    let parent = id(node["parentSpanId"])
    var span = SpanRecord(
      key: key, parent: parent.isNone ? nil : SpanKey(trace: trace, id: parent),
      operation: text(node["name"]), service: service, process: process,
      kind: SpanRecord.Kind(node["kind"]), start: otlpTime(node["startTimeUnixNano"]),
      end: otlpTime(node["endTimeUnixNano"]))
    var attributes = SpanAttributes()
    attributes.take(otlp: node["attributes"], &self)
    span.arguments = attributes.arguments
    if let status = node["status"], status["code"].map(isOTLPError) ?? false {
      let message = text(status["message"])
      span.failure =
        message.isNone ? exception(in: node) { $0.take(otlp: $1, &$2) } : message
    }
    for link in node.elements(of: "links") {
      // Our own export says of what it had worked out that it had.
      let isInferred = link.elements(of: "attributes").contains {
        $0["key"]?.isString("meanwhile.inferred") == true && $0["value"]?["boolValue"]?.bool == true
      }
      linkNext(
        to: SpanKey(trace: id(link["traceId"]), id: id(link["spanId"])), isInferred: isInferred)
    }
    return span
  }

  /// Nanoseconds since 1970, as a text or a number.
  private func otlpTime(_ node: JSONNode?) -> Nanoseconds? {
    node?.integer().flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Takes 0 for no time, as the protocol does, unless the times are of a clock that began at 0, as in a simulation.
  fileprivate mutating func leaveOutZeroTimes() {
    let year: Nanoseconds = 31_536_000_000_000_000
    guard spans.contains(where: { max($0.start ?? 0, $0.end ?? 0) >= year }) else { return }
    for index in spans.indices {
      if spans[index].start == 0 { spans[index].start = nil }
      if spans[index].end == 0 { spans[index].end = nil }
    }
  }

  private func isOTLPError(_ code: JSONNode) -> Bool {
    code.isString("STATUS_CODE_ERROR") || code.integer() == 2
  }
}

extension SpanAttributes {
  /// Takes in a list of objects with a `key` and a `value` of one of several types.
  fileprivate mutating func take(otlp list: JSONNode?, _ file: inout SpanFile) {
    guard let list else { return }
    for attribute in list.elements {
      guard let key = attribute["key"], var typed = attribute["value"]?.fields,
        let (_, value) = typed.next()
      else { continue }
      take(key, value, &file)
    }
  }
}
