import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What is read of a trace of which a part is asked for.
@Suite struct RunCutTests {
  /// Warming up, a pause, and two steps of which the second has one within it.
  private static let events = """
    [{"ph":"X","name":"step","pid":1,"tid":1,"ts":0,"dur":10},
    {"ph":"X","name":"load","pid":1,"tid":2,"ts":0,"dur":40},
    {"ph":"X","name":"step","pid":1,"tid":1,"ts":30,"dur":10},
    {"ph":"X","name":"step","pid":1,"tid":1,"ts":50,"dur":20},
    {"ph":"X","name":"inner","pid":1,"tid":1,"ts":55,"dur":5},
    {"ph":"i","name":"mark","pid":1,"tid":1,"ts":60}]
    """

  private func read(_ window: TraceWindow?) throws(ImportError) -> Import {
    var input = TraceInput(bytes: Array(Self.events.utf8), name: "trace")
    input.window = window
    return try TraceFormat.chromeTrace.read(input)
  }

  @Test(arguments: [
    (TraceWindow(from: .time(30_000)), ["load 0–10", "step 0–10", "step 20–40", "inner 25–30"]),
    (TraceWindow(from: .call("step#2")), ["load 0–10", "step 0–10", "step 20–40", "inner 25–30"]),
    // It begins with its first call, and not before.
    (TraceWindow(from: .time(45_000)), ["step 0–20", "inner 5–10"]),
    (TraceWindow(from: .time(57_000), until: .time(58_000)), ["step 0–1", "inner 0–1"]),
    (TraceWindow(until: .time(20_000)), ["load 0–20", "step 0–10"]),
    (
      TraceWindow(until: .time(1_000_000)),
      ["load 0–40", "step 0–10", "step 30–40", "step 50–70", "inner 55–60"]
    ),
    (TraceWindow(from: .call("step#2"), until: .call("step#2")), ["load 0–10", "step 0–10"]),
    // Of a name, the start of the first and the end of the last.
    (
      TraceWindow(from: .call("step"), until: .call("load")),
      ["load 0–40", "step 0–10", "step 30–40"]
    ),
    (
      TraceWindow(from: .call("load"), until: .call("step")),
      ["load 0–40", "step 0–10", "step 30–40", "step 50–70", "inner 55–60"]
    ),
    (TraceWindow(within: "inner"), ["step 0–5", "inner 0–5"]),
    (TraceWindow(within: "step#3"), ["step 0–20", "inner 5–10"]),
  ])
  func `a part is what ran from one mark to another`(window: TraceWindow, calls: [String]) throws {
    let run = try read(window)
    try expectSound(run)
    let words = Analysis(run.log).calls.map { call in
      "\(run.log.names[call.component]) \((call.startedAt ?? 0) / 1_000)–\((call.endedAt ?? 0) / 1_000)"
    }
    #expect(words == calls)
  }

  @Test(arguments: [
    (
      TraceWindow(from: .time(30_000)),
      "The part from 30 µs to 70 µs of 70 µs is read, as asked for: 1 call outside it was left out, and 1 call that reaches beyond it was cut at its border."
    ),
    (
      TraceWindow(from: .time(50_000)),
      "The part from 50 µs to 70 µs of 70 µs is read, as asked for: 3 calls outside it were left out, and none reaches beyond it."
    ),
  ])
  func `what was cut is told`(window: TraceWindow, sentence: String) throws {
    let note = try read(window).notes[0]
    #expect(note.sentence == sentence)
    #expect(note.kind == .expected)
  }

  @Test(arguments: [
    (
      TraceWindow(from: .time(70_000)),
      "The part that was asked for begins at 70 µs and ends at 70 µs, so nothing is in it."
    ),
    (
      TraceWindow(from: .time(41_000), until: .time(49_000)),
      "Nothing ran from 41 µs to 49 µs; the whole takes 70 µs."
    ),
    (
      TraceWindow(from: .call("step#4")),
      "`step` was called 3 times, so there is no call 4 of it. They count from 1."
    ),
    (
      TraceWindow(from: .call("step#0")),
      "`step` was called 3 times, so there is no call 0 of it. They count from 1."
    ),
    (
      TraceWindow(within: "stop"),
      "Nothing in it is called `stop`: calls are `load`, `step`, `inner`. A time needs its unit, such as 3.5s; `#4` behind a name is its fourth call."
    ),
    (
      TraceWindow(from: .call("inner"), until: .call("step#1")),
      "The part that was asked for begins at 55 µs and ends at 10 µs, so nothing is in it."
    ),
  ])
  func `a part that is not there is refused with what is`(window: TraceWindow, problem: String) {
    #expect(throws: ImportError(line: 1, problem: problem)) { try read(window) }
  }

  @Test func `a call whose name ends with a number is found by its whole name`() throws {
    let events =
      #"[{"ph":"X","name":"step#2","pid":1,"tid":1,"ts":5,"dur":10},"#
      + #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":1}]"#
    var input = TraceInput(bytes: Array(events.utf8), name: "trace")
    input.window = TraceWindow(within: "step#2")
    #expect(try TraceFormat.chromeTrace.read(input).log.end == 10_000)
  }
}

/// Training jobs that load before and meanwhile, as several tools recorded them, beside the walls that were measured.
@Suite(
  .enabled(
    if: Corpus.folder != nil,
    "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"))
struct TrainingCorpusTests {
  /// The walls of both runs, in microseconds, and where the measured part begins.
  @Test(
    arguments: [
      ("measured-viztracer-train", "serial", "prefetch", 2_366_464, 1_474_321, nil),
      ("measured-jax-train", "mlp-serial", "mlp-prefetch", 1_471_837, 705_091, nil),
      (
        "measured-ray-timeline", "train-serial", "train-parallel", 1_994_543, 1_428_262,
        "submit_task#6"
      ),
      ("measured-dask", "w1", "w2", 1_438_514, 1_062_501, nil),
    ] as [(String, String, String, Nanoseconds, Nanoseconds, String?)])
  func `what was saved is what was measured, within a fiftieth`(
    folder: String, before: String, after: String, wall: Nanoseconds, other: Nanoseconds,
    mark: String?
  ) throws {
    let runs = try [before, after].map { name in
      var input = TraceInput(bytes: try Corpus.bytes(of: "\(folder)/\(name).json"), name: name)
      input.window = mark.map { TraceWindow(from: .call($0)) }
      guard case .trace(let format)? = InputFormat(of: input.bytes) else {
        throw CancellationError()
      }
      return try format.read(input).log.end / 1_000
    }
    #expect(abs(runs[0] - wall) * 50 < wall)
    #expect(abs(runs[1] - other) * 50 < other)
    #expect(abs(runs[0] - runs[1] - (wall - other)) * 50 < wall - other)
  }
}
