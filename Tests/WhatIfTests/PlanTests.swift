import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import WhatIf

/// Runs that are run again from their logs alone.
@Suite struct PlanTests {
  private static let second: Nanoseconds = 1_000_000_000

  /// Tasks with their seconds and what they need, on so many workers.
  private func tasks(_ tasks: [(Int64, [Int])], workers: UInt32) -> Analysis {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker", slots: workers)],
      components: tasks.enumerated().map { index, task in
        .init(name: "t\(index)", takes: .constant(task.0 * Self.second), machine: 0)
      }, tasks: TaskGraph(tasks.map(\.1)))
    return Analysis(model.run())
  }

  @Test func `a log says enough to be run on other machines`() throws {
    let run = tasks([(4, []), (2, []), (2, []), (3, [0])], workers: 1)
    let plan = try #require(Plan(run))
    let seconds = (1...4).map { plan.makespan(machines: $0) / Self.second }
    #expect(seconds == [11, 7, 7, 7])
    // The third task waited before the fourth was ready, so it comes before it all the same.
    #expect(plan.makespan(machines: 2, with: (1, 0)) == 5 * Self.second)
    #expect(plan.needs(of: 4) == 1 && plan.dependents(of: 1) == 1)
  }

  @Test func `who is to come first does as soon as it is ready, but does not overtake who runs`()
    throws
  {
    let run = tasks([(1, []), (5, []), (2, []), (4, [2])], workers: 1)
    let plan = try #require(Plan(run))
    let two = plan.makespan(machines: 2)
    #expect(two == 7 * Self.second)
    let log = run.log
    let third = try #require(run.calls.first { log.names[$0.component] == "t2" }).number
    #expect(plan.makespan(machines: 2, first: third) == 6 * Self.second)
  }

  @Test func `a flow is no plan of tasks, nor is a run that did not end`() {
    let component = Model.Component(name: "a", takes: .constant(1), machine: 0)
    let flow = Model(
      name: "flow", machines: [.init(name: "box")], components: [component],
      flow: [.init(component: 0)])
    #expect(Plan(Analysis(flow.run())) == nil)
    let cut = tasks([(4, []), (2, [0])], workers: 1)
    #expect(Plan(cut) != nil)
    let model = Model(
      name: "cut", machines: [.init(name: "box")], components: [component, component],
      tasks: TaskGraph([[], [0]]))
    #expect(Plan(Analysis(model.run(limits: Limits(events: 6)))) == nil)
  }
}
