import EventLog
import Formatting
import Foundation
import TestSupport
import Testing
import TraceAnalysis

@testable import Page

/// What the data of a page says of a run.
@Suite struct PageDataTests {
  static let scenarios = [
    "toy_two_parallel", "share_variables", "backpressure", "shared_machine", "dashboard",
    "stuck_on_failure", "lost_wakeup", "stop_early", "task_graph", "hyperparameters",
    "failing_work", "train_and_evaluate", "same_arguments", "starved_sibling",
  ].map { "traces/\($0).yaml" }
  /// Traces that other people's tools made, one of each of some kinds; none where there is no corpus.
  private static let corpus: [String] = [
    "jaeger-crisp/3.json", "otlp/otlp2parquet_trace.json", "chrome-catapult/nestable_async.json",
    "github-actions/actions-timeline_parallel_nuxt.json", "pytorch-kineto/backward_thread.json",
    "measured-dask/w1.json", "viztracer/tests_fib.json", "zipkin/ascend.json",
    "measured-wfformat-1.6/c1.json",
    "measured-remake-profile/foundry-j2-incremental.json",
  ]
  static let inputs =
    (Corpus.folder == nil ? [] : corpus.map { "corpus/\($0)" }) + scenarios + [
      "traces/build.j2.ninja_log", "traces/load_while_training.json", "traces/load_then_train.json",
    ]

  @Test func `the data of a small scenario is what it was`() throws {
    let page = try PageData("traces/toy_two_parallel.yaml")
    let lines = try page.run().sorted { $0.key < $1.key }.map { key, value in
      let text = try JSONSerialization.data(
        withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
      return "\(key): \(String(decoding: text, as: UTF8.self))\n"
    }
    expectGolden(lines.joined(), "toy_two_parallel.txt")
  }

  @Test(arguments: inputs)
  func `what each call did follows without a gap from its request to its end`(path: String) throws {
    let run = try PageData(path).run()
    let (calls, spells) = (try run.object("calls"), try run.object("spells"))
    let (requested, end) = (try calls.column("requested"), try calls.column("end"))
    let (call, from) = (try spells.column("call"), try spells.column("from"))
    let (to, lane) = (try spells.column("to"), try spells.column("lane"))
    let state = try spells.column("state")
    let home = try calls.column("lane")
    var told = requested
    for index in call.indices {
      // On further slots a call is told again.
      if state[index] >= 2, lane[index] != home[call[index]] { continue }
      #expect(from[index] == told[call[index]] && to[index] > from[index])
      told[call[index]] = to[index]
    }
    for index in told.indices where end[index] >= 0 {
      #expect(told[index] == end[index], "call in row \(index)")
    }
  }

  @Test func `the time saved is told by the same ratio above the chart and in it`() throws {
    let text = """
      components: { a: { takes: 4s, parallel: true }, b: { takes: 100ms, parallel: true }, c: { takes: 4s } }
      flow: [{ run: a }, { run: b }, { run: c }]
      """
    let run = try PageData(sources: [pageSource(Array(text.utf8), name: "x")]).run()
    #expect((run["answer"] as? String)?.contains("saved 4.1 s (2.03×)") == true)
    #expect(try run.object("serial")["speedup"] as? String == "2.03")
  }

  /// A writer goes on after the path has left it, and the path waits for a machine and for a timer.
  @Test func `what lies on a path in part is marked in that part alone`() throws {
    let text = """
      state: { n: 0 }
      components:
        src: { takes: 6s, parallel: true, writes: { n: { every: 2s, values: [1, 2, 3] } } }
        b: { takes: 5s, machine: box, parallel: true }
        c: { takes: 3s, machine: box }
        job: { takes: 3s }
      machines: { box: {} }
      flow: [{ run: src }, { wait: n == 1 }, { run: b }, { run: c }, { wait: 1s }, { run: job }]
      """
    let run = try PageData(sources: [pageSource(Array(text.utf8), name: "x")]).run()
    let (calls, spells) = (try run.object("calls"), try run.object("spells"))
    let stretches = try run.object("stretches")
    let (component, unit) = (try calls.column("component"), try run.number("unit"))
    let (call, path) = (try spells.column("call"), try spells.column("path"))
    let (from, to) = (try spells.column("from"), try spells.column("to"))
    let columns = try ["spell", "from", "to", "path"].map(stretches.column)
    let src = try #require(
      call.indices.first {
        component[call[$0]] == component[call[1]] && to[$0] - from[$0] == 6_000_000_000 / unit
      })
    #expect(path[src] == 3)
    let parts = columns[0].indices.filter { columns[0][$0] == src }
    #expect(parts.map { columns[3][$0] } == [1, 2])
    #expect(parts.map { columns[2][$0] * unit } == [2_000_000_000, 2_000_000_000])
    // What the end waited for goes from the start to the end, without a gap.
    var time = 0
    let whole = call.indices.filter { spell in
      path[spell] & 2 > 0
        && !columns[0].indices.contains { columns[0][$0] == spell && columns[3][$0] == 2 }
    }.map { (from[$0], to[$0]) }
    let inPart = columns[0].indices.filter { columns[3][$0] == 2 }.map {
      (columns[1][$0], columns[2][$0])
    }
    for (start, end) in (whole + inPart).sorted(by: { $0.0 < $1.0 }) {
      #expect(start == time)
      time = end
    }
    #expect(time == (try run.number("makespan")))
  }

