internal import EventLog
internal import Formatting
internal import TraceAnalysis

extension TraceExport {
  /// OpenTelemetry's traces in JSON, as its protocol and its file exporter have them.
  static let otlp = TraceExport(
    word: "otlp", name: "OpenTelemetry spans", fileExtensions: [".otlp.json", ".otlp.jsonl"],
    write: { run throws(ExportError) in
      var writer = OTLPWriter(run)
      return writer.export()
    })
}

/// Writes a run as one trace: each call is a span within the span of the call that asked for it, and what else a
/// call followed from are links.
///
/// The whole is one line, as readers of files of such lines expect.
private struct OTLPWriter {
  private let run: ExportedRun
  private let ids: SpanIDs
  private var json = JSONSink()
  /// What each call followed from beside the call that asked for it.
  private var links: [[Link]]
  private var unlinked = 0

  /// When the run begins: a second after the year 1970 did, since 0 stands for no time.
  private static let start: Nanoseconds = 1_000_000_000

  private struct Link: Hashable {
    var call: CallNumber
    var edge: Edge
    var isInferred: Bool
  }

  init(_ run: ExportedRun) {
    self.run = run
    ids = SpanIDs(run.log)
    links = Array(repeating: [], count: run.calls.count)
    for (effect, event) in run.log.events.enumerated() where event.call > 0 {
      for cause in run.log.causes(of: effect) { add(cause, to: event) }
    }
    for place in links.indices where links[place].count > 1 {
      var seen: Set<Link> = []
      links[place].removeAll { !seen.insert($0).inserted }
    }
  }

  /// Keeps a cause that no nesting tells: a span cannot follow from the end of one within it, nor need it be said
  /// that one follows from the span that it is in.
  private mutating func add(_ cause: Cause, to event: Event) {
    let from = run.log.events[Int(cause.seq)].call
    guard from > 0, from != event.call else { return }
    let (sender, receiver) = (run.run.table[from], run.run.table[event.call])
    if sender.parent == event.call || receiver.parent == from { return }
    guard sender.startedAt != nil, receiver.startedAt != nil else { return }
    guard !cause.edge.isResource else {
      unlinked += 1
      return
    }
    links[Int(event.call) - 1].append(
      Link(call: from, edge: cause.edge, isInferred: cause.isInferred))
  }

  mutating func export() -> Export {
    json.beginObject()
    json.key("resourceSpans")
    json.beginArray()
    json.beginObject()
    json.key("resource")
    json.beginObject()
    json.key("attributes")
    json.beginArray()
    attribute("service.name", run.run.name)
    json.endArray()
    json.endObject()
    json.key("scopeSpans")
    json.beginArray()
    writeScopes()
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.newLine(closing: true)
    var notes = run.neverStartedNote
    if unlinked > 0 {
      notes.append(
        "Of \(counted(unlinked, "call")) it is not told from which it got its machine: whoever reads "
          + "links takes them for dependencies.")
    }
    return Export(bytes: json.bytes, notes: notes)
  }

  private mutating func writeScopes() {
    var callsOfLane = [[CallRecord]](repeating: [], count: run.lanes.all.count)
    for call in run.lanes.calls { callsOfLane[run.lanes.lane(of: call)].append(call) }
    for (lane, calls) in zip(run.lanes.all, callsOfLane) {
      json.beginObject()
      json.key("scope")
      json.beginObject()
      json.field("name", lane.title)
      json.endObject()
      json.key("spans")
      json.beginArray()
      for call in calls { write(call) }
      json.endArray()
      json.endObject()
    }
  }

  private mutating func write(_ call: CallRecord) {
    json.beginObject()
    json.field("traceId", ids.trace)
    json.field("spanId", ids.span(of: call.number))
    if call.parent > 0, run.run.table[call.parent].startedAt != nil {
      json.field("parentSpanId", ids.span(of: call.parent))
    }
    json.field("name", run.name(of: call))
    // An operation within an application.
    json.field("kind", 1)
    json.field("startTimeUnixNano", "\((call.startedAt ?? 0) + Self.start)")
    json.field("endTimeUnixNano", "\(ExportedRun.end(of: call) + Self.start)")
    json.key("attributes")
    json.beginArray()
    attribute("meanwhile.call", call.number)
    if !call.arguments.isNone {
      attribute("meanwhile.arguments", run.log.names[call.arguments])
    }
    attribute("meanwhile.status", run.status(of: call))
    if let reason = run.reason(of: call) { attribute("meanwhile.reason", reason) }
    attribute("meanwhile.requested_ns", call.requestedAt)
    attribute("meanwhile.running_ns", call.running)
    json.endArray()
    writeLinks(of: call)
    json.key("status")
    json.beginObject()
    if run.hasFailed(call) {
      json.field("code", 2)
      json.field("message", ifAny: run.reason(of: call))
    } else if !run.wasStopped(call) {
      json.field("code", 1)
    }
    json.endObject()
    json.endObject()
  }

  private mutating func writeLinks(of call: CallRecord) {
    let links = links[Int(call.number) - 1]
    guard !links.isEmpty else { return }
    json.key("links")
    json.beginArray()
    for link in links {
      json.beginObject()
      json.field("traceId", ids.trace)
      json.field("spanId", ids.span(of: link.call))
      json.key("attributes")
      json.beginArray()
      attribute("meanwhile.edge", link.edge.word)
      if link.isInferred { attribute("meanwhile.inferred", word: "boolValue", "true") }
      json.endArray()
      json.endObject()
    }
    json.endArray()
  }

  // MARK: Attributes

  private mutating func attribute(_ key: String, _ text: String) {
    beginAttribute(key)
    json.field("stringValue", text)
    endAttribute()
  }

  /// Whole numbers are texts, since readers may keep only 53 bits of a number.
  private mutating func attribute(_ key: String, _ number: some BinaryInteger) {
    beginAttribute(key)
    json.field("intValue", "\(number)")
    endAttribute()
  }

  private mutating func attribute(_ key: String, word: StaticString, _ value: String) {
    beginAttribute(key)
    json.field(word, word: value)
    endAttribute()
  }

  private mutating func beginAttribute(_ key: String) {
    json.beginObject()
    json.field("key", key)
    json.key("value")
    json.beginObject()
  }

  private mutating func endAttribute() {
    json.endObject()
    json.endObject()
  }
}
