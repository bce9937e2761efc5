import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// The measures of one flow, worked out by hand; times in seconds.
struct MeasuresCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var model: Model
  var makespan: Int64
  var work: Int64
  var span: Int64
  var floor: Int64
  var bound: Int64
  var machines: Int
  var peak: Int
  var parallelism: Double?

  static let all = [
    MeasuresCase(
      testDescription: "toy_two_parallel_not_started",
      model: flow(waits("train", 4), waits("baseline_1", 3), waits("analyze", 2)),
      makespan: 9, work: 9, span: 9, floor: 4, bound: 4, machines: 3, peak: 1, parallelism: 1),
    MeasuresCase(
      testDescription: "toy_two_parallel",
      model: flow(parallel("train", 4), parallel("baseline_1", 3), waits("analyze", 2)),
      makespan: 4, work: 9, span: 4, floor: 4, bound: 4, machines: 3, peak: 3, parallelism: 2.25),
    MeasuresCase(
      testDescription: "toy_app", model: flow(waits("train", 4), waits("analyze", 2)),
      makespan: 6, work: 6, span: 6, floor: 4, bound: 4, machines: 2, peak: 1, parallelism: 1),
    MeasuresCase(
      testDescription: "toy_parallel", model: flow(parallel("train", 4), waits("analyze", 2)),
      makespan: 4, work: 6, span: 4, floor: 4, bound: 4, machines: 2, peak: 2, parallelism: 1.5),
    MeasuresCase(
      testDescription: "toy_blocking_first",
      model: flow(waits("analyze", 2), parallel("train", 4)),
      makespan: 6, work: 6, span: 6, floor: 4, bound: 4, machines: 2, peak: 1, parallelism: 1),
    MeasuresCase(
      testDescription: "two calls share one slot",
      model: flow(parallel("train", 4, on: "box"), parallel("baseline_1", 3, on: "box")),
      makespan: 7, work: 7, span: 4, floor: 4, bound: 7, machines: 1, peak: 1, parallelism: 1.75),
    MeasuresCase(
      testDescription: "three calls share two slots",
      model: flow(
        box: 2, parallel("a", 2, on: "box"), parallel("b", 2, on: "box"),
        parallel("c", 2, on: "box")),
      makespan: 4, work: 6, span: 2, floor: 2, bound: 3, machines: 2, peak: 2, parallelism: 3),
    MeasuresCase(
      testDescription: "a component runs one call at a time",
      model: flow(parallel("a", 3), parallel("a", 3)),
      makespan: 6, work: 6, span: 6, floor: 6, bound: 6, machines: 1, peak: 1, parallelism: 1),
    MeasuresCase(
      testDescription: "a dashboard never ends and does not count",
      model: flow(parallel("dashboard", nil), parallel("train", 4), waits("analyze", 2)),
      makespan: 4, work: 6, span: 4, floor: 4, bound: 4, machines: 3, peak: 2, parallelism: 1.5),
    MeasuresCase(
      testDescription: "the flow waits for ever",
      model: flow(parallel("train", 4), waits("dashboard", nil), waits("analyze", 2)),
      makespan: 4, work: 4, span: 4, floor: 4, bound: 4, machines: 2, peak: 1, parallelism: 1),
    MeasuresCase(
      testDescription: "calls of no length", model: flow(waits("a", 0), parallel("b", 0)),
      makespan: 0, work: 0, span: 0, floor: 0, bound: 0, machines: 2, peak: 0, parallelism: nil),
    MeasuresCase(
      testDescription: "nothing at all", model: flow(),
      makespan: 0, work: 0, span: 0, floor: 0, bound: 0, machines: 1, peak: 0, parallelism: nil),
  ]
}

@Suite struct MeasuresTests {
  @Test(arguments: MeasuresCase.all)
  func `the measures are those worked out by hand`(expected: MeasuresCase) {
    let measures = Analysis(expected.model.run()).measures
    #expect(measures.makespan == expected.makespan * second)
    #expect(measures.work == Int128(expected.work * second))
    #expect(measures.span == expected.span * second)
    #expect(measures.floor == expected.floor * second)
    #expect(measures.lowerBound == expected.bound * second)
    #expect(measures.machines == expected.machines)
    #expect(measures.peak == expected.peak)
    #expect(measures.parallelism == expected.parallelism)
    #expect(measures.calls == expected.model.flow.prefix(measures.calls).count)
  }

