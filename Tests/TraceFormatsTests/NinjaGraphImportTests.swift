import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// A ninja log joined with the graph of its build.
@Suite struct NinjaGraphImportTests {
  private func read(
    _ rows: String, _ graph: String, build: Int? = nil
  ) throws -> Import {
    let graph = try NinjaGraph.read(Array(graph.utf8), file: "build.ninja") { _ in nil }
    let log = "# ninja log v5\n" + rows.replacing(" ", with: "\t")
    return try NinjaLog.read(Array(log.utf8), name: "build", build: build, graph: graph)
  }

  private func sentences(_ trace: Import) -> [String] { trace.notes.map(\.sentence) }

  /// Each call as `number name asked-started-ended < what it needed`, times in milliseconds.
  private func calls(_ trace: Import) -> [String] {
    let run = Analysis(trace.log)
    return run.calls.map { call in
      let times = [call.requestedAt, call.startedAt ?? -1, call.endedAt ?? -1]
        .map { "\($0 / 1_000_000)" }.joined(separator: "-")
      let needs = trace.log.causes(of: call.requested).filter { $0.edge == .data }
        .map { "\(trace.log.events[Int($0.seq)].call)" }.joined(separator: " ")
      return "\(call.number) \(run.component(of: call.number)) \(times) < \(needs)"
    }
  }

  private static let rules = "rule r\n  command = x\n"

