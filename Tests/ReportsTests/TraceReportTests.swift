import EventLog
import Reports
import Testing
import TraceAnalysis
import TraceFormats

/// What reports say of traces of which only the order is recorded in which things ran.
@Suite struct TraceReportTests {
  private func run(_ events: String..., name: String = "trace") throws -> Analysis {
    let bytes = Array("[\(events.joined(separator: ","))]".utf8)
    guard case .trace(let format)? = InputFormat(of: bytes) else {
      Issue.record("no trace")
      throw CancellationError()
    }
    return Analysis(try format.read(TraceInput(bytes: bytes, name: name)).log)
  }

  private func x(_ name: String, _ thread: String, _ ms: ClosedRange<Int>) -> String {
    #"{"ph":"X","name":"\#(name)","pid":1,"tid":"\#(thread)","ts":\#(ms.lowerBound * 1000),"#
      + #""dur":\#(ms.count * 1000 - 1000)}"#
  }

  private func summary(_ run: Analysis) -> String {
    SummaryReport(Comparison(run: run, baseline: .work)).text
  }

  @Test func `a thread that is busy nearly all the time is said to bind the run`() throws {
    let text = summary(
      try run(
        x("load", "loader", 0...95), x("train", "main", 0...40),
        x("_thread.lock.acquire", "main", 40...95), x("train", "main", 95...100)))
    #expect(
      text.contains(
        "bound by thread loader, which was busy for 95 % of the time; thread main for 45 % (55 % "
          + "waiting for others)"), "\(text)")
    #expect(text.contains("floor unknown: dependencies not recorded"))
    #expect(!text.contains("one more"))
  }

  @Test func `where no thread is busy all the time, the busiest are told`() throws {
    let text = summary(try run(x("a", "one", 0...50), x("b", "two", 50...100)))
    #expect(text.contains("no thread was busy all the time"))
    #expect(
      text.contains("the busiest was thread one, for 50 % of the time; thread two for 50 %"),
      "\(text)")
  }

  @Test func `what ran longest is told by component, without what ran within it`() throws {
    let text = summary(
      try run(
        x("outer", "one", 0...100), x("inner", "one", 10...40), x("inner", "one", 50...90)))
    #expect(text.contains("inner  70 ms  70 % of work  2 calls"), "\(text)")
    #expect(text.contains("outer  30 ms  30 % of work   1 call"), "\(text)")
  }

  @Test func `runs that share nearly all their work are the same work, whatever else they call`()
    throws
  {
    let before = try run(x("load", "main", 0...50), x("train", "main", 50...100), name: "before")
    let after = try run(
      x("load", "loader", 0...50), x("queue", "loader", 50...51), x("get", "main", 0...1),
      x("put", "main", 1...2), x("train", "main", 20...70), name: "after")
    #expect(SharedWork(before, after).isSameWork)
    let answer = Comparison(of: after, with: before, names: ("before", "after")).answer
    #expect(answer.hasPrefix("before → after: 100 ms → 70 ms, saved 30 ms (1.43×)"), "\(answer)")
  }

  @Test func `a small part of a run done again is not the same work`() throws {
    let all = try run(x("a", "main", 0...50), x("b", "main", 50...100), x("c", "main", 100...150))
    let part = try run(x("c", "main", 0...50))
    #expect(!SharedWork(all, part).isSameWork)
    #expect(!SharedWork(part, all).isSameWork)
  }
}
