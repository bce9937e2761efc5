import EventLog
import Expectations
import Scenarios
import Simulation
import Testing
import TraceAnalysis

/// What stands under `expect` in a scenario.
@Suite struct ExpectationScenarioTests {
  private func text(expecting expectations: String) -> String {
    """
    state: { loss: 1, calls: 0 }
    components:
      load:    { takes: 1s }
      trial_1: { takes: 2s, parallel: true }
      trial_2: { takes: 3s }
    flow: [{ run: load }, { run: trial_1 }, { run: trial_2 }]
    expect:
      \(expectations)

    """
  }

  private func claim(_ expectation: String) throws -> RunExpectation.Claim? {
    let text = text(expecting: "- \(expectation)")
    return try Scenario.contents(of: text, name: "x").expectations.first?.claim
  }

  private static let trials = ChosenComponents("trial_*", ["trial_1", "trial_2"])
  private static let second = MeasuredValue(1_000_000_000)

  @Test(
    arguments: [
      ("makespan <= 1s", .measure(.makespan, .isAtMost, .value(second))),
      ("makespan<1000ms", .measure(.makespan, .isLess, .value(second))),
      (
        "saved > 50%",
        .measure(.saved, .isGreater, .part(MeasuredValue(50_000_000, over: 100_000_000)))
      ),
      (
        "efficiency >= 80%",
        .measure(.efficiency, .isAtLeast, .value(MeasuredValue(80_000_000, over: 100_000_000)))
      ),
      (
        "speedup >= 1.5",
        .measure(.speedup, .isAtLeast, .value(MeasuredValue(1_500_000, over: 1_000_000)))
      ),
      ("span != 1s", .measure(.criticalPath, .isNotEqual, .value(second))),
      ("critical-path == 1s", .measure(.criticalPath, .isEqual, .value(second))),
      ("calls == 3", .measure(.calls, .isEqual, .value(MeasuredValue(3)))),
      (
        "load.calls == 1",
        .component(.calls, of: ChosenComponents("load", ["load"]), .isEqual, MeasuredValue(1))
      ),
      ("trial_*.calls == 2", .component(.calls, of: trials, .isEqual, MeasuredValue(2))),
      ("trial_*.failed < 2", .component(.count(.failed), of: trials, .isLess, MeasuredValue(2))),
      ("trial_*.start >= 1s", .component(.start, of: trials, .isAtLeast, second)),
      ("never: race", .never([.race])), ("never: [stuck, limit]", .never([.stuck, .limit])),
      ("order: [load, trial_*]", .order([ChosenComponents("load", ["load"]), trials])),
      ("ends: livelock", .ends(.livelock)),
    ] as [(String, RunExpectation.Claim)])
  func `an expectation means what it says`(text: String, meaning: RunExpectation.Claim) throws {
    #expect(try claim(text) == meaning)
  }

  @Test(arguments: [
    "loss < 0.1", "load.succeeded", "trial_1.succeeded >= 1 and loss == 1", "not load.failed",
    "'`calls` == 0'", "true",
  ])
  func `what is no measure is a condition as in the flow`(text: String) throws {
    guard case .condition? = try claim(text) else {
      Issue.record("\(text) is no condition")
      return
    }
  }

  @Test func `an expectation keeps its text and its line`() throws {
    let text = text(
      expecting: "- makespan <= 4s\n  - never: [race, failure]\n  - order: [load, trial_1]")
    let expectations = try Scenario.contents(of: text, name: "x").expectations
    #expect(
      expectations.map { "\($0.line) \($0.text)" } == [
        "8 makespan <= 4s", "9 never: [race, failure]", "10 order: [load, trial_1]",
      ])
  }

  @Test func `one expectation needs no list, and none is none`() throws {
    let one = text(expecting: "").replacing("expect:\n", with: "expect: makespan <= 4s\n")
    #expect(try Scenario.contents(of: one, name: "x").expectations.count == 1)
    #expect(try Scenario.contents(of: text(expecting: "[]"), name: "x").expectations.isEmpty)
  }

  @Test func `tasks are expected of too`() throws {
    let text =
      "tasks: { a: { takes: 1s }, b: { takes: 2s, needs: [a] } }\nexpect: [order: [a, b]]\n"
    #expect(try Scenario.contents(of: text, name: "x").expectations.count == 1)
  }

  @Test func `what is expected changes no event`() throws {
    let plain = try Scenario.run(text(expecting: "[]"), name: "x")
    let expecting = try Scenario.run(text(expecting: "- makespan <= 1s"), name: "x")
    #expect(plain.firstDifference(from: expecting) == nil)
  }
}
