import EventLog
import Simulation
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Builds with pools that are run again: a command of a pool takes a job besides.
@Suite struct PoolPredictionTests {
  /// The rows of a build on three jobs: name, start and end in seconds.
  private static let commands = [
    ("a1", 0, 1), ("b1", 0, 1), ("b2", 0, 1), ("a2", 1, 2), ("b3", 1, 2), ("b4", 1, 2),
    ("a3", 2, 3),
  ]

  private static let log =
    "# ninja log v5\n"
    + commands.map { "\($1)000\t\($2)000\t\(1_700_000_000 + $2)000000000\t\($0)\t\($0)\n" }.joined()

  /// A description of the build in which `a` and `b` run in pools.
  private static func graph(pools: String, a: String, b: String = "") -> String {
    func rule(_ name: String, _ pool: String) -> String {
      "rule \(name)\n  command = make $out\n" + (pool.isEmpty ? "" : "  pool = \(pool)\n")
    }
    return pools + rule("a", a) + rule("b", b)
      + commands.map { "build \($0.0): \($0.0.prefix(1))\n" }.joined()
  }

  private static let poolOfOne = graph(pools: "pool p\n  depth = 1\n", a: "p")
  private static let poolWithoutLimit = graph(pools: "pool p\n  depth = 0\n", a: "p")
  private static let allInPools = graph(
    pools: "pool p\n  depth = 1\npool q\n  depth = 2\n", a: "p", b: "q")

  /// What runs within a span holds no worker of its own, so a number of them says nothing.
  @Test func `spans take no number of workers, but slots of a service`() throws {
    func span(_ id: Int, in parent: Int?, of service: String, _ start: Int, _ end: Int) -> String {
      #"{"traceId":"1","id":"\#(id)","name":"s\#(id)","timestamp":\#(start)000,"#
        + (parent.map { #""parentId":"\#($0)","# } ?? "")
        + #""duration":\#(end - start)000,"localEndpoint":{"serviceName":"\#(service)"}}"#
    }
    let spans = [
      span(1, in: nil, of: "web", 10, 130), span(2, in: 1, of: "db", 20, 120),
      span(3, in: 1, of: "db", 20, 120), span(4, in: 1, of: "db", 20, 120),
    ]
    let text = Array("[\(spans.joined(separator: ","))]".utf8)
    guard case .trace(let format) = InputFormat(of: text) else { throw NoTrace() }
    let run = Analysis(try format.read(TraceInput(bytes: text, name: "spans")).log)
    let error = #expect(throws: ChangeError.self) { try Prediction(run, [.workers(1)]) }
    #expect(error?.problem.contains("Limit a service, such as by --machine db=1.") == true)
    let one = try Prediction(run, [.slots(machine: "db", 1)])
    #expect(one.after.makespan == 320_000_000)
  }

  private func run(_ graph: String) throws -> Analysis {
    let companion = TraceInput.Companion(file: "build.ninja", bytes: Array(graph.utf8))
    guard case .trace(let format) = InputFormat(of: Array(Self.log.utf8)) else { throw NoTrace() }
    let input = TraceInput(bytes: Array(Self.log.utf8), name: "build", companion: companion)
    return Analysis(try format.read(input).log)
  }

  private struct NoTrace: Error {}

  @Test(arguments: [
    (poolOfOne, 1, 7, 7), (poolOfOne, 2, 4, 4), (poolOfOne, 3, 3, 3), (poolOfOne, 7, 3, 3),
    (poolWithoutLimit, 1, 7, 7), (poolWithoutLimit, 2, 4, 4), (poolWithoutLimit, 7, 1, 1),
    (allInPools, 1, 7, 7), (allInPools, 2, 4, 4), (allInPools, 7, 3, 3),
  ])
  func `what runs in a pool takes a job, so that fewer jobs take as long as they do`(
    graph: String, jobs: Int, seconds: Int64, least: Int64
  ) throws {
    let prediction = try Prediction(try run(graph), [.workers(jobs)])
    #expect(prediction.error == 0)
    #expect(prediction.after.makespan == seconds * 1_000_000_000)
    let bound = try #require(prediction.bound)
    #expect(bound <= prediction.after.makespan)
    #expect(bound > (least - 1) * 1_000_000_000)
    #expect(Int128(bound) * Int128(jobs) >= prediction.after.measures.work || jobs > 3)
  }

  @Test(arguments: [poolOfOne, poolWithoutLimit, allInPools])
  func `a build with pools that is run again has every command at the same times`(graph: String)
    throws
  {
    let recorded = try run(graph)
    let again = try RecordedPlan(recorded.log).run()
    var state = RunState()
    for event in again.events { try state.apply(event) }
    let changes = RunChanges(expected: recorded, actual: Analysis(again))
    #expect(changes.components.filter(\.isChanged).isEmpty)
  }

  @Test func `a sweep of jobs knows what pools leave idle`() throws {
    let axis = SweepAxis(.workers, (1...4).map(AxisValue.count))
    let sweep = try Sweep(try run(Self.poolOfOne), [axis])
    #expect(sweep.points.map(\.makespan) == [7, 4, 3, 3].map { $0 * 1_000_000_000 })
    #expect(sweep.points.allSatisfy { $0.most == nil })
    #expect(sweep.countsAllWork)
  }

  @Test
  func `one more job is advised where the run waited for one, and none where it waited for a pool`()
    throws
  {
    func options(_ graph: String) throws -> [String] {
      let advice = TraceAdvice(try run(graph))
      return advice.suggestions.compactMap { $0.trial?.changes.map(\.option).joined() }
    }
    #expect(try options(Self.poolWithoutLimit).contains("--workers 4"))
    let pool = try options(Self.poolOfOne)
    #expect(!pool.contains("--workers 4"))
  }
}
