import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Calls of any trace, laid out on lanes and within one another.
@Suite struct RunLayoutTests {
  /// A run of calls on lanes, the first of which all calls on limited lanes share.
  private func layout(
    _ calls: [Call], on pools: [(name: String, slots: Int?)] = []
  ) throws -> RunLayout {
    var run = RecordedRun()
    let jobs = run.addLane("lane", order: .limited(slots: nil))
    run.sharedLane = jobs
    for pool in pools { _ = run.addLane(pool.name, order: .limited(slots: pool.slots)) }
    var threads: [String: Int32] = [:]
    for call in calls {
      var lane: Int32?
      switch call.lane {
      case .pool(let place): lane = jobs + Int32(place)
      case .parent: lane = nil
      case .thread(let name), .service(let name):
        if threads[name] == nil {
          let isThread = call.lane == .thread(name)
          threads[name] = run.addLane(name, order: isThread ? .sequential : .independent)
        }
        lane = threads[name]
      }
      var status = RecordedCall.Status.succeeded
      if let reason = call.failure { status = .failed(run.texts.intern(reason)) }
      if let reason = call.stop { status = .stopped(run.texts.intern(reason)) }
      run.add(
        call.name, parent: call.parent.map(Int32.init), lane: lane, start: call.start,
        end: call.end, status: status)
    }
    return try RunLayout(
      run, header: LogHeader(name: "run", origin: .trace(format: "test", part: 1)))
  }

  /// A call, as these tests say it.
  private struct Call {
    enum Lane: Equatable {
      case pool(Int)
      case thread(String)
      case service(String)
      case parent
    }

    var name: String
    var parent: Int?
    var lane = Lane.pool(0)
    var start: Nanoseconds
    var end: Nanoseconds
    var failure: String?
    var stop: String?
  }

  private func sound(_ layout: RunLayout, _ place: Comment = "") throws {
    try expectSound(Import(log: layout.log, notes: [], parts: 1), place)
  }

  @Test func `a call is blocked while others run within it`() throws {
    let run = try layout([
      Call(name: "outer", start: 0, end: 100),
      Call(name: "a", parent: 0, lane: .parent, start: 10, end: 40),
      Call(name: "b", parent: 0, lane: .parent, start: 30, end: 60),
      Call(name: "c", parent: 0, lane: .parent, start: 70, end: 80),
    ])
    try sound(run)
    let analysis = Analysis(run.log)
    // 0 to 10, 60 to 70 and 80 to 100.
    #expect(analysis.table[1].running == 40)
    #expect(analysis.measures.work == 40 + 30 + 30 + 10)
    #expect(analysis.table[2].parent == 1)
    // No importer knows that a caller had to wait.
    #expect(!run.log.causes.contains { $0.edge == .blocking })
  }

  @Test func `a call goes on when all that ran within it have ended, so each may be only so late`()
    throws
  {
    let run = try layout([
      Call(name: "outer", start: 0, end: 100),
      Call(name: "short", parent: 0, lane: .parent, start: 10, end: 40),
      Call(name: "long", parent: 0, lane: .parent, start: 10, end: 60),
    ])
    try sound(run)
    let slack = Analysis(run.log).slack.total
    #expect(slack == [0, 20, 0])
    #expect(run.inferredEdges == 2)
  }

  @Test func `what goes beyond the call it is in is cut off and counted`() throws {
    let run = try layout([
      Call(name: "outer", start: 0, end: 100),
      Call(name: "late", parent: 0, lane: .parent, start: 90, end: 200),
      Call(name: "after", parent: 0, lane: .parent, start: 150, end: 200),
    ])
    try sound(run)
    #expect(run.clipped == 2)
    #expect(run.log.end == 100)
  }

  @Test func `calls of a thread follow from one another, those on slots from a slot`() throws {
    let thread = try layout([
      Call(name: "a", lane: .thread("main"), start: 0, end: 10),
      Call(name: "b", lane: .thread("main"), start: 10, end: 30),
    ])
    try sound(thread)
    #expect(Analysis(thread.log).measures.span == 30)
    let slots = try layout([
      Call(name: "a", start: 0, end: 10), Call(name: "b", start: 10, end: 30),
    ])
    try sound(slots)
    #expect(Analysis(slots.log).measures.span == 20)
    #expect([thread.inferredEdges, slots.inferredEdges] == [1, 1])
  }

  @Test func `calls may fail or be stopped`() throws {
    let run = try layout([
      Call(name: "a", start: 0, end: 10, failure: "exit 1"),
      Call(name: "b", start: 0, end: 20, stop: "killed"),
    ])
    try sound(run)
    let ends = run.log.events.filter(\.endsCall).map(\.kind)
    #expect(ends.count == 2)
    guard case .callFailed = ends[0], case .callStopped = ends[1] else {
      Issue.record("\(ends)")
      return
    }
  }

  @Test(arguments: 0..<300)
  func `whatever lies within whatever, the run is sound`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var calls: [Call] = []
    for index in 0..<Int.random(in: 1...25, using: &generator) {
      let start = Nanoseconds.random(in: 0...30, using: &generator)
      var call = Call(
        name: "c\(index)", start: start,
        end: start + .random(in: 0...12, using: &generator))
      call.lane = [.pool(0), .pool(1), .thread("t"), .thread("u"), .service("s")]
        .randomElement(using: &generator)!
      calls.append(call)
    }
    calls.sort { ($0.start, $1.end) < ($1.start, $0.end) }
    let begin = calls[0].start
    for index in calls.indices {
      calls[index].start -= begin
      calls[index].end -= begin
    }
    for index in calls.indices.dropFirst() where Bool.random(using: &generator) {
      calls[index].parent = Int.random(in: 0..<index, using: &generator)
      if Bool.random(using: &generator) { calls[index].lane = .parent }
    }
    let slots = Int.random(in: 1...3, using: &generator)
    try sound(layout(calls, on: [("pool", slots)]), "seed \(seed)")
  }
}
