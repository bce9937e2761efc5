import EventLog
import Simulation
import Testing

/// Task graphs in which a task is more than the one call of a component of its own.
@Suite struct SeveralTasksTests {
  private func run(
    slots: UInt32 = 4, atOnce: UInt32 = 1, _ build: (inout TaskGraph) -> Void
  ) -> Log {
    var graph = TaskGraph()
    build(&graph)
    var step = Model.Component(name: "step", takes: .constant(2 * second), machine: 0)
    step.atOnce = atOnce
    let model = Model(
      name: "tasks", machines: [.init(name: "box", slots: slots)],
      components: [step, .init(name: "other", takes: .constant(second), machine: 0)],
      tasks: graph)
    return Simulator.run(model, LogHeader.Setup(text: ""))
  }

  /// When each call ran, in seconds, and by which edges it was asked for and started.
  private func calls(_ log: Log) -> [String] {
    var started: [CallNumber: Nanoseconds] = [:]
    var edges: [CallNumber: [Edge]] = [:]
    return log.events.indices.compactMap { seq in
      let event = log.events[seq]
      switch event.kind {
      case .callRequested:
        edges[event.call] = log.causes(of: seq).map(\.edge)
        return nil
      case .callStarted:
        edges[event.call, default: []] += log.causes(of: seq).map(\.edge).filter { $0 != .program }
        started[event.call] = event.at
        return nil
      case .callSucceeded:
        let words = edges[event.call, default: []].map { " \($0.word)" }.joined()
        return "\(log.names[event.component]) \((started[event.call] ?? 0) / second)–"
          + "\(event.at / second)\(words)"
      default: return nil
      }
    }
  }

  @Test func `tasks of one component run one at a time, or as many as it runs at once`() {
    func three(_ graph: inout TaskGraph) { for _ in 0..<3 { graph.append(calling: 0) } }
    #expect(
      calls(run(three)) == ["step 0–2", "step 2–4 queue machine", "step 4–6 queue machine"])
    #expect(calls(run(atOnce: 2, three)) == ["step 0–2", "step 0–2", "step 2–4 queue machine"])
  }

  @Test func `a task can take its own time`() {
    let log = run { graph in
      graph.append(calling: 0, taking: 5 * second)
      graph.append(calling: 1)
      graph.append(calling: 1, taking: 0, needing: [.init(0), .init(1)])
    }
    #expect(calls(log) == ["other 0–1", "step 0–5", "other 5–5 data data queue machine"])
  }

  @Test func `what is needed with a lag is waited for that much longer`() {
    let log = run { graph in
      graph.append(calling: 0)
      graph.append(calling: 1, needing: [.init(0, lag: 3 * second)])
      graph.append(calling: 1, needing: [.init(0), .init(1, lag: second)])
    }
    #expect(
      calls(log) == [
        "step 0–2", "other 5–6 time machine", "other 7–8 data time queue machine",
      ])
  }

  @Test func `who has priority is served first, and overtakes who was ready before`() {
    let log = run(slots: 1, atOnce: .max) { graph in
      graph.append(calling: 0, taking: second, priority: 3)
      graph.append(calling: 1, taking: second, priority: 2)
      graph.append(calling: 0, taking: second, priority: 1)
      graph.append(calling: 0, taking: second, priority: 2)
    }
    // Of the two that come second, who was asked for first.
    #expect(
      calls(log).map { $0.prefix(9) } == ["step 0–1", "other 1–2", "step 2–3 ", "step 3–4 "])
    #expect(
      log.events.compactMap { event -> CallNumber? in
        if case .callStarted = event.kind { event.call } else { nil }
      }
        == [3, 2, 4, 1])
  }
}
