public import EventLog
public import Simulation

/// A scenario that a seed stands for: a few machines, components and steps, of all kinds.
///
/// Durations are small whole seconds, so that ties, zero lengths and waiting are common.
public func randomModel(seed: UInt64) -> Model {
  var generator = SeededGenerator(seed: seed)
  let machines = (0..<Int.random(in: 0...3, using: &generator)).map {
    Model.Machine(name: "machine_\($0)", slots: UInt32.random(in: 1...3, using: &generator))
  }
  let components = (0..<Int.random(in: 1...6, using: &generator)).map { index in
    let isEndless = Int.random(in: 0..<15, using: &generator) == 0
    let seconds = Nanoseconds.random(in: 0...5, using: &generator)
    return Model.Component(
      name: "component_\(index)",
      takes: isEndless ? .forever : .constant(seconds * 1_000_000_000),
      isParallel: Bool.random(using: &generator),
      machine: machines.isEmpty || Bool.random(using: &generator)
        ? nil : Int.random(in: machines.indices, using: &generator))
  }
  let flow = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
    Model.Step(component: Int.random(in: components.indices, using: &generator))
  }
  return Model(name: "seed_\(seed)", machines: machines, components: components, flow: flow)
}

extension Model {
  /// Runs the model, with itself as the scenario in the log's first line.
  public func run(as mode: RunMode = .declared, limits: Limits = Limits()) -> Log {
    Simulator.run(self, LogHeader.Setup(text: yaml, mode: mode), limits: limits)
  }
}

/// A task graph that a seed stands for: up to thirty tasks on a few workers, some taking several.
public func randomTasks(seed: UInt64, severalSlots: Bool = true) -> Model {
  var generator = SeededGenerator(seed: seed)
  let workers = UInt32.random(in: 1...4, using: &generator)
  let count = Int.random(in: 1...30, using: &generator)
  let components = (0..<count).map { index in
    Model.Component(
      name: "task_\(index)",
      takes: .constant(Nanoseconds.random(in: 0...5, using: &generator) * 1_000_000_000),
      machine: 0, slots: severalSlots ? UInt32.random(in: 1...workers, using: &generator) : 1)
  }
  let rows = (0..<count).map { task in
    (0..<task).filter { _ in Int.random(in: 0..<5, using: &generator) == 0 }
  }
  return Model(
    name: "tasks_\(seed)", machines: [.init(name: "worker", slots: workers)],
    components: components, tasks: TaskGraph(rows))
}

extension Model.Step {
  /// The component that a step calls; nil if it does something else.
  public var component: Int? {
    if case .run(let component, _) = self { component } else { nil }
  }
}
