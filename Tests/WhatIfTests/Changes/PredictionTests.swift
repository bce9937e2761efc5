import EventLog
import Formatting
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import WhatIf

/// What a run would be with changes.
@Suite struct PredictionTests {
  private static let graph = """
    workers: 2
    tasks:
      fetch:   { takes: 1s }
      one:     { takes: 4s, needs: [fetch] }
      two:     { takes: 3s, needs: [fetch] }
      three:   { takes: 2s, needs: [fetch] }
      link:    { takes: 1s, needs: [one, two, three] }

    """
  private static let flow = """
    components: { load: { takes: 2s }, train: { takes: 4s }, report: { takes: 1s } }
    machines: { box: { slots: 1 } }
    flow: [ { run: load }, { run: train }, { run: report } ]

    """

  private func model(_ text: String) throws -> (Model, LogHeader.Setup) {
    (try Scenario.read(text, name: "m"), LogHeader.Setup(text: text))
  }

  private func prediction(_ text: String, _ changes: [Change]) throws -> Prediction {
    let (model, setup) = try model(text)
    return try Prediction(
      model, setup, before: Analysis(Simulator.run(model, setup)), changes)
  }

  private static let twice = Ratio.times(2)
  private static let fourfold = Ratio.times(4)

  private static let changes: [(text: String, changes: [Change], seconds: Int64)] = [
    (graph, [.workers(3)], 6),
    (graph, [.workers(1)], 11),
    (graph, [], 7),
    (graph, [.takes("one", 1_000_000_000)], 5),
    (graph, [.faster("t*", twice)], 6),
    (graph, [.remove("three"), .workers(3)], 6),
    (graph, [.remove("*")], 0),
    (graph, [.noEdge(from: "fetch", to: "one"), .workers(4)], 5),
    (graph, [.edge(from: "one", to: "two")], 9),
    (graph, [.overhead(1_000_000_000), .workers(5)], 9),
    (graph, [.policy(.shortestFirst)], 8),
    (graph, [.slots(machine: "worker", 3)], 6),
    (flow, [.parallel("load")], 5),
    (flow, [.parallel("*")], 4),
    (flow, [.parallel("*"), .workers(1)], 7),
    (flow, [.serial("load")], 7),
    (flow, [.parallel("l*"), .faster("train", fourfold)], 2),
  ]

  @Test(arguments: changes)
  func `changes of a scenario give the run that such a scenario gives`(
    text: String, changes: [Change], seconds: Int64
  ) throws {
    let prediction = try prediction(text, changes)
    #expect(prediction.after.makespan == seconds * 1_000_000_000)
    #expect((prediction.bound ?? 0) <= prediction.after.makespan)
  }

  private static let chain = """
    tasks:
      a: { takes_on: { cpu: 4s, gpu: 2s } }
      b: { takes_on: { cpu: 6s, gpu: 3s }, needs: [{ task: a, transfer: 5s }] }
      c: { takes: 2s, machine: cpu, needs: [b, a] }
    machines: { cpu: {}, gpu: {} }
    policy: heft

    """
  private static let failing = """
    tasks:
      a: { takes: 3s, fails: true, retries: { times: 2, backoff: 5s } }
      b: { takes: 2s, needs: [{ task: a, lag: 4s }] }
      c: { takes: 4s }

    """

  @Test(
    arguments: [
      (chain, [.remove("a")], 5), (chain, [.remove("b")], 4), (failing, [.remove("a")], 4),
      (graph, [.takes("one", 9_000_000_000), .remove("one")], 5),
      (graph, [.remove("one"), .overhead(1_000_000_000)], 8),
    ] as [(String, [Change], Int64)])
  func `what is left out takes nothing, fails nowhere, and lets nothing wait`(
    text: String, changes: [Change], seconds: Int64
  ) throws {
    #expect(try prediction(text, changes).after.makespan == seconds * 1_000_000_000)
  }

  @Test func `a run in which a call waits for ever is no saving`() throws {
    let server = """
      workers: 2
      tasks: { a: { takes: forever }, b: { takes: 2s, needs: [{ task: a, after: start }] } }

      """
    let one = try prediction(server, [.workers(1)])
    #expect(!one.isWhole)
    #expect(one.starved == "b")
    #expect(try prediction(server, [.workers(3)]).isWhole)
  }

