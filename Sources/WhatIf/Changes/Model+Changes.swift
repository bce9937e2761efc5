internal import EventLog
internal import Formatting
public import Simulation

extension Model {
  /// The same model with changes, made in an order of their own: what runs, then its order and times, then on what.
  ///
  /// - Throws: `ChangeError` for the first change that hits nothing, or that such a model cannot be given.
  /// - Complexity: O(*n*) in the number of components and needs for each change.
  public func changed(by changes: [Change]) throws(ChangeError) -> Model {
    var model = self
    for change in changes.inOrder { try model.make(change) }
    guard let graph = model.tasks, !changes.isEmpty,
      !changes.contains(where: { if case .search = $0 { true } else { false } })
    else { return model }
    // With other times, needs and machines a policy has another order, and other machines may be better.
    return model.scheduled(by: graph.policy)
  }

  private mutating func make(_ change: Change) throws(ChangeError) {
    switch change {
    case .workers(let count): try setWorkers(count)
    case .slots(let machine, let count): try setSlots(machine, count, change)
    case .faster(let name, let ratio):
      for place in try places(of: name, change) { scale(place, by: (ratio.whole, of: ratio.part)) }
    case .takes(let name, let time):
      for place in try places(of: name, change) {
        let before = components[place].takes
        changeTime(of: place) { _ in .constant(time) }
        // What a call does at a moment of its time, it does at that part of the new one.
        guard case .constant(let before) = before, before > 0, time > 0 else { continue }
        components[place].behaviour = components[place].behaviour.scaled(time, of: before)
      }
    case .remove(let name):
      try remove(name, change)
    case .parallel(let name), .atOnce(let name, _), .serial(let name):
      guard tasks == nil else {
        throw ChangeError(
          change: change,
          problem: "Tasks run beside each other unless one needs another; use --edge and --no-edge."
        )
      }
      for place in try places(of: name, change) {
        components[place].isParallel = change != .serial(name)
        if case .atOnce(_, let count) = change { components[place].atOnce = UInt32(count) }
      }
    case .background:
      throw ChangeError(
        change: change,
        problem:
          "Only the jobs of GitHub Actions have steps that can run in the background; use --parallel."
      )
    case .edge(let from, let to): try changeNeeds(change, from, to, isAdded: true)
    case .noEdge(let from, let to): try changeNeeds(change, from, to, isAdded: false)
    case .policy(let policy):
      guard tasks != nil else {
        throw ChangeError(
          change: change,
          problem:
            "The order in which a flow calls its components is in its steps; policies are for tasks."
        )
      }
      guard policy != .heft || canBePlanned else {
        throw ChangeError(
          change: change,
          problem: "`heft` plans tasks of which each takes one slot of one machine, and ends.")
      }
      self = scheduled(by: policy)
    case .split:
      throw ChangeError(
        change: change, problem: "Only recorded tests are shared out so. Take another --policy.")
    case .search(let limit): self = running(try schedule(limit))
    case .overhead(let time):
      for index in components.indices {
        guard let takes = components[index].takes.delayed(by: time) else {
          throw ChangeError(
            change: change,
            problem:
              "A time that is drawn at random cannot be made longer; use --faster with a number below 1."
          )
        }
        components[index].takes = takes
        if tasks != nil { tasks?.changeChoices(of: index) { $0.addingClamped(time) } }
      }
    }
  }

  /// The shortest schedule of the tasks that a search finds, with the random choices of a seed.
  func schedule(_ limit: SearchLimit, seed: UInt64 = 0) throws(ChangeError) -> Schedule {
    if let schedule = Schedule.search(self, seed: seed, budget: limit.budget) { return schedule }
    throw ChangeError(
      change: .search(limit),
      problem: tasks == nil
        ? "The order in which a flow calls its components is in its steps; searches are for tasks."
        : "Some task never ends, may fail or needs only the start of another, or all take too long together: such "
          + "tasks are not searched.")
  }

  /// Leaves components out: they take no time and no machine, cannot fail, and nothing waits for what they would send.
  private mutating func remove(_ name: String, _ change: Change) throws(ChangeError) {
    let removed = try places(of: name, change)
    for place in removed {
      components[place].takes = .constant(0)
      (components[place].machine, components[place].slots, components[place].others) = (nil, 1, [])
      components[place].behaviour.failure = nil
      components[place].behaviour.timeout = nil
      components[place].behaviour.retries = nil
      tasks?.changeChoices(of: place) { _ in nil }
    }
    guard let graph = tasks else { return }
    let gone = Set(removed)
    tasks = graph.withNeeds { task, needs in
      needs.map { need in
        gone.contains(graph.component(of: task)) || gone.contains(graph.component(of: need.task))
          ? TaskGraph.Need(need.task, isAfterStart: need.isAfterStart) : need
      }
    }
  }

