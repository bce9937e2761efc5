import EventLog
import Reports
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// What bound a recorded build, in sentences that are true of it.
@Suite struct BuildBoundTests {
  /// The report of a build by the log and the graph in the fixtures of the importer.
  static func report(_ name: String) throws -> SummaryReport {
    let folder = "Tests/TraceFormatsTests/Builds"
    return try report(
      Project.text("\(folder)/\(name).ninja_log"), Project.text("\(folder)/\(name).build.ninja"),
      name: name)
  }

  /// The report of a build by the texts of its log and graph.
  static func report(_ log: String, _ graph: String, name: String = "build") throws -> SummaryReport
  {
    let graph = try NinjaGraph.read(Array(graph.utf8), file: "build.ninja") { _ in nil }
    let run = Analysis(try NinjaLog.read(Array(log.utf8), name: name, graph: graph).log)
    return SummaryReport(Comparison(run: run, baseline: .work))
  }

  /// Its first line, and the sentences below it.
  private func lines(_ report: SummaryReport) -> [String] {
    report.text.split(separator: "\n", omittingEmptySubsequences: false).prefix { line in
      !line.hasPrefix("  serial")
    }.filter { !$0.isEmpty }.map(String.init)
  }

  @Test(arguments: [
    (
      "gap",
      [
        "gap: 500 ms, nothing ran in parallel; floor 200 ms, 300 ms above it",
        "  nothing that is recorded bounds it: its longest chain takes 200 ms, and its work 200 ms",
        "  for 300 ms of it the log does not say what it waited for: from 100 ms to 400 ms, when prog had "
          + "all that it needs",
      ]
    ),
    (
      "failed",
      [
        "failed: 2.074 s, nothing ran in parallel; floor 457 ms, 1.617 s above it",
        "  bound by its only job, which was busy for 51.5 % of the time",
        "  for 1.006 s of it the log does not say what it waited for: from 203 ms to 1.209 s, when d.o had "
          + "all that it needs",
        "  d.o waited 457 ms for a job",
      ]
    ),
    (
      "pool-of-one",
      [
        "pool-of-one: 1.644 s of work → 1.229 s in parallel, saved at most 415 ms (1.34×); floor 415 ms, "
          + "814 ms above it",
        "  bound by pool one (1 at once): it took as long as the work in it; it was taken all the time, "
          + "and the observed path waited 926 ms for it",
        "  one more at once in pool one would have saved at most 614.5 ms",
        "  p4 waited 926 ms for pool one", "  p3 waited 617 ms for pool one",
        "  p2 waited 310 ms for pool one",
      ]
    ),
    (
      "pool",
      [
        "pool: 8.545 s of work → 2.605 s in parallel, saved at most 5.94 s (3.28×); floor 521 ms, 2.084 s "
          + "above it",
        "  bound by pool ram (2 at once): it took 977 ms more than the work in it shared out evenly; it "
          + "was full for 61.9 % of the time, and the observed path waited 1.217 s for it and 853 ms for a "
          + "job",
        "  one more at once in pool ram would have saved at most 1.52 s",
        "  26 commands waited for a job or a pool; longest, big/b7.o waited 1.217 s for pool ram",
      ]
    ),
  ])
  func `a build is told by what it waited for`(name: String, expected: [String]) throws {
    #expect(lines(try Self.report(name)) == expected)
  }

  private static let compile = "rule r\n command = x\n"

  @Test(arguments: [
    // The chain of a and c is all but 40 ms of it; then it is a quarter, and nothing explains the rest; then b is all but 10 ms.
    ("0\t500\t0\ta\t1\n540\t1000\t0\tc\t3\n", Bottleneck.Bound.chain),
    ("0\t500\t0\ta\t1\n3540\t4000\t0\tc\t3\n", .unknown),
    ("0\t500\t0\ta\t1\n0\t3990\t0\tb\t2\n3540\t4000\t0\tc\t3\n", .chain),
  ])
  func `a chain bounds only what it explains`(rows: String, bound: Bottleneck.Bound) throws {
    let graph =
      Self.compile + "build a: r\nbuild b: r\nbuild c: r a\nbuild d: r\nbuild e: r\n"
    let parsed = try NinjaGraph.read(Array(graph.utf8), file: "build.ninja") { _ in nil }
    let log = Array("# ninja log v5\n\(rows)".utf8)
    let run = Analysis(try NinjaLog.read(log, name: "build", graph: parsed).log)
    let bottleneck = try #require(Bottleneck(run))
    #expect(bottleneck.bound == bound)
    let text = SummaryReport(Comparison(run: run, baseline: .work)).text
    #expect(text.contains("bound by its longest chain") == (bound == .chain), "\(text)")
    #expect(text.contains("nothing that is recorded bounds it") == (bound == .unknown), "\(text)")
  }

