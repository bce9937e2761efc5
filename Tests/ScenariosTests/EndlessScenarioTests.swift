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
      state: { n: 0, m: 0 }
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
      (
        "a: { takes: 3s, timeout: 30s, parallel: true }",
        "{ run: a }, { wait: a, timeout: 50s }, { run: work }", "7 s: ended"
      ),
      (
        "a: { takes: 20s, timeout: 5s, raise_exception: false }", "{ run: a }",
        "5 s: the flow waits for a, which failed"
      ),
      (
        "a: { takes: 3s, parallel: true }",
        "{ run: a }, { wait: a.succeeded, timeout: 50s }, { wait: n == 1 }",
        "3 s: the flow waits for n == 1, which never came true"
      ),
      (
        "a: { takes: 20s, parallel: true }",
        "{ run: a }, { run: work }, { stop: a }, { wait: a.succeeded }",
        "4 s: the flow waits for a.succeeded, which never came true"
      ),
    ] as [(String, String, String)])
  func `a timer of what is over does not keep a run going`(
    components: String, flow: String, expected: String
  ) throws {
    #expect(try end(of: run(components, flow)) == expected)
    // Nor where no call without an end is there to be asked about.
    let text = """
      state: { n: 0 }
      components: { work: { takes: 4s }, \(components) }
      flow: [\(flow)]
      """
    let model = try Scenario.read(text, name: "ended")
    #expect(end(of: Simulator.run(model, LogHeader.Setup(text: ""))) == expected)
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
      ("", "{ run: sense }, { when: n > 1, do: [{ run: work }] }", "6 s: ended"),
      ("", "{ run: sense }, { when: n > 2, do: [{ run: work }] }", "2 s: ended"),
      ("", "{ run: show }, { when: n > 0, do: [{ run: work }] }", "0 s: ended"),
      (
        "count: { takes: forever, parallel: true, writes: { n: { every: 1s, value: n + 1 } } }",
        "{ run: count }, { when: n > 9, do: [{ run: work }, { when: n > 20, do: [{ stop: count }] }] }",
        "21 s: ended"
      ),
      (
        "count: { takes: forever, parallel: true, writes: { n: { every: 1s, value: n + 1 } } }",
        "{ run: count }, { when: n > 9, do: [{ run: work }] }", "14 s: ended"
      ),
      (
        "count: { takes: forever, parallel: true, writes: { n: { every: 1s, value: n + 1 } } }",
        "{ run: count }, { when: n < 0, do: [{ run: work }] }", "331 s: limited by events"
      ),
    ] as [(String, String, String)])
  func
    `a reactive run ends when only calls without an end are busy and nothing is left for it to see`(
      components: String, flow: String, expected: String
    ) throws
  {
    #expect(try end(of: run(components, flow, reactive: true)) == expected)
  }

  @Test(
    arguments: [
      (
        "{ while: n == 0 }", "{ run: work }",
        "4 s: the flow goes round at step 1 for as long as n == 0"
      ),
      (
        "{ while: n == 0 }", "{ wait: 3s }",
        "3 s: the flow goes round at step 1 for as long as n == 0"
      ),
      (
        "{ while: true }", "{ set: { n: 1 } }, { wait: 3s }, { set: { n: 0 } }",
        "3 s: the flow goes round"
      ),
      ("{ while: not show.started }", "{ run: work }", "4 s: the flow goes round"),
      ("{ while: not work.failed }", "{ run: work }", "4 s: the flow goes round"),
      ("{ while: work.succeeded < 3 }", "{ run: work }", "12 s: ended"),
      ("{ while: n < 5 }", "{ run: work }, { set: { n: n + 1 } }", "20 s: ended"),
      ("{ while: n < 2 }", "{ run: sense }, { run: work }", "4 s: ended"),
      (
        "{ while: n < 3 }", "{ when: n == 0, do: [{ run: sense }] }, { wait: 3s }",
        "6 s: the flow goes round"
      ),
      ("{ while: n < 3 }", "{ run: step }", "4 s: ended"),
      ("{ while: n < 4 }", "{ run: step }", "5 s: the flow goes round"),
      ("{ while: n == 0 }", "{ run: show }, { wait: 1s }", "1 s: the flow goes round"),
      ("{ while: n == 0 }", "{ run: dice }, { wait: 1s }", "limited"),
      ("{ while: n == 0 }", "{ run: dice }", "0 s: the flow goes round"),
      ("{ while: n < 2 }", "{ wait: 1s }, { set: { n: 1 - n } }", "the flow goes round"),
      ("{ while: n < 2 }", "{ set: { m: m + 1 } }, { wait: 1s }", "1 s: the flow goes round"),
      ("{ while: n < 120000 }", "{ set: { n: n + 1 } }", "limited by events"),
      ("120000", "{ when: n > 0, do: [{ run: dice }] }", "limited by events"),
      (
        "{ while: n < 2 }",
        "{ when: not sense.started, do: [{ run: sense }] }, { wait: 300ms }", "2 s: ended"
      ),
      ("{ while: n == 0 }", "{ run: late }", "4 s: the flow goes round"),
      ("{ while: not late.finished }", "{ set: { m: m + 1 } }", "0 s: the flow goes round"),
      (
        "{ while: n < 9 }",
        "{ run: flaky }, { wait: 2s }, { stop: flaky }, { wait: flaky.failed }, { set: { n: 9 } }",
        "2 s: ended"
      ),
      ("50", "{ when: n == 0, do: [{ wait: 1s }] }", "50 s: ended"),
      (
        "2", "{ repeat: { while: n < 2 }, do: [{ set: { n: n + 1 } }, { wait: 1s }] }", "2 s: ended"
      ),
    ])
  func
    `a loop that time passes in goes round for ever only where nothing is left that could end it`(
      loop: String, steps: String, expected: String
    ) throws
  {
    let components = """
      step: { takes: 1s, writes: { n: { at: end, values: [0, 0, 1, 3] } } }
        late: { takes: 4s, timeout: 5s }
        flaky: { takes: 1s, parallel: true, fails: { at: 1s }, retries: { times: 5, backoff: 2s }, raise_exception: false }
        dice: { takes: 1s, parallel: true, fails: { probability: 0.0001 } }
      """
    let end = try end(of: run(components, "{ repeat: \(loop), do: [\(steps)] }"))
    #expect(end.contains(expected), "\(end)")
  }
}
