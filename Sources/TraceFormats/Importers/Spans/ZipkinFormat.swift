internal import EventLog
internal import JSON

extension TraceFormat {
  /// The JSON of Zipkin, version 2: an array of spans as services post it, or an array of traces as a search finds them.
  static let zipkin = spans(
    name: "a Zipkin trace", plural: "Zipkin traces", fileExtensions: [".zipkin.json", ".json"],
    format: "Zipkin JSON",
    recognises: { shape in
      ["", "[].", "[][]."].contains {
        // Version 1 told services by their annotations.
        shape.has($0 + "traceId", $0 + "id") && !shape.has($0 + "annotations[].endpoint")
      }
    },
    read: { text, file in
      // Start and duration are cut to microseconds, each for itself.
      file.grain = 2_000
      for root in text.roots {
        guard root.kind == .array else {
          file.addZipkin(root)
          continue
        }
        for element in root.elements {
          guard element.kind == .array else {
            file.addZipkin(element)
            continue
          }
          file.holdsResults = true
          for span in element.elements { file.addZipkin(span) }
        }
      }
    })
}

/// A span names its service in `localEndpoint`. Client and server may share one id, and a span may be told in
/// parts; `SpanFamily` takes them together.
extension SpanFile {
  fileprivate mutating func addZipkin(_ node: JSONNode) {
    add(node) { $0.zipkinSpan($1) }
  }

  private mutating func zipkinSpan(_ node: JSONNode) -> SpanRecord? {
    let trace = id(node["traceId"])
    let key = SpanKey(trace: trace, id: id(node["id"]))
    guard !key.id.isNone else { return nil }
    let parent = id(node["parentId"])
    let endpoint = node["localEndpoint"]
    let service = text(endpoint?["serviceName"])
    var span = SpanRecord(
      key: key, parent: parent.isNone ? nil : SpanKey(trace: trace, id: parent),
      operation: text(node["name"]), service: service, kind: SpanRecord.Kind(node["kind"]))
    let address = text(endpoint?["ipv4"] ?? endpoint?["ipv6"])
    if !service.isNone || !address.isNone {
      span.process = texts.intern("\(texts[service])\0\(texts[address])")
    }
    // 0 stands for nothing: what took less than a microsecond is rounded up.
    span.start = microseconds(node["timestamp"]).flatMap { $0 > 0 ? $0 : nil }
    if let start = span.start, let duration = microseconds(node["duration"]), duration > 0 {
      span.end = start.addingClamped(duration)
    }
    var attributes = SpanAttributes()
    attributes.take(fields: node["tags"], &self)
    span.arguments = attributes.arguments
    span.failure = attributes.failure
    return span
  }
}