  @Test func `what is in a pool takes a job, so jobs are counted once`() throws {
    let report = try Self.report("pool")
    #expect(report.json.contains("\"machines\": 6,"))
    #expect(report.json.contains("\"bound_by_pool\": \"ram\""))
    #expect(report.text.contains("pool ram"))
    #expect(!report.text.contains("machine ram"))
  }

  @Test func `where jobs bound a build with a pool, the pool is the limit of more jobs`() throws {
    // Six commands of 1 s on two jobs, then three links of 0.5 s, one at once, beside them from 2 s on.
    let log =
      "# ninja log v5\n0\t1000\t0\ta\t1\n0\t1000\t0\tb\t2\n1000\t2000\t0\tc\t3\n1000\t2000\t0\td\t4\n"
      + "2000\t2500\t0\tp\t5\n2000\t3000\t0\te\t6\n2500\t3000\t0\tq\t7\n3000\t3500\t0\tr\t8\n"
      + "3000\t4000\t0\tf\t9\n"
    let graph =
      "pool link\n depth = 1\n" + Self.compile
      + ["a", "b", "c", "d", "e", "f"].map { "build \($0): r\n" }.joined()
      + ["p", "q", "r"].map { "build \($0): r\n pool = link\n" }.joined()
    let lines = lines(try Self.report(log, graph))
    #expect(
      lines.contains(
        "  one more job would have saved at most 1.5 s (its work shared out among 3 takes 2.5 s); no "
          + "number of jobs helps below 1.5 s, the work in pool link (1 at once)"))
    #expect(lines[1].hasPrefix("  bound by its 2 jobs: it took 250 ms more than its work"))
  }

  @Test func `no conclusion is told that the measurement contradicts`() throws {
    // b needs a, but only a file that is missing says so: by the graph all could run on two jobs in 600 ms.
    let log =
      "# ninja log v5\n0\t100\t0\tx\t2\n0\t600\t0\ta\t1\n600\t700\t0\ty\t4\n600\t1200\t0\tb\t3\n"
    let graph = Self.compile + ["a", "b", "x", "y"].map { "build \($0): r\n" }.joined()
    let report = try Self.report(log, graph)
    #expect(!report.text.contains("by estimate"))
    #expect(!report.text.contains("one more job"))
    #expect(report.json.contains("\"one_more_saved_ns\": null"))
    #expect(report.json.contains("\"one_more_saved_at_most_ns\": null"))
  }

  @Test func `what a clock may be wrong by is not running in parallel`() throws {
    let log = "# ninja log v5\n0\t1000\t0\ta\t1\n999\t2000\t0\tb\t2\n2010\t3000\t0\tc\t3\n"
    let graph = Self.compile + ["a", "b", "c"].map { "build \($0): r\n" }.joined()
    #expect(
      try Self.report(log, graph).text.hasPrefix("build: 3 s, nothing ran in parallel; floor"))
  }

  @Test func `where dependencies are not recorded, nothing is claimed`() throws {
    let log = Array("# ninja log v5\n0\t900\t0\ta\t1\n0\t400\t0\tb\t2\n900\t1900\t0\tc\t3\n".utf8)
    let run = Analysis(try NinjaLog.read(log, name: "build").log)
    let text = SummaryReport(Comparison(run: run, baseline: .work)).text
    #expect(text.contains("what bound it is not known, since dependencies are not recorded"))
  }

  /// Two commands at once for a tenth of a second, and two more an hour later.
  @Test func `what ran at once for a moment of a long time ran in parallel`() throws {
    let log =
      "# ninja log v5\n0\t100\t0\ta\t1\n0\t100\t0\tb\t2\n3600000\t3600100\t0\tc\t3\n3600000\t3600100\t0\td\t4\n"
    let run = Analysis(try NinjaLog.read(Array(log.utf8), name: "hour").log)
    #expect(!Comparison(run: run, baseline: .work).nothingRanInParallel)
  }
}
