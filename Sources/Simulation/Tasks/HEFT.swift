public import EventLog

/// A machine on which a task may run, and how long it takes there.
public struct MachineChoice: Equatable, Sendable {
  /// The index of the machine.
  public var machine: Int
  /// How long the task takes on it.
  public var time: Nanoseconds

  /// Makes a choice.
  public init(machine: Int, time: Nanoseconds) { (self.machine, self.time) = (machine, time) }
}

/// On which machine each task runs, and when it starts, planned so that each ends as early as it can.
///
/// Heterogeneous Earliest Finish Time: tasks come in the order of the longest chain that begins with each, counted with the
/// mean of its times on all machines and with all transfers; each is put on the machine on which it ends first, in a
/// gap between others if it fits there (Topcuoglu, Hariri and Wu, "Performance-effective and low-complexity task
/// scheduling for heterogeneous computing", 2002). Every slot of a machine is a processor of theirs, and data within
/// a machine is there at once.
struct HEFT {
  /// The choice of each task that has some.
  private(set) var choices: [MachineChoice?]
  /// When each task starts.
  private(set) var starts: [Nanoseconds]

  /// Plans the tasks of a model.
  ///
  /// - Returns: Nil where some task takes several slots, or none of any machine, or never ends.
  /// - Complexity: O(*n*²) in the number of tasks where all fit into gaps, times the number of slots.
  init?(_ model: Model) {
    guard let graph = model.tasks, Self.canPlan(model) else { return nil }
    let options = (0..<graph.count).map { Self.options(of: $0, in: graph, model) }
    var timelines = model.machines.map { Array(repeating: Timeline(), count: Int($0.slots)) }
    choices = Array(repeating: nil, count: graph.count)
    starts = Array(repeating: 0, count: graph.count)
    for task in Self.order(graph, options) {
      var best: (choice: MachineChoice, slot: Int, start: Nanoseconds)?
      for choice in options[task] {
        let ready = ready(task, on: choice.machine, graph)
        for slot in timelines[choice.machine].indices {
          let start = timelines[choice.machine][slot].start(from: ready, for: choice.time)
          let end = start.addingClamped(choice.time)
          if best.map({ end < $0.start.addingClamped($0.choice.time) }) ?? true {
            best = (choice, slot, start)
          }
        }
      }
      guard let (choice, slot, start) = best else { return nil }
      timelines[choice.machine][slot].take(start..<start.addingClamped(choice.time))
      (choices[task], starts[task]) = (choice, start)
    }
  }

  /// Whether each task takes one slot of one machine, and ends.
  static func canPlan(_ model: Model) -> Bool {
    guard let graph = model.tasks, graph.components.isEmpty else { return false }
    return (0..<graph.count).allSatisfy { task in
      let component = model.components[task]
      return !component.isEndless && component.others.isEmpty && component.slots == 1
        && (component.machine != nil || graph.mayChoose(task))
    }
  }

  private static func options(
    of task: Int, in graph: TaskGraph, _ model: Model
  ) -> [MachineChoice] {
    if graph.mayChoose(task) { return graph.choices[task] }
    let time = graph.time(of: task) ?? model.components[task].takes.usual
    return [MachineChoice(machine: model.components[task].machine ?? 0, time: time)]
  }

  /// The tasks by the longest chain that begins with each, what is needed first.
  private static func order(_ graph: TaskGraph, _ options: [[MachineChoice]]) -> [Int] {
    let means = options.map { choices in
      Nanoseconds(
        clamping: choices.reduce(Int128(0)) { $0 + Int128($1.time) } / Int128(choices.count))
    }
    var ranks = means
    let byNeeds = graph.orderedByNeeds()
    for task in byNeeds.reversed() {
      for need in graph.links(of: task) {
        let passes = need.isAfterStart ? 0 : means[need.task]
        let chain = passes.addingClamped(need.lag).addingClamped(need.transfer)
          .addingClamped(ranks[task])
        ranks[need.task] = max(ranks[need.task], chain)
      }
    }
    // Tasks that take no time may rank like what they need.
    var places = [Int](repeating: 0, count: graph.count)
    for (place, task) in byNeeds.enumerated() { places[task] = place }
    return byNeeds.sorted { (ranks[$1], places[$0]) < (ranks[$0], places[$1]) }
  }

  /// When all that a task needs is there, on a machine.
  private func ready(_ task: Int, on machine: Int, _ graph: TaskGraph) -> Nanoseconds {
    graph.links(of: task).reduce(0) { ready, need in
      let other = choices[need.task]
      var time = starts[need.task].addingClamped(need.lag)
      if !need.isAfterStart { time = time.addingClamped(other?.time ?? 0) }
      if other?.machine != machine { time = time.addingClamped(need.transfer) }
      return max(ready, time)
    }
  }

  /// When one slot is taken, in order.
  private struct Timeline {
    private var taken: [Range<Nanoseconds>] = []

    /// The first instant from which on it is free for so long.
    func start(from ready: Nanoseconds, for time: Nanoseconds) -> Nanoseconds {
      var start = ready
      for place in taken.partitioningIndex(where: { $0.upperBound > ready })..<taken.count {
        if start.addingClamped(time) <= taken[place].lowerBound { break }
        start = max(start, taken[place].upperBound)
      }
      return start
    }

    mutating func take(_ time: Range<Nanoseconds>) {
      guard !time.isEmpty else { return }
      taken.insert(time, at: taken.partitioningIndex { $0.lowerBound >= time.upperBound })
    }
  }
}
