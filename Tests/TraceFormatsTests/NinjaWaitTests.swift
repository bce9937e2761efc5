import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What commands of a build waited for: others, a job, their pool, or nothing that the log tells.
@Suite struct NinjaWaitTests {
  private func run(_ name: String) throws -> Analysis {
    Analysis(try ToldApartTests.read(name).log)
  }

  /// The observed path, in milliseconds.
  private func path(_ run: Analysis) -> [String] {
    run.observedPath.parts.map { part in
      let call = run.component(of: part.call)
      let behind = part.behind > 0 ? " behind \(run.component(of: part.behind))" : ""
      return
        "\(part.kind.rawValue) \(part.start / 1_000_000)-\(part.end / 1_000_000) \(call)\(behind)"
    }
  }

  @Test func `nobody waits for a job while one is free`() throws {
    #expect(
      path(try run("gap")) == [
        "running 0-100 a.o", "unexplained 100-400 prog", "running 400-500 prog",
      ])
    let failed = try run("failed")
    #expect(
      path(failed) == [
        "running 0-203 a.o", "unexplained 203-1209 ", "running 1209-1666 c.o",
        "running 1666-2074 d.o",
      ])
    #expect(failed.observedPath.waiting == 457_000_000)
  }

  @Test func `gaps and commands that never ran are told`() throws {
    let notes = try ToldApartTests.read("failed").notes.map(\.sentence)
    #expect(
      notes.contains("2 commands of the graph did not run in this build, the first for `b.o`."))
    #expect(
      notes.contains {
        $0.hasPrefix(
          "Once no command ran that has a row, for 1.006 s together, the first from 203 ms")
      })
  }

  @Test func `a pool is a machine with its depth`() throws {
    let log = try ToldApartTests.read("pool").log
    let declared = log.events.compactMap { event -> String? in
      guard case .machineDeclared(let machine, let slots) = event.kind else { return nil }
      return "\(log.names[machine]) \(slots)"
    }
    #expect(declared == ["ram 2"])
    let pool = Analysis(log)
    let inPool = pool.calls.filter { log.names[$0.machine] == "ram" }
    #expect(inPool.count == 8 || inPool.count == 9)
    #expect(inPool.allSatisfy { $0.slot <= 2 })
    #expect(pool.measures.peak == 6)
    let waits = path(try run("pool-of-one")).filter { $0.hasPrefix("waiting") }
    #expect(waits.allSatisfy { !$0.contains("free") })
  }

  @Test func `more at once than the depth of a pool shows that it had another depth`() throws {
    let graph = try NinjaGraph.read(
      Array(
        "pool p\n  depth = 1\nrule r\n  command = x\n  pool = p\nbuild a: r\nbuild b: r\n".utf8),
      file: "build.ninja"
    ) { _ in nil }
    let trace = try NinjaLog.read(
      ninjaLog(row(0, 50, "a"), row(10, 60, "b")), name: "build", graph: graph)
    try expectSound(trace)
    #expect(trace.notes.contains { $0.sentence.hasPrefix("More commands of pool p ran at once") })
    // A command that takes no time needs a slot all the same.
    let short = try NinjaLog.read(
      ninjaLog(row(0, 50, "a"), row(40, 40, "b")), name: "build", graph: graph)
    try expectSound(short)
    #expect(short.notes.contains { $0.sentence.hasPrefix("More commands of pool p ran at once") })
    let after = try NinjaLog.read(
      ninjaLog(row(0, 50, "a"), row(50, 50, "b")), name: "build", graph: graph)
    try expectSound(after)
    #expect(!after.notes.contains { $0.sentence.hasPrefix("More commands") })
  }

  @Test func `dyndep files are read where build.ninja says they are`() throws {
    let measures = try run("dyndep").measures
    #expect(measures.span == 1_149_000_000)
    #expect(measures.floor == 1_149_000_000)
  }

  @Test func `a dyndep file that is missing or strange is counted`() throws {
    let text = "rule r\n  command = x\nbuild d: r\nbuild a: r || d\n  dyndep = d\nbuild b: r\n"
    func notes(_ dyndep: String?) throws -> [String] {
      try NinjaGraph.read(Array(text.utf8), file: "build.ninja") { path in
        path == "d" ? dyndep.map { Array($0.utf8) } : nil
      }.notes.map(\.sentence)
    }
    #expect(try notes(nil).first?.hasPrefix("1 dyndep file is missing or cannot be read") == true)
    #expect(try notes("build").first?.hasPrefix("1 dyndep file is missing") == true)
    #expect(try notes("ninja_dyndep_version = 1\nbuild a | m: dyndep | b\n").isEmpty)
    #expect(try notes("build b: dyndep\n").first?.hasPrefix("1 statement of dyndep files") == true)
  }

  @Test func `commands that need nothing have a floor all the same`() throws {
    let measures = try run("alone").measures
    #expect(measures.floor == 100_000_000)
    #expect(try run("pool-of-one").measures.floor == 415_000_000)
  }

  @Test func `a backslash is a slash where the log says that it is Windows`() throws {
    let trace = try ToldApartTests.read("windows")
    let run = Analysis(trace.log)
    #expect(run.measures.span == 1_637_000_000)
    #expect(run.observedPath.waiting == 0)
    #expect(!trace.notes.contains { $0.kind == .skipped })
  }

  @Test(arguments: [
    ("failed", ["d.o 457 lane"]),
    ("pool-of-one", ["p4 926 one", "p3 617 one", "p2 310 one"]), ("gap", []),
  ])
  func `it is told what a command waited for, the longest wait first`(
    name: String, expected: [String]
  ) throws {
    let run = try run(name)
    let waits = run.waits.map { wait in
      let reason =
        switch wait.reason {
        case .turn: "turn"
        case .lane: "lane"
        case .machine(let name): run.log.names[name]
        }
      return "\(run.component(of: wait.call)) \(wait.time / 1_000_000) \(reason)"
    }
    #expect(waits == expected)
  }
}
