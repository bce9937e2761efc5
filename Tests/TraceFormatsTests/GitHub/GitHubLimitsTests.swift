import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What else than runners jobs wait for: others of their matrix, and what another workflow makes of them.
@Suite struct GitHubLimitsTests {
  private typealias Sample = GitHubSamples

  private static let workflow = """
    jobs:
      setup: { steps: [{ run: make }] }
      build:
        needs: setup
        strategy: { max-parallel: 2, matrix: { n: [0, 1, 2, 3] } }
        steps: [{ run: make }]
    """

  private static func build(_ number: Int, _ began: Int, _ ended: Int) -> String {
    Sample.job(
      "build (\(number))", (31, began, ended), [Sample.step("Run make", began, ended - 1)],
      runner: "R\(number)")
  }

  private static let jobs = [
    Sample.job("setup", (0, 3, 30), runner: "S"), build(0, 35, 95), build(1, 36, 96),
    build(2, 100, 160), build(3, 102, 162),
  ]

  @Test func `a job of a matrix waits until fewer run than may, and only then for a runner`() throws
  {
    let run = try Sample.read(Sample.page(Self.jobs), Self.workflow)
    let jobs = try #require(run.workflow).jobs
    #expect(
      jobs.map(\.limit) == [
        nil, nil, nil, .init(until: 95_000_000_000, behind: 1),
        .init(until: 96_000_000_000, behind: 2),
      ])
    #expect(jobs.map { ($0.waited ?? -1) / 1_000_000_000 } == [3, 4, 5, 5, 6])
    let analysis = Analysis(run.log)
    let turns = analysis.waits.filter { $0.reason == .turn }
    #expect(turns.map { $0.time / 1_000_000_000 } == [65, 64])
    let rest = analysis.waits.filter { $0.reason != .turn }
    #expect(rest.map { $0.time / 1_000_000_000 } == [6, 5, 5, 4, 3])
    #expect(
      analysis.observedPath.parts.contains {
        $0.via == .queue && analysis.component(of: $0.call) == "build (1)"
      })
    #expect(
      run.sentences(.expected).contains(
        "2 jobs waited while as many of the same matrix ran as `max-parallel` allows, the first build (2): that is no "
          + "wait for a runner."))
  }

  @Test(arguments: [
    ("max-parallel: 2, ", ""), ("max-parallel: 2", "max-parallel: 4"),
    // More ran at once than may, so the file is not that of the run.
    ("max-parallel: 2", "max-parallel: 1"), ("max-parallel: 2", "max-parallel: 0"),
    ("max-parallel: 2", "max-parallel: many"),
  ])
  func `where the limit does not explain a wait, it is for a runner`(old: String, new: String)
    throws
  {
    let workflow = Self.workflow.replacing(old, with: new)
    var jobs = Self.jobs
    jobs[3] = Self.build(2, 37, 160)
    jobs[4] = Self.build(3, 38, 162)
    let run = try #require(try Sample.read(Sample.page(jobs), workflow).workflow)
    #expect(run.jobs.allSatisfy { $0.limit == nil })
  }

  @Test func `a part of a run keeps what its jobs waited for`() throws {
    var input = Sample.input(Sample.page(Self.jobs), Self.workflow)
    input.window = TraceWindow(from: .time(40_000_000_000))
    let run = try TraceFormat.gitHubActions.read(input)
    #expect(Analysis(run.log).waits.contains { $0.reason == .turn })
  }

  private static let caller = """
    jobs:
      setup: { steps: [{ run: make }] }
      call: { needs: setup, uses: ./.github/workflows/inner.yml }
      final: { needs: call, steps: [{ run: make }] }
    """

  @Test
  func
    `jobs of a called workflow need what their caller does, and those that ended as they were made`()
    throws
  {
    let run = try Sample.read(
      Sample.page([
        Sample.job("setup", (0, 3, 30), runner: "S"),
        Sample.job("call / a", (31, 40, 180), runner: "A"),
        Sample.job("call / b (x)", (181, 185, 230), runner: "B"),
        Sample.job("call / c", (32, 36, 60), runner: "C"),
        Sample.job("final", (231, 235, 260), runner: "F"),
      ]), Self.caller)
    let jobs = try #require(run.workflow).jobs
    #expect(jobs.map(\.needs) == [[], [0], [0, 1], [0], [1, 2, 3]])
    #expect(jobs.map(\.inferredNeed) == [nil, nil, 1, nil, nil])
    #expect(run.workflow?.knowsNeeds == true)
    #expect(Analysis(run.log).observedPath.parts.first?.kind == .waitingForMachine)
    #expect(
      run.sentences(.inferred) == [
        "3 jobs are of a workflow that ci.yml calls, the first call / a: what they need of each other is not in it, and "
          + "is worked out from when they were made."
      ])
  }
}
