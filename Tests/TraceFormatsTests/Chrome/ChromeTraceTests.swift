import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What a Chrome trace means, event by event.
@Suite struct ChromeTraceTests {
  /// Reads events and tells the calls: `b 2–5 in a`, `a 0–10 on main`, in microseconds.
  private func calls(_ events: String..., around: (String, String) = ("[", "]")) throws -> [String]
  {
    let run = try read(around.0 + events.joined(separator: ",") + around.1)
    try expectSound(run)
    return run.callWords
  }

  private func read(_ text: String) throws(ImportError) -> Import {
    try TraceFormat.chromeTrace.read(TraceInput(bytes: Array(text.utf8), name: "trace"))
  }

  private func x(_ name: String, _ ts: Double, _ dur: Double, _ more: String = "") -> String {
    #"{"ph":"X","name":"\#(name)","pid":1,"tid":1,"ts":\#(ts),"dur":\#(dur)\#(more)}"#
  }

  private func mark(_ ph: String, _ name: String, _ ts: Double, _ more: String = "") -> String {
    #"{"ph":"\#(ph)","name":"\#(name)","pid":1,"tid":1,"ts":\#(ts)\#(more)}"#
  }

  @Test
  func `complete slices lie within one another by their times, in whatever order they are written`()
    throws
  {
    let events = [x("a", 0, 10), x("b", 2, 3), x("c", 2, 1), x("d", 6, 4), x("e", 10, 5)]
    let expected = [
      "a 0–10 on thread 1", "b 2–5 in a", "c 2–3 in b", "d 6–10 in a", "e 10–15 on thread 1",
    ]
    #expect(try calls(events.joined(separator: ",")) == expected)
    #expect(try calls(events.reversed().joined(separator: ",")) == expected)
  }

  @Test func `an object with other fields around the events is the same as an array`() throws {
    let array = try calls(x("a", 0, 1))
    #expect(try calls(x("a", 0, 1), around: (#"{"meta":{"x":[1]},"traceEvents":["#, "]}")) == array)
    #expect(
      try calls(x("a", 0, 1), around: (#"{"traceEvents":["#, #"],"displayTimeUnit":"ns"}"#))
        == array)
  }

  @Test func `a list without its end, with a comma too many or an empty event is whole`() throws {
    let array = try calls(x("a", 0, 1), x("b", 1, 1))
    for end in ["", ",", ",]", ",{}]", "\n"] {
      let run = try read("[" + x("a", 0, 1) + "," + x("b", 1, 1) + end)
      #expect(run.callWords == array)
      #expect(!run.notes.contains { $0.sentence.contains("broken") }, "\(end)")
    }
  }

  @Test func `what a task of ray does goes by the name of the task`() throws {
    let events = [
      x("train", 0, 100), x("task:deserialize_arguments", 1, 9), x("task:execute", 10, 80),
      x("task:store_outputs", 91, 8),
    ]
    #expect(
      try calls(events.joined(separator: ",")) == [
        "train 0–100 on thread 1", "task:deserialize_arguments 1–10 in train",
        "task:store_outputs 91–99 in train",
      ])
    // Others may call something so too.
    #expect(try calls(x("task:execute", 0, 1)) == ["task:execute 0–1 on thread 1"])
  }

