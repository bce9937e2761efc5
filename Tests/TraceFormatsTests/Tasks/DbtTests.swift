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

  /// The time that it took as a whole begins before its first timing.
  @Test
  func `a node of dbt begins when what it needs has ended, where its first timing comes later`()
    throws
  {
    let run = try read(
      [
        Node(id: "model.s.a", start: 10, completed: 1_000, whole: 1_000),
        Node(
          id: "model.s.b", thread: "Thread-2 (worker)", start: 1_004, completed: 2_000,
          whole: 1_010,
          needs: ["model.s.a"]),
        Node(
          id: "model.s.c", thread: "Thread-3 (worker)", start: 1_002, completed: 1_500, whole: 490,
          needs: ["model.s.a"]),
      ], threads: 3)
    #expect(run.taskWords == ["a 0–1", "b 1–2 after a", "c 1.002–1.5 after a"])
    #expect(!run.hasNote("had not ended"))
    #expect(Analysis(run.log).measures.floor == 2_000_000_000)
  }

  @Test func `a node of dbt that was completed after what needs it began was not needed`() throws {
    let run = try read(
      [
        Node(id: "model.s.a", start: 0, completed: 1_000, whole: 1_000),
        Node(
          id: "model.s.b", thread: "Thread-2 (worker)", start: 990, completed: 2_000, whole: 1_020,
          needs: ["model.s.a"]),
      ], threads: 2)
    #expect(run.taskWords == ["a 0–1", "b 0.98–2"])
    #expect(run.hasNote("1 dependency had not ended"))
  }

  @Test func `hooks of dbt run one after the other, before all nodes and after all`() throws {
    func hook(_ name: String, _ start: Int, _ tag: String, needs: [String] = []) -> Node {
      Node(
        id: "operation.s.s-\(name)", thread: "main", start: start, completed: start + 100,
        whole: 100,
        needs: needs, tags: [tag])
    }
    let run = try read(
      [
        hook("on-run-start-0", 0, "on-run-start", needs: ["model.s.b"]),
        hook("on-run-start-1", 110, "on-run-start"),
        Node(id: "model.s.a", start: 220, completed: 520, whole: 300, needs: ["source.s.x"]),
        Node(
          id: "model.s.b", thread: "Thread-2 (worker)", start: 230, completed: 330, whole: 100),
        Node(
          id: "test.s.t.1", thread: "Thread-2 (worker)", start: 530, completed: 630, whole: 100,
          needs: ["model.s.a"]),
        hook("on-run-end-0", 700, "on-run-end"), hook("on-run-end-1", 800, "on-run-end"),
      ], threads: 2)
    #expect(
      run.taskWords == [
        "s-on-run-start-0 0–0.1", "s-on-run-start-1 0.11–0.21 after s-on-run-start-0",
        "a 0.22–0.52 after s-on-run-start-1", "b 0.23–0.33 after s-on-run-start-1",
        "t 0.53–0.63 after a", "s-on-run-end-0 0.7–0.8 after b, t",
        "s-on-run-end-1 0.8–0.9 after s-on-run-end-0",
      ])
    #expect(Analysis(run.log).measures.floor == 800_000_000)
  }

  @Test func `a run of dbt has as many threads as it was told to, though fewer were used`() throws {
    let nodes = (1...3).map {
      Node(
        id: "test.s.t\($0)", thread: "Thread-\($0) (worker)", start: $0 * 200,
        completed: $0 * 200 + 800, whole: 800)
    }
    let run = Analysis(try read(nodes, threads: 8).log)
    #expect(run.measures.machines == 8)
    #expect(!run.measures.areMachinesInferred)
    let bottleneck = try #require(Bottleneck(run))
    #expect(bottleneck.slots == 8)
    #expect(bottleneck.allBusy == 0)
    // Nothing waited for a thread: five were free. Why the first began so late is not told.
    #expect(bottleneck.waiting == 0)
    #expect(bottleneck.unexplained > 0)
    #expect(bottleneck.bound == .unknown)
  }

  @Test func `without its manifest a run of dbt says what is missing`() throws {
    let run = try readSound(
      TaskSamples.input(
        #"{"metadata":{"dbt_schema_version":"v6"},"results":[{"unique_id":"model.s.a","status":"success","#
          + #""thread_id":"Thread-1","execution_time":1,"timing":[{"name":"execute","#
          + #""started_at":"\#(time(0))","completed_at":"\#(time(1_000))"}]}]}"#))
    #expect(run.hasNote("put target/manifest.json of the same run there"))
    let whole = try read([Node(id: "model.s.a", start: 0, completed: 9, whole: 9)], threads: 1)
    #expect(!whole.notes.contains { $0.sentence.contains("put target/manifest.json") })
  }
}
