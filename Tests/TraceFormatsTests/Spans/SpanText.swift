import EventLog
import TraceAnalysis

@testable import TraceFormats

/// A span, as these tests say it; times are in milliseconds, behind a moment of 2023.
struct SpanText {
  var id: String
  var parent: String?
  var service = "s"
  var start: Int64?
  var end: Int64?
  var name: String?
  var trace = "1"
  var kind = 0
  var links: [String] = []

  init(
    _ id: String, in parent: String? = nil, of service: String = "s", _ start: Int64?,
    _ end: Int64?, name: String? = nil, trace: String = "1", kind: Int = 0, links: [String] = []
  ) {
    self.id = id
    self.parent = parent
    self.service = service
    self.start = start
    self.end = end
    self.name = name
    self.trace = trace
    self.kind = kind
    self.links = links
  }

  /// It in OTLP, as a document of its own.
  var otlp: String {
    var fields = [#""traceId":"\#(trace)""#, #""spanId":"\#(id)""#, #""name":"\#(name ?? id)""#]
    fields.append(#""kind":\#(kind)"#)
    if let parent { fields.append(#""parentSpanId":"\#(parent)""#) }
    for (key, time) in [("start", start), ("end", end)] {
      // Not in whole milliseconds, which would be taken for times that were cut to these.
      guard let time else { continue }
      fields.append(#""\#(key)TimeUnixNano":"\#(1_700_000_000_000_000_123 + time * 1_000_000)""#)
    }
    let list = links.map { #"{"traceId":"\#(trace)","spanId":"\#($0)"}"# }.joined(separator: ",")
    fields.append(#""links":[\#(list)]"#)
    return #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":"#
      + #"{"stringValue":"\#(service)"}}]},"scopeSpans":[{"spans":[{"#
      + fields.joined(separator: ",") + "}]}]}]}"
  }
}

/// Reads spans as one OTLP file.
func read(_ spans: SpanText..., trace: Int? = nil) throws -> Import {
  try read(spans, trace: trace)
}

/// Reads spans as one OTLP file.
func read(_ spans: [SpanText], trace: Int? = nil) throws -> Import {
  var input = SpanSamples.input(spans.map { $0.otlp + "\n" }.joined())
  input.part = trace
  return try TraceFormat.otlp.read(input)
}

extension Import {
  /// What was decided, but for what changes nothing.
  var decisions: [String] { notes.filter { $0.kind != .inherent }.map(\.sentence) }

  /// The calls with the calls that they are within: `order 0–100`, `ask 10–50 in order`.
  var tree: [String] {
    let calls = Analysis(log).calls
    return calls.map { call in
      let (start, end) = ((call.startedAt ?? -1) / 1_000_000, (call.endedAt ?? -1) / 1_000_000)
      let parent = call.parent == 0 ? nil : calls[Int(call.parent) - 1]
      return "\(log.names[call.component]) \(start)–\(end)"
        + (parent.map { " in \(log.names[$0.component])" } ?? "")
    }
  }

  /// What calls came after by recorded or worked out `data` edges: `b after a`.
  var links: [String] {
    log.events.indices.flatMap { seq -> [String] in
      guard case .callRequested(let parent, _, _) = log.events[seq].kind else { return [] }
      // What is within another follows from what came before it there, by its times alone.
      let causes = log.causes(of: seq).filter {
        $0.edge == .data && (parent == 0 || !$0.isInferred)
      }
      return causes.map { cause in
        let (to, from) = (log.events[seq], log.events[Int(cause.seq)])
        return "\(log.names[to.component]) after \(log.names[from.component])"
          + (cause.isInferred ? "?" : "")
      }
    }
  }
}