  @Test func `a share of the work that is no whole nanosecond is rounded up`() {
    var model = flow(
      box: 2, parallel("a", 1, on: "box"), parallel("b", 1, on: "box"), parallel("c", 1, on: "box"))
    for index in model.components.indices { model.components[index].takes = .constant(1) }
    #expect(Analysis(model.run()).measures.lowerBound == 2)
  }

  @Test func `a hundred years of work on each of many machines is told in full`() {
    var model = flow(parallel("a", 1), parallel("b", 1), parallel("c", 1), parallel("d", 1))
    for index in model.components.indices {
      model.components[index].takes = .constant(Limits.longestTime)
    }
    let measures = Analysis(model.run()).measures
    #expect(measures.work == 4 * Int128(Limits.longestTime))
    #expect(measures.parallelism == 4)
    #expect(measures.lowerBound == Limits.longestTime)
  }

  /// Tasks that take several slots of their workers.
  struct WideTasks: Sendable {
    struct Task: Sendable {
      var slots: UInt32
      var seconds: Int64
      var needs: [Int] = []
    }

    var workers: UInt32
    var tasks: [Task]
    var work: Int64
    var makespan: Int64
    var bound: Int64

    static let all = [
      WideTasks(
        workers: 4, tasks: Array(repeating: Task(slots: 4, seconds: 10), count: 4), work: 160,
        makespan: 40, bound: 40),
      WideTasks(
        workers: 8,
        tasks: [
          Task(slots: 8, seconds: 1), Task(slots: 8, seconds: 5, needs: [0]),
          Task(slots: 8, seconds: 5, needs: [0]), Task(slots: 1, seconds: 0, needs: [1, 2]),
        ], work: 88, makespan: 11, bound: 11),
      WideTasks(
        workers: 10, tasks: [2, 2, 2, 7, 2, 2].map { Task(slots: $0, seconds: 10) }, work: 170,
        makespan: 30, bound: 17),
    ]
  }

  @Test(arguments: WideTasks.all)
  func `a task that takes several slots is as much work as it holds slots`(
    wide: WideTasks
  ) throws {
    let model = Model(
      name: "tasks", machines: [.init(name: "worker", slots: wide.workers)],
      components: wide.tasks.enumerated().map {
        .init(
          name: "T\($0)", takes: .constant($1.seconds * second), machine: 0, slots: $1.slots)
      }, tasks: TaskGraph(wide.tasks.map(\.needs)))
    let run = Analysis(model.run())
    #expect(run.measures.work == Int128(wide.work * second))
    #expect(run.measures.makespan == wide.makespan * second)
    #expect(run.measures.lowerBound == wide.bound * second)
    #expect(run.measures.machines == Int(wide.workers))
    let bottleneck = try #require(Bottleneck(run))
    #expect(bottleneck.bound == .machines)
    let comparison = Comparison(run: run, twin: Analysis(model.run(as: .serial)))
    #expect(comparison.efficiency == run.measures.utilization)
  }

  @Test func `tasks without workers have as many machines as they used at once`() {
    let model = Model(
      name: "chain", machines: [],
      components: (0..<3).map { .init(name: "T\($0)", takes: .constant(second)) },
      tasks: TaskGraph([[], [0], [0]]))
    let measures = Analysis(model.run()).measures
    #expect(measures.machines == 2 && measures.areMachinesInferred)
  }

  @Test func `the machine that has most to do for its slots bounds a run`() throws {
    let model = Model(
      name: "shop", machines: [.init(name: "saw"), .init(name: "press")],
      components: (0..<4).map {
        .init(name: "T\($0)", takes: .constant(second), machine: $0 == 0 ? 0 : 1)
      }, tasks: TaskGraph([[], [], [], []]))
    let run = Analysis(model.run())
    #expect(run.measures.workPerMachine == 2 * second && run.measures.lowerBound == 3 * second)
    let bottleneck = try #require(Bottleneck(run))
    #expect(bottleneck.machine.map { run.log.names[$0.name] } == "press")
    #expect(bottleneck.allBusy == 3 * second)
  }
}
