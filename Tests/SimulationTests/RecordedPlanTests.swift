import EventLog
import TestSupport
import Testing

@testable import Simulation

/// A log is a plan: what it holds is run again, unchanged or with changes.
@Suite struct RecordedPlanTests {
  /// Random tasks on a few workers.
  private func tasks(_ seed: UInt64, workers: UInt32 = 3) -> Model {
    var random = SeededGenerator(seed: seed)
    var graph = TaskGraph()
    var components: [Model.Component] = []
    for task in 0..<40 {
      let count = task == 0 ? 0 : Int.random(in: 0..<3, using: &random)
      let needs = Set((0..<count).map { _ in Int.random(in: 0..<task, using: &random) })
      graph.append(needing: needs.sorted())
      components.append(
        Model.Component(
          name: "task_\(task)",
          takes: .constant(Int64.random(in: 0..<9, using: &random) * 1_000), machine: 0))
    }
    return Model(
      name: "tasks", machines: [.init(name: "worker", slots: workers)], components: components,
      tasks: graph)
  }

  /// When each call was asked for, started and ended, in the order of names.
  private func times(_ log: Log) -> [String] {
    var times: [String: [Nanoseconds]] = [:]
    for event in log.events where event.call > 0 {
      switch event.kind {
      case .callRequested, .callStarted, .callSucceeded:
        times[log.names[event.component], default: []].append(event.at)
      default: break
      }
    }
    return times.map { "\($0.key) \($0.value)" }.sorted()
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a log of tasks that is run again has every call at the same times`(seed: UInt64) throws {
    let log = Simulator.run(tasks(seed), LogHeader.Setup(text: ""))
    let again = try RecordedPlan(log).run()
    let (wanted, found) = (times(log), times(again))
    let wrong = zip(wanted, found).first { $0 != $1 }
    #expect(wrong == nil && wanted.count == found.count, "seed \(seed)")
    var state = RunState()
    for event in again.events { try state.apply(event) }
    #expect(try RecordedPlan(log).makespan() == log.end, "seed \(seed)")
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `more workers let tasks run as a simulation with more workers does, by priority`(
    seed: UInt64
  ) throws {
    // Who queues in the order of starts is what a run with priorities by that order does.
    let log = Simulator.run(tasks(seed), LogHeader.Setup(text: ""))
    var plan = RecordedPlan(log)
    plan.order(by: .fifo)
    plan.share(workers: 5)
    let wanted = Simulator.run(tasks(seed, workers: 5), LogHeader.Setup(text: ""))
    let least = Simulator.run(tasks(seed, workers: 40), LogHeader.Setup(text: "")).end
    let makespan = try plan.makespan()
    #expect(makespan >= least && makespan <= 2 * wanted.end, "seed \(seed)")
    plan.share(workers: 40)
    #expect(try plan.makespan() == least, "seed \(seed)")
  }

  @Test func `calls that wait for each other are told of and not waited for`() throws {
    let log = Simulator.run(tasks(1), LogHeader.Setup(text: ""))
    var plan = RecordedPlan(log)
    plan.add(from: 2, to: 1)
    plan.add(from: 1, to: 2)
    #expect(throws: PlanError.self) { try plan.run() }
    do { _ = try plan.makespan() } catch {
      guard case .circle(let calls) = error else { throw error }
      #expect(Set(calls) == [1, 2])
    }
  }

  @Test func `a call that needs more slots than there are is told of`() throws {
    var model = tasks(3)
    model.components[5].slots = 3
    let log = Simulator.run(model, LogHeader.Setup(text: ""))
    var plan = RecordedPlan(log)
    #expect(try plan.makespan() == log.end)
    plan.share(workers: 2)
    #expect(throws: PlanError.lacksSlots(plan.mostSlots?.call ?? 0, needs: 3, has: 2)) {
      try plan.run()
    }
  }

  @Test func `a run that would take more than a log can tell of is told of`() throws {
    let log = Simulator.run(tasks(2), LogHeader.Setup(text: ""))
    var plan = RecordedPlan(log)
    plan.set([1, 2, 3, 4, 5], to: Log.longestTime)
    #expect(throws: PlanError.tooLong) { try plan.run() }
    #expect(throws: PlanError.tooLong) { try plan.makespan() }
    plan.scale([1, 2, 3, 4, 5], by: (.max, of: 1))
    #expect(throws: PlanError.tooLong) { try plan.makespan() }
  }

  /// A request to a service that asks two others, each on a lane of its own.
  private func request() -> Log {
    var journal = CallJournal(
      header: LogHeader(name: "request", origin: .trace(format: "OTLP JSON", part: 1)))
    let lanes = ["front", "stock", "price"].map { journal.name($0) }
    let names = ["order", "ask stock", "ask price"].map { journal.name($0) }
    let order = journal.request(names[0], at: 0)
    journal.start(order, on: lanes[0], slot: 1, at: 0)
    for child in 1...2 {
      let start = Int64(child) * 100
      let call = journal.request(names[child], by: order, at: start)
      journal.start(call, on: lanes[child], slot: 1, at: start)
      journal.block(order, on: call, at: start)
      let end = journal.end(call, as: .callSucceeded, at: start + 50)
      journal.release(1, of: lanes[child], after: call, at: start + 50)
      journal.resume(order, at: start + 50)
      journal.cause(end, .data, isInferred: true)
    }
    journal.end(order, as: .callSucceeded, at: 300)
    journal.release(1, of: lanes[0], after: order, at: 300)
    return journal.close()
  }

  @Test func `what runs within a call that holds a worker runs on that worker`() throws {
    var plan = RecordedPlan(request())
    #expect(try plan.makespan() == 300)
    plan.share(workers: 1)
    #expect(try plan.makespan() == 300)
  }

  @Test func `slots that are held by who waits for others to get them are told of`() throws {
    var plan = RecordedPlan(request())
    // All on one lane with one slot, as no worker could do it.
    for index in plan.calls.indices { plan.calls[index].pool = 0 }
    #expect(throws: PlanError.stuck(2)) { try plan.makespan() }
  }
}
