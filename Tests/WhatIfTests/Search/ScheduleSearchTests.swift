import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import WhatIf

/// Searching for short schedules.
@Suite struct ScheduleSearchTests {
  /// Tasks with times in seconds, what they need, and the slots that they take of machines.
  static func model(
    _ tasks: [(time: Int64, needs: [Int], slots: [UInt32])], slots: [UInt32]
  ) -> Model {
    let components = tasks.enumerated().map { index, task in
      let shares = task.slots.enumerated().filter { $0.element > 0 }.map {
        Model.Share(machine: $0.offset, slots: $0.element)
      }
      var component = Model.Component(
        name: "t\(index)", takes: .constant(task.time * 1_000_000_000),
        machine: shares.first?.machine, slots: shares.first?.slots ?? 1)
      component.others = Array(shares.dropFirst())
      return component
    }
    return Model(
      name: "tasks",
      machines: slots.enumerated().map { .init(name: "m\($0.offset)", slots: $0.element) },
      components: components, tasks: TaskGraph(tasks.map(\.needs)))
  }

  /// When each task starts in a log, by the number of its component.
  static func starts(_ log: Log) -> [Nanoseconds] {
    var starts: [Name: Nanoseconds] = [:]
    var declared: [Name] = []
    for event in log.events {
      switch event.kind {
      case .componentDeclared: declared.append(event.component)
      case .callStarted: starts[event.component] = event.at
      default: break
      }
    }
    return declared.map { starts[$0] ?? -1 }
  }

  /// The least makespan of all schedules: of all orders, each task as early as it fits.
  private static func optimum(
    _ tasks: [(time: Int64, needs: [Int], slots: [UInt32])], slots: [UInt32]
  ) -> Int64 {
    var best = Int64.max
    var starts = [Int64](repeating: -1, count: tasks.count)
    func fits(_ task: Int, at start: Int64) -> Bool {
      for time in start..<(start + tasks[task].time) {
        for machine in slots.indices {
          var used = tasks[task].slots[machine]
          for other in tasks.indices
          where starts[other] >= 0 && starts[other] <= time
            && time < starts[other] + tasks[other].time
          { used += tasks[other].slots[machine] }
          if used > slots[machine] { return false }
        }
      }
      return true
    }
    func place(_ count: Int, _ makespan: Int64) {
      if makespan >= best { return }
      if count == tasks.count { return best = makespan }
      for task in tasks.indices where starts[task] < 0 {
        guard tasks[task].needs.allSatisfy({ starts[$0] >= 0 }) else { continue }
        var start = tasks[task].needs.map { starts[$0] + tasks[$0].time }.max() ?? 0
        while !fits(task, at: start) { start += 1 }
        starts[task] = start
        place(count + 1, max(makespan, start + tasks[task].time))
        starts[task] = -1
      }
    }
    place(0, 0)
    return best
  }

