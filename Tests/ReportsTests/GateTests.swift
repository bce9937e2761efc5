import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// Conditions on two runs, and which of them are met.
@Suite struct GateTests {
  /// Tasks of so many seconds in a row, on one worker.
  private func run(_ seconds: [Int64]) -> Comparison {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker", slots: 1)],
      components: seconds.enumerated().map { index, time in
        .init(name: "t\(index)", takes: .constant(time * second), machine: 0)
      }, tasks: TaskGraph(seconds.map { _ in [] }))
    return Comparison(run: Analysis(model.run()), baseline: .work)
  }

  private func condition(_ text: String) throws -> GateCondition {
    try GateCondition(text) { text in
      text.hasSuffix("s") ? Int64(text.dropLast()).map { $0 * 1_000_000_000 } : nil
    }
  }

  @Test(arguments: [
    ("makespan > +5%", true), ("makespan > +20%", false), ("makespan >= +20%", true),
    ("makespan>+19.9%", true), ("makespan > +2s", false), ("makespan >= +2s", true),
    ("makespan > 11s", true), ("makespan > 12s", false), ("makespan < 13s", true),
    ("makespan < -5%", false), ("critical-path > +10%", false), ("work > +5%", true),
    ("efficiency < 0.5", false), ("efficiency >= 1", true), ("saved < +0s", false),
    ("saved <= 0s", true), ("calls > +0", true), ("calls > 3", false), ("speedup < 1.5", true),
    ("span > +5%", false),
  ])
  func `a condition is met or not`(text: String, isMet: Bool) throws {
    let gate = try Gate([condition(text)], of: run([4, 4, 4]), beside: [run([5, 5])])
    #expect(gate.unknown.isEmpty)
    #expect(gate.met.isEmpty == !isMet, "\(gate.outcomes.map(\.sentence))")
  }

  @Test func `what changed is told with its limit`() throws {
    let gate = try Gate([condition("makespan > +5%")], of: run([12]), beside: [run([10])])
    #expect(gate.met == ["makespan > +5%: 10 s → 12 s, +20 %"])
    let many = try Gate([condition("calls > +2")], of: run([1, 1, 1, 1, 1]), beside: [run([10])])
    #expect(many.met == ["calls > +2: 1 → 5, +400 %"])
  }

  @Test func `what lies between samples of the baseline is no change`() throws {
    let samples = [run([10]), run([13]), run([9])]
    let within = try Gate([condition("makespan > +5%")], of: run([12]), beside: samples)
    #expect(within.met.isEmpty)
    let beyond = try Gate([condition("makespan > +5%")], of: run([14]), beside: samples)
    #expect(beyond.met == ["makespan > +5%: 10 s (3 samples from 9 s to 13 s) → 14 s, +40 %"])
  }

  @Test(arguments: [
    ("makespan", "no `>` or `<`"), ("speed > 5%", "`speed`, where one of `makespan`"),
    ("makespan > fast", "`fast`"), ("efficiency < 5s", "`5s`"), ("makespan > +", "`+`"),
    ("makespan > +5.1234567%", "`+5.1234567%`"),
  ])
  func `what is no condition is told`(text: String, found: String) throws {
    do throws(GateCondition.Problem) {
      _ = try GateCondition(text) { _ in nil }
      Issue.record("\(text) is no condition")
    } catch { #expect(error.sentence.contains(found), "\(error.sentence)") }
  }
}
