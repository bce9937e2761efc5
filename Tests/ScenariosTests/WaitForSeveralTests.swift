import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What comes after the ends of several calls of one component that ran at once.
@Suite struct WaitForSeveralTests {
  /// A flow of trials of three seconds each, with these steps before what writes what they read.
  private static func scenario(_ steps: String, atOnce: String = "2") -> String {
    let flow = (steps + ", run: tune").split(separator: ", ").map { "{ \($0) }" }
    return """
      state: { lr: 1 }
      components:
        trial: { takes: 3s, parallel: true, at_once: \(atOnce), reads: { lr: { at: end } } }
        tune:  { takes: 1s, writes: { lr: 2 } }
      flow: [\(flow.joined(separator: ", "))]
      """
  }

  private func run(_ text: String) throws -> Log { try Scenario.read(text, name: "x").run() }

  /// For each time that the flow goes on after a wait for no single call, after the ends or starts of which calls it does.
  private func causes(_ log: Log) -> [[CallNumber]] {
    log.events.indices.compactMap { seq in
      guard case .callResumed = log.events[seq].kind, log.events[seq].call == 1 else { return nil }
      let causes = log.causes(of: seq).filter { $0.edge == .data }
      return causes.isEmpty ? nil : causes.map { log.events[Int($0.seq)].call }
    }
  }

  @Test(
    arguments: [
      ("run: trial, run: trial, wait: trial", "2", [[2, 3]]),
      ("run: trial, run: trial, wait: trial", "1", [[3]]),
      // The third starts in the room of the first.
      ("run: trial, run: trial, run: trial, wait: trial", "2", [[3, 4]]),
      ("run: trial, run: trial, run: trial, wait: trial", "9", [[2, 3, 4]]),
      // What it waited for once, it follows already.
      ("run: trial, run: trial, wait: trial, run: trial, wait: trial", "2", [[2, 3], [4]]),
      ("run: trial, run: trial, wait: trial.succeeded >= 2", "2", [[2, 3]]),
      ("run: trial, wait: 1s, run: trial, wait: trial.started >= 2", "2", [[2, 3]]),
    ] as [(String, String, [[CallNumber]])])
  func `a wait for calls that run at once follows from the ends of all`(
    steps: String, atOnce: String, expected: [[CallNumber]]
  ) throws {
    #expect(causes(try run(Self.scenario(steps, atOnce: atOnce))) == expected)
  }

  @Test(arguments: ["wait: trial", "wait: trial.succeeded >= 2"])
  func `what comes behind such a wait races with none of them, and each has no slack`(
    wait: String
  ) throws {
    let log = try run(Self.scenario("run: trial, run: trial, \(wait)"))
    #expect(Races(log).races.isEmpty)
    let slack = Analysis(log).slack
    #expect(slack.total == [0, 0, 0, 0])
    #expect(slack.drag[1] == 0 && slack.drag[2] == 0)
  }

  @Test func `where the flow waits for one of two only, the other one races`() throws {
    let log = try run(
      Self.scenario("run: trial, wait: 1s, run: trial, wait: trial.succeeded >= 1"))
    #expect(Races(log).races.count == 1)
  }

  @Test func `the end of a stream follows from all who put items in`() throws {
    let log = try run(
      """
      streams: { items: {} }
      components:
        p:      { takes: 3s, parallel: true, at_once: 2, emits: { items: { at: [1s] } } }
        eat:    { takes: 100ms, for_each: items, parallel: true }
        report: { takes: 4s }
      flow: [{ run: p }, { run: p }, { run: eat }, { wait: eat }, { run: report }]
      """)
    let analysis = Analysis(log)
    let producers = analysis.calls.filter { log.names[$0.component] == "p" }.map { Int($0.number) }
    #expect(producers.count == 2)
    #expect(producers.allSatisfy { analysis.slack.total[$0 - 1] == 0 })
  }
}
