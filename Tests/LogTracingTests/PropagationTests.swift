import EventLog
import Testing
import Tracing

@testable import LogTracing

/// A dictionary as what is sent.
struct Headers: Injector, Extractor {
  func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
    carrier[key] = value
  }

  func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
}

/// What processes tell each other.
@Suite struct PropagationTests {
  @Test(arguments: [
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true),
    ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-what later versions say", true),
    ("", false),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", false),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", false),
    ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more", false),
    ("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false),
    ("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01", false),
    ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
    ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false),
    ("00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false),
  ])
  func `a traceparent is read as the recommendation of the W3C has it`(text: String, isValid: Bool)
  {
    let parent = TraceParent(text)
    #expect((parent != nil) == isValid)
    if let parent, text.hasPrefix("00") { #expect(parent.description == text) }
  }

  @Test func `a span that comes back through a carrier is the parent`() throws {
    let run = try traced { tracer, _ in
      let client = tracer.start("client", at: 0)
      var headers: [String: String] = [:]
      tracer.inject(client.context, into: &headers, using: Headers())
      #expect(headers.keys.sorted() == ["traceparent"])
      var context = InstrumentationContext.topLevel
      tracer.extract(headers, into: &context, using: Headers())
      let server = tracer.startSpan("server", context: context, at: At(1))
      server.end(2)
      client.end(3)
    }
    #expect(
      run.story == [
        "client: 0 s to 3 ms, succeeded", "server: 1 ms to 2 ms, succeeded, within client",
      ])
  }

  @Test func `two logs tell of a span that went from one to the other in the same words`() throws {
    var headers: [String: String] = ["tracestate": "vendor=1"]
    let client = try traced { tracer, _ in
      let span = tracer.start("client", at: 0)
      tracer.inject(span.context, into: &headers, using: Headers())
      span.end(at: DefaultTracerClock.now)
    }
    var onward: [String: String] = [:]
    let server = try traced { tracer, _ in
      var context = InstrumentationContext.topLevel
      tracer.extract(headers, into: &context, using: Headers())
      let span = tracer.startSpan("server", context: context, at: At(1))
      tracer.inject(span.context, into: &onward, using: Headers())
      span.end(at: DefaultTracerClock.now)
    }
    #expect(points(of: client) == [headers["traceparent"]])
    #expect(points(of: server) == [headers["traceparent"], onward["traceparent"]])
    #expect(server.parents == [1: 0])
    // The same trace, another span, and what others want to be handed on.
    #expect(
      onward["traceparent"]?.dropFirst(3).prefix(32)
        == headers["traceparent"]?.dropFirst(3).prefix(32))
    #expect(onward["traceparent"] != headers["traceparent"])
    #expect(onward["tracestate"] == "vendor=1")
  }

  @Test func `what is handed on while others run within is told when it runs on`() throws {
    let run = try traced { tracer, _ in
      let outer = tracer.start("outer", at: 0)
      let inner = tracer.startSpan("inner", context: outer.context, at: DefaultTracerClock.now)
      var headers: [String: String] = [:]
      tracer.inject(outer.context, into: &headers, using: Headers())
      inner.end()
      outer.end()
    }
    #expect(points(of: run).count == 1)
  }

  @Test func `what cannot be read leaves the context alone`() throws {
    _ = try traced { tracer, _ in
      var context = InstrumentationContext.topLevel
      tracer.extract(["traceparent": "nonsense"], into: &context, using: Headers())
      #expect(context.isEmpty)
      var headers: [String: String] = [:]
      tracer.inject(context, into: &headers, using: Headers())
      #expect(headers.isEmpty)
    }
  }

  @Test func `an active span is found by its context until it ends`() throws {
    _ = try traced { tracer, _ in
      let span = tracer.start("span", at: 0)
      #expect(tracer.activeSpan(identifiedBy: span.context)?.operationName == "span")
      span.end(1)
      #expect(tracer.activeSpan(identifiedBy: span.context) == nil)
      #expect(tracer.activeSpan(identifiedBy: .topLevel) == nil)
    }
  }

  private func points(of run: TracedRun) -> [String?] {
    run.log.events.compactMap { event in
      if case .callProgressed(let point) = event.kind { run.log.names[point] } else { nil }
    }
  }
}
