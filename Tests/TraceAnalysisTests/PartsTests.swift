import EventLog
import Testing
import TraceAnalysis

/// Logs that no scenario gives yet: calls that run, ask for others, wait, and run on.
@Suite struct PartsTests {
  private let second: Nanoseconds = 1_000_000_000

  /// A parent runs 2 s, waits for a child of 3 s, runs 1 s more.
  private func parentAndChild() -> Log {
    var builder = LogBuilder(
      header: LogHeader(name: "trace", origin: .trace(format: "by hand", part: 0)))
    let (parent, child) = (builder.intern("parent"), builder.intern("child"))
    builder.append(
      .callRequested(parent: 0, step: 0, arguments: .none), at: 0, parent, call: 1)
    let start = builder.append(
      .callStarted(machine: .none, slot: 0), at: 0, parent, call: 1)
    builder.cause(1, .program)
    let request = builder.append(
      .callRequested(parent: 1, step: 0, arguments: .none), at: 2 * second, child, call: 2)
    builder.cause(start, .program)
    let blocked = builder.append(.callBlocked(on: 2), at: 2 * second, parent, call: 1)
    builder.cause(start, .program)
    let childStart = builder.append(
      .callStarted(machine: .none, slot: 0), at: 2 * second, child, call: 2)
    builder.cause(request, .program)
    let childEnd = builder.append(.callSucceeded, at: 5 * second, child, call: 2)
    builder.cause(childStart, .program)
    let resumed = builder.append(.callResumed, at: 5 * second, parent, call: 1)
    builder.cause(blocked, .program)
    builder.cause(childEnd, .data, isInferred: true)
    builder.append(.callSucceeded, at: 6 * second, parent, call: 1)
    builder.cause(resumed, .program)
    return builder.close()
  }

  @Test func `a blocked call does not run, and its drag takes all of its running away`() {
    let run = Analysis(parentAndChild())
    #expect(run.measures.work == 6 * second)
    #expect(run.measures.span == 6 * second)
    #expect(run.table[1].running == 3 * second)
    #expect(run.slack.drag == [3 * second, 3 * second])
    #expect(run.slack.total == [0, 0])
    #expect(run.criticalPath.parts.map(\.call) == [1, 2, 1])
    #expect(run.observedPath.parts.map(\.call) == [1, 2, 1])
    #expect(run.observedPath.parts.map(\.via) == [nil, .data, nil])
  }

  @Test func `a trace without dependencies has no floor`() {
    var builder = LogBuilder(
      header: LogHeader(name: "trace", origin: .trace(format: "by hand", part: 0)))
    for call in 1...2 as ClosedRange<CallNumber> {
      let name = builder.intern("call_\(call)")
      let at = Nanoseconds(call - 1) * second
      let request = builder.append(
        .callRequested(parent: 0, step: 0, arguments: .none), at: at, name, call: call)
      let start = builder.append(
        .callStarted(machine: .none, slot: 0), at: at, name, call: call)
      builder.cause(request, .program)
      builder.append(.callSucceeded, at: at + second, name, call: call)
      builder.cause(start, .program)
    }
    let run = Analysis(builder.close())
    #expect(run.measures.floor == nil)
    #expect(run.measures.areMachinesInferred)
    #expect(run.measures.machines == 1)
    #expect(run.observedPath.parts.map(\.kind) == [.unexplained, .running])
  }

  @Test func `a log that was not closed is measured as far as it goes`() throws {
    let bytes = parentAndChild().encoded()
    let lines = bytes.split(separator: UInt8(ascii: "\n")).prefix(6)
    let cut = try Log.read(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).log
    let run = Analysis(cut)
    #expect(!run.isFinished)
    #expect(run.measures.makespan == 2 * second)
    #expect(run.measures.work == 2 * second)
  }
}
