import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import WhatIf

@Suite struct AdviceTests {
  private func advice(on name: String) throws -> Advice {
    let text = try Project.text("traces/\(name).yaml")
    return Advice(try Scenario.read(text, name: name), LogHeader.Setup(text: text))
  }

  private func words(_ changes: [Counterfactual.Change]?) -> [String]? {
    changes?.map { "\($0.component) \($0.isParallel ? "parallel" : "waits")" }
  }

  @Test(
    arguments: [
      ("toy_app", ["train parallel"], 4),
      ("toy_two_parallel_not_started", ["train parallel", "baseline_1 parallel"], 4),
      ("toy_blocking_first", ["analyze parallel"], 4),
      ("toy_two_parallel", nil, 4),
      ("shared_machine", nil, 7),
      ("starved_sibling", ["get_data_1 parallel"], 10),
      // The report reads what is written, and must not come first.
      ("hidden_race", nil, 6),
      ("drive", nil, 5),
      ("payload", nil, 3),
      ("model_server", nil, 16),
    ] as [(String, [String]?, Nanoseconds)])
  func `the best safe change is found, or that there is none`(
    scenario: String, changes: [String]?, seconds: Nanoseconds
  ) throws {
    let advice = try advice(on: scenario)
    #expect(words(advice.best?.changes) == changes)
    #expect((advice.best?.makespan ?? advice.base.measures.makespan) == seconds * 1_000_000_000)
    #expect(advice.best?.isSafe ?? true)
    #expect(advice.isExact)
  }

