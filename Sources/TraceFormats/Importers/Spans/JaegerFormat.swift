internal import EventLog
internal import JSON

extension TraceFormat {
  /// The JSON of Jaeger: what its page and its query service give out, for one trace or the results of a search.
  static let jaeger = spans(
    name: "a Jaeger trace", plural: "Jaeger traces", fileExtensions: [".jaeger.json", ".json"],
    format: "Jaeger JSON",
    recognises: { shape in
      ["", "[].", "data.", "data[]."].contains { place in
        shape.has(place + "traceID", place + "spans")
          || shape.has(place + "traceID", place + "spanID")
          || shape.has(place + "spans[].traceID", place + "spans[].spanID")
      }
    },
    read: { text, file in
      file.grain = 2_000
      for root in text.roots { file.addJaeger(root) }
    })
}

/// A trace holds `spans[]` and `processes`, by whose ids spans name their service. It stands alone, in `data[]` or in
/// `data`; an array may also hold spans that name their `process` themselves.
extension SpanFile {
  fileprivate mutating func addJaeger(_ root: JSONNode) {
    let data = root["data"] ?? root
    guard data.kind == .array else { return addJaegerTrace(data) }
    for element in data.elements {
      if element["spanID"] != nil {
        addJaegerSpan(element, [:])
      } else {
        holdsResults = true
        addJaegerTrace(element)
      }
    }
  }

  private mutating func addJaegerTrace(_ trace: JSONNode) {
    guard let spans = trace["spans"] else {
      if trace["spanID"] != nil { return addJaegerSpan(trace, [:]) }
      return leaveOut()
    }
    var processes: [Name: JaegerProcess] = [:]
    if let list = trace["processes"] {
      for (key, value) in list.fields { processes[text(key)] = jaegerProcess(value) }
    }
    for span in spans.elements { addJaegerSpan(span, processes) }
  }

  private struct JaegerProcess {
    var service = Name.none
    var process = Name.none
  }

  private mutating func jaegerProcess(_ node: JSONNode) -> JaegerProcess {
    var attributes = SpanAttributes()
    attributes.take(jaeger: node["tags"], &self)
    let service = text(node["serviceName"])
    return JaegerProcess(service: service, process: attributes.process(of: service, &self))
  }

  private mutating func addJaegerSpan(_ node: JSONNode, _ processes: [Name: JaegerProcess]) {
    add(node) { $0.jaegerSpan($1, processes) }
  }

  private mutating func jaegerSpan(
    _ node: JSONNode, _ processes: [Name: JaegerProcess]
  ) -> SpanRecord? {
    let trace = id(node["traceID"])
    let key = SpanKey(trace: trace, id: id(node["spanID"]))
    guard !key.id.isNone || node["startTime"] != nil else { return nil }
    let process =
      node["process"].map { jaegerProcess($0) } ?? processes[text(node["processID"])] ?? .init()
    var span = SpanRecord(
      key: key, operation: text(node["operationName"]), service: process.service,
      process: process.process)
    span.start = microseconds(node["startTime"])
    if let start = span.start, let duration = microseconds(node["duration"]) {
      span.end = start.addingClamped(duration)
    }
    refer(&span, node)
    var attributes = SpanAttributes()
    attributes.take(jaeger: node["tags"], &self)
    span.arguments = attributes.arguments
    span.kind = attributes.kind
    if attributes.isError, attributes.message.isNone {
      for log in node.elements(of: "logs") {
        attributes.take(jaeger: log["fields"], &self)
      }
    }
    span.failure = attributes.failure
    return span
  }

  /// The first reference `CHILD_OF` names the span that it belongs to; it comes after all others that it names.
  private mutating func refer(_ span: inout SpanRecord, _ node: JSONNode) {
    for reference in node.elements(of: "references") {
      let trace = id(reference["traceID"])
      let key = SpanKey(
        trace: trace.isNone ? span.key.trace : trace, id: id(reference["spanID"]))
      guard !key.id.isNone else { continue }
      let follows = reference["refType"]?.isString("FOLLOWS_FROM") ?? false
      if !follows, span.parent == nil { span.parent = key } else { linkNext(to: key) }
    }
    let parent = id(node["parentSpanID"])
    if span.parent == nil, !parent.isNone {
      span.parent = SpanKey(trace: span.key.trace, id: parent)
    }
  }
}

extension SpanFile {
  /// A time or a duration in microseconds, in nanoseconds; nil if it is none or negative.
  func microseconds(_ node: JSONNode?) -> Nanoseconds? {
    node?.integer(timesTenTo: 3).flatMap { $0 >= 0 ? $0 : nil }
  }
}

extension SpanAttributes {
  /// Takes in a list of objects with a `key` and a `value`.
  fileprivate mutating func take(jaeger list: JSONNode?, _ file: inout SpanFile) {
    guard let list else { return }
    for tag in list.elements {
      if let key = tag["key"], let value = tag["value"] { take(key, value, &file) }
    }
  }
}
