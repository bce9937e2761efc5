internal import Simulation
internal import YAML

/// The form of a scenario that says what each task needs, instead of a flow that calls components.
///
///     tasks:
///       compile: { takes: 3s }
///       test:    { takes: 2s, needs: [compile], slots: 2 }
///       render:  { takes: 4s, machine: gpu }
///     workers: 2
///     machines: { gpu: { slots: 1 } }
///     policy: critical-path-first
///
/// What stands in `needs` is read in `Scenario+Needs.swift`.
extension ScenarioReader {
  /// The name of the machine that `workers` declares.
  private static let workers = "worker"

  private static let taskKeys = [
    "takes", "takes_on", "command", "needs", "machine", "slots", "priority", "fails", "retries",
    "timeout",
    "raise_exception",
  ]

  mutating func readTaskGraph(
    _ fields: YAMLFields, name: String
  ) throws(ScenarioError) -> Model {
    guard let node = fields["tasks"] else { preconditionFailure("there are no tasks to read") }
    for key in ["components", "flow"] {
      guard let value = fields[key] else { continue }
      throw value.error(
        "A scenario has `components` and a `flow`, or `tasks`. This one has `tasks` and `\(key)`.")
    }
    for key in ["state", "streams", "reactive"] {
      guard let value = fields[key] else { continue }
      throw value.error("`\(key)` is for `components` and a `flow`. Tasks only need each other.")
    }
    try readWorkers(fields["workers"])
    let policy = try readPolicy(fields["policy"])
    componentNames = Declarations(of: "task", in: node.document)
    let tasks = try node.pairs(expected: "tasks such as `test: { takes: 2s }`")
    var needs: [YAMLNode?] = []
    var choices: [(task: Int, [MachineChoice])] = []
    var priorities: [(task: Int, UInt32)] = []
    needs.reserveCapacity(tasks.count)
    components.reserveCapacity(tasks.count)
    for (index, (key, value)) in tasks.enumerated() {
      progress(index, of: 2 * tasks.count)
      let task = try readTask(componentNames.declare(key), value, at: key)
      needs.append(task.needs)
      if !task.choices.isEmpty { choices.append((index, task.choices)) }
      guard let priority = task.priority else { continue }
      priorities.append((index, try readPriority(priority, under: policy)))
    }
    guard !components.isEmpty else {
      throw node.error("There are no tasks. Add one, such as `test: { takes: 2s }`.")
    }
    var graph = try readNeeds(needs)
    try refuseCycles(of: graph, tasks.map(\.key))
    for (task, machines) in choices { graph.set(choices: machines, of: task) }
    if !priorities.isEmpty {
      graph.setPriorities(Array(repeating: .max, count: graph.count))
      for (task, priority) in priorities { graph.set(priority: priority, of: task) }
    }
    let model = Model(name: name, machines: machines, components: components, tasks: graph)
    if policy == .heft, !model.canBePlanned, let node = fields["policy"] {
      throw node.error(
        "`heft` plans tasks of which each takes one slot of one machine, and ends. Add `workers`, or take another "
          + "policy.")
    }
    if let node = fields["policy"], components.allSatisfy({ $0.machine == nil }) {
      throw node.error(
        "A `policy` says which of the tasks that wait for a slot comes first, and none waits: there are no workers "
          + "and no task has a machine. Add `workers: 2`, or take the `policy` away.")
    }
    return model.scheduled(by: policy)
  }

  private mutating func readWorkers(_ node: YAMLNode?) throws(ScenarioError) {
    guard let node else { return }
    let slots = try node.wholeNumber(1...100_000, "a whole number of workers from 1 to 100000")
    guard machineNames.index(named: Self.workers) == nil else {
      throw node.error("`workers` and the machine `worker` are the same. Declare one of them.")
    }
    machineNames.declare(Self.workers)
    machines.append(Model.Machine(name: Self.workers, slots: slots))
  }

  private func readPolicy(_ node: YAMLNode?) throws(ScenarioError) -> SchedulingPolicy {
    guard let node else { return .fifo }
    let word = try node.text(expected: "a policy such as `critical-path-first`")
    guard let policy = SchedulingPolicy(rawValue: word) else {
      throw node.error(Complaint.unknown(word, "policy", valid: SchedulingPolicy.names))
    }
    return policy
  }

  /// Reads which of several tasks that wait comes first; those that do not say so come last.
  private func readPriority(
    _ node: YAMLNode, under policy: SchedulingPolicy
  ) throws(ScenarioError) -> UInt32 {
    guard policy == .priority else {
      throw node.error(
        "A `priority` counts only where the scenario has `policy: priority`. Add that, or take the "
          + "`priority` away.")
    }
    return try node.wholeNumber(
      0...1_000_000, "a whole number from 0 to 1000000, of which the least comes first")
  }