  private func places(of pattern: String, _ change: Change) throws(ChangeError) -> [Int] {
    try NamePattern(pattern).places(
      of: tasks == nil ? "component" : "task", in: components.map(\.name), for: change)
  }

  /// Changes how long a component takes, on every machine on which it may run.
  private mutating func changeTime(of place: Int, _ changed: (RunningTime) -> RunningTime) {
    components[place].takes = changed(components[place].takes)
    tasks?.changeChoices(of: place) { time in
      guard case .constant(let time) = changed(.constant(time)) else { return time }
      return time
    }
  }

  /// Lets a component run for a part of its time.
  mutating func scale(_ component: Int, by part: (Int64, of: Int64)) {
    changeTime(of: component) { $0.scaled(part.0, of: part.of) }
    guard part.0 > 0 else { return }
    components[component].behaviour = components[component].behaviour.scaled(part.0, of: part.of)
  }

  /// Gives the workers so many slots; what has no machine of its own shares them.
  private mutating func setWorkers(_ count: Int) throws(ChangeError) {
    let slots = UInt32(clamping: count)
    if let worker = machines.firstIndex(where: { $0.name == "worker" }) {
      machines[worker].slots = slots
      for component in components where component.slots(of: worker) > count {
        throw ChangeError(
          change: .workers(count),
          problem: "`\(component.name)` takes \(component.slots(of: worker)) workers at once: "
            + "so many there have to be at least.")
      }
    } else {
      machines.append(Machine(name: "worker", slots: slots))
    }
    let worker = machines.firstIndex { $0.name == "worker" }
    guard components.contains(where: { $0.machine == nil || $0.machine == worker }) else {
      let used = components.lazy.compactMap(\.machine).first { $0 != worker }
      let example = used.map { Change.slots(machine: machines[$0].name, count).shellText }
      throw ChangeError(
        change: .workers(count),
        problem:
          "Nothing runs on a worker: each component names its machine. Change the slots of that"
          + (example.map { ", such as by \($0)." } ?? "."))
    }
    for index in components.indices where components[index].machine == nil {
      components[index].machine = worker
    }
  }

  private mutating func setSlots(
    _ machine: String, _ count: Int, _ change: Change
  ) throws(ChangeError) {
    let places = try NamePattern(machine).places(
      of: "machine", in: machines.map(\.name), for: change)
    for place in places {
      for component in components where component.slots(of: place) > count {
        throw ChangeError(
          change: change,
          problem: "`\(component.name)` takes \(component.slots(of: place)) slots of "
            + "`\(machines[place].name)` at once.")
      }
      machines[place].slots = UInt32(clamping: count)
    }
  }

  private mutating func changeNeeds(
    _ change: Change, _ from: String, _ to: String, isAdded: Bool
  ) throws(ChangeError) {
    guard let graph = tasks else {
      throw ChangeError(
        change: change,
        problem: "What a flow waits for is in its steps; use --parallel and --serial.")
    }
    let names = (0..<graph.count).map { components[graph.component(of: $0)].name }
    let earlier = Set(try NamePattern(from).places(of: "task", in: names, for: change))
    let later = Set(try NamePattern(to).places(of: "task", in: names, for: change))
    if isAdded { try change.check(needs: earlier.count, of: later.count) }
    let sorted = earlier.sorted()
    let changed = graph.withNeeds { task, needs in
      guard later.contains(task) else { return needs }
      if !isAdded { return needs.filter { !earlier.contains($0.task) } }
      let known = Set(needs.map(\.task))
      return needs
        + sorted.filter { $0 != task && !known.contains($0) }.map { TaskGraph.Need($0) }
    }
    guard !isAdded || earlier != later || earlier.count > 1 else {
      throw ChangeError(change: change, problem: "A task cannot need itself.")
    }
    guard changed != graph else {
      throw ChangeError(
        change: change,
        problem: isAdded
          ? "`\(to)` needs `\(from)` already." : "`\(to)` does not need `\(from)` directly.")
    }
    if let circle = changed.cycle() {
      let way = (circle + circle.prefix(1)).map { "`\(names[$0])`" }.joined(separator: " needs ")
      throw ChangeError(change: change, problem: "Then tasks need each other in a circle: \(way).")
    }
    tasks = changed
  }
}

extension Model.Component {
  /// How many slots of a machine a call takes.
  fileprivate func slots(of machine: Int) -> Int {
    if self.machine == machine { return Int(slots) }
    return others.first { $0.machine == machine }.map { Int($0.slots) } ?? 0
  }
}

extension [Change] {
  /// The changes in the order in which they are made, of one kind as they were given.
  var inOrder: [Change] {
    enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element)
  }
}