  @Test(arguments: 0..<120)
  func `of few tasks the shortest schedule is found, and the simulator runs it as planned`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    // Every other one is a shop.
    let isShop = seed % 2 == 0
    let slots = (0..<2).map { _ in isShop ? 1 : UInt32.random(in: 1...3, using: &random) }
    let tasks = (0..<Int.random(in: 1...6, using: &random)).map { task in
      let machine = Int.random(in: 0..<2, using: &random)
      return (
        time: Int64.random(in: 1...4, using: &random),
        needs: (0..<task).filter { _ in Int.random(in: 0..<4, using: &random) == 0 },
        slots: slots.indices.map {
          isShop
            ? ($0 == machine ? UInt32(1) : 0) : UInt32.random(in: 0...slots[$0], using: &random)
        }
      )
    }
    let model = Self.model(tasks, slots: slots)
    let schedule = try #require(Schedule.search(model, seed: seed, budget: .iterations(600)))
    let optimum = Self.optimum(tasks, slots: slots) * 1_000_000_000
    #expect(schedule.makespan == optimum)
    #expect(schedule.lowerBound <= optimum)
    let log = Simulator.run(model.running(schedule), LogHeader.Setup(text: ""))
    #expect(log.end == optimum)
    #expect(Self.starts(log) == schedule.starts)
    #expect(throws: Never.self) { try Log.read(log.encoded()) }
  }

  @Test func `the same number of schedules from the same seed gives the same`() throws {
    let model = randomTasks(seed: 7)
    let first = Schedule.search(model, seed: 3, budget: .iterations(400))
    #expect(first != nil && first == Schedule.search(model, seed: 3, budget: .iterations(400)))
  }

  @Test func `a search stops where it is told to`() throws {
    let model = Self.model((0..<40).map { (Int64(3 + $0 % 7), [], [1]) }, slots: [3])
    let one = try #require(Schedule.search(model, budget: .iterations(1)))
    #expect(one.starts.count == 40 && one.iterations <= 3)
    let none = try #require(Schedule.search(model, budget: .time(.zero)))
    #expect(none.starts.count == 40)
  }

  @Test func `tasks of one component that runs one call at a time follow one another`() throws {
    var graph = TaskGraph()
    for time in [3, 1, 2] as [Nanoseconds] { graph.append(calling: 0, taking: time) }
    let model = Model(
      name: "x", components: [.init(name: "a", takes: .constant(0))], tasks: graph)
    let schedule = try #require(Schedule.search(model, budget: .iterations(10)))
    #expect(schedule.makespan == 6 && schedule.isOptimal)
    #expect(Simulator.run(model.running(schedule), LogHeader.Setup(text: "")).end == 6)
  }

  @Test func `lags and tasks without time are kept`() throws {
    var graph = TaskGraph()
    graph.append(calling: 0, taking: 5)
    graph.append(calling: 0, taking: 0, needing: [.init(0, lag: 10)])
    graph.append(calling: 0, taking: 4, needing: [.init(1)])
    graph.append(calling: 0, taking: 9)
    var component = Model.Component(name: "a", takes: .constant(0), machine: 0)
    component.atOnce = .max
    let model = Model(
      name: "x", machines: [.init(name: "m")], components: [component], tasks: graph)
    let schedule = try #require(Schedule.search(model, budget: .iterations(50)))
    #expect(schedule.makespan == 19 && schedule.isOptimal)
    #expect(Simulator.run(model.running(schedule), LogHeader.Setup(text: "")).end == 19)
  }

  @Test func `the seed of a run is that of its search`() throws {
    let model = randomTasks(seed: 11)
    for seed in [0, 1, 2] as [UInt64] {
      let setup = LogHeader.Setup(text: "", seed: seed)
      let before = Analysis(Simulator.run(model, setup))
      let found = try #require(Schedule.search(model, seed: seed, budget: .iterations(40)))
      let prediction = try Prediction(model, setup, before: before, [.search(.iterations(40))])
      #expect(prediction.after.makespan == found.makespan, "seed \(seed)")
    }
  }

  @Test func `a what-if with a search tells the bound that it proves`() throws {
    // On two workers first come, first served takes 7 s; the longest first takes 5 s, as nothing less can.
    let model = Self.model([2, 2, 1, 5].map { ($0, [], [1]) }, slots: [2])
    let setup = LogHeader.Setup(text: "")
    let before = Analysis(Simulator.run(model, setup))
    let prediction = try Prediction(
      model, setup, before: before, [.search(.iterations(100))])
    #expect(prediction.unchanged.measures.makespan == 7_000_000_000)
    #expect(prediction.after.measures.makespan == 5_000_000_000)
    #expect(prediction.bound == 5_000_000_000)
    #expect(prediction.changes.map(\.option) == ["--policy search --iterations 100"])
    #expect(throws: ChangeError.self) { try Prediction(before, [.search(.iterations(1))]) }
  }

  @Test func `what never ends, and what has no tasks, is not searched`() {
    var model = Self.model([(1, [], [1])], slots: [1])
    model.components[0].takes = .forever
    #expect(Schedule.search(model, budget: .iterations(5)) == nil)
    let flow = Model(
      name: "x", components: [.init(name: "a", takes: .constant(1))], flow: [.init(component: 0)])
    #expect(Schedule.search(flow, budget: .iterations(5)) == nil)
  }
}
