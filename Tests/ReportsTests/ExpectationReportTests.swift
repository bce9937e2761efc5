import EventLog
import Expectations
import Reports
import Runs
import TestSupport
import Testing
import TraceAnalysis

/// Expectations held against a run, and what is told of them.
@Suite struct ExpectationReportTests {
  private static let scenario = """
    state: { loss: 1.0 }
    components:
      load:   { takes: 1s }
      train:  { takes: 4s, parallel: true, writes: { loss: { at: [50%, 100%], values: [0.5, 0.3] } } }
      report: { takes: 2s, reads: loss }
    flow: [{ run: load }, { run: train }, { run: report }]
    """

  private func open(_ text: String, _ expectations: String...) throws -> OpenedRun {
    let expect = expectations.map { "\n  - \($0)" }.joined()
    return try OpenedRun.open(
      Array("\(text)\n\(expect.isEmpty ? "" : "expect:\(expect)")\n".utf8), name: "run")
  }

  private func report(_ run: OpenedRun) throws -> SummaryReport {
    let serial = try #require(run.outcome(as: .serial))
    return SummaryReport(
      Comparison(run: run.analysis, baseline: .twin(serial)), expectations: run.expectations)
  }

  @Test(arguments: [
    ("makespan <= 5s", true), ("makespan < 5s", false), ("makespan == 5000ms", true),
    ("makespan <= 4999999999ns", false), ("saved >= 2s", true), ("saved > 2s", false),
    ("saved >= 28%", true), ("saved >= 29%", false), ("speedup >= 1.4", true),
    ("speedup > 1.4", false), ("efficiency >= 46.6%", true), ("efficiency >= 0.467", false),
    ("work == 7s", true), ("span == 5s", true), ("floor == 4s", true), ("parallelism == 1.4", true),
    ("calls == 3", true), ("calls != 3", false), ("train.calls == 1", true),
    ("'*.calls == 3'", true), ("'*r*.work == 6s'", true), ("train.start == 1s", true),
    ("train.end == 5s", true), ("report.end <= 2s", false), ("train.succeeded", true),
    ("train.failed", false), ("train.succeeded == 1 and report.succeeded", true),
    ("loss < 0.4", true), ("loss < 0.3", false),
    ("never: [deadlock, livelock, failure, limit, stuck]", true),
    ("never: race", false), ("order: [load, train]", true), ("order: [load, '*r*']", true),
    ("order: [train, report]", false), ("order: [report, train]", false),
    ("ends: deadlock", false),
  ])
  func `an expectation is kept or not`(text: String, isKept: Bool) throws {
    let checked = try open(Self.scenario, text).expectations
    #expect(checked.map(\.isKept) == [isKept])
  }

