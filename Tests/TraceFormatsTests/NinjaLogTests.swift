import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

@Suite struct NinjaLogTests {
  private func read(_ rows: String, version: Int = 5, build: Int? = nil) throws -> Import {
    try NinjaLog.read(Array("# ninja log v\(version)\n\(rows)".utf8), name: "build", build: build)
  }

  private func calls(_ trace: Import) -> [String] {
    Analysis(trace.log).calls.map { call in
      let (start, end) = ((call.startedAt ?? 0) / 1_000_000, (call.endedAt ?? 0) / 1_000_000)
      return "\(trace.log.names[call.component]) \(start)-\(end) job \(call.slot)"
    }
  }

  @Test(arguments: [5, 6, 7])
  func `a build is laid out on lanes from its earliest start`(version: Int) throws {
    let trace = try read(
      """
      10\t30\t0\ta.o\t1
      10\t40\t0\tb.o\t2
      30\t60\t0\tc.o\t3

      """, version: version)
    #expect(calls(trace) == ["a.o 0-20 job 1", "b.o 0-30 job 2", "c.o 20-50 job 1"])
    #expect(trace.parts == 1)
    let measures = Analysis(trace.log).measures
    #expect(measures.floor == nil)
    #expect(measures.machines == 2 && measures.areMachinesInferred)
  }