  @Test func `a log and its graph are written down as this`() throws {
    let trace = try read(
      """
      5 15 0 a.o 1
      5 25 0 b.o 2
      15 35 0 c.o 3
      36 46 0 app 4

      """,
      Self.rules + "build a.o: r a.c\nbuild b.o: r\nbuild c.o: r | a.o\nbuild app: r b.o || all\n"
        + "build all: phony c.o\ndefault app\n")
    let text = String(decoding: trace.log.encoded(), as: UTF8.self)
    let lines = text.replacing(/,"crc":"[0-9a-f]{8}"/, with: "")
    #expect(
      lines == #"""
        {"seq":0,"at":0,"kind":"log.opened","format":2,"semantics":1,"name":"build",\#
        "trace":"ninja log v5","part":1,"dependencies":"recorded","clock":"wall","unit":"ns"}
        {"seq":1,"at":0,"kind":"call.requested","component":"a.o","call":1,"with":"rule r"}
        {"seq":2,"at":0,"kind":"call.requested","component":"b.o","call":2,"with":"rule r"}
        {"seq":3,"at":0,"kind":"call.started","component":"a.o","call":1,"causes":[[1,\#
        "program"]],"machine":"job","slot":1}
        {"seq":4,"at":0,"kind":"call.started","component":"b.o","call":2,"causes":[[2,\#
        "program"]],"machine":"job","slot":2}
        {"seq":5,"at":10000000,"kind":"call.succeeded","component":"a.o","call":1,"causes":[[3,\#
        "program"]]}
        {"seq":6,"at":10000000,"kind":"machine.released","component":"a.o","call":1,\#
        "causes":[[5,"program"]],"machine":"job","slot":1}
        {"seq":7,"at":10000000,"kind":"call.requested","component":"c.o","call":3,"causes":[[5,\#
        "data"]],"with":"rule r"}
        {"seq":8,"at":10000000,"kind":"call.started","component":"c.o","call":3,"causes":[[6,\#
        "machine","inferred"],[7,"program"]],"machine":"job","slot":1}
        {"seq":9,"at":20000000,"kind":"call.succeeded","component":"b.o","call":2,"causes":[[4,\#
        "program"]]}
        {"seq":10,"at":20000000,"kind":"machine.released","component":"b.o","call":2,\#
        "causes":[[9,"program"]],"machine":"job","slot":2}
        {"seq":11,"at":30000000,"kind":"call.succeeded","component":"c.o","call":3,"causes":[[8,\#
        "program"]]}
        {"seq":12,"at":30000000,"kind":"machine.released","component":"c.o","call":3,\#
        "causes":[[11,"program"]],"machine":"job","slot":1}
        {"seq":13,"at":30000000,"kind":"call.requested","component":"app","call":4,"causes":[[9,\#
        "data"],[11,"data"]],"with":"rule r"}
        {"seq":14,"at":31000000,"kind":"call.started","component":"app","call":4,"causes":[[12,\#
        "machine","inferred"],[13,"program"]],"machine":"job","slot":1}
        {"seq":15,"at":41000000,"kind":"call.succeeded","component":"app","call":4,\#
        "causes":[[14,"program"]]}
        {"seq":16,"at":41000000,"kind":"machine.released","component":"app","call":4,\#
        "causes":[[15,"program"]],"machine":"job","slot":1}
        {"seq":17,"at":41000000,"kind":"log.closed","events":18}

        """#)
  }

  @Test func `phony statements are passed through, however many`() throws {
    let trace = try read(
      "0 10 0 a 1\n0 20 0 b 2\n20 30 0 c 3\n",
      Self.rules
        + "build a: r\nbuild b: r\nbuild p: phony a q\nbuild q: phony b a\nbuild c: r p q\n")
    #expect(calls(trace) == ["1 a 0-0-10 < ", "2 b 0-0-20 < ", "3 c 20-20-30 < 1 2"])
    #expect(Analysis(trace.log).measures.floor == 30_000_000)
  }

  @Test func `what was up to date is passed through, and counted`() throws {
    let trace = try read(
      "0 10 0 a 1\n10 30 0 c 3\n", Self.rules + "build a: r\nbuild b: r a\nbuild c: r || b\n")
    #expect(calls(trace) == ["1 a 0-0-10 < ", "2 c 10-10-30 < 1"])
    #expect(
      sentences(trace).first
        == "1 command of the graph did not run in this build, the first for `b`.")
  }

  @Test func `an edge is one call, whatever it makes and however it is written`() throws {
    let trace = try read(
      """
      0 10 0 ./gen/a.h 1
      0 10 0 /root/gen/a.h 1
      0 10 0 gen/a.c 1
      0 10 0 gen/b.c 1
      10 20 0 /root/out 2

      """,
      Self.rules + "cmake_ninja_workdir = /root/\nbuild gen/a.h gen/a.c | /root/gen/a.h: r\n"
        + "build gen/b.c: r\nbuild out: r gen/a.c\n")
    #expect(
      calls(trace) == ["1 ./gen/a.h 0-0-10 < ", "2 gen/b.c 0-0-10 < ", "3 /root/out 10-10-20 < 1"])
  }

  @Test func `a path that the graph does not know goes with one that it does`() throws {
    let trace = try read(
      "0 10 0 /abs/a 1\n0 10 0 a 1\n10 20 0 b 2\n", Self.rules + "build a: r\nbuild b: r a\n")
    #expect(calls(trace) == ["1 /abs/a 0-0-10 < ", "2 b 10-10-20 < 1"])
  }

  @Test func `a command waits for a job from when it could have started`() throws {
    let trace = try read(
      "0 10 0 a 1\n10 30 0 b 2\n30 40 0 c 3\n",
      Self.rules + "build a: r\nbuild b: r\nbuild c: r a\n")
    #expect(calls(trace) == ["1 a 0-0-10 < ", "2 b 0-10-30 < ", "3 c 10-30-40 < 1"])
    let parts = Analysis(trace.log).observedPath.parts.map {
      "\($0.kind.rawValue) \($0.start / 1_000_000)-\($0.end / 1_000_000)"
    }
    #expect(parts == ["running 0-10", "waiting_for_machine 10-30", "running 30-40"])
  }

  @Test func `what contradicts the graph is dropped and counted`() throws {
    let trace = try read(
      "0 10 0 a 1\n8 20 0 b 2\n9 30 0 c 3\n",
      Self.rules + "build a: r\nbuild b: r a\nbuild c: r a b\n")
    #expect(calls(trace) == ["1 a 0-0-10 < ", "2 b 0-8-20 < ", "3 c 0-9-30 < "])
    #expect(
      sentences(trace).first
        == "3 dependencies were left out because the log contradicts the graph, the first where "
        + "`b` started 2 ms before `a`, which it needs, had ended.")
  }

  @Test func `commands that take no time come in the order of what they need`() throws {
    let trace = try read(
      "0 5 0 z 0\n5 5 0 c 1\n5 5 0 b 2\n5 5 0 a 3\n5 9 0 y 4\n",
      Self.rules + "build z: r\nbuild a: r z\nbuild b: r a\nbuild c: r b\nbuild y: r c\n")
    #expect(
      calls(trace) == [
        "1 z 0-0-5 < ", "2 a 5-5-5 < 1", "3 b 5-5-5 < 2", "4 c 5-5-5 < 3", "5 y 5-5-9 < 4",
      ])
    #expect(Analysis(trace.log).measures.machines == 1)
  }

  @Test func `what the graph does not know is counted and asked for where it starts`() throws {
    let trace = try read("0 10 0 a 1\n10 20 0 b 2\n", Self.rules + "build a: r\n")
    #expect(calls(trace) == ["1 a 0-0-10 < ", "2 b 10-10-20 < "])
    #expect(
      sentences(trace).first
        == "1 command is not in the graph, the first making `b`: what it waited for is not known.")
  }

  @Test func `a graph of another build is left out`() throws {
    let trace = try read("0 10 0 a 1\n10 20 0 b 2\n", Self.rules + "build x: r\n")
    #expect(calls(trace) == ["1 a 0-0-10 < ", "2 b 10-10-20 < "])
    #expect(sentences(trace).first?.contains("it is not the graph of this build") ?? false)
    #expect(sentences(trace).contains { $0.contains("so the floor is unknown") })
  }

  @Test func `headers that only the compiler knows are said to be missing`() throws {
    let trace = try read("0 10 0 a 1\n", Self.rules + "  deps = gcc\nbuild a: r\n")
    #expect(
      sentences(trace) == [
        "1 command finds headers while running, the first for `a`: those dependencies are not in "
          + "the graph. Where headers are made by the build itself, span and floor may be larger."
      ])
    let missing = try read("0 10 0 a 1\n", "include rules.ninja\nbuild a: r\n")
    #expect(sentences(missing).last?.contains("since rules are missing") ?? false)
  }

  @Test func `of too many dependencies those are kept that decide span and paths`() throws {
    let commands = (0..<40).map { index in
      NinjaCommand(
        start: 0, end: Nanoseconds(1 + (index * 7) % 40) * 1_000_000, outputs: ["a\(index)"],
        edge: index)
    }
    let users = (0..<40).map { index in
      NinjaCommand(
        start: 100_000_000, end: 101_000_000, outputs: ["b\(index)"], edge: 41 + index)
    }
    var text = Self.rules
    for index in 0..<40 { text += "build a\(index): r\n" }
    text += "build p: phony \((0..<40).map { "a\($0)" }.joined(separator: " "))\n"
    for index in 0..<40 { text += "build b\(index): r p\n" }
    let graph = try NinjaGraph.read(Array(text.utf8), file: "x") { _ in nil }
    let whole = NinjaNeeds(commands + users, graph)
    let short = NinjaNeeds(commands + users, graph, budget: 100)
    #expect(whole.count == 40 * 40 && whole.notes.isEmpty)
    #expect(short.count < 200)
    #expect(short.readyAt == whole.readyAt)
    #expect(short.notes.first?.sentence.hasPrefix("The graph has too many dependencies") ?? false)
  }

  // MARK: Recorded builds

  /// The spans are the rows of the five commands on the path, added up.
  @Test(arguments: [("build.j1", Int64(2_086), Int64(9_352)), ("build.j2", 1_972, 4_828)])
  func `the recorded builds have a floor`(name: String, span: Int64, makespan: Int64) throws {
    let graph = try NinjaGraphTests.read(Project.text("traces/build.ninja"))
    let log = Array(try Project.text("traces/\(name).ninja_log").utf8)
    let trace = try NinjaLog.read(log, name: name, graph: graph)
    let run = Analysis(trace.log)
    let path = ["gen/tokens.h", "src/parser.c.o", "libtoy.a", "toy-tests", "tests.out"]
    #expect(run.measures.calls == 32)
    #expect(run.measures.span == span * 1_000_000)
    #expect(run.measures.floor == span * 1_000_000)
    #expect(run.measures.makespan == makespan * 1_000_000)
    #expect(run.criticalPath.parts.map { run.component(of: $0.call) } == path)
    #expect(trace.notes.count == 1)
    let without = try NinjaLog.read(log, name: name)
    #expect(Analysis(without.log).measures.work == run.measures.work)
  }

  @Test(arguments: 0..<300)
  func `whatever the log and the graph say, the run is sound`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let names = (0..<Int.random(in: 1...12, using: &generator)).map { "n\($0)" }
    func some() -> String {
      let count = Int.random(in: 0...3, using: &generator)
      return (0..<count).map { _ in names.randomElement(using: &generator) ?? "" }
        .joined(separator: " ")
    }
    var text = Self.rules
    for name in names {
      let rule = ["r", "r", "phony"].randomElement(using: &generator) ?? "r"
      text += "build \(name) \(some()): \(rule) \(some()) | \(some()) || \(some())\n"
        .replacing(" : ", with: ": ")
    }
    var rows = "0 1 0 n0 1\n"
    var end = 1
    for _ in 0..<Int.random(in: 1...20, using: &generator) {
      end += Int.random(in: 0...3, using: &generator)
      if end == 0 { continue }
      let start = max(0, end - Int.random(in: 0...6, using: &generator))
      rows += "\(start) \(end) 0 \(names.randomElement(using: &generator) ?? "") 1\n"
    }
    let trace = try read(rows, text)
    let encoded = trace.log.encoded()
    #expect(try Log.read(encoded).log.encoded() == encoded, "seed \(seed)")
    let run = Analysis(trace.log)
    let measures = run.measures
    #expect(measures.floor ?? 0 <= measures.span, "seed \(seed)")
    #expect(measures.span <= measures.makespan, "seed \(seed)")
    #expect(measures.lowerBound <= measures.makespan, "seed \(seed)")
    #expect(run.observedPath.parts.last?.end ?? 0 == measures.makespan, "seed \(seed)")
    for effect in trace.log.events.indices {
      for cause in trace.log.causes(of: effect) {
        #expect(trace.log.events[Int(cause.seq)].at <= trace.log.events[effect].at, "seed \(seed)")
      }
    }
  }

  // MARK: The corpus

  private static let corpus = ProcessInfo.processInfo.environment["MEANWHILE_CORPUS"]

  /// Work, span and makespan are those of the reference, to the millisecond.
  ///
  /// It counts 470 tasks, one for each row: the two links to a library are two rows of one edge, and
  /// one call here. Its 1880 edges are those of ninja's own drawing, phony statements and files
  /// included.
  @Test(
    .enabled(if: corpus != nil, "set MEANWHILE_CORPUS to a folder of real traces to run this"),
    arguments: ["j1-cold", "j1-warm", "j2", "j2-logformat-v7"])
  func `real builds have the span of the reference`(name: String) throws {
    let folder = URL(fileURLWithPath: Self.corpus ?? "")
    let reference = try String(
      contentsOf: folder.appendingPathComponent("REFERENCE.csv"), encoding: .utf8)
    let row = reference.split(separator: "\n").first {
      $0.hasPrefix("measured-libuv-ninja/\(name).ninja_log,")
    }
    let fields = try #require(row).split(separator: ",", omittingEmptySubsequences: false)
    let build = folder.appendingPathComponent("measured-libuv-ninja")
    let graph = try NinjaGraph.read(
      Array(try Data(contentsOf: build.appendingPathComponent("build.ninja"))), file: "build.ninja"
    ) { _ in nil }
    let log = try Data(contentsOf: build.appendingPathComponent("\(name).ninja_log"))
    let trace = try NinjaLog.read(Array(log), name: name, graph: graph)
    let measures = Analysis(trace.log).measures
    #expect(measures.work / 1_000_000 == Int128(fields[4]))
    #expect(measures.span / 1_000_000 == Int64(fields[5]))
    #expect(measures.floor == measures.span)
    #expect(measures.makespan / 1_000_000 == Int64(fields[6]))
    #expect(measures.calls == 469)
    #expect(!sentences(trace).contains { $0.contains("contradicts") })
  }
}