  @Test func `of tasks that may run elsewhere no placement takes less than the bound`() throws {
    // On gpu, gpu and cpu: 2 s, 3 s and then 1 s.
    #expect(try prediction(Self.chain, [.faster("c", Self.twice)]).bound == 6_000_000_000)
    let even = """
      tasks: { a: { takes_on: { cpu: 4s, gpu: 4s } }, b: { takes_on: { cpu: 4s, gpu: 4s } }, c: { takes_on: { cpu: 4s, gpu: 4s } } }
      machines: { cpu: {}, gpu: {} }

      """
    // The work over both slots, where nothing needs anything.
    #expect(try prediction(even, [.policy(.heft)]).bound == 6_000_000_000)
    let failing = even.replacing("b: {", with: "b: { fails: true, raise_exception: false,")
    #expect(try prediction(failing, [.policy(.heft)]).bound == nil)
  }

  @Test(arguments: UInt64(0)..<100)
  func `no plan of tasks on machines of other speeds takes less than the bound`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var text = "machines: { cpu: {}, gpu: { slots: 2 }, tpu: {} }\ntasks:\n"
    for task in 0..<Int.random(in: 1...8, using: &random) {
      let machines = ["cpu", "gpu", "tpu"].shuffled(using: &random)
        .prefix(Int.random(in: 1...3, using: &random))
      let times = machines.map { "\($0): \(Int.random(in: 0...9, using: &random))s" }
      let needs = (0..<task).filter { _ in Bool.random(using: &random) }.map {
        "{ task: t\($0), transfer: \(Int.random(in: 0...3, using: &random))s }"
      }
      text +=
        "  t\(task): { takes_on: { \(times.joined(separator: ", ")) }, needs: [\(needs.joined(separator: ", "))] }\n"
    }
    for policy in [SchedulingPolicy.heft, .fifo, .longestFirst, .criticalPathFirst] {
      let prediction = try prediction(text, [.policy(policy)])
      let bound = try #require(prediction.bound, "seed \(seed)")
      #expect(bound <= prediction.after.makespan, "seed \(seed), \(policy)")
    }
  }

  private static let mistakes: [(text: String, change: Change, problem: String)] = [
    (graph, .faster("onne", twice), "There is no task `onne`. Did you mean `one`?"),
    (graph, .slots(machine: "gpu", 2), "There is no machine `gpu`. There are `worker`."),
    (
      graph, .edge(from: "link", to: "fetch"),
      "Then tasks need each other in a circle: `fetch` needs `link` needs `one` needs `fetch`."
    ),
    (graph, .noEdge(from: "one", to: "two"), "`two` does not need `one` directly."),
    (
      graph, .parallel("one"),
      "Tasks run beside each other unless one needs another; use --edge and --no-edge."
    ),
    (
      "machines: { m: { slots: 2 } }\ntasks: { a: { takes: 3s, machine: m } }\n", .workers(1),
      "Nothing runs on a worker: each component names its machine. Change the slots of that, such as by --machine m=1."
    ),
    (graph, .edge(from: "one", to: "one"), "A task cannot need itself."),
    (
      flow, .edge(from: "load", to: "train"),
      "What a flow waits for is in its steps; use --parallel and --serial."
    ),
    (
      flow, .remove("zebra*"),
      "There is no component `zebra*`. There are `load`, `report`, `train`."
    ),
  ]

  @Test(arguments: mistakes)
  func `a change that hits nothing is an error that says what there is`(
    text: String, change: Change, problem: String
  ) throws {
    let error = #expect(throws: ChangeError.self) { try prediction(text, [change]) }
    #expect(error?.problem == problem)
    #expect(error?.change == change)
  }

  /// A log of another kind than a scenario's: the same events, of which only the log is known.
  private func recorded(_ text: String) throws -> Analysis {
    let (model, setup) = try model(text)
    var log = Simulator.run(model, setup)
    log = try RecordedPlan(log).run()
    return Analysis(log)
  }

  private static let ofBoth: [[Change]] = [
    [.workers(3)], [.workers(1)], [.takes("one", 1_000_000_000)], [.faster("t*", twice)],
    [.remove("three"), .workers(3)], [.noEdge(from: "fetch", to: "one"), .workers(4)],
    [.edge(from: "one", to: "two")], [.overhead(1_000_000_000), .workers(5)],
  ]

  @Test(arguments: ofBoth)
  func `changes of a log give the same run as those of its scenario`(changes: [Change]) throws {
    let simulated = try prediction(Self.graph, changes)
    let replayed = try Prediction(try recorded(Self.graph), changes)
    #expect(replayed.after.makespan == simulated.after.makespan)
    #expect(replayed.error == 0)
  }

  /// Twice as fast, a call does as much as before: all that it does comes at half of the time.
  @Test(arguments: [
    "takes: 4s, emits: { items: { every: 1s } }", "takes: 4s, emits: { items: { at: [1s, 3s] } }",
    "takes: 4s, emits: { items: { at: [25%, 75%] } }",
  ])
  func `a faster call puts as many items into its streams`(component: String) throws {
    let text = """
      streams: { items: { buffer: 9 } }
      components:
        read: { \(component), parallel: true }
        store: { takes: 10ms, for_each: items }
      flow: [ { run: read }, { run: store } ]

      """
    for changes in [[Change.faster("read", Self.twice)], [.takes("read", 2_000_000_000)]] {
      let prediction = try prediction(text, changes)
      func items(_ run: Analysis) -> Int {
        run.log.events.count { if case .messageSent = $0.kind { true } else { false } }
      }
      #expect(items(prediction.after) == items(prediction.unchanged))
      #expect(items(prediction.after) > 0)
      #expect(prediction.saved > 1_900_000_000)
    }
  }

  @Test func `what speaks against a change of what is shared is found`() throws {
    let text = """
      state: { model: 0 }
      components:
        train: { takes: 2s, writes: { model: 1 } }
        report: { takes: 1s, reads: model }
      flow: [ { run: train }, { run: report } ]

      """
    #expect(try prediction(text, [.faster("train", Self.twice)]).hazards.isEmpty)
    #expect(try !prediction(text, [.parallel("train")]).hazards.isEmpty)
    #expect(try prediction(Self.graph, [.workers(1)]).hazards.isEmpty)
  }

  /// Where what needs what is not recorded, the longest chain that is known might be broken up.
  @Test func `without dependencies what ran in order is no bound`() throws {
    // Two steps of one caller, one after the other: nobody knows whether the second needs the first.
    let slices = [("sh", 0, 420), ("first", 0, 200), ("second", 210, 200)].map {
      #"{"ph":"X","pid":1,"tid":1,"name":"\#($0.0)","ts":\#($0.1)000,"dur":\#($0.2)000}"#
    }
    let bytes = Array("[\(slices.joined(separator: ","))]".utf8)
    let format = try #require(TraceFormat.all.first { $0.name.contains("Chrome") })
    let run = Analysis(try format.read(TraceInput(bytes: bytes, name: "steps")).log)
    let beside = try Prediction(run, [.workers(2)])
    #expect(beside.saved == 0)
    #expect(beside.bound == 200_000_000)
    let broken = try Prediction(run, [.parallel("first")])
    #expect(broken.after.makespan < beside.after.makespan)
  }

  @Test(arguments: [
    ("1", "1×"), ("2x", "2×"), ("1.50x", "1.50×"), ("0.25×", "0.25×"), ("1000000", "1000000×"),
    (".459", "0.459×"),
  ])
  func `a ratio is told as it was written`(text: String, shown: String) {
    #expect(Ratio(text)?.description == shown)
  }

  @Test(arguments: [
    "", "x", "0", "0.0x", "-1", "1.", ".", ".x", "1e3", "1000001", "1.1234567", "2 x",
  ])
  func `what is no ratio is refused`(text: String) { #expect(Ratio(text) == nil) }

  @Test(arguments: [
    ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "acb", false), ("*", "", true),
    ("?", "é", true), ("??", "é", false), ("*.o", "src/a.o", true), ("a**b", "axxb", true),
    ("*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false), ("[a]", "a", false),
  ])
  func `patterns match as in a shell`(pattern: String, name: String, isMatch: Bool) {
    #expect(NamePattern(pattern).places(in: [name]).isEmpty != isMatch)
  }

  @Test func `a name that holds a star means itself where it is there`() {
    #expect(NamePattern("a*").places(in: ["abc", "a*", "ad"]) == [1])
    #expect(NamePattern("a*").places(in: ["abc", "ad"]) == [0, 1])
  }
}