  @Test(arguments: inputs)
  func `no two calls run in the same place at once`(path: String) throws {
    let run = try PageData(path).run()
    let spells = try run.object("spells")
    let (from, to) = (try spells.column("from"), try spells.column("to"))
    let (lane, depth) = (try spells.column("lane"), try spells.column("depth"))
    let state = try spells.column("state")
    let lanes = try run.list("lanes")
    var ends: [[Int]: Int] = [:]
    for index in from.indices {
      let row = lanes[lane[index]]
      #expect(depth[index] < (try row.number("depths")))
      guard state[index] >= 1, try row.number("most") == 1 else { continue }
      #expect(from[index] >= ends[[lane[index], depth[index]]] ?? 0)
      ends[[lane[index], depth[index]]] = to[index]
    }
  }

  @Test(arguments: inputs)
  func `what the run waited for goes from its start to its end`(path: String) throws {
    let run = try PageData(path).run()
    var time = 0
    for part in try run.list("path") {
      #expect(try part.number("from") == time)
      time = try part.number("to")
    }
    #expect(time == (try run.number("makespan")))
  }

  @Test(arguments: scenarios.filter { !$0.contains("task_graph") })
  func `the flow is at one line at every instant until its end`(path: String) throws {
    let run = try PageData(path).run()
    let end = try run.object("calls").column("end")[0]
    var here: [(from: Int, to: Int)] = []
    for line in try run.list("program") {
      var last = 0
      for spell in try line.list("spells") {
        let (from, to) = (try spell.number("from"), try spell.number("to"))
        let isLeftAtLast = spell["state"] as? String == "passed" && from == end
        #expect(from >= last && (to > from || isLeftAtLast))
        last = to
        if spell["state"] as? String != "passed" { here.append((from, to)) }
      }
    }
    here.sort { $0.from < $1.from }
    var time = 0
    for spell in here {
      #expect(spell.from == time)
      time = spell.to
    }
    #expect(time == end)
  }

  @Test(arguments: ["toy_app", "toy_two_parallel", "stop_early"])
  func `at its last instant a flow that is done has come past its lines`(name: String) throws {
    let run = try PageData("traces/\(name).yaml").run()
    let end = try run.object("calls").column("end")[0]
    for line in try run.list("program") {
      let last = try line.list("spells").last { try $0.number("from") <= end }
      #expect(last?["state"] as? String ?? "passed" == "passed", "\(line)")
    }
  }

  @Test func `a flow that cannot go on stands at its line to the last`() throws {
    let run = try PageData("traces/stuck_on_failure.yaml").run()
    let last = try run.list("program").compactMap { try $0.list("spells").last }
    #expect(last.contains { $0["state"] as? String == "waits" }, "\(last)")
  }

  @Test func `the flow waits at the line that says so`() throws {
    let run = try PageData("traces/stop_early.yaml").run()
    let lines = try run.list("program")
    let waiting = try lines.map { line in
      (
        line["text"] as? String,
        try line.list("spells").filter { $0["state"] as? String == "waits" }
          .map { "\(try $0.number("from"))–\(try $0.number("to")): \($0["why"] ?? "")" }
      )
    }
    let told = waiting.filter { !$0.1.isEmpty }.map { "\($0.0 ?? "") \($0.1.joined())" }
    #expect(
      told == [
        "wait: best_loss < 0.1, at most 20 s 0–8: waits for best_loss < 0.1",
        "run: evaluate 8–10: waits for evaluate, because it is not parallel",
      ])
  }

  @Test func `a flow that waits for what failed does not wait because that is not parallel`() throws
  {
    let yaml = """
      components:
        other: { takes: 9s, parallel: true }
        train: { takes: 8s, fails: { at: 5s }, raise_exception: false }
      flow:
        - run: other
        - run: train
      """
    let run = try PageData(sources: [try pageSource(Array(yaml.utf8), name: "stuck")]).run()
    let spells = try run.list("program")[1].list("spells")
    let told = try spells.map {
      "\(try $0.number("from"))–\(try $0.number("to")): \($0["why"] ?? "")"
    }
    #expect(
      told == [
        "0–5: waits for train, because it is not parallel", "5–9: waits for train, which failed",
      ])
  }

  @Test func `constants and notes stand on the page, folded away`() throws {
    var source = try pageSource("traces/shared_machine.yaml")
    source.notes = ["A note & more."]
    let page = try PageData(sources: [source]).withoutData
    #expect(page.contains("<details><summary>machines <span class=\"count\">1</span></summary>"))
    #expect(page.contains("<dt>box</dt><dd>1 slot</dd>"))
    #expect(page.contains("<dt></dt><dd>A note &amp; more.</dd>"))
    #expect(!page.contains("<details open"))
  }

  @Test(
    arguments: [
      [], [0], [5, 5, 5], [0, -1, 1, .max / 2, -(.max / 2)], (0..<1_000).map { $0 * $0 - 300 },
    ] as [[Int64]])
  func `columns are read back as they were`(values: [Int64]) throws {
    var json = JSONSink()
    json.beginObject()
    json.column("values", values)
    json.endObject()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
    #expect(try object.column("values") == values.map { Int($0) })
  }

  @Test func `more events than people look at are left out`() throws {
    let run = try PageData("traces/build.j2.ninja_log").run()
    #expect(try run.object("events").column("at").count > 10)
  }
}
