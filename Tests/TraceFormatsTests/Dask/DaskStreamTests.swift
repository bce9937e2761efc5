import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What a task stream of dask means, and what is made of clocks that it guessed.
@Suite struct DaskStreamTests {
  private typealias S = DaskSamples

  /// Reads records, and tells the calls: `read 0–100 on w1`, in milliseconds.
  private func calls(_ records: String..., dependencies: String? = nil) throws -> [String] {
    let run = try read(records.joined(separator: ",\n"), dependencies)
    try expectSound(run)
    return run.workerWords
  }

  private func read(_ records: String, _ dependencies: String? = nil) throws -> Import {
    let text = dependencies.map { #"{"task_stream": [\#(records)], "dependencies": \#($0)}"# }
    return try TraceFormat.daskTaskStream.read(
      TraceInput(bytes: Array((text ?? "[\(records)]").utf8), name: "stream"))
  }

  @Test func `tasks run on workers, and what was brought for them is beside`() throws {
    let run = try TraceFormat.daskTaskStream.read(S.whole)
    try expectSound(run)
    #expect(
      run.workerWords == [
        "read 0–100 on w1", "read 10–60 on w2", "read 100–200 on w1",
        "transfer-join 205–225 on w1 data", "join 230–300 on w1",
      ])
    let measures = Analysis(run.log).measures
    #expect(measures.dependencies == .recorded)
    // A transfer is no work, but nothing is faster than it.
    #expect(measures.work == 320_000_000)
    #expect(measures.span == 170_000_000)
    #expect(measures.machines == 2)
  }

  @Test func `a list of records alone has no dependencies, and no floor`() throws {
    let run = try TraceFormat.daskTaskStream.read(
      TraceInput(bytes: Array(S.records.utf8), name: "stream"))
    #expect(Analysis(run.log).measures.floor == nil)
    #expect(run.notes.contains { $0.sentence.hasPrefix("4 tasks do not say what") })
    let lines = S.records.dropFirst().dropLast().split(separator: "\n").map {
      $0.hasSuffix(",") ? $0.dropLast() : $0
    }
    let lined = try TraceFormat.daskTaskStream.read(
      TraceInput(bytes: Array(lines.joined(separator: "\n").utf8), name: "stream"))
    #expect(lined.workerWords == run.workerWords)
  }

  @Test(arguments: [
    ("read-7", "read"), ("read-csv-5d41402a", "read-csv"), ("x", "x"), ("x-1-2-3", "x"),
    ("hello-world-1", "hello-world"), ("('x-2', 1)", "x"), ("('x', 1)", "x"),
    ("ae05086432ca935f6eba409a8ecd4896", "data"),
    ("<module.sub.myclass object at 0xdaf372", "myclass"),
    ("sum-abcdefab", "sum"), ("", ""), ("-", "-"), ("1", "1"), ("größe-1", "größe"),
  ])
  func `tasks are called what dask calls them`(key: String, prefix: String) {
    #expect(DaskKey.prefix(of: key) == prefix)
  }

