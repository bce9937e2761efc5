import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Runs of dbt: when a node has ended, what hooks wait for, and how many threads there were.
@Suite struct DbtTests {
  /// A node that ran, with times in milliseconds.
  private struct Node {
    var id: String
    var thread = "Thread-1 (worker)"
    var start: Int
    var completed: Int
    var whole: Int
    var needs: [String] = []
    var tags: [String] = []
  }

  private func time(_ milliseconds: Int) -> String {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    return
      "2026-11-28T10:00:\(seconds < 10 ? "0" : "")\(seconds).\(String(rest + 1_000).dropFirst())Z"
  }

  private func list(_ texts: [String]) -> String {
    "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }

  private func read(_ nodes: [Node], threads: Int) throws -> Import {
    let results = nodes.map {
      #"{"unique_id":"\#($0.id)","status":"success","thread_id":"\#($0.thread)","#
        + #""execution_time":\#(Double($0.whole) / 1_000),"timing":[{"name":"execute","#
        + #""started_at":"\#(time($0.start))","completed_at":"\#(time($0.completed))"}]}"#
    }
    let manifest = nodes.map {
      #""\#($0.id)":{"tags":\#(list($0.tags)),"depends_on":{"nodes":\#(list($0.needs))}}"#
    }
    return try readSound(
      TaskSamples.input(
        #"{"metadata":{"dbt_schema_version":"v6"},"args":{"threads":\#(threads),"which":"build"},"#
          + #""results":[\#(results.joined(separator: ","))]}"#,
        beside: ("manifest.json", #"{"nodes":{\#(manifest.joined(separator: ","))}}"#)))
  }

  /// The time that it took as a whole begins before its first timing, so it reaches too far from there.
  @Test func `a node of dbt ends before what needs it begins, where it was completed by then`()
    throws
  {
    let run = try read(
      [
        Node(id: "model.s.a", start: 0, completed: 1_000, whole: 1_010),
        Node(
          id: "model.s.b", thread: "Thread-2 (worker)", start: 1_004, completed: 2_000, whole: 990,
          needs: ["model.s.a"]),
        Node(
          id: "model.s.c", thread: "Thread-3 (worker)", start: 1_002, completed: 1_500, whole: 490,
          needs: ["model.s.a"]),
      ], threads: 3)
    #expect(run.taskWords == ["a 0–1.002", "c 1.002–1.5 after a", "b 1.004–2 after a"])
    #expect(!run.hasNote("had not ended"))
    #expect(Analysis(run.log).measures.floor == 1_998_000_000)
  }

  @Test func `a node of dbt that was completed after what needs it began was not needed`() throws {
    let run = try read(
      [
        Node(id: "model.s.a", start: 0, completed: 1_000, whole: 1_010),
        Node(
          id: "model.s.b", thread: "Thread-2 (worker)", start: 990, completed: 2_000, whole: 1_000,
          needs: ["model.s.a"]),
      ], threads: 2)
    #expect(run.taskWords == ["a 0–1.01", "b 0.99–2"])
    #expect(run.hasNote("1 dependency had not ended"))
  }
}
