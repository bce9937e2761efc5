package import EventLog

extension Model {
  /// The same model with the tasks in the order of a policy, on the machines that it chooses; without tasks the same.
  ///
  /// Where tasks may run on several machines, `heft` plans on which; by any other policy each runs where it is fastest.
  public func scheduled(by policy: SchedulingPolicy) -> Model {
    guard let graph = tasks else { return self }
    var model = self
    model.tasks?.policy = policy
    model.tasks?.setEarliestStarts([])
    if policy == .heft, let plan = HEFT(self) {
      model.place(plan.choices)
      // What takes no time comes before what starts at the same instant and takes some.
      let order = plan.starts.indices.sorted {
        (plan.starts[$0], plan.choices[$0]?.time ?? 0, $0)
          < (plan.starts[$1], plan.choices[$1]?.time ?? 0, $1)
      }
      model.start(order, at: plan.starts)
      return model
    }
    if graph.hasChoices || graph.hasTransfers {
      model.place(graph.choices.map { choices in choices.min { $0.time < $1.time } })
    }
    let priorities = policy.priorities(of: model) ?? []
    model.tasks?.setPriorities(priorities)
    return model
  }

  /// Lets tasks come in an order, and none before its start in a plan.
  ///
  /// - Precondition: There are tasks, each once in the order and with a start.
  package mutating func start(_ order: [Int], at starts: [Nanoseconds]) {
    var priorities = [UInt32](repeating: 0, count: order.count)
    for (rank, task) in order.enumerated() { priorities[task] = UInt32(rank) }
    tasks?.setPriorities(priorities)
    // Times that are drawn are other than those that were planned with; then only the order is kept.
    if !isRandom { tasks?.setEarliestStarts(starts) }
  }

  /// Whether `heft` can plan the tasks: each takes one slot of one machine, and ends.
  public var canBePlanned: Bool { HEFT.canPlan(self) }

  /// Lets each task run where it was decided to, and data go from there to where it is needed.
  private mutating func place(_ choices: [MachineChoice?]) {
    guard let graph = tasks, graph.components.isEmpty else { return }
    for (task, choice) in choices.enumerated() {
      // With one machine alone a task takes there what it takes, also if that is drawn, or changed later.
      guard let choice, graph.mayChoose(task) else { continue }
      components[task].machine = choice.machine
      tasks?.set(time: choice.time, of: task)
    }
    tasks?.placeTransfers((0..<graph.count).map { components[$0].machine })
  }
}
