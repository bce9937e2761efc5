import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What spans belong to and when they ran, whatever is wrong with them.
@Suite struct SpanRunTests {
  @Test func `a parent may stand behind its children, and is blocked while they run`() throws {
    let run = try read(
      SpanText("3", in: "2", 20, 50, name: "c"), SpanText("2", in: "1", 10, 60, name: "b"),
      SpanText("1", 0, 100, name: "a"))
    #expect(run.tree == ["a 0–100", "b 10–60 in a", "c 20–50 in b"])
    #expect(Analysis(run.log).calls.map { $0.running / 1_000_000 } == [50, 20, 30])
    #expect(Analysis(run.log).measures.span == 100_000_000)
    #expect(!run.log.causes.contains { $0.edge == .blocking })
  }

  @Test func `a span starts from the latest of its siblings that ended, a tie included`() throws {
    let run = try read(
      SpanText("1", 0, 100, name: "a"), SpanText("2", in: "1", 10, 40, name: "b"),
      SpanText("3", in: "1", 40, 80, name: "c"))
    // 10 of a, b, c, 20 of a: nothing of it could have been at once.
    #expect(Analysis(run.log).measures.span == 100_000_000)
    #expect(Analysis(run.log).criticalPath.parts.map(\.call) == [1, 2, 3, 1])
  }

