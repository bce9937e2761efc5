import EventLog
import Simulation

/// What is measured.
enum Workload {
  /// Waves of a hundred parallel calls on eight slots, each wave after one call that is not parallel.
  static func flow(calls: Int) -> Model {
    var components: [Model.Component] = []
    for index in 0..<100 {
      let takes = Nanoseconds(index % 7 + 1) * 1_000_000
      components.append(
        Model.Component(
          name: "component_\(index)", takes: .constant(takes), isParallel: index != 99,
          machine: index % 3 == 0 ? 0 : nil))
    }
    return Model(
      name: "benchmark", machines: [.init(name: "box", slots: 8)], components: components,
      flow: (0..<calls).map { Model.Step(component: $0 % 100) })
  }

  /// Up to three needs among the 200 tasks before, 1 to 1,000 s, on sixteen workers.
  static func tasks(count: Int) -> RandomTasks {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var tasks = RandomTasks()
    for task in 0..<count {
      let wanted = (0..<random(4)).map { _ in task - 1 - random(200) }
      tasks.graph.append(needing: Set(wanted.filter { $0 >= 0 }).sorted())
      tasks.seconds.append(random(1_000) + 1)
    }
    return tasks
  }
}

/// A task graph of which we and the peers simulate the same.
struct RandomTasks {
  static let workers = 16

  var graph = TaskGraph()
  var seconds: [Int] = []

  /// The graph as we take it.
  var model: Model {
    let components = seconds.enumerated().map { task, seconds in
      let takes = Nanoseconds(seconds) * 1_000_000_000
      return Model.Component(name: "task_\(task)", takes: .constant(takes), machine: 0)
    }
    return Model(
      name: "tasks", machines: [.init(name: "worker", slots: UInt32(Self.workers))],
      components: components, tasks: graph)
  }

  /// The graph as a scenario.
  var yaml: String {
    var text = "workers: \(Self.workers)\ntasks:\n"
    for (task, seconds) in seconds.enumerated() {
      text += "  task_\(task): { takes: \(seconds)s"
      let needs = graph.needs(of: task).map { "task_\($0)" }.joined(separator: ", ")
      text += needs.isEmpty ? " }\n" : ", needs: [\(needs)] }\n"
    }
    return text
  }

  /// The graph as the peers read it: a line for each task, its seconds and then what it needs.
  var text: String {
    var text = ""
    for (task, seconds) in seconds.enumerated() {
      text += "\(seconds)"
      for need in graph.needs(of: task) { text += " \(need)" }
      text += "\n"
    }
    return text
  }
}