  /// Reads a task; gives back what it needs, and its priority.
  private mutating func readTask(
    _ name: String, _ node: YAMLNode, at key: YAMLNode
  ) throws(ScenarioError) -> (needs: YAMLNode?, priority: YAMLNode?, choices: [MachineChoice]) {
    let fields = try node.fields(
      Self.taskKeys,
      of: "a task such as `{ takes: 2s, needs: [compile] }`")
    guard fields["takes"] != nil || fields["takes_on"] != nil || fields["command"] != nil else {
      throw key.error(
        Complaint.missing("takes", in: "Task \(Complaint.quote(name))", example: "takes: 2s"))
    }
    let choices = try readChoices(fields)
    var shares = choices.prefix(1).map { Model.Share(machine: $0.machine) }
    if shares.isEmpty { shares = try readShares(fields) }
    var takes = choices.first.map { Model.RunningTime.constant($0.time) }
    if takes == nil { takes = try fields["takes"].map(readRunningTime) }
    var component = Model.Component(
      name: name, takes: takes ?? .command,
      machine: shares.first?.machine, slots: shares.first?.slots ?? 1)
    try readCommand(fields, into: &component, at: key)
    if shares.count > 1 { component.others = Array(shares.dropFirst()) }
    try readFailures(fields, into: &component)
    if let flag = fields["raise_exception"] {
      component.behaviour.raisesException = try flag.flag()
    }
    components.append(component)
    return (fields["needs"], fields["priority"], choices)
  }

  /// Reads on which of several machines a task may run, and how long it takes there; the fastest first.
  private func readChoices(_ fields: YAMLFields) throws(ScenarioError) -> [MachineChoice] {
    guard let node = fields["takes_on"] else { return [] }
    for key in ["takes", "machine", "slots", "command"] {
      guard let other = fields[key] else { continue }
      throw other.error(
        "A task has a `\(key)`, or says in `takes_on` on which machines it may run and how long it takes there."
      )
    }
    var choices: [MachineChoice] = []
    for (key, value) in try node.pairs(
      expected: "machines with times such as `{ cpu: 4s, gpu: 1s }`")
    {
      choices.append(
        MachineChoice(machine: try machineNames.index(of: key), time: try value.time()))
    }
    guard !choices.isEmpty else {
      throw node.error("No machine stands here. Name one, such as `{ gpu: 1s }`.")
    }
    return choices.sorted { ($0.time, $0.machine) < ($1.time, $1.machine) }
  }

  /// Reads on which machine a task runs, or on which several, and how many slots of each it takes.
  private func readShares(_ fields: YAMLFields) throws(ScenarioError) -> [Model.Share] {
    if let node = fields["machine"], node.isMapping {
      if let slots = fields["slots"] {
        throw slots.error(
          "How many slots of each machine a task takes stands in `machine` already.")
      }
      var shares: [Model.Share] = []
      for (key, value) in try node.pairs(expected: "machines such as `{ cpu: 2, gpu: 1 }`") {
        let machine = try machineNames.index(of: key)
        shares.append(.init(machine: machine, slots: try readSlots(value, of: machine)))
      }
      guard !shares.isEmpty else {
        throw node.error("No machine stands here. Name one, such as `{ cpu: 2 }`.")
      }
      return shares
    }
    let named = try readMachine(fields["machine"]) ?? machineNames.index(named: Self.workers)
    guard let machine = named else {
      guard let node = fields["slots"] else { return [] }
      throw node.error("A task takes slots of a machine. Give it a `machine`, or add `workers`.")
    }
    guard let node = fields["slots"] else { return [.init(machine: machine)] }
    return [.init(machine: machine, slots: try readSlots(node, of: machine))]
  }

  private func readSlots(_ node: YAMLNode, of machine: Int) throws(ScenarioError) -> UInt32 {
    let slots = try readSlots(node)
    let (name, room) = (Complaint.quote(machines[machine].name), machines[machine].slots)
    guard slots <= room else {
      throw node.error(
        "Machine \(name) has \(room) \(room == 1 ? "slot" : "slots"), fewer than the \(slots) that "
          + "this task takes: it could never run.")
    }
    return slots
  }

  private func refuseCycles(of graph: TaskGraph, _ keys: [YAMLNode]) throws(ScenarioError) {
    guard let cycle = graph.cycle() else { return }
    let names = cycle.map { Complaint.quote(components[$0].name) }
    let shown = names.count > 10 ? names.prefix(9) + ["…"] : names[...]
    throw keys[cycle[0]].error(
      "Tasks need each other in a circle: \((shown + [names[0]]).joined(separator: " needs ")). "
        + "Take one of these needs away.")
  }
}
