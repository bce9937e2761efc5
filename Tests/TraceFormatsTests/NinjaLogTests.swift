import EventLog
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@Suite struct NinjaLogTests {
  @Test func `a small log is these events`() throws {
    let bytes = ninjaLog(
      row(10, 30, "a.o"), row(10, 40, "b.o"), row(30, 50, "app", hash: "link"),
      row(30, 50, "app.map", hash: "link"))
    let trace = try NinjaLog.read(bytes, name: "build")
    let lines = trace.log.encodedLines().map {
      $0.prefix(upTo: $0.index($0.endIndex, offsetBy: -18))
    }
    #expect(
      lines.joined(separator: "\n") == """
        {"seq":0,"at":0,"kind":"log.opened","format":2,"semantics":1,"name":"build",\
        "trace":"ninja log v5","part":1,"clock":"wall","unit":"ns"
        {"seq":1,"at":0,"kind":"call.requested","component":"a.o","call":1
        {"seq":2,"at":0,"kind":"call.started","component":"a.o","call":1,\
        "causes":[[1,"program"]],"machine":"job","slot":1
        {"seq":3,"at":0,"kind":"call.requested","component":"b.o","call":2
        {"seq":4,"at":0,"kind":"call.started","component":"b.o","call":2,\
        "causes":[[3,"program"]],"machine":"job","slot":2
        {"seq":5,"at":20000000,"kind":"call.succeeded","component":"a.o","call":1,\
        "causes":[[2,"program"]]
        {"seq":6,"at":20000000,"kind":"machine.released","component":"a.o","call":1,\
        "causes":[[5,"program"]],"machine":"job","slot":1
        {"seq":7,"at":20000000,"kind":"call.requested","component":"app","call":3,\
        "with":"also app.map"
        {"seq":8,"at":20000000,"kind":"call.started","component":"app","call":3,\
        "causes":[[6,"machine","inferred"],[7,"program"]],"machine":"job","slot":1
        {"seq":9,"at":30000000,"kind":"call.succeeded","component":"b.o","call":2,\
        "causes":[[4,"program"]]
        {"seq":10,"at":30000000,"kind":"machine.released","component":"b.o","call":2,\
        "causes":[[9,"program"]],"machine":"job","slot":2
        {"seq":11,"at":40000000,"kind":"call.succeeded","component":"app","call":3,\
        "causes":[[8,"program"]]
        {"seq":12,"at":40000000,"kind":"machine.released","component":"app","call":3,\
        "causes":[[11,"program"]],"machine":"job","slot":1
        {"seq":13,"at":40000000,"kind":"log.closed","events":14
        """)
    #expect(
      trace.notes.map(\.sentence) == [
        "What needs what is not in the log, so the floor is unknown; --graph names the build.ninja "
          + "that says it.",
        "Which job ran a command is not recorded: 2 lanes and 1 edge between commands on one lane "
          + "were inferred.",
      ])
    try expectSound(trace)
    #expect(Analysis(trace.log).measures.floor == nil)
  }

  @Test(arguments: [
    // Rows of one command are one call, wherever they stand.
    (
      [row(0, 5, "a", hash: "h"), row(0, 5, "b", hash: "h")], ["a 0–5 on 1 also b"]
    ),
    (
      [row(0, 5, "a", hash: "h"), row(0, 5, "x"), row(0, 5, "b", hash: "h")],
      ["a 0–5 on 1 also b", "x 0–5 on 2"]
    ),
    // Another hash, start or end is another command.
    (
      [row(0, 5, "a", hash: "h"), row(0, 5, "b", hash: "i"), row(1, 5, "c", hash: "h")],
      ["a 0–5 on 1", "b 0–5 on 2", "c 1–5 on 3"]
    ),
    // Time counts from the earliest start.
    ([row(7, 9, "a"), row(5, 9, "b")], ["b 0–4 on 1", "a 2–4 on 2"]),
    // A command may start on the lane of one that ends then.
    ([row(0, 5, "a"), row(5, 9, "b")], ["a 0–5 on 1", "b 5–9 on 1"]),
    // The lowest free lane is taken.
    (
      [row(0, 2, "a"), row(0, 4, "b"), row(0, 9, "c"), row(5, 9, "d"), row(5, 9, "e")],
      ["a 0–2 on 1", "b 0–4 on 2", "c 0–9 on 3", "d 5–9 on 1", "e 5–9 on 2"]
    ),
    // Commands of no length do not hold a lane.
    (
      [row(3, 3, "a"), row(3, 3, "b"), row(3, 5, "c"), row(5, 5, "d")],
      ["a 0–0 on 1", "b 0–0 on 1", "c 0–2 on 1", "d 2–2 on 1"]
    ),
    // A path may hold tabs, spaces and other scripts.
    ([row(0, 1, "a\tb c\té", hash: "h")], ["a\tb c\té 0–1 on 1"]),
  ])
  func `rows become calls on lanes`(rows: [String], calls: [String]) throws {
    let bytes = Array((["# ninja log v6"] + rows).joined(separator: "\n").utf8) + [10]
    let trace = try NinjaLog.read(bytes, name: "build")
    #expect(trace.words == calls)
    #expect(trace.parts == 1)
    try expectSound(trace)
  }

  @Test func `line ends may be those of Windows`() throws {
    let bytes = Array("# ninja log v5\r\n0\t5\t0\ta\th\r\n0\t5\t0\tb\th\r\n".utf8)
    let trace = try NinjaLog.read(bytes, name: "build")
    #expect(trace.words == ["a 0–5 on 1 also b"])
    #expect(trace.notes.count == 1)
  }

  @Test(arguments: [5, 6, 7])
  func `versions 5 to 7 are read`(version: Int) throws {
    let trace = try NinjaLog.read(ninjaLog(row(0, 1, "a"), version: "\(version)"), name: "build")
    #expect(trace.log.header.origin == .trace(format: "ninja log v\(version)", part: 1))
  }

  @Test(arguments: ["4", "8", "", "x", "5.0", "99999999999999999999", "-5", " 5"])
  func `other versions are refused`(version: String) {
    #expect(throws: ImportError.self) {
      try NinjaLog.read(ninjaLog(row(0, 1, "a"), version: version), name: "build")
    }
  }

  @Test(arguments: [[], [0x23], Array("# ninja log v5".utf8), ninjaLog(), ninjaLog("", "# no row")])
  func `a log without a row is refused`(bytes: [UInt8]) {
    #expect(throws: ImportError.self) { try NinjaLog.read(bytes, name: "build") }
  }
}
