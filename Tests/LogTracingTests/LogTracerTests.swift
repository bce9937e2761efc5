import EventLog
import FileSystem
import Testing
import TraceAnalysis
import Tracing

@testable import LogTracing

/// What becomes of spans.
@Suite struct LogTracerTests {
  @Test
  func
    `a span is a call, what it is within its parent, and time that others run in is not its own`()
    throws
  {
    let run = try traced { tracer, _ in
      let dinner = tracer.start("dinner", at: 0)
      let chop = tracer.start("chop", within: dinner, at: 1_000)
      let heat = tracer.start("heat", within: dinner, at: 2_000)
      chop.end(4_000)
      heat.end(3_000)
      dinner.end(5_000)
    }
    #expect(
      run.story == [
        "dinner: 0 s to 5 s, succeeded", "chop: 1 s to 4 s, succeeded, within dinner",
        "heat: 2 s to 3 s, succeeded, within dinner",
      ])
    #expect(
      run.happenings(to: "dinner") == [
        "0 requested", "0 started", "1000 blocked",
        "4000 resumed after heat succeeded after chop succeeded", "5000 succeeded", "5000 released",
      ])
    #expect(run.log.header.clock == .wall)
    #expect(run.notes == TracingNotes(spans: 3))
    let analysis = Analysis(run.log)
    #expect(analysis.measures.makespan == 5_000_000_000)
    #expect(analysis.traceKind == .requests)
  }

  @Test func `what begins when another within the same span has ended follows from that`() throws {
    let run = try traced { tracer, _ in
      let outer = tracer.start("outer", at: 0)
      tracer.start("first", within: outer, at: 0).end(10)
      tracer.start("second", within: outer, at: 10).end(20)
      outer.end(20)
    }
    #expect(
      run.happenings(to: "second").first == "10 requested after outer resumed")
  }

  @Test func `a thousand tasks at once lose nothing, and every parent is right`() async throws {
    let run = try await tracedLive { tracer in
      await tracer.withSpan("all") { _ in
        await withTaskGroup(of: Void.self) { group in
          for number in 0..<1_000 {
            group.addTask {
              await tracer.withSpan("task \(number)") { _ in
                await withTaskGroup(of: Void.self) { inner in
                  for part in 0..<3 {
                    inner.addTask {
                      tracer.withSpan("part \(part)") { $0.attributes["of"] = "task \(number)" }
                    }
                  }
                }
                await Task.yield()
              }
            }
          }
        }
      }
    }
    let (calls, parents) = (run.log.allCalls, run.parents)
    #expect(run.notes == TracingNotes(spans: 4_001))
    #expect(calls.count == 4_001 && calls.allSatisfy { $0.status == .succeeded })
    let wrong = calls.filter { call in
      let parent = parents[call.number].flatMap { $0 > 0 ? calls[Int($0) - 1] : nil }
      return switch call.component.prefix(4) {
      case "part": call.arguments != "of=\(parent?.component ?? "none")"
      case "task": parent?.component != "all"
      default: parent != nil
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [
    (nil, nil, CallLife.Ending.succeeded, ""),
    ("no such order", nil, .failed, "no such order"),
    ("no such order", SpanStatus(code: .error), .failed, "no such order"),
    ("no such order", SpanStatus(code: .error, message: "not found"), .failed, "not found"),
    ("no such order", SpanStatus(code: .ok), .succeeded, ""),
    (nil, SpanStatus(code: .error), .failed, "error"),
    ("first line\nsecond line", nil, .failed, "first line"),
    (String(repeating: "x", count: 500), nil, .failed, String(repeating: "x", count: 199) + "…"),
  ])
  func `errors fail calls, unless their status says that it went well`(
    error: String?, status: SpanStatus?, ending: CallLife.Ending, reason: String
  ) throws {
    let run = try traced { tracer, _ in
      let span = tracer.start("ask", at: 0)
      if let error { span.recordError(Wrong(description: error)) }
      if let status { span.setStatus(status) }
      span.end(1)
    }
    #expect(run.log.allCalls.map(\.status) == [ending])
    #expect(run.log.allCalls.map(\.reason) == [reason])
  }

  @Test func `an error that is thrown out of a span is why its call failed`() async throws {
    let run = try await tracedLive { tracer in
      try? tracer.withSpan("ask") { _ in throw Wrong(description: "too late") }
    }
    #expect(run.log.allCalls.map(\.reason) == ["too late"])
  }

  @Test func `links are causes that the log has for sure`() throws {
    let run = try traced { tracer, _ in
      let mail = tracer.start("mail", at: 0)
      mail.end(1)
      let batch = tracer.start("batch", at: 2)
      batch.addLink(mail)
      batch.addLink(SpanLink(context: .topLevel, attributes: ["why": "unknown"]))
      batch.addLink(batch)
      batch.end(3)
    }
    #expect(run.happenings(to: "batch").first == "2 requested after mail succeeded")
    let seq = run.log.events.indices.first { run.log.events[$0].call == 2 } ?? 0
    #expect(run.log.causes(of: seq).map(\.isInferred) == [false])
    #expect(run.notes == TracingNotes(spans: 2, linksElsewhere: 2, attributesLeftOut: 1))
  }

  @Test func `a link that comes while the span runs leads to its end`() throws {
    let run = try traced { tracer, _ in
      let (one, other) = (tracer.start("one", at: 0), tracer.start("other", at: 0))
      tracer.forceFlush()
      one.end(1)
      other.addLink(one)
      other.end(2)
    }
    #expect(run.happenings(to: "other").contains("2 succeeded after one succeeded"))
  }

  @Test func `names are those that spans had at their ends, also of what had been written before`()
    throws
  {
    let run = try traced { tracer, file in
      let request = tracer.start("HTTP GET route not found", at: 0)
      let inner = tracer.start("query", within: request, at: 1)
      tracer.forceFlush()
      let before = try Log.read(file.bytes).log
      #expect(before.allCalls.map(\.component) == ["HTTP GET route not found", "query"])
      #expect(!before.isClosed)
      request.operationName = "/orders/:id"
      request.attributes["url.path"] = "/orders/17"
      inner.end(2)
      request.end(3)
      request.operationName = "too late"
    }
    #expect(
      run.story == [
        "/orders/:id with /orders/17: 0 s to 3 ms, succeeded",
        "query: 1 ms to 2 ms, succeeded, within /orders/:id",
      ])
  }

  @Test func `what was written stands if the program is killed`() throws {
    let file = TemporaryFile()
    let tracer = try LogTracer(writingTo: file.path, name: "test")
    let outer = tracer.startSpan("outer")
    tracer.withSpan("inner", context: outer.context) { _ in }
    tracer.forceFlush()
    let reading = try Log.read(file.bytes)
    #expect(reading.tornTail.isEmpty && !reading.log.isClosed)
    #expect(reading.log.allCalls.map(\.status) == [.running, .succeeded])
    try tracer.close()
    #expect(try Log.read(file.bytes).log.isClosed)
  }
}

extension CallLife {
  typealias Ending = RunState.Status
}

struct Wrong: Error, CustomStringConvertible {
  var description: String
}
