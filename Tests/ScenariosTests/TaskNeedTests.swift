import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What tasks need of others: their end or their start, at once or after a while; and what becomes of them when those fail.
@Suite struct TaskNeedTests {
  /// A run of tasks: who runs when, in seconds, and how it ended.
  private func run(_ tasks: String) throws -> [String] {
    let model = try Scenario.read("tasks:\n" + tasks, name: "tasks")
    let log = Simulator.run(model, LogHeader.Setup(text: ""))
    #expect((try? Log.read(log.encoded()).log.encoded()) == log.encoded())
    let analysis = Analysis(log)
    return analysis.calls.map { call in
      let status =
        switch call.ended.map({ log.events[$0].kind }) {
        case .callFailed: " failed"
        case .callStopped: " stopped"
        default: ""
        }
      let end = call.endedAt.map(seconds) ?? "?"
      return "\(log.names[call.component]) \(call.startedAt.map(seconds) ?? "?")–\(end)\(status)"
    }
  }

  private func seconds(_ time: Nanoseconds) -> String {
    let text = "\(Double(time) / 1e9)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  @Test(arguments: [
    ("needs: [a]", "4–6"), ("needs: [{ task: a }]", "4–6"),
    ("needs: [{ task: a, after: end }]", "4–6"),
    ("needs: [{ task: a, lag: 3s }]", "7–9"), ("needs: [{ task: a, after: start }]", "0–2"),
    ("needs: [{ task: a, after: start, lag: 1s }]", "1–3"),
    ("needs: [{ task: a, after: start, lag: 5s }]", "5–7"),
    ("needs: [{ task: a, after: start }, { task: c, lag: 500ms }]", "1.5–3.5"),
  ])
  func `a task starts when what it needs has ended or started, and the lag has passed`(
    needs: String, b: String
  ) throws {
    let calls = try run("  a: { takes: 4s }\n  c: { takes: 1s }\n  b: { takes: 2s, \(needs) }\n")
    #expect(calls.contains("b \(b)"), "\(calls)")
  }

  @Test func `who waits for a machine has not started, and what needs the start waits too`() throws
  {
    let calls = try run(
      """
        a: { takes: 4s, machine: gpu }
        b: { takes: 4s, machine: gpu }
        c: { takes: 1s, needs: [{ task: b, after: start, lag: 1s }] }
      machines: { gpu: {} }

      """)
    #expect(calls == ["a 0–4", "b 4–8", "c 5–6"])
  }

  @Test func `a server that never ends can be needed by its start`() throws {
    let calls = try run(
      "  serve: { takes: forever }\n  test: { takes: 2s, needs: [{ task: serve, after: start, lag: 1s }] }\n"
    )
    #expect(calls.last == "test 1–3")
  }

  @Test func `the floor and the critical path follow starts and lags`() throws {
    let text = """
      tasks:
        a: { takes: 4s }
        b: { takes: 5s, needs: [{ task: a, after: start, lag: 1s }] }
        c: { takes: 1s, needs: [{ task: b, lag: 2s }] }
      workers: 3
      policy: critical-path-first

      """
    let model = try Scenario.read(text, name: "m")
    let run = Analysis(Simulator.run(model, LogHeader.Setup(text: text)))
    #expect(run.measures.makespan == 9_000_000_000)
    #expect(run.measures.floor == 9_000_000_000)
  }

  @Test
  func `a task that failed is tried again, on its machine and in its turn, and the rest waits`()
    throws
  {
    let calls = try run(
      """
        a: { takes: 2s, fails: { at: 1s, calls: [1, 2] }, retries: { times: 3, backoff: 1s, factor: 2 }, machine: m }
        b: { takes: 3s, machine: m }
        c: { takes: 1s, needs: [a] }
      machines: { m: {} }

      """)
    #expect(
      calls == ["a 0–1 failed", "b 1–4", "a 4–5 failed", "a 7–9", "c 9–10"])
  }

  @Test func `a task that has failed for good ends the run, or only what needs it`() throws {
    let tasks = { (more: String) in
      "  a: { takes: 2s, fails: { reason: no disk }\(more) }\n  b: { takes: 3s }\n  c: { takes: 1s, needs: [a] }\n"
    }
    #expect(try run(tasks("")) == ["a 0–2 failed", "b 0–2 stopped"])
    #expect(try run(tasks(", raise_exception: false")) == ["a 0–2 failed", "b 0–3"])
  }

  @Test func `a task may not last longer than its time-out`() throws {
    let calls = try run(
      "  a: { takes: 5s, timeout: 2s, retries: 1, raise_exception: false }\n  b: { takes: 2s, timeout: 2s }\n"
    )
    #expect(calls == ["a 0–2 failed", "b 0–2", "a 2–4 failed"])
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `failures by chance are drawn from the seed alone`(seed: UInt64) throws {
    let text = """
      tasks:
        a: { takes: 1s, fails: { probability: 0.5 }, retries: 50 }
        b: { takes: 1s, fails: { probability: 0.5 }, retries: 50, needs: [a] }
        c: { takes: 1s, needs: [b] }

      """
    let model = try Scenario.read(text, name: "m")
    let setup = LogHeader.Setup(text: text, seed: seed)
    let log = Simulator.run(model, setup)
    #expect(log.encoded() == Simulator.run(model, setup).encoded())
    let calls = Analysis(log).calls
    #expect(calls.last.map { log.names[$0.component] } == "c")
    #expect(log.end == Nanoseconds(calls.count) * 1_000_000_000, "seed \(seed)")
  }

  @Test func `a lag that was over before is no part of the floor`() throws {
    let text = """
      tasks:
        a: { takes: 1s }
        x: { takes: 4s }
        y: { takes: 4s }
        b: { takes: 4s }
        c: { takes: 1s, needs: [{ task: a, lag: 1s }, { task: b, lag: 1s }] }
      workers: 2

      """
    let model = try Scenario.read(text, name: "m")
    let run = Analysis(Simulator.run(model, LogHeader.Setup(text: text)))
    #expect(run.measures.makespan == 10_000_000_000)
    #expect(run.measures.floor == 6_000_000_000)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `the floor is never above the run on workers without limit`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var text = "tasks:\n"
    for task in 0..<Int.random(in: 2...20, using: &random) {
      let needs = (0..<task).filter { _ in
        Bool.random(using: &random) && Bool.random(using: &random)
      }
      .map {
        "{ task: t\($0), lag: \(Int.random(in: 0...4, using: &random))s, "
          + "after: \(Bool.random(using: &random) ? "start" : "end") }"
      }
      text +=
        "  t\(task): { takes: \(Int.random(in: 0...6, using: &random))s, needs: [\(needs.joined(separator: ", "))] }\n"
    }
    let model = try Scenario.read(text + "workers: 2\n", name: "m")
    let limited = Analysis(Simulator.run(model, LogHeader.Setup(text: text)))
    let free = Simulator.run(model, LogHeader.Setup(text: text, mode: .parallel))
    #expect(limited.measures.floor.map { $0 <= free.end } ?? true, "seed \(seed)")
    #expect(Analysis(free).measures.floor == free.end, "seed \(seed)")
  }

  @Test func `data takes its way between machines by any policy`() throws {
    let calls = try run(
      """
        a: { takes: 3s, machine: m1 }
        b: { takes: 2s, machine: m2, needs: [{ task: a, transfer: 5s }] }
        c: { takes: 2s, machine: m1, needs: [{ task: a, transfer: 5s }] }
      machines: { m1: {}, m2: {} }

      """)
    #expect(calls == ["a 0–3", "c 3–5", "b 8–10"])
  }
}