  @Test func `the lowest lane that is free is taken`() throws {
    let rows = "0\t10\t0\ta\t1\n0\t20\t0\tb\t2\n0\t20\t0\tc\t3\n20\t30\t0\td\t4\n20\t31\t0\te\t5\n"
    #expect(
      try calls(read(rows)) == [
        "a 0-10 job 1", "b 0-20 job 2", "c 0-20 job 3", "d 20-30 job 1", "e 20-31 job 2",
      ])
  }

  @Test func `several outputs of one command are one call`() throws {
    let trace = try read("0\t5\t0\ta.h\tff\n0\t5\t0\ta.c\tff\n0\t5\t0\tb\tfe\n")
    #expect(calls(trace) == ["a.h 0-5 job 1", "b 0-5 job 2"])
    #expect(trace.log.names.texts.contains("also a.c"))
  }

  @Test func `a build begins where ends go back`() throws {
    let rows = "0\t9\t0\ta\t1\n0\t3\t0\tb\t2\n3\t8\t0\tc\t3\n0\t7\t0\td\t4\n"
    #expect(try read(rows).parts == 3)
    #expect(calls(try read(rows)) == ["d 0-7 job 1"])
    #expect(calls(try read(rows, build: 2)) == ["b 0-3 job 1", "c 3-8 job 1"])
    #expect(throws: ImportError.self) { try read(rows, build: 4) }
    #expect(throws: ImportError.self) { try read(rows, build: 0) }
  }

  @Test func `a log that ninja rewrote is told apart by the times of its outputs`() throws {
    let (first, second) = (1_700_000_000_000, 1_700_000_900_000)
    func row(_ name: String, _ end: Int, _ origin: Int) -> String {
      "0\t\(end)\t\((origin + end) * 1_000_000)\t\(name)\t\(name)\n"
    }
    let rows =
      row("a", 90, first) + row("x", 40, second) + row("b", 20, first) + row("c", 10, first)
      + row("y", 95, second)
    let trace = try read(rows)
    #expect(trace.parts == 2)
    #expect(Set(Analysis(trace.log).calls.map { trace.log.names[$0.component] }) == ["x", "y"])
    #expect(trace.notes.contains { $0.sentence.contains("ninja has rewritten the log") })
  }

  @Test(arguments: [
    ("1\t2\t0\tx\n", "line 3: expected 5 fields with tabs between them, found 4"),
    ("x\t2\t0\tx\t1\n", "line 3: expected a start and an end in milliseconds"),
    ("1\t99999999999999999999\t0\tx\t1\n", "line 3: expected a start and an end in milliseconds"),
    ("1\t2\tz\tx\t1\n", "line 3: expected a modification time in nanoseconds"),
    ("3\t2\t0\tx\t1\n", "line 3: the command ends before it starts"),
    ("1\t2\t0\t\t1\n", "line 3: the output has no path"),
    ("1\t2\t0\tx\t1", "line 3: the line does not end"),
  ])
  func `a row that cannot be read is left out and told with its place`(
    row: String, place: String
  ) throws {
    let trace = try read("0\t5\t0\ta\t1\n" + row)
    #expect(calls(trace) == ["a 0-5 job 1"])
    #expect(trace.notes.first?.sentence == "1 line was left out, the first at \(place).")
  }

  @Test(arguments: [
    ("# ninja log v4\n", "found version `4`"), ("# ninja log v8\n", "found version `8`"),
    ("# ninja log v5\n", "holds no finished command"), ("# ninja log vx", "found version `x`"),
  ])
  func `what is no build that can be read is refused`(text: String, message: String) throws {
    let error = #expect(throws: ImportError.self) {
      try NinjaLog.read(Array(text.utf8), name: "x")
    }
    #expect(error?.problem.contains(message) ?? false)
  }

  @Test(arguments: [("build.j1", 32, 9_352, 1), ("build.j2", 32, 4_828, 2)])
  func `the recorded builds are read whole`(
    name: String, commands: Int, milliseconds: Int64, machines: Int
  ) throws {
    let trace = try NinjaLog.read(
      Array(try Project.text("traces/\(name).ninja_log").utf8), name: name)
    let measures = Analysis(trace.log).measures
    #expect(measures.calls == commands)
    #expect(measures.makespan == milliseconds * 1_000_000)
    #expect(measures.machines == machines)
  }

  @Test(arguments: 0..<300)
  func `any bytes are read, or refused, and what is read is a sound log`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = Array(try Project.text("traces/rebuilds.ninja_log").utf8)
    for _ in 0..<Int.random(in: 1...30, using: &generator) {
      let place = Int.random(in: 15..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: place)
      default: bytes.insert(bytes[Int.random(in: 15..<bytes.count, using: &generator)], at: place)
      }
    }
    guard let trace = try? NinjaLog.read(bytes, name: "x") else { return }
    let encoded = trace.log.encoded()
    #expect(try Log.read(encoded).log.encoded() == encoded, "seed \(seed)")
    let run = Analysis(trace.log)
    #expect(run.measures.lowerBound <= run.measures.makespan, "seed \(seed)")
    #expect(run.observedPath.parts.last?.end ?? 0 == run.measures.makespan, "seed \(seed)")
  }

  static let corpus = ProcessInfo.processInfo.environment["MEANWHILE_CORPUS"]

  /// Work and makespan of the corpus's own reference; its makespan is the last end less the first
  /// start, and it counts rows, not commands, only in its number of tasks.
  @Test(
    .enabled(if: corpus != nil, "set MEANWHILE_CORPUS to a folder of real traces to run this"),
    arguments: ["j1-cold", "j1-warm", "j2", "j2-logformat-v7"])
  func `real builds have the work and the makespan of the reference`(name: String) throws {
    let folder = URL(fileURLWithPath: Self.corpus ?? "")
    let reference = try String(
      contentsOf: folder.appendingPathComponent("REFERENCE.csv"), encoding: .utf8)
    let row = reference.split(separator: "\n").first {
      $0.hasPrefix("measured-libuv-ninja/\(name).ninja_log,")
    }
    let fields = try #require(row).split(separator: ",", omittingEmptySubsequences: false)
    let file = folder.appendingPathComponent("measured-libuv-ninja/\(name).ninja_log")
    let trace = try NinjaLog.read(Array(try Data(contentsOf: file)), name: name)
    let measures = Analysis(trace.log).measures
    #expect(measures.work / 1_000_000 == Int64(fields[4]))
    let makespan = Int64(fields[6]) ?? 0
    #expect(abs(measures.makespan / 1_000_000 - makespan) <= 7)
    #expect(measures.calls == 469)
  }
}