  @Test(arguments: [
    ("makespan <= 4s", "it is 5 s", "longest, from 1 s to 5 s: train ran"),
    ("makespan <= 4999999999ns", "it is 5 s (5000000000 ns)", "longest, from 1 s"),
    (
      "speedup >= 1.400001", "it is 1.4 (7000000000/5000000000)", "one after the other it takes 7 s"
    ),
    ("saved >= 3s", "it is 2 s", "one after the other it takes 7 s, as declared 5 s"),
    ("saved >= 50%", "it is 2 s, 28.6 %", "one after the other it takes 7 s"),
    ("work < 7s", "it is 7 s", "most of it is train, 4 s in 1 call"),
    ("span < 5s", "it is 5 s", "critical path: load → train"),
    ("calls == 4", "it is 3", "calls: load 1, report 1, train 1"),
    ("loss < 0.1", "loss is 0.3", "loss was written last by train at 5 s"),
    ("train.failed", "train.failed is false", "train succeeded at 5 s"),
    ("never: race", "there is 1 race", "loss: read by report at 1 s, then written by train at 3 s"),
    ("order: [train, report]", "train ran from 1 s to 5 s, and report started at 1 s", ""),
    ("ends: deadlock", "it came to its end at 5 s", ""),
  ])
  func `what is not kept is told with what was found and what explains it`(
    text: String, found: String, explanation: String
  ) throws {
    let told = try report(open(Self.scenario, text)).text
    #expect(told.contains("1 expectation not kept:\n    line 8: \(text)\n      \(found)\n"))
    #expect(
      told.contains(explanation.isEmpty ? found : "\n      \(explanation)"), "\(told.prefix(600))")
  }

  @Test func `what is kept is told in a line, below the answer`() throws {
    let told = try report(open(Self.scenario, "makespan <= 5s", "calls == 3")).text
    #expect(told.split(separator: "\n")[1] == "  2 expectations kept")
    #expect(try !report(open(Self.scenario)).text.contains("expectation"))
  }

  @Test func `programs are told of each expectation`() throws {
    let report = try report(open(Self.scenario, "makespan <= 5s", "never: race"))
    #expect(
      report.json.contains(
        """
          "expectations": [
            {"text": "makespan <= 5s", "line": 8, "held": true, "found": "it is 5 s"},
            {"text": "never: race", "line": 9, "held": false, "found": "there is 1 race"}
          ],
        """))
    #expect(report.markdown.contains("- **1 of 2 expectations not kept**"))
  }

  @Test func `a run that is to deadlock is as expected, and one that does not is not`() throws {
    let pipes = """
      components:
        ping: { takes: 1s, parallel: true, for_each: pongs, emits: pings }
        pong: { takes: 1s, parallel: true, for_each: pings, emits: pongs }
      streams: { pings: {}, pongs: {} }
      flow: [{ run: ping }, { run: pong }]
      """
    let expected = try open(pipes, "ends: deadlock")
    #expect(expected.endsAsExpected)
    #expect(expected.expectations.map(\.isKept) == [true])
    #expect(try !open(pipes, "ends: limit").endsAsExpected)
    #expect(try !open(pipes).endsAsExpected)
    let never = try open(pipes, "never: deadlock", "saved >= 0s", "order: [ping, pong]")
    #expect(never.expectations.map(\.isKept) == [false, false, false])
    #expect(try report(never).text.contains("it deadlocked at 0 s: "))
  }

  @Test func `a call that failed and was tried again has not failed`() throws {
    let retried = """
      components:
        fetch: { takes: 2s, fails: { calls: [1], reason: reset }, retries: 1 }
      flow: [{ run: fetch }]
      """
    let run = try open(
      retried, "never: failure", "fetch.failed == 0", "fetch.succeeded", "fetch.calls == 2",
      "fetch.start == 0s", "fetch.end == 4s", "fetch.started == 2")
    #expect(run.expectations.map(\.isKept) == Array(repeating: true, count: 7))
    let failing = try open(retried.replacing("[1]", with: "[1, 2]"), "never: failure")
    #expect(failing.expectations.map(\.isKept) == [false])
    #expect(try report(failing).text.contains("fetch (call 3) failed at 4 s: reset"))
  }

  @Test(arguments: [
    ("deadlock", "state: { ready: false }", "[wait: ready]"),
    ("livelock", "state: { ready: false }", "[{ repeat: { while: not ready }, do: [run: a] }]"),
    ("limit", "limits: { time: 1s }", "[run: a, run: a]"),
    ("failure", "", "[run: bad]"), ("stuck", "", "[run: web, run: a]"),
  ])
  func `what went wrong is what was never to be, and nothing else`(
    hazard: String, declarations: String, flow: String
  ) throws {
    let text = """
      \(declarations)
      components:
        a:   { takes: 2s }
        bad: { takes: 1s, fails: true }
        web: { takes: forever }
      flow: \(flow)
      """
    let others = Hazard.allCases.map(\.rawValue).filter { $0 != hazard }.joined(separator: ", ")
    let run = try open(text, "never: \(hazard)", "never: [\(others)]")
    #expect(run.expectations.map(\.isKept) == [false, true], "\(run.log.ending)")
    let ends = try open(text, "ends: \(hazard)")
    #expect(ends.expectations.map(\.isKept) == [true] && ends.endsAsExpected)
  }

  @Test(arguments: [
    """
    tasks:
      serve: { takes: forever }
      test: { takes: 2s, needs: [{ task: serve, after: start }] }
    workers: 1
    """,
    """
    machines: { worker: { slots: 1 } }
    components:
      serve: { takes: forever, parallel: true, machine: worker }
      test:  { takes: 2s, parallel: true, machine: worker }
      build: { takes: 3s }
    flow: [{ run: serve }, { run: test }, { run: build }]
    """,
  ])
  func `a run in which a call waits for ever for a slot has not come to its end`(
    text: String
  ) throws {
    let run = try open(text)
    #expect(!run.analysis.isWhole && !run.endsAsExpected)
    let held = #/held by serve \(call \d\), which never ends/#
    let sentence = try report(run).text.prefix { $0 != "\n" }
    #expect(
      sentence.hasPrefix("run: test never starts: it waited for a slot of machine worker, "))
    #expect(sentence.contains(held))
    let stuck = try open(text, "ends: stuck", "never: [deadlock, livelock, failure, limit]")
    #expect(stuck.endsAsExpected && stuck.expectations.map(\.isKept) == [true, true])
    #expect(try open(text, "never: stuck").expectations.map(\.isKept) == [false])
  }

  /// Words that can stand in an expectation.
  private static let words = [
    "makespan", "saved", "efficiency", "calls", "train", "loss", "t*", "?", ".", "work", "end",
    "calls", "succeeded", "<", "<=", "==", "!", "=", ">", "4s", "36500d", "0.5", "1000000.999999",
    "999999%", "50%", "3", "4294967295", "-", "(", ")", "and", "not", "`", "'", "é",
  ]

  @Test func `any words are an expectation that is checked and told, or are refused`() throws {
    var checked = 0
    for seed in 0..<3000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var text = ""
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        text += Self.words.randomElement(using: &generator) ?? ""
        if Bool.random(using: &generator) { text += " " }
      }
      let scenario = "\(Self.scenario)\nexpect: [\"\(text)\"]\n"
      let run: OpenedRun
      do { run = try OpenedRun.open(Array(scenario.utf8), name: "run") } catch {
        #expect(".?".contains(error.description.last ?? " "), "\(text): \(error.description)")
        continue
      }
      #expect(run.expectations.count == 1, "\(text)")
      #expect(try report(run).text.contains("1 expectation"), "\(text)")
      checked += 1
    }
    #expect(checked > 50)
  }

  @Test func `what never started is in no order and has no time`() throws {
    let tasks = """
      tasks:
        a: { takes: 1s, fails: true, raise_exception: false }
        b: { takes: 1s, needs: [a] }
        c: { takes: 1s }
      """
    let run = try open(tasks, "order: [a, b]", "b.start >= 0s", "b.calls == 0", "order: [c, 'b*']")
    #expect(run.expectations.map(\.isKept) == [false, false, true, false])
    let told = try report(run).text
    #expect(told.contains("      b never started"))
  }

  @Test func `the log of a run is expected of as its scenario is, and twins are not`() throws {
    let run = try open(Self.scenario, "makespan <= 1s")
    let again = try OpenedRun.open(run.log.encoded(), name: "log")
    #expect(again.expectations.map(\.isKept) == [false])
    let twin = try #require(run.twin(.serial))
    #expect(twin.expectations.isEmpty)
    #expect(try OpenedRun.open(twin.log.encoded(), name: "log").expectations.isEmpty)
  }
}
