import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Calls of any trace, laid out on lanes and within one another.
@Suite struct RunLayoutTests {
  private func layout(
    _ calls: [RecordedCall], on machines: [RecordedMachine] = [RecordedMachine(name: "lane")]
  ) -> RunLayout {
    RunLayout(
      calls, on: machines,
      header: LogHeader(name: "run", origin: .trace(format: "test", part: 1)))
  }

  private func sound(_ layout: RunLayout, _ place: Comment = "") throws {
    try expectSound(Import(log: layout.log, notes: [], parts: 1), place)
  }

  @Test func `a call is blocked while others run within it`() throws {
    let run = layout([
      RecordedCall(name: "outer", start: 0, end: 100),
      RecordedCall(name: "a", parent: 0, start: 10, end: 40),
      RecordedCall(name: "b", parent: 0, start: 30, end: 60),
      RecordedCall(name: "c", parent: 0, start: 70, end: 80),
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

  @Test func `what goes beyond the call it is in is cut off and counted`() throws {
    let run = layout([
      RecordedCall(name: "outer", start: 0, end: 100),
      RecordedCall(name: "late", parent: 0, start: 90, end: 200),
      RecordedCall(name: "after", parent: 0, start: 150, end: 200),
    ])
    try sound(run)
    #expect(run.clipped == 2)
    #expect(run.log.end == 100)
  }

  @Test func `calls of a thread follow from one another, those on slots from a slot`() throws {
    let thread = layout([
      RecordedCall(name: "a", lane: .thread("main"), start: 0, end: 10),
      RecordedCall(name: "b", lane: .thread("main"), start: 10, end: 30),
    ])
    try sound(thread)
    #expect(Analysis(thread.log).measures.span == 30)
    let slots = layout([
      RecordedCall(name: "a", start: 0, end: 10), RecordedCall(name: "b", start: 10, end: 30),
    ])
    try sound(slots)
    #expect(Analysis(slots.log).measures.span == 20)
    #expect([thread.inferredEdges, slots.inferredEdges] == [1, 1])
  }

  @Test func `calls may fail or be stopped`() throws {
    let run = layout([
      RecordedCall(name: "a", start: 0, end: 10, status: .failed("exit 1")),
      RecordedCall(name: "b", start: 0, end: 20, status: .stopped("killed")),
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
    var calls: [RecordedCall] = []
    for index in 0..<Int.random(in: 1...25, using: &generator) {
      let start = Nanoseconds.random(in: 0...30, using: &generator)
      var call = RecordedCall(
        name: "c\(index)", start: start,
        end: start + .random(in: 0...12, using: &generator))
      call.lane = [.pool(0), .pool(1), .thread("t"), .thread("u")].randomElement(using: &generator)!
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
    }
    let pool = RecordedMachine(name: "pool", slots: Int.random(in: 1...3, using: &generator))
    try sound(layout(calls, on: [RecordedMachine(name: "job"), pool]), "seed \(seed)")
  }
}
