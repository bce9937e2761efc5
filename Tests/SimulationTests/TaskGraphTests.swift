import EventLog
import TestSupport
import Testing

@testable import Simulation

/// Tasks that need each other, on workers.
@Suite struct TaskGraphTests {
  /// Tasks on two workers, each with its seconds, what it needs, and the workers it takes.
  private func model(_ tasks: [(Int64, [Int], UInt32)], workers: UInt32) -> Model {
    Model(
      name: "tasks", machines: [.init(name: "worker", slots: workers)],
      components: tasks.enumerated().map { index, task in
        .init(
          name: "t\(index)", takes: .constant(task.0 * 1_000_000_000), machine: 0, slots: task.2)
      }, tasks: TaskGraph(tasks.map(\.1)))
  }

  /// `t0 0-1 on 1` for every call, by number.
  private func runs(_ log: Log) -> [String] {
    var starts: [CallNumber: (Int64, [UInt32])] = [:]
    var runs: [String] = []
    for event in log.events {
      switch event.kind {
      case .callStarted(_, let slot): starts[event.call] = (event.at / 1_000_000_000, [slot])
      case .machineTaken(_, let slot): starts[event.call]?.1.append(slot)
      case .callSucceeded:
        let (start, slots) = starts[event.call] ?? (-1, [])
        let shown = slots.map(String.init).joined(separator: "+")
        runs.append(
          "\(log.names[event.component]) \(start)-\(event.at / 1_000_000_000) on \(shown)")
      default: break
      }
    }
    return runs
  }

  @Test func `a task runs when all that it needs has ended and a worker is free`() {
    let log = model([(1, [], 1), (3, [], 1), (2, [0], 1), (1, [1, 2], 1)], workers: 2).run()
    #expect(runs(log) == ["t0 0-1 on 1", "t1 0-3 on 2", "t2 1-3 on 1", "t3 3-4 on 1"])
  }

  @Test func `slots that nobody uses cost nothing`() {
    let machines = (0..<5_000).map { Model.Machine(name: "m\($0)", slots: .max) }
    let model = Model(
      name: "m", machines: machines,
      components: [.init(name: "a", takes: .constant(1), machine: 4_999)],
      flow: [.init(component: 0)])
    #expect(model.run().end == 1)
  }

  @Test func `who waits for several workers is not overtaken`() {
    let log = model([(2, [], 1), (1, [], 2), (1, [], 1)], workers: 2).run()
    #expect(runs(log) == ["t0 0-2 on 1", "t1 2-3 on 1+2", "t2 3-4 on 1"])
  }

  @Test func `a request names the end of every task that it needed`() {
    let log = model([(1, [], 1), (2, [], 1), (1, [1, 0], 1)], workers: 2).run()
    let request = log.events.indices.first {
      if case .callRequested = log.events[$0].kind { log.events[$0].call == 3 } else { false }
    }
    let causes = log.causes(of: request ?? 0)
    #expect(causes.map(\.edge) == [.data, .data])
    #expect(causes.map { log.events[Int($0.seq)].call } == [1, 2])
  }

  @Test func `tasks on one worker take their work, on any number their longest chain`() {
    let model = model([(1, [], 1), (3, [], 1), (2, [0], 2), (1, [1, 2], 1)], workers: 2)
    #expect(model.run(as: .serial).end == 7_000_000_000)
    #expect(model.run(as: .parallel).end == 4_000_000_000)
  }

  @Test(
    arguments: [
      ([[]], nil), ([[], [0], [0, 1]], nil), ([[0]], [0]), ([[1], [2], [0]], [0, 1, 2]),
      ([[], [0, 3], [1], [2]], [1, 3, 2]),
    ] as [([[Int]], [Int]?)])
  func `a circle of needs is found`(rows: [[Int]], cycle: [Int]?) {
    #expect(TaskGraph(rows).cycle() == cycle)
  }

  @Test(arguments: 0..<200)
  func `any task graph folds, and no slot is used twice`(seed: UInt64) throws {
    let model = randomTasks(seed: seed)
    for mode in RunMode.allCases {
      let log = model.run(as: mode)
      var state = RunState()
      for event in log.events { try state.apply(event) }
      #expect(state.calls.count == model.components.count, "seed \(seed)")
      #expect(model.run(as: mode).encoded() == log.encoded(), "seed \(seed)")
      #expect(try Log.read(log.encoded()).log.encoded() == log.encoded(), "seed \(seed)")
    }
  }
}