  /// What is cut is so by the clock of its parent; within its own process nothing is wrong.
  @Test func `what belongs to a span that is cut is within it by the clock of both`() throws {
    let run = try read(
      SpanText("1", 0, 100, name: "call"), SpanText("2", in: "1", of: "t", 20, 110, name: "get"),
      SpanText("3", in: "2", of: "t", 30, 50, name: "parse"),
      SpanText("4", in: "2", of: "t", 95, 108, name: "select"),
      SpanText("5", in: "2", of: "t", 103, 109, name: "log"))
    #expect(
      run.tree == [
        "s call 0–100", "t get 20–100 in s call", "t parse 30–50 in t get",
        "t select 95–100 in t get", "t log 100–100 in t get",
      ])
    #expect(Analysis(run.log).measures.work == 100_000_000)
  }

  /// Each with what is said of it; without a number there is nothing to say.
  @Test(
    arguments: [
      // It began when its parent had ended: it follows.
      (
        [SpanText("1", 0, 10), SpanText("2", in: "1", 15, 20)], ["1 0–10", "2 15–20"],
        ["2 after 1?"],
        "1 span began when the one it belongs to had ended: read as following from it: 2."
      ),
      // The same instant is no overlap.
      (
        [SpanText("1", 0, 10), SpanText("2", in: "1", of: "t", 10, 20)], ["s 1 0–10", "t 2 10–20"],
        ["t 2 after s 1?"],
        "1 span began when the one it belongs to had ended: read as following from it: t 2."
      ),
      // In one process there is one clock: it was not waited for.
      (
        [SpanText("1", 0, 10), SpanText("2", in: "1", 5, 12)], ["1 0–10", "2 5–12"], ["2 after 1?"],
        "1 span ended after the one it belongs to, which so did not wait: read as running "
          + "beside it: 2."
      ),
      // In two services, clocks may differ.
      (
        [SpanText("1", 0, 10), SpanText("2", in: "1", of: "t", 5, 12)],
        ["s 1 0–10", "t 2 5–10 in s 1"], [],
        "1 span goes beyond the one it belongs to, by clocks of two services that differ: 2 ms was "
          + "cut off: t 2."
      ),
      // But not so far that something longer fits.
      (
        [SpanText("1", 0, 10), SpanText("2", in: "1", of: "t", 5, 32)], ["s 1 0–10", "t 2 5–32"],
        ["t 2 after s 1?"],
        "1 span ended after the one it belongs to, which so did not wait: read as running "
          + "beside it: t 2."
      ),
      // Who consumes messages is not waited for.
      (
        [SpanText("1", 0, 10), SpanText("2", in: "1", of: "t", 5, 12, kind: 5)],
        ["s 1 0–10", "t 2 5–12"], ["t 2 after s 1?"],
        "1 span ended after the one it belongs to, which so did not wait: read as running "
          + "beside it: t 2."
      ),
      // It was over before its parent began.
      (
        [SpanText("1", 10, 20), SpanText("2", in: "1", 0, 5)], ["2 0–5", "1 10–20"], [],
        "1 span ended before the one it belongs to began: read as if nothing led to it: 2."
      ),
      (
        [SpanText("1", 10, 20), SpanText("2", in: "1", of: "t", 5, 15)],
        ["s 1 0–10", "t 2 0–5 in s 1"], [],
        "1 span goes beyond the one it belongs to, by clocks of two services that differ: 5 ms was "
          + "cut off: t 2."
      ),
      // Nobody is there to belong to.
      (
        [SpanText("1", in: "9", 0, 10)], ["1 0–10"], [],
        "1 span belongs to one that is not in the file, and was read as the root of a trace: 1."
      ),
      // In a circle the first is the root.
      (
        [SpanText("1", in: "3", 2, 9), SpanText("2", in: "1", 3, 8), SpanText("3", in: "2", 4, 7)],
        ["1 0–7", "2 1–6 in 1", "3 2–5 in 2"], [],
        "1 circle of spans that belong to each other, read as if the first of them were a root: 1."
      ),
      (
        [SpanText("1", in: "1", 2, 9)], ["1 0–7"], [],
        "1 circle of spans that belong to each other, read as if the first of them were a root: 1."
      ),
      // Times that are missing or turned round.
      (
        [SpanText("1", 0, nil), SpanText("2", in: "1", 5, 10)], ["1 0–10", "2 5–10 in 1"], [],
        "1 span without an end: read as lasting as long as what belongs to them, or no time."
      ),
      (
        [SpanText("1", nil, nil), SpanText("2", in: "1", 5, 10)], ["1 0–5", "2 0–5 in 1"], [],
        "1 span without a start: read as beginning with what belongs to them, or at the end."
      ),
      (
        [SpanText("1", nil, nil), SpanText("2", 5, 10)], ["2 0–5"], [],
        "1 span without a time was left out."
      ),
      (
        [SpanText("1", 9, 3), SpanText("2", 5, 10)], ["2 0–5", "1 4–4"], [],
        "1 span with an end before the start: read as over when the last was that belongs to it, or as taking no "
          + "time."
      ),
      (
        [SpanText("1", 9, 3), SpanText("2", in: "1", 10, 20)], ["1 0–11", "2 1–11 in 1"], [],
        "1 span with an end before the start: read as over when the last was that belongs to it, or as taking no "
          + "time."
      ),
      // A server runs while its client waits, whatever its clock says.
      (
        [
          SpanText("1", 0, 60, kind: 3), SpanText("2", in: "1", of: "t", 500, 540, kind: 2),
          SpanText("3", in: "2", of: "t", 510, 520),
        ], ["s 1 0–60", "t 2 10–50 in s 1", "t 3 20–30 in t 2"], [],
        "1 span of a server lies outside the client's span of the same exchange, by clocks that differ: moved into "
          + "the middle of it."
      ),
      (
        [SpanText("", 0, 10, name: "x")], ["x 0–10"], [],
        "1 span has no id, so nothing can belong to any of them."
      ),
      // The same again is one, another under the same id is another.
      ([SpanText("1", 0, 10), SpanText("1", 0, 10)], ["1 0–10"], [], nil),
      (
        [SpanText("1", 0, 10), SpanText("1", 0, 10, name: "x"), SpanText("2", in: "1", 2, 3)],
        ["1 0–10", "x 0–10", "2 2–3 in 1"], [],
        "1 span has the id of another; what belongs to that id was given to the first."
      ),
      // Links.
      (
        [SpanText("1", 0, 10), SpanText("2", 12, 15, links: ["1", "1"])], ["1 0–10", "2 12–15"],
        ["2 after 1"], nil
      ),
      (
        [SpanText("1", 0, 10), SpanText("2", 8, 15, links: ["1"])], ["1 0–10", "2 8–15"],
        ["2 after 1"], nil
      ),
      (
        [SpanText("1", 0, 10, links: ["2"]), SpanText("2", 8, 15)], ["1 0–10", "2 8–15"], [],
        "1 link leads to spans that began later, and say nothing."
      ),
      (
        [SpanText("1", 0, 10, links: ["9", "1"])], ["1 0–10"], [],
        "1 link leads to spans that are not in this run."
      ),
    ] as [([SpanText], [String], [String], String?)])
  func `what is wrong with spans is mended and told`(
    spans: [SpanText], tree: [String], links: [String], note: String?
  ) throws {
    let run = try read(spans)
    try expectSound(run)
    #expect(run.tree == tree)
    #expect(run.links == links)
    if let note {
      #expect(run.decisions.contains(note), "\(run.decisions)")
    } else {
      #expect(run.decisions.isEmpty, "\(run.decisions)")
    }
  }

  @Test func `times in whole milliseconds may be wrong by one`() throws {
    let text = #"""
      [{"traceId":"1","id":"1","name":"a","timestamp":1000000,"duration":10000,"localEndpoint":{"serviceName":"s"}},
      {"traceId":"1","id":"2","parentId":"1","name":"b","timestamp":1005100,"duration":5500,"localEndpoint":{"serviceName":"s"}}]
      """#
    let run = try TraceFormat.zipkin.read(SpanSamples.input(text))
    #expect(run.tree == ["a 0–10", "b 5–10 in a"])
    #expect(run.decisions.isEmpty)
  }

  @Test(arguments: 0..<200)
  func `whatever spans say of each other, the run is sound and the counts add up`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    var spans: [SpanText] = []
    for _ in 0..<Int.random(in: 1...20, using: &generator) {
      func id() -> String { "\(Int.random(in: 1...15, using: &generator))" }
      func time() -> Int64? {
        Int.random(in: 0..<9, using: &generator) == 0
          ? nil : Int64.random(in: 0...40, using: &generator)
      }
      var span = SpanText(id(), time(), time())
      if Bool.random(using: &generator) { span.parent = id() }
      if Bool.random(using: &generator) { span.links = [id()] }
      span.service = ["s", "t"].randomElement(using: &generator)!
      span.trace = ["1", "2"].randomElement(using: &generator)!
      span.kind = Int.random(in: 0...5, using: &generator)
      spans.append(span)
    }
    guard let run = try? read(spans, trace: nil) else { return }
    for part in 1...run.parts {
      guard let run = try? read(spans, trace: part) else { continue }
      try expectSound(run, "seed \(seed)")
      let isAll = part == run.parts
      guard isAll else { continue }
      let left = run.notes.reduce(0) { sum, note in
        let isLoss =
          note.sentence.contains("told again") || note.sentence.contains("without a time w")
        return isLoss ? sum + note.count : sum
      }
      #expect(run.tree.count + left == spans.count, "seed \(seed): \(run.notes)")
    }
  }
}
