import EventLog
import Scenarios
import Simulation
import Testing

/// Runs that calls without an end would keep busy for ever.
@Suite struct EndlessScenarioTests {
  /// A dashboard that reads, a source that emits and a sensor that writes, all for ever.
  private func run(_ components: String, _ flow: String, reactive: Bool = false) throws -> Log {
    let model = try Scenario.read(
      """
      limits: { events: 2000 }
      reactive: \(reactive)
      state: { n: 0 }
      streams: { q: { buffer: 2 } }
      machines: { box: { slots: 1 } }
      components:
        show: { takes: forever, parallel: true, machine: box, reads: { n: { every: 1s } } }
        load: { takes: forever, parallel: true, emits: { q: { every: 1s } } }
        sense: { takes: forever, parallel: true, writes: { n: { every: 1s, values: [1, 2] } } }
        work: { takes: 4s }
        \(components.isEmpty ? "rest: { takes: 1s }" : components)
      flow: [\(flow)]
      """, name: "endless")
    let log = Simulator.run(model, LogHeader.Setup(text: ""))
    #expect((try? Log.read(log.encoded()).log.encoded()) == log.encoded())
    return log
  }

  /// How a run ended, and when, in seconds.
  private func end(of log: Log) -> String {
    var end = "ended"
    for event in log.events {
      switch event.kind {
      case .runDeadlocked(let reason): end = log.names[reason]
      case .runLimited(let limit): end = "limited by \(log.names[limit])"
      case .runLivelocked(let reason), .runFailed(let reason): end = log.names[reason]
      default: break
      }
    }
    return "\(log.end / 1_000_000_000) s: \(end)"
  }

  @Test(
    arguments: [
      ("", "{ run: show }, { run: work }", "4 s: ended"),
      ("", "{ run: show }, { run: work }, { wait: show }", "4 s: ended"),
      (
        "", "{ run: show }, { run: work }, { wait: n == 1 }",
        "4 s: the flow waits for n == 1, which never came true"
      ),
      ("", "{ run: sense }, { wait: n == 2 }, { run: work }", "6 s: ended"),
      (
        "", "{ run: sense }, { wait: n == 3 }",
        "2 s: the flow waits for n == 3, which never came true"
      ),
      ("", "{ run: show }, { wait: n == 1, timeout: 9s }", "9 s: ended"),
      (
        "late: { takes: 1s, parallel: true, machine: box }",
        "{ run: show }, { run: late }, { run: work }", "4 s: ended"
      ),
      (
        "bad: { takes: 1s, fails: true, raise_exception: false }", "{ run: show }, { run: bad }",
        "1 s: the flow waits for bad, which failed"
      ),
      (
        "bad: { takes: 1s, parallel: true, fails: true, retries: { times: 2, backoff: 5s } }",
        "{ run: show }, { run: bad }", "13 s: bad failed"
      ),
      (
        "train: { takes: 1s, parallel: true, for_each: q }",
        "{ run: load }, { run: train }, { run: work }", "4 s: ended"
      ),
      (
        "train: { takes: 1s, parallel: true, for_each: q }",
        "{ run: load }, { run: train }, { wait: train }", "0 s: ended"
      ),
      (
        "train: { takes: 1s, parallel: true, for_each: q }",
        "{ run: load }, { run: train }, { run: work }, { stop: load }, { wait: train }",
        "5 s: ended"
      ),
      (
        "train: { takes: 1s, parallel: true, for_each: q, timeout: 9s, raise_exception: false }",
        "{ run: load }, { run: train }", "9 s: ended"
      ),
      (
        "flaky: { takes: forever, parallel: true, fails: { at: 2s, calls: [1] }, retries: 1 }",
        "{ run: flaky }, { run: work }", "4 s: ended"
      ),
      (
        "flaky: { takes: forever, parallel: true, fails: { at: 2s, calls: [1] }, retries: 1, reads: { n: { every: 1s } } }",
        "{ run: flaky }, { run: work }", "4 s: ended"
      ),
    ] as [(String, String, String)])
  func `a run ends when only calls without an end are busy`(
    components: String, flow: String, expected: String
  ) throws {
    #expect(try end(of: run(components, flow)) == expected)
  }

  @Test(
    arguments: [
      ("", "{ run: show }, { run: work }", "4 s: ended"),
      ("", "{ run: work }, { run: show }, { wait: show }", "4 s: ended"),
      (
        "", "{ run: show }, { wait: n == 1 }",
        "0 s: the flow waits for n == 1, which never came true"
      ),
      ("", "{ run: sense }, { wait: n == 2 }, { run: work }", "6 s: ended"),
      (
        "train: { takes: 1s, parallel: true, for_each: q }",
        "{ run: load }, { run: train }, { run: work }", "4 s: ended"
      ),
    ] as [(String, String, String)])
  func `a reactive run ends when only calls without an end are busy`(
    components: String, flow: String, expected: String
  ) throws {
    #expect(try end(of: run(components, flow, reactive: true)) == expected)
  }
}
