import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Chrome traces of several processes of one run, each in a file of its own.
@Suite struct ChromeFilesTests {
  private func x(_ name: String, _ ts: Double, _ dur: Double, pid: Int = 1, tid: Int = 1) -> String
  {
    #"{"ph":"X","name":"\#(name)","pid":\#(pid),"tid":\#(tid),"ts":\#(ts),"dur":\#(dur)}"#
  }

  private func object(_ fields: String, _ events: String...) -> String {
    #"{"traceEvents":[\#(events.joined(separator: ","))]\#(fields.isEmpty ? "" : ",")\#(fields)}"#
  }

  /// Reads files a, b and so on.
  private func read(_ files: String...) throws(ImportError) -> Import {
    var input = TraceInput(bytes: Array(files[0].utf8), name: "job")
    input.fileName = "a"
    input.others = zip(["b", "c"], files.dropFirst()).map { name, text in
      TraceInput.File(name: name, bytes: Array(text.utf8))
    }
    return try TraceFormat.chromeTrace.read(input)
  }

  @Test func `clang says when its 0 was, and sums are left out wherever that is`() throws {
    let run = try read(
      object(
        #""beginningOfTime":1700000000000100"#, x("one", 10, 50), x("Total one", 0, 50, tid: 9)),
      object(
        #""beginningOfTime":1700000000000130"#, x("two", 0, 50, pid: 2),
        x("Total two", 0, 50, pid: 2, tid: 9)))
    try expectSound(run)
    #expect(run.callWords == ["one 0–50 on a", "two 20–70 on b"])
    #expect(run.notes.contains { $0.sentence.hasPrefix("2 rows are sums") })
  }

  @Test func `bases in nanoseconds and times since 1970 are one clock`() throws {
    let run = try read(
      object(#""baseTimeNanoseconds":1700000000000100000"#, x("one", 0, 50)),
      "[\(x("two", 1_700_000_000_000_110, 5))]",
      object(#""baseTimeNanoseconds":1700000000000100000"#, x("three", 1_700_000_000_000_120, 5)))
    try expectSound(run)
    #expect(run.callWords == ["one 0–50 on a", "two 10–15 on b", "three 20–25 on c"])
  }

  @Test func `threads and arrows of different files are different, whatever their numbers`() throws
  {
    func file(_ at: Double) -> String {
      "[" + x("f", 1_700_000_000_000_000 + at, 10) + ","
        + #"{"ph":"M","name":"process_name","pid":1,"args":{"name":"rank"}},"#
        + #"{"ph":"s","id":1,"cat":"c","name":"n","pid":1,"tid":1,"ts":\#(1_700_000_000_000_001 + at)},"#
        + #"{"ph":"f","bp":"e","id":1,"cat":"c","name":"n","pid":1,"tid":2,"ts":\#(1_700_000_000_000_021 + at)},"#
        + x("g", 1_700_000_000_000_020 + at, 10, tid: 2) + "]"
    }
    let run = try read(file(0), file(5))
    try expectSound(run)
    #expect(
      run.callWords == [
        "f 0–10 on a / thread 1", "f 5–15 on b / thread 1", "g 20–30 on a / thread 2",
        "g 25–35 on b / thread 2",
      ])
    // Each arrow leads within its own file.
    let data = run.log.events.indices.flatMap { seq in
      run.log.causes(of: seq).filter { $0.edge == .data && !$0.isInferred }.map { cause in
        (run.log.events[Int(cause.seq)].call, run.log.events[seq].call)
      }
    }
    #expect(data.map { "\($0.0)→\($0.1)" } == ["1→3", "2→4"])
  }

  @Test func `what viztracer recorded since boot is taken to be of one machine, and that is told`()
    throws
  {
    let file = { (at: Double) in object(#""viztracer_metadata":{}"#, x("f", at, 10)) }
    let run = try read(file(100), file(105))
    #expect(run.callWords == ["f 0–10 on a", "f 5–15 on b"])
    #expect(run.notes.contains { $0.kind == .inferred && $0.sentence.contains("the same machine") })
  }

  /// A file as Node writes it, with what it is at its end.
  private func node(_ pid: Int, _ events: String...) -> String {
    let metadata = ["process_name", "version"].map {
      #"{"pid":\#(pid),"tid":\#(pid),"ts":1,"ph":"M","cat":"__metadata","name":"\#($0)","dur":0,"#
        + #""args":{"\#($0 == "version" ? "node" : "name")":"node"}}"#
    }
    return object("", (events + metadata).joined(separator: ","))
  }

  private func mark(_ phase: String, _ name: String, _ ts: Int, pid: Int) -> String {
    #"{"pid":\#(pid),"tid":\#(pid),"ts":\#(ts),"ph":"\#(phase)","cat":"node","name":"\#(name)","dur":0}"#
  }

  @Test
  func `what Node goes on writing in another file is the same process, in any order of the files`()
    throws
  {
    let files = [
      node(
        7, mark("B", "read", 100, pid: 7), mark("E", "read", 110, pid: 7),
        mark("B", "stat", 120, pid: 7)),
      node(
        7, mark("E", "stat", 120, pid: 7), mark("B", "read", 130, pid: 7),
        mark("E", "read", 150, pid: 7)),
    ]
    let names = ["node_trace.2", "node_trace.10"]
    for order in [[0, 1], [1, 0]] {
      var input = TraceInput(bytes: Array(files[order[0]].utf8), name: "job")
      input.fileName = names[order[0]]
      input.others = [
        TraceInput.File(name: names[order[1]], bytes: Array(files[order[1]].utf8))
      ]
      let run = try TraceFormat.chromeTrace.read(input)
      try expectSound(run)
      #expect(
        run.callWords == [
          "read 0–10 on thread 7", "stat 20–20 on thread 7", "read 30–50 on thread 7",
        ])
      #expect(run.notes.contains { $0.sentence.contains("the same machine") })
      #expect(!run.notes.contains { $0.sentence.contains("no end") })
    }
  }

  @Test func `a file of Node that ends before its first event is no reason to refuse the others`()
    throws
  {
    let run = try read(
      node(7, mark("B", "read", 100, pid: 7), mark("E", "read", 110, pid: 7)), #"{"traceEvents":["#)
    #expect(run.callWords == ["read 0–10 on thread 7"] || run.callWords == ["read 0–10 on a"])
    #expect(run.notes.contains { $0.sentence.hasPrefix("b: The file ends before it is complete") })
  }

  @Test func `processes of Node are told apart by their files`() throws {
    let run = try read(
      node(7, mark("B", "read", 100, pid: 7), mark("E", "read", 110, pid: 7)),
      node(8, mark("B", "read", 105, pid: 8), mark("E", "read", 115, pid: 8)))
    #expect(run.callWords == ["read 0–10 on a", "read 5–15 on b"])
  }

  @Test(arguments: [
    ("trace.2", "trace.10", true), ("a", "b", true), ("a1", "a01", false), ("a1b", "a01c", true),
    ("trace", "trace.1", true), ("10", "9", false), ("x", "x", false),
    ("1", "99999999999999999999999", true),
  ])
  func `files come in the order of the numbers in their names`(
    one: String, other: String, isBefore: Bool
  ) {
    #expect((NumberedName(one) < NumberedName(other)) == isBefore)
    if one != other { #expect((NumberedName(other) < NumberedName(one)) != isBefore) }
  }

  @Test func `files without a common clock are refused, and what is broken is told with its file`()
    throws
  {
    let modern = "[\(x("f", 1_700_000_000_000_000, 1))]"
    let errors = [
      [modern, "[\(x("g", 5, 1))]"], [modern, object(#""viztracer_metadata":{}"#, x("g", 5, 1))],
      [modern, ""],
    ].map { files in
      do throws(ImportError) {
        _ = try read(files[0], files[1])
        return ""
      } catch { return error.problem }
    }
    #expect(errors[0].hasPrefix("b: It does not say when its times begin"))
    #expect(errors[1].hasPrefix("b: Its times count from another instant than those of a"))
    #expect(errors[2].hasPrefix("b: "))
    let cut = try read(modern, String(modern.dropLast(2)))
    #expect(cut.notes.contains { $0.sentence.hasPrefix("b: The file ends before it is complete") })
  }

  @Test func `several files of formats that are of one run each are refused`() throws {
    for format in TraceFormat.all where format.reasonAgainstFiles != nil {
      var input = TraceInput(bytes: [], name: "x")
      input.others = [TraceInput.File(name: "y", bytes: [])]
      #expect(throws: ImportError.self) { try format.read(input) }
      #expect(throws: ImportError.self) { try format.parts(of: input) }
    }
  }

  @Test func `spans of one trace may stand in a file of each service`() throws {
    let lines = SpanSamples.otlp.split(separator: "\n").map { Array($0.utf8) }
    var input = TraceInput(bytes: lines[0], name: "services")
    input.others = [TraceInput.File(name: "orders", bytes: lines[1])]
    let whole = TraceInput(bytes: Array(SpanSamples.otlp.utf8), name: "services")
    #expect(try TraceFormat.otlp.read(input).words == TraceFormat.otlp.read(whole).words)
    #expect(try TraceFormat.otlp.parts(of: input) == TraceFormat.otlp.parts(of: whole))
  }
}