  @Test func `what is quicker but unsafe is told with its hazards`() throws {
    let advice = try advice(on: "drive")
    #expect(words(advice.bestUnsafe?.changes) == ["put parallel"])
    #expect(
      advice.bestUnsafe?.hazards == [
        .race(variable: "drive", "get", "put"),
        .otherRead(variable: "drive", by: "get", of: "put"),
      ])
  }

  private func advice(_ components: String, _ flow: String) throws -> Advice {
    let text = """
      state: { m: 0 }
      streams: { q: { buffer: 1 } }
      components: {\(components), deploy: { takes: 2s, reads: m, parameters: [m] } }
      flow: [\(flow)]
      """
    return Advice(try Scenario.read(text, name: "x"), LogHeader.Setup(text: text))
  }

  @Test(
    arguments: [
      (
        "{ set: { m: train.succeeded } }, { run: deploy }",
        .otherValue(of: "train.succeeded", by: "flow")
      ),
      (
        "{ run: deploy }, { stop: train }",
        .otherEnd(component: "train", end: "be stopped before its end")
      ),
      ("{ set: { m: train.finished } }, { run: deploy, with: \"{m}\" }", .otherArguments("deploy")),
    ] as [(String, Counterfactual.Hazard)])
  func `what changes what calls see, or how they end, is not safe`(
    flow: String, hazard: Counterfactual.Hazard
  ) throws {
    let advice = try advice("train: { takes: 4s }", "{ run: train }, \(flow)")
    #expect(advice.best == nil)
    #expect(words(advice.bestUnsafe?.changes) == ["train parallel"])
    #expect(advice.bestUnsafe?.hazards.contains(hazard) == true)
  }

  @Test func `of a run that got stuck, also the flags of what it never called are tried`() throws {
    let advice = try advice(
      "load: { takes: 10s, emits: { q: { every: 1s } } }, train: { takes: 800ms, for_each: q }",
      "{ run: load }, { run: train }, { run: deploy }")
    #expect(!advice.base.isWhole)
    #expect(words(advice.best?.changes) == ["load parallel", "train parallel"])
  }

  @Test func `a flag that leaves the flow stuck is not safe`() throws {
    let advice = try advice(on: "dashboard")
    let dashboard = try #require(advice.alone.first)
    #expect(words(dashboard.changes) == ["dashboard waits"])
    #expect(!dashboard.isSafe)
  }

  @Test func `of a run that does not end, the change by which it does is the best`() throws {
    let text = """
      components: { web: { takes: forever }, train: { takes: 4s } }
      flow: [{ run: web }, { run: train }]
      """
    let advice = Advice(
      try Scenario.read(text, name: "stuck"), LogHeader.Setup(text: text))
    #expect(!advice.base.isWhole)
    #expect(words(advice.best?.changes) == ["web parallel"])
    #expect(advice.best?.makespan == 4_000_000_000)
  }

  @Test(arguments: ["ok", "a"])
  func `what lets a wait run out of time is not safe`(awaited: String) throws {
    let text = """
      state: { ok: false }
      components:
        a: { takes: 5s, writes: { ok: true } }
        b: { takes: 4s }
        c: { takes: 3s }
      flow: [{ run: a }, { run: b }, { wait: \(awaited), timeout: 1s }, { run: c }]
      """
    let advice = Advice(try Scenario.read(text, name: "late"), LogHeader.Setup(text: text))
    #expect(words(advice.bestUnsafe?.changes)?.contains("a parallel") == true)
    #expect(advice.best.map { $0.makespan >= 8_000_000_000 } ?? true)
  }

  @Test func `what lets a run end is not safe where it races or reads something else`() throws {
    let text = """
      state: { loss: 1 }
      components:
        web: { takes: forever }
        train: { takes: 4s, parallel: true, writes: { loss: 0.1 } }
        report: { takes: 1s, reads: loss }
      flow: [{ run: train }, { run: web }, { run: report }]
      """
    let advice = Advice(
      try Scenario.read(text, name: "stuck"), LogHeader.Setup(text: text))
    #expect(!advice.base.isWhole)
    // The report comes in order only if training is waited for.
    #expect(words(advice.best?.changes) == ["web parallel", "train waits"])
    #expect(words(advice.bestUnsafe?.changes) == ["web parallel"])
    #expect(advice.bestUnsafe?.hazards == [.race(variable: "loss", "report", "train")])
  }

  @Test func `nothing is better than the best of all sets`() {
    for seed in 0..<100 as Range<UInt64> {
      let model = randomModel(seed: seed)
      let advice = Advice(model, LogHeader.Setup(text: ""))
      guard advice.base.isWhole else { continue }
      let best = advice.best?.makespan ?? advice.base.measures.makespan
      for bits in 0..<(1 << model.components.count) {
        var other = model
        for index in model.components.indices where bits >> index & 1 == 1 {
          other.components[index].isParallel.toggle()
        }
        let run = Analysis(Simulator.run(other, LogHeader.Setup(text: "")))
        guard run.isWhole else { continue }
        #expect(run.measures.makespan >= best, "seed \(seed), set \(bits)")
      }
    }
  }

  @Test func `where there are too many sets they are built up one by one`() {
    let components = (0..<14).map {
      Model.Component(name: "part_\($0)", takes: .constant(Nanoseconds($0 + 1) * 1_000_000_000))
    }
    let model = Model(
      name: "many", components: components, flow: components.indices.map { .init(component: $0) })
    let advice = Advice(model, LogHeader.Setup(text: ""))
    #expect(!advice.isExact)
    #expect(advice.best?.makespan == 14_000_000_000)
    #expect(advice.runs <= 1 + 14 + 14 * 15)
  }

  /// As many components of 1 to 7 s, one after the other.
  private func chain(_ count: Int, isShared: Bool = false) -> Model {
    Model(
      name: "chain",
      components: (0..<count).map {
        var component = Model.Component(
          name: "part_\($0)", takes: .constant(Nanoseconds(1 + $0 % 7) * 1_000_000_000))
        if isShared { component.behaviour.effects = [.init(.write(0, [.init(.number(1))]), .end)] }
        return component
      }, variables: isShared ? [.init(name: "x")] : [],
      flow: (0..<count).map { .init(component: $0) })
  }

  @Test(arguments: [40, 400, 4_000])
  func `long flows are answered in bounded steps, and what was not tried is told`(count: Int) {
    let advice = Advice(chain(count), LogHeader.Setup(text: ""), mostSteps: 200_000)
    #expect(advice.best?.makespan == 7_000_000_000)
    #expect((advice.runs - 10) * advice.base.log.events.count <= 200_000)
    #expect(advice.alone.count + advice.untried == count)
  }

  @Test func `comparing accesses to shared state counts as a step`() {
    let advice = Advice(chain(100, isShared: true), LogHeader.Setup(text: ""), mostSteps: 100_000)
    #expect(advice.best == nil)
    #expect(advice.bestUnsafe?.hazards.isEmpty == false)
    #expect(advice.runs < 100)
  }
}