  @Test func `beginnings and ends make slices`() throws {
    #expect(
      try calls(
        mark("B", "a", 0), mark("B", "b", 1), mark("E", "b", 4), mark("E", "a", 9))
        == ["a 0–9 on thread 1", "b 1–4 in a"])
  }

  @Test func `an end needs no name and may stand before its beginning in the file`() throws {
    let end = #"{"ph":"E","pid":1,"tid":1,"ts":4}"#
    #expect(try calls(mark("B", "a", 0), end) == ["a 0–4 on thread 1"])
    #expect(
      try calls(mark("E", "a", 9), mark("B", "b", 2), mark("E", "b", 3), mark("B", "a", 0))
        == ["a 0–9 on thread 1", "b 2–3 in a"])
  }

  @Test func `an end by another name closes what has that name, and else what began last`() throws {
    // Go's lane 0 holds what ran at once.
    #expect(
      try calls(
        mark("B", "a", 0), mark("B", "b", 100), mark("E", "a", 1000), mark("E", "b", 1900))
        == ["a 0–1000 on thread 1", "b 100–1900 on thread 1"])
    #expect(try calls(mark("B", "a", 0), mark("E", "z", 4)) == ["a 0–4 on thread 1"])
  }

  @Test func `what never ends, ends with what it is in or with the last in it, and is told`() throws
  {
    let run = try read(
      "[\(mark("B", "a", 0)),\(mark("B", "b", 1)),\(mark("E", "a", 5)),\(mark("B", "loop", 6)),"
        + "\(x("task", 7, 1)),\(x("task", 9, 2)),\(mark("i", "late", 20))]")
    #expect(
      run.callWords == [
        "a 0–5 on thread 1", "b 1–5 in a", "loop 6–11 on thread 1", "task 7–8 in loop",
        "task 9–11 in loop",
      ])
    // Whether the loop did something itself or waited, nobody knows.
    #expect(Analysis(run.log).measures.work == 8_000)
    #expect(
      run.sentences(.skipped).contains { $0.hasPrefix("2 slices never end (loop): ") })
  }

  @Test func `what never ends and holds nothing takes no time`() throws {
    #expect(
      try calls(x("a", 0, 5), mark("B", "c", 6), mark("i", "late", 20))
        == ["a 0–5 on thread 1", "c 6–6 on thread 1"])
  }

  @Test func `what begins without a name has none`() throws {
    let begin = #"{"ph":"B","pid":1,"tid":1,"ts":0}"#
    let span = #"{"ph":"b","id":1,"pid":1,"tid":1,"ts":5},{"ph":"e","id":1,"pid":1,"tid":1,"ts":6}"#
    #expect(
      try calls(begin, mark("E", "x", 4), span)
        == ["(no name) 0–4 on thread 1", "(no name) 5–6 on thread 1"])
  }

  @Test func `an end of nothing is counted`() throws {
    let run = try read("[\(x("a", 0, 3)),\(mark("E", "b", 1)),\(mark("E", "b", 2))]")
    #expect(run.callWords == ["a 0–3 on thread 1"])
    #expect(run.notes.contains { $0.sentence.hasPrefix("2 ends (E) close nothing") })
  }

  @Test(arguments: [
    // A profiler that is a little late.
    ("a", 0, 1000, "b", 995, 1000, ["a 0–1000 on thread 1", "b 1000–1995 on thread 1"]),
    // Rounding.
    ("a", 0, 10, "b", 5, 6, ["a 0–10 on thread 1", "b 5–10 in a"]),
    // A lane that is no thread.
    ("a", 0, 1000, "b", 500, 1000, ["a 0–1000 on thread 1", "b 500–1500 on thread 1"]),
  ])
  func `slices that cross are made shorter by a little, or stand beside each other`(
    _ first: String, _ ts: Double, _ dur: Double, _ second: String, _ later: Double, _ more: Double,
    _ expected: [String]
  ) throws {
    #expect(try calls(x(first, ts, dur), x(second, later, more)) == expected)
  }

  @Test func `times may be texts, fractions, below zero and far from zero`() throws {
    #expect(
      try calls(
        #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":"1752500123.25","dur":"2.5"}"#,
        #"{"ph":"X","name":"b","pid":1,"tid":1,"ts":1752500124.001,"dur":1.001}"#)
        == ["a 0–2.5 on thread 1", "b 0.751–1.752 in a"])
    #expect(try calls(x("a", -5, 5), x("b", 0, 1)) == ["a 0–5 on thread 1", "b 5–6 on thread 1"])
  }

  @Test func `names of processes and threads name lanes, and do not say when the trace begins`()
    throws
  {
    let names = [
      #"{"ph":"M","name":"process_name","pid":1,"ts":0,"args":{"name":"app"}}"#,
      #"{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"main"}}"#,
      #"{"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"main"}}"#,
    ]
    let slices = [
      x("a", 100, 1), x("b", 101, 1).replacing("\"tid\":1", with: "\"tid\":2"),
    ]
    #expect(
      try calls((names + slices).joined(separator: ","))
        == ["a 0–1 on main (1)", "b 1–2 on main (2)"])
    let other = x("c", 102, 1).replacing("\"pid\":1", with: "\"pid\":\"node\"")
    #expect(
      try calls((names + slices + [other]).joined(separator: ",")).last
        == "c 2–3 on process node / thread 1")
  }

  @Test func `a forked process that goes on with the number of a thread is another thread`() throws
  {
    let child = x("b", 5, 10).replacing("\"pid\":1", with: "\"pid\":2")
    #expect(
      try calls(x("a", 0, 10), child)
        == ["a 0–10 on process 1 / thread 1", "b 5–15 on process 2 / thread 1"])
  }

  @Test func `1 and "1" are one thread, and what has no thread has that of its process`() throws {
    #expect(
      try calls(
        x("a", 0, 10), #"{"ph":"X","name":"b","pid":"1","tid":"1","ts":1,"dur":2}"#,
        #"{"ph":"X","name":"c","pid":1,"ts":4,"dur":2}"#)
        == ["a 0–10 on thread 1", "b 1–3 in a", "c 4–6 in a"])
  }

  @Test func `asynchronous spans are work where they lie within one slice or where there is none`()
    throws
  {
    let begin = #"{"ph":"b","cat":"t","id":1,"name":"s","pid":1,"tid":1,"ts":"#
    let end = #"{"ph":"e","cat":"t","id":1,"name":"s","pid":1,"tid":1,"ts":"#
    func span(_ from: Int, _ to: Int) -> String { "\(begin)\(from)},\(end)\(to)}" }
    #expect(try calls(x("a", 0, 10), span(2, 4)) == ["a 0–10 on thread 1", "s 2–4 in a"])
    #expect(
      try calls(x("a", 0, 10), span(12, 14)) == ["a 0–10 on thread 1", "s 12–14 on thread 1"])
    // A frame around several slices, and one that crosses, tell no work.
    #expect(try calls(x("a", 1, 3), x("b", 5, 3), span(0, 9)).count == 2)
    #expect(try calls(x("a", 1, 3), span(2, 9)).count == 1)
    // Nothing else is there.
    #expect(try calls(span(0, 9)) == ["s 0–9 on spans"])
  }

  @Test func `ids that name several things are paired by name and thread`() throws {
    let events = [
      #"{"ph":"b","cat":"t","id":"0x0","name":"one","pid":1,"tid":1,"ts":0}"#,
      #"{"ph":"b","cat":"t","id":"0x0","name":"two","pid":1,"tid":2,"ts":1}"#,
      #"{"ph":"e","cat":"t","id":"0x0","name":"one","pid":1,"tid":1,"ts":4}"#,
      #"{"ph":"e","cat":"t","id":"0x0","name":"two","pid":1,"tid":2,"ts":6}"#,
    ]
    let idle = x("idle", 100, 1)
    let words = try calls((events + [idle]).joined(separator: ","))
    #expect(words == ["one 0–4 on thread 1", "two 1–6 on thread 2", "idle 100–101 on thread 1"])
  }

  @Test func `an arrow is a dependency on the point at which it begins`() throws {
    let run = try read(
      "[" + x("launch", 0, 10) + "," + x("kernel", 4, 20).replacing("\"tid\":1", with: "\"tid\":7")
        + #","# + mark("s", "go", 3, #","id":5,"cat":"c""#) + ","
        + mark("f", "go", 4, #","id":5,"cat":"c","bp":"e""#)
        .replacing("\"tid\":1", with: "\"tid\":7") + "]")
    try expectSound(run)
    let progressed = try #require(
      run.log.events.firstIndex { if case .callProgressed = $0.kind { true } else { false } })
    #expect(run.log.events[progressed].at == 3_000)
    let request = try #require(run.log.events.lastIndex { $0.call == 2 && $0.at == 4_000 })
    let causes = run.log.events.indices.filter { run.log.events[$0].call == 2 }
      .flatMap { run.log.causes(of: $0) }
    #expect(causes.contains { Int($0.seq) == progressed && $0.edge == .data && !$0.isInferred })
    #expect(request > progressed)
    // 3 µs until the arrow begins, and the kernel.
    #expect(Analysis(run.log).measures.span == 23_000)
  }

  @Test func `a slice that waits for a lock is no work, and who let go of it ended the wait`()
    throws
  {
    let other = [x("load", 0, 8), x("_thread.lock.release", 8, 1)]
      .map { $0.replacing("\"tid\":1", with: "\"tid\":2") }
    let run = try read(
      "[" + ([x("main", 0, 20), x("_thread.lock.acquire", 1, 8)] + other).joined(separator: ",")
        + "]")
    try expectSound(run)
    let analysis = Analysis(run.log)
    // main 12, load 8, release 1.
    #expect(analysis.measures.work == 21_000)
    let path = analysis.observedPath.parts.filter { $0.call > 0 }
      .map { run.log.names[analysis.table[$0.call].component] }
    #expect(path.contains("load"))
  }

  @Test func `Go's command waits for its actions, which are the work`() throws {
    let action = x("go build example.com/a", 2, 10).replacing("\"tid\":1", with: "\"tid\":2")
    let run = try read(
      "[\(x("Running build command", 0, 20)),"
        + "\(x("exec.Builder.Do (link-install /out)", 1, 18)),\(action)]")
    try expectSound(run)
    // 1 µs before and 1 µs behind it.
    #expect(Analysis(run.log).measures.work == 12_000)
  }

  @Test func `lanes that are no threads are left out and told`() throws {
    let totals = #"{"ph":"X","name":"Total Frontend","pid":1,"tid":9,"ts":0,"dur":70}"#
    let path = [
      #"{"ph":"M","name":"thread_name","pid":1,"tid":0,"args":{"name":"Critical Path"}}"#,
      #"{"ph":"X","name":"action 'x'","pid":1,"tid":0,"ts":2,"dur":3}"#,
    ].joined(separator: ",")
    let wrapper = #"{"ph":"X","name":"cmakeBuild","pid":1,"tid":0,"ts":0,"dur":90}"#
    for (lane, words) in [(totals, "sums"), (path, "Bazel's own"), (wrapper, "CMake")] {
      let run = try read("[\(x("a", 1, 10)),\(lane)]")
      #expect(run.callWords == ["a 0–10 on thread 1"])
      #expect(run.notes.contains { $0.sentence.contains(words) }, "\(words)")
    }
  }

  /// nextest writes a slice around all tests, on a process of its own; anybody else's `test run` is a call.
  @Test func `the row around all tests of nextest is left out, and no other`() throws {
    func trace(_ process: String, _ test: String) -> String {
      #"[{"ph":"M","name":"process_name","pid":0,"tid":0,"args":{"name":"\#(process)"}},"#
        + #"{"ph":"X","name":"test run","pid":0,"tid":1,"ts":0,"dur":90}\#(test)]"#
    }
    let test = "," + x("a", 1, 10)
    let run = try read(trace("nextest run (ci)", test))
    #expect(run.callWords == ["a 0–10 on thread 1"])
    #expect(run.notes.contains { $0.sentence.contains("nextest write one") })
    #expect(Analysis(try read(trace("mine", test)).log).table.calls.count == 2)
    #expect(Analysis(try read(trace("nextest run (ci)", "")).log).table.calls.count == 1)
  }

  @Test func `lanes that our own export adds are left out and told`() throws {
    let path = #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":9}"#
    let name =
      #"{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"observed path (Meanwhile)"}}"#
    let call = x("a", 1, 10).replacing("\"tid\":1", with: "\"tid\":2")
    let run = try read("[\(name),\(path),\(call)]")
    #expect(run.callWords == ["a 0–10 on thread 2"])
    #expect(run.notes.contains { $0.sentence.contains("that Meanwhile adds") })
  }

  @Test(arguments: [true, false])
  func `an arrow where one slice ends and another starts belongs to the one before it in the file`(
    isBefore: Bool
  ) throws {
    let start = mark("s", "go", 5, #","id":5,"cat":"c""#)
    let (first, second) = (x("first", 0, 5), x("second", 5, 5))
    let other = [x("other", 6, 9), mark("f", "go", 6, #","id":5,"cat":"c","bp":"e""#)]
      .map { $0.replacing("\"tid\":1", with: "\"tid\":2") }
    let events = (isBefore ? [first, start, second] : [first, second, start]) + other
    let run = try read("[\(events.joined(separator: ","))]")
    try expectSound(run)
    let log = run.log
    let senders = log.events.indices.filter { log.names[log.events[$0].component] == "other" }
      .flatMap { log.causes(of: $0) }.filter { $0.edge == .data && !$0.isInferred }
      .map { log.names[log.events[Int($0.seq)].component] }
    #expect(senders == [isBefore ? "first" : "second"])
  }

  @Test func `every event of the file is counted once`() throws {
    let run = try read(
      "[\(x("a", 0, 1)),\(mark("B", "b", 1)),\(mark("E", "b", 2)),\(mark("C", "c", 1)),"
        + "\(mark("i", "i", 1)),\(mark("P", "p", 1)),\(mark("?", "q", 1)),"
        + #"{"ph":"X","name":"no time","pid":1,"tid":1},{"ph":"M","name":"x"},7]"#)
    let counted = try #require(run.notes.first { $0.sentence.contains("events:") })
    #expect(counted.count == 10)
    #expect(
      counted.sentence
        == "10 events: 1 complete (X), 2 begins or ends (B, E), 1 instants (i, n, T, p), "
        + "1 counters (C), 1 names (M), 1 objects, samples and others, 3 not readable.")
  }

  @Test(arguments: [
    "[]", "{}", #"{"traceEvents":[]}"#, #"[{"ph":"M","name":"x","pid":1}]"#, #"{"traceEvents":7}"#,
  ])
  func `a trace without a slice is refused with what is missing`(_ text: String) {
    #expect {
      try read(text)
    } throws: { error in
      (error as? ImportError)?.problem.hasPrefix("The trace holds no slice") == true
    }
  }

  @Test func `an arrow far from all that ran leads nowhere`() throws {
    for at in ["-9e15", "-9223372036854775.808", "9223372036854775.807"] {
      let arrow = ["s", "f"].map {
        #"{"ph":"\#($0)","id":1,"cat":"c","name":"go","pid":1,"tid":1,"ts":\#(at)}"#
      }
      let run = try read("[\(x("a", 5, 1)),\(arrow.joined(separator: ","))]")
      #expect(run.callWords == ["a 0–1 on thread 1"])
      #expect(
        run.notes.contains {
          $0.sentence.hasPrefix("2 points of arrows (s, t, f) are where nothing ran")
        })
    }
  }

  @Test func `huge times are told or left out, and nothing traps`() throws {
    for (ts, dur) in [
      ("9e15", "1"), ("1e300", "1"), ("0", "9223372036854775"), ("-9e15", "9e15"), ("9e15", "9e15"),
    ] {
      let run = try? read(
        "[\(x("a", 0, 1)),{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":\(ts),\"dur\":\(dur)}]"
      )
      if let run { _ = Analysis(run.log).measures }
      if ts == "-9e15" { #expect(run?.parts == nil) }
    }
  }
}

extension Import {
  /// The calls, in microseconds: `a 0–10 on main`, `b 2–5 in a`.
  var callWords: [String] {
    Analysis(log).calls.map { call in
      let start = microseconds(call.startedAt ?? -1)
      let end = microseconds(call.endedAt ?? -1)
      let parent = call.parent > 0 ? Analysis(log).table[call.parent].component : nil
      let place = parent.map { "in \(log.names[$0])" } ?? "on \(log.names[call.machine])"
      return "\(log.names[call.component]) \(start)–\(end) \(place)"
    }
  }

  private func microseconds(_ time: Nanoseconds) -> String {
    let text = "\(Double(time) / 1_000)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
