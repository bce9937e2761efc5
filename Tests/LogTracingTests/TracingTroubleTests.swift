import EventLog
import FileSystem
import TestSupport
import Testing
import TraceAnalysis
import Tracing

@testable import LogTracing

/// What is wrong with spans, and what becomes of it: nothing traps, everything is counted, and the log is sound.
@Suite struct TracingTroubleTests {
  @Test func `spans that never end are stopped when the tracer is closed, the innermost first`()
    throws
  {
    let run = try traced { tracer, _ in
      let outer = tracer.start("outer", at: 0)
      _ = tracer.start("inner", within: outer, at: 1)
    }
    #expect(run.log.allCalls.map(\.status) == [.stopped, .stopped])
    #expect(run.log.allCalls.map(\.reason) == ["it had not ended", "it had not ended"])
    let ends = run.log.events.filter(\.endsCall).map(\.call)
    #expect(ends == [2, 1])
    #expect(run.notes == TracingNotes(spans: 2, stopped: 2))
  }

  @Test func `a span that ends again has ended once`() throws {
    let run = try traced { tracer, _ in
      let span = tracer.start("once", at: 0)
      span.end(1)
      span.end(9)
      #expect(!span.isRecording)
    }
    #expect(run.story == ["once: 0 s to 1 ms, succeeded"])
    #expect(run.notes == TracingNotes(spans: 1, endedTwice: 1))
  }

  @Test func `a span that outlives the one that it is within was waited for as long as that ran`()
    throws
  {
    let run = try traced { tracer, _ in
      let outer = tracer.start("outer", at: 0)
      let inner = tracer.start("inner", within: outer, at: 1)
      outer.end(2)
      inner.end(5)
    }
    #expect(
      run.story == [
        "outer: 0 s to 2 ms, succeeded", "inner: 1 ms to 5 ms, succeeded, within outer",
      ])
    #expect(run.notes == TracingNotes(spans: 2, outlived: 1))
    #expect(
      run.happenings(to: "outer").suffix(3) == [
        "2 resumed after inner progressed", "2 succeeded", "2 released",
      ])
  }

  @Test func `a span that starts when the one that it is within has ended follows from it`() throws
  {
    let run = try traced { tracer, _ in
      let outer = tracer.start("outer", at: 0)
      outer.end(2)
      tracer.start("later", within: outer, at: 3).end(4)
    }
    #expect(run.happenings(to: "later").first == "3 requested after outer succeeded")
    #expect(run.parents == [1: 0, 2: 0])
    #expect(run.notes == TracingNotes(spans: 2))
  }

  @Test func `instants that are told in any order are put in the order of time`() throws {
    let run = try traced { tracer, _ in
      let late = tracer.start("late", at: 5)
      let early = tracer.start("early", at: 1)
      late.end(6)
      early.end(2)
    }
    #expect(run.story == ["early: 1 ms to 2 ms, succeeded", "late: 5 ms to 6 ms, succeeded"])
    #expect(run.notes.moved == 0)
  }

  @Test func `instants that cannot be are told at the next that can, and counted`() throws {
    let run = try traced { tracer, _ in
      let outer = tracer.start("outer", at: -7)
      let inner = tracer.start("inner", within: outer, at: 10)
      tracer.forceFlush()
      // Before the start of the outer one, and of itself.
      let other = tracer.start("other", at: 20)
      let within = tracer.start("within", within: other, at: 15)
      within.end(14)
      // Before what has been written.
      inner.end(5)
      other.end(30)
      outer.end(31)
    }
    #expect(
      run.story == [
        "outer: 0 s to 31 ms, succeeded", "inner: 10 ms to 10 ms, succeeded, within outer",
        "other: 20 ms to 30 ms, succeeded", "within: 20 ms to 20 ms, succeeded, within other",
      ])
    #expect(run.notes == TracingNotes(spans: 4, moved: 4))
  }

  @Test func `an end in the future is that of the log`() throws {
    let file = TemporaryFile()
    let tracer = try LogTracer(writingTo: file.path, name: "test")
    tracer.startSpan("long").end(
      at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: .max))
    let notes = try tracer.close()
    #expect(notes == TracingNotes(spans: 1, moved: 1))
    #expect(try Log.read(file.bytes).log.end < 3_600_000_000_000)
  }

  @Test
  func
    `what starts or ends when the tracer is closed is not recorded, and closing again gives the same`()
    throws
  {
    let file = TemporaryFile()
    let tracer = try LogTracer(writingTo: file.path, name: "test")
    let open = tracer.startSpan("open")
    let notes = try tracer.close()
    let bytes = file.bytes
    #expect(!open.isRecording)
    open.end()
    tracer.startSpan("too late").end()
    tracer.forceFlush()
    #expect(try tracer.close() == notes)
    #expect(file.bytes == bytes)
  }

  @Test func `a log is not written over another unless it is asked for`() throws {
    let file = TemporaryFile()
    try LogTracer(writingTo: file.path, name: "first").close()
    let error = #expect(throws: FileError.self) {
      try LogTracer(writingTo: file.path, name: "second")
    }
    #expect(
      error.map { "\($0)" }?.hasSuffix("it is there already and holds something else.") == true)
    try LogTracer(writingTo: file.path, name: "second", overwriting: true).close()
    #expect(try Log.read(file.bytes).log.header.name == "second")
  }

  @Test func `a file that cannot be written stops no span, and is told when the tracer is closed`()
    throws
  {
    let tracer = try LogTracer(writingTo: "/dev/full", name: "test")
    tracer.withSpan("work") { _ in }
    tracer.forceFlush()
    tracer.withSpan("more work") { _ in }
    let error = #expect(throws: FileError.self) { try tracer.close() }
    #expect(error?.reason == .system(28))
  }

  @Test(arguments: (0..<40).map { UInt64($0) })
  func `whatever spans do, the log is sound and its measures are in their order`(seed: UInt64)
    throws
  {
    var random = SeededGenerator(seed: seed)
    var started = 0
    let run = try traced { tracer, _ in
      var spans: [LogSpan] = []
      for step in 0..<120 {
        let time = Int64.random(in: 0..<10, using: &random) + Int64(step) * 2
        let other = spans.randomElement(using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
          spans.append(tracer.start("span \(step % 5)", within: other, at: time))
          started += 1
        case 4..<8: other?.end(time)
        case 8: if let other { spans.last?.addLink(other) }
        default:
          if step % 7 == 0 { tracer.forceFlush() }
          other?.operationName = "renamed"
          var carrier: [String: String] = [:]
          tracer.inject(other?.context ?? .topLevel, into: &carrier, using: Headers())
        }
      }
    }
    #expect(run.notes.spans == started && run.log.allCalls.count == started)
    let analysis = Analysis(run.log)
    let measures = analysis.measures
    #expect(0 <= measures.span && measures.span <= measures.makespan)
    #expect(measures.lowerBound <= measures.makespan)
    var end: Nanoseconds = 0
    for part in analysis.observedPath.parts {
      #expect(part.start == end)
      end = part.end
    }
    #expect(end == measures.makespan)
  }
}
