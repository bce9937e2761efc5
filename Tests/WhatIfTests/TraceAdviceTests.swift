import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// What would make a recorded run shorter, worked out by hand.
@Suite struct TraceAdviceTests {
  private static let second: Nanoseconds = 1_000_000_000

  /// Tasks with their seconds and what they need, on so many workers.
  private func tasks(_ tasks: [(Int64, [Int])], workers: UInt32) -> TraceAdvice {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker", slots: workers)],
      components: tasks.enumerated().map { index, task in
        .init(name: "t\(index)", takes: .constant(task.0 * Self.second), machine: 0)
      }, tasks: TaskGraph(tasks.map(\.1)))
    return TraceAdvice(Analysis(model.run()), Rerun(model, LogHeader.Setup(text: "")))
  }

  /// Slices on threads, in milliseconds.
  private func threads(_ slices: [(thread: Int, name: String, start: Int, end: Int)]) throws
    -> TraceAdvice
  {
    let events = slices.map {
      #"{"ph":"X","pid":1,"tid":\#($0.thread),"name":"\#($0.name)","ts":\#($0.start * 1000),"dur":\#(($0.end - $0.start) * 1000)}"#
    }
    let input = TraceInput(bytes: Array("[\(events.joined(separator: ","))]".utf8), name: "threads")
    let format = try #require(TraceFormat.all.first { $0.name.contains("Chrome") })
    return TraceAdvice(Analysis(try format.read(input).log))
  }

  /// A step of 100 s after which all was over in 5 s, in a trace that does not say what waits for what.
  @Test func `what ran alone for long is named, though it is not recorded what waited for it`()
    throws
  {
    let rows = [("1", "A", 0, 10), ("2", "B", 11, 31), ("3", "B", 11, 111), ("4", "M", 112, 117)]
    let text = rows.map { row in
      let (start, end) = (1_795_837_000_000 + row.2 * 1_000, 1_795_837_000_000 + row.3 * 1_000)
      return "\(row.0)\t\(row.1)\tCOMPLETED\t0\t\(start)\t\(start)\t\(end)\t\(end - start)\n"
    }
    let header = "task_id\tname\tstatus\texit\tsubmit\tstart\tcomplete\trealtime\n"
    let format = try #require(TraceFormat.all.first { $0.name == "a trace of Nextflow" })
    let log = try format.read(TraceInput(bytes: Array((header + text.joined()).utf8), name: "nf"))
      .log
    let best = try #require(TraceAdvice(Analysis(log)).suggestions.first)
    #expect(best.change == "make B (call 3) take half its time, or split it")
    #expect(best.saves == 50 * Self.second && best.certainty == .atMost)
    #expect(best.caveats.first?.hasSuffix("it ran alone for 80 s") == true)
  }

  /// The next try of a request can only come after the one that failed.
  @Test(arguments: [(false, true), (true, false)])
  func `calls in a loop are told to run at once, and tries are not`(
    fails: Bool, isTold: Bool
  ) throws {
    func span(_ id: Int, _ name: String, _ start: Int, _ end: Int, tags: String = "{}") -> String {
      #"{"traceId":"1","id":"\#(id)","name":"\#(name)","timestamp":\#(start)000,"#
        + #""duration":\#(end - start)000,"tags":\#(tags),"#
        + (id > 1 ? #""parentId":"1","# : "") + #""localEndpoint":{"serviceName":"s"}}"#
    }
    let failed = fails ? #"{"error":"503"}"# : "{}"
    let spans = [
      span(1, "order", 10, 260), span(2, "pay", 20, 120, tags: failed), span(3, "pay", 130, 230),
    ]
    let format = try #require(TraceFormat.all.first { $0.name.contains("Zipkin") })
    let text = Array("[\(spans.joined(separator: ","))]".utf8)
    let log = try format.read(TraceInput(bytes: text, name: "spans")).log
    let changes = TraceAdvice(Analysis(log)).suggestions.map(\.change)
    #expect(changes.contains { $0.hasPrefix("run up to 2 calls of pay at once") } == isTold)
  }

  /// Without the first the second would never have been; what comes after something else that failed may need nothing of it.
  @Test func `a try is not told to run beside the one that failed`() throws {
    func told(
      _ nodes: [(id: String, type: String, phase: String, start: Int, end: Int, children: String)]
    )
      throws -> [String]
    {
      // On one slot nothing could run beside it.
      let texts = (nodes + [("other", "Pod", "Succeeded", 10, 12, "")]).map {
        #""\#($0.id)":{"name":"w.\#($0.id)","displayName":"\#($0.id)","type":"\#($0.type)","phase":"\#($0.phase)","#
          + #""startedAt":"2026-11-28T10:00:\#($0.start)Z","finishedAt":"2026-11-28T10:00:\#($0.end)Z","#
          + #""children":[\#($0.children)]}"#
      }
      let text =
        #"{"metadata":{"name":"w"},"status":{"nodes":{"# + texts.joined(separator: ",") + "}}}"
      let format = try #require(TraceFormat.all.first { $0.name == "a workflow of Argo" })
      let log = try format.read(TraceInput(bytes: Array(text.utf8), name: "w")).log
      return TraceAdvice(Analysis(log)).suggestions.map(\.change)
    }
    let tries = try told([
      ("fit", "Retry", "Succeeded", 10, 50, #""fit(0)","fit(1)""#),
      ("fit(0)", "Pod", "Failed", 10, 30, ""), ("fit(1)", "Pod", "Succeeded", 30, 50, ""),
    ])
    #expect(!tries.isEmpty && !tries.contains { $0.contains("not wait for") }, "\(tries)")
    let tasks = try told([
      ("fit", "Pod", "Failed", 10, 30, #""tell""#), ("tell", "Pod", "Succeeded", 30, 50, ""),
    ])
    #expect(tasks.contains("let tell not wait for fit"), "\(tasks)")
  }

  @Test(arguments: [10, 26, 60, 300])
  func `of a long chain the dependency in its middle is the one to be without`(count: Int) throws {
    let advice = tasks((0..<count).map { (1, $0 > 0 ? [$0 - 1] : []) }, workers: 4)
    let best = try #require(advice.suggestions.first)
    #expect(best.change == "let t\(count / 2) not wait for t\(count / 2 - 1)")
    #expect(best.saves == Int64(count / 2) * Self.second)
  }

  @Test func `one more worker is run, and the longest chain is the most it can save`() throws {
    let advice = tasks([(4, []), (4, []), (2, [])], workers: 1)
    let more = try #require(advice.suggestions.first { $0.change == "run one more worker at once" })
    #expect(more.saves == 4 * Self.second)
    #expect(more.atMost == 5 * Self.second)
    #expect(more.certainty == .exact)
    #expect(advice.suggestions[0] == more)
    #expect(advice.trials?.unchanged == 10 * Self.second)
  }

  @Test func `what saves nothing is not suggested, and what saves little is not worth it`() {
    let single = tasks([(4, [])], workers: 1)
    #expect(single.suggestions.map(\.change) == ["make t0 take half its time, or split it"])
    #expect(single.suggestions.allSatisfy(single.isWorthIt))
    let many = tasks((0..<100).map { _ in (1, []) }, workers: 100)
    #expect(many.suggestions.isEmpty)
    let chain = tasks((0..<100).map { (1, $0 == 0 ? [] : [$0 - 1]) }, workers: 1)
    #expect(!chain.suggestions.isEmpty)
    #expect(!chain.suggestions.contains(where: chain.isWorthIt))
  }

  @Test(arguments: [
    // Loading beside training: what is left is the longer of the two.
    ([(1, "load", 0, 30), (1, "train", 30, 80)], "load", 30),
    ([(1, "load", 0, 50), (1, "train", 50, 80)], "load", 30),
    // Another thread is busy for long: no more can be saved than down to that.
    ([(1, "load", 0, 50), (1, "train", 50, 100), (2, "log", 0, 80)], "load", 20),
  ])
  func `what of the busiest thread could run beside it saves no more than it leaves`(
    slices: [(Int, String, Int, Int)], name: String, saves: Int
  ) throws {
    let advice = try threads(slices.map { ($0.0, $0.1, $0.2, $0.3) })
    let suggestion = try #require(
      advice.suggestions.first { $0.change.hasPrefix("run \(name) beside the rest of ") })
    #expect(suggestion.saves == Nanoseconds(saves) * 1_000_000)
    #expect(suggestion.certainty == .atMost)
  }
}