  @Test func `a key that is a tuple is what Python prints of it`() throws {
    let run = try read(
      S.task(#"["sum-ab12", 0]"#, "w", 0, 5) + "," + S.task("('sum-ab12', 1)", "w", 6, 9),
      #"{"('sum-ab12', 0)": [], "('sum-ab12', 1)": [["sum-ab12", 0]]}"#)
    #expect(run.workerWords == ["sum 0–5 on w", "sum 6–9 on w"])
    #expect(Analysis(run.log).measures.span == 8_000_000)
  }

  // MARK: Clocks

  @Test
  func `what starts before what it needs has ended, by clocks, starts later and takes as long`()
    throws
  {
    let run = try read(
      S.task("a-0", "w1", 0, 100) + "," + S.task("b-0", "w2", 90, 110) + ","
        + S.task("c-0", "w2", 112, 120), #"{"a-0": [], "b-0": ["a-0"], "c-0": ["b-0"]}"#)
    try expectSound(run)
    #expect(run.workerWords == ["a 0–100 on w1", "b 100–120 on w2", "c 120–128 on w2"])
    #expect(
      run.notes.contains {
        $0.kind == .inferred && $0.count == 2 && $0.sentence.contains("by at most 10 ms")
      })
    #expect(Analysis(run.log).measures.span == 128_000_000)
  }

  @Test func `even where it is recorded to have ended before, and so on one thread`() throws {
    let needs = #"{"a-0": [], "b-0": ["a-0"]}"#
    #expect(
      try calls(S.task("a-0", "w1", 60, 100), S.task("b-0", "w2", 10, 30), dependencies: needs)
        == ["a 0–40 on w1", "b 40–60 on w2"])
    #expect(
      try calls(S.task("a-0", "w", 0, 100), S.task("b-0", "w", 80, 120))
        == ["a 0–100 on w", "b 100–140 on w"])
    // Two threads of one worker may do that.
    #expect(
      try calls(S.task("a-0", "w", 0, 100), S.task("b-0", "w", 80, 120, thread: 2))
        == ["a 0–100 on w", "b 80–120 on w"])
  }

  @Test func `coroutines run at once on the thread of the event loop`() throws {
    #expect(
      try calls(
        S.task("a-0", "w", 0, 700), S.task("b-0", "w", 10, 900), S.task("c-0", "w", 20, 800))
        == ["a 0–700 on w", "b 10–900 on w", "c 20–800 on w"])
  }

  @Test func `what contradicts the times by more than clocks do is left out and told`() throws {
    let run = try read(
      S.task("a-0", "w1", 0, 2_000) + "," + S.task("b-0", "w2", 100, 200),
      #"{"a-0": [], "b-0": ["a-0"]}"#)
    try expectSound(run)
    #expect(run.workerWords == ["a 0–2000 on w1", "b 100–200 on w2"])
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 dependency contradicts the times") })
  }

  @Test func `circles and dependencies on tasks that are not there are told`() throws {
    let run = try read(
      S.task("a-0", "w", 0, 10) + "," + S.task("b-0", "w", 20, 30) + ","
        + S.task("c-0", "w", 30, 40),
      #"{"a-0": ["b-0", "a-0"], "b-0": ["a-0", "gone-1"], "c-0": ["gone-2"]}"#)
    try expectSound(run)
    #expect(run.workerWords == ["a 0–10 on w", "c 30–40 on w", "b 20–30 on w"])
    #expect(run.notes.contains { $0.sentence.hasPrefix("2 dependencies lead in a circle") })

    #expect(
      run.notes.contains { $0.sentence.hasPrefix("2 dependencies are of tasks that are not") })
  }

  @Test func `a key that was computed twice is needed as it was last before`() throws {
    let run = try read(
      S.task("a-0", "w1", 0, 10) + "," + S.task("b-0", "w2", 1_000, 1_010) + ","
        + S.task("a-0", "w1", 5_000, 5_100), #"{"a-0": [], "b-0": ["a-0"]}"#)
    try expectSound(run)
    #expect(Analysis(run.log).measures.span == 100_000_000)
  }

  // MARK: What else is told

  @Test func `a task that failed says why, and one without times is told`() throws {
    let run = try read(
      S.task("a-0", "w", 0, 10, more: #""status": "error", "exception_text": "ValueError()""#) + ","
        + #"{"key": "b-0", "worker": "w", "thread": 1, "startstops": [], "status": "error"},"#
        + S.task("c-0", "w", 10, 20, phases: [#"{"action": "transfer", "start": 9}"#]))
    try expectSound(run)
    #expect(run.workerWords == ["a 0–10 on w", "c 10–20 on w"])
    let reasons = run.log.events.compactMap { event in
      if case .callFailed(let reason) = event.kind { run.log.names[reason] } else { nil }
    }
    #expect(reasons == ["ValueError()"])
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 task computed nothing") })
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 phase of a task has no times") })
  }

  @Test func `what is written after a task is no reason for it to start`() throws {
    let run = try read(
      S.task(
        "a-0", "w", 10, 20,
        phases: [
          S.phase("disk-read", 0, 9), S.phase("deserialize", 9, 10), S.phase("disk-write", 20, 50),
        ]), #"{"a-0": []}"#)
    try expectSound(run)
    #expect(
      run.workerWords == [
        "disk-read-a 0–9 on w data", "deserialize-a 9–10 on w data", "a 10–20 on w",
        "disk-write-a 20–50 on w data",
      ])
    #expect(Analysis(run.log).measures.span == 49_000_000)
  }

  @Test func `how far the clocks are off is told, and how long the client waited`() throws {
    let text = """
      {"task_stream": [\(S.task("a-0", "w", 10, 30))],
      "inside": {"a-0": [\(S.time(3)), \(S.time(23))]},
      "client_start": \(S.time(0)), "client_stop": \(S.time(50))}
      """
    let run = try TraceFormat.daskTaskStream.read(
      TraceInput(bytes: Array(text.utf8), name: "stream"))
    let sentences = run.notes.map(\.sentence)
    #expect(sentences[0].hasPrefix("dask guesses how far the clock of each worker is off"))
    #expect(sentences[0].hasSuffix("the starts are off by up to 7 ms."))
    #expect(sentences[1].hasPrefix("The client waited 50 ms for it, 30 ms more than"))
  }

  @Test func `a stream with changed bytes is refused or read, and what is read is sound`() throws {
    var generator = SeededGenerator(seed: 11)
    let signs = Array(#"{}[]",:0-9eE."#.utf8) + [0, 0xFF]
    for round in 0..<300 {
      var input = DaskSamples.whole
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let place = Int.random(in: input.bytes.indices, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: input.bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: input.bytes[place] = signs.randomElement(using: &generator)!
        default: input.bytes.remove(at: place)
        }
      }
      if let run = try? TraceFormat.daskTaskStream.read(input) {
        try expectSound(run, "round \(round)")
      }
    }
  }
}

/// Task streams that dask wrote, beside what was measured around them.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct DaskCorpusTests {
  /// First start to last end by the tasks' own clock, in microseconds, and the transfers.
  @Test(arguments: [("w1", 1_438_514, 0), ("w2", 1_062_501, 4)])
  func `a measured run took as long as it did, within what its clock allows`(
    name: String, makespan: Nanoseconds, transfers: Int
  ) throws {
    let run = try TraceFormat.daskTaskStream.read(
      TraceInput(bytes: Corpus.bytes(of: "measured-dask/\(name).json"), name: name))
    try expectSound(run)
    let analysis = Analysis(run.log)
    #expect(abs(analysis.measures.makespan - makespan * 1_000) < 10_000_000)
    #expect(analysis.measures.dependencies == .recorded)
    #expect(analysis.measures.calls == 31 + transfers)
    #expect(analysis.measures.machines == (name == "w1" ? 1 : 2))
    #expect(!run.notes.contains { $0.kind == .skipped })
  }
}

extension Import {
  /// The calls: `read 0–100 on w1`, in milliseconds.
  var workerWords: [String] {
    Analysis(log).calls.map { call in
      let (start, end) = ((call.startedAt ?? -1) / 1_000_000, (call.endedAt ?? -1) / 1_000_000)
      return "\(log.names[call.component]) \(start)–\(end) on \(log.names[call.machine])"
    }
  }
}
