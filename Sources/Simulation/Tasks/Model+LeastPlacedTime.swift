package import EventLog

extension Model {
  /// No placement and no order of tasks that may choose their machines takes less, in nanoseconds.
  ///
  /// It is the larger of two: the longest chain, with each task where that lets the next one end first, and data on
  /// its way only where the two are on different machines; and the work, where it is least, over all slots.
  ///
  /// Nil where times are drawn, or calls do not just take their time, so that less may be done.
  ///
  /// - Complexity: O(*n* *c*²) in the number of needs and that of machines that a task can choose from.
  package var leastPlacedTime: Nanoseconds? {
    guard let graph = tasks, !isRandom,
      components.allSatisfy({ $0.behaviour.isPlain && !$0.isEndless })
    else { return nil }
    let order = graph.orderedByNeeds()
    guard order.count == graph.count else { return nil }
    // For each task, when it can start at the earliest on each of its machines.
    var starts = [[Nanoseconds]](repeating: [], count: graph.count)
    let options = (0..<graph.count).map { placements(of: $0, graph) }
    var (longest, work) = (Nanoseconds(0), Int128(0))
    for task in order {
      let needs = graph.links(of: task)
      starts[task] = options[task].map { own in
        needs.lazy.map { need in
          zip(options[need.task], starts[need.task]).lazy.map { other, start in
            let end = need.isAfterStart ? start : start.addingClamped(other.time)
            let isBeside = own.machine != nil && own.machine == other.machine
            return end.addingClamped(need.lag).addingClamped(isBeside ? 0 : need.transfer)
          }.min() ?? 0
        }.max() ?? 0
      }
      let ends = zip(options[task], starts[task]).lazy.map { $1.addingClamped($0.time) }
      longest = max(longest, ends.min() ?? 0)
      guard options[task].allSatisfy({ $0.machine != nil }) else { continue }
      let slots = Int128(components[graph.component(of: task)].slots)
      work += slots * Int128(options[task].lazy.map(\.time).min() ?? 0)
    }
    let slots = machines.reduce(Int128(0)) { $0 + Int128($1.slots) }
    let share = slots > 0 ? (work + slots - 1) / slots : 0
    return max(longest, Nanoseconds(clamping: share))
  }

  /// The machines on which a task may run, nil for one of its own, each with how long it takes there.
  private func placements(
    of task: Int, _ graph: TaskGraph
  ) -> [(machine: Int?, time: Nanoseconds)] {
    if graph.mayChoose(task) { return graph.choices[task].map { ($0.machine, $0.time) } }
    let component = components[graph.component(of: task)]
    return [(component.machine, graph.time(of: task) ?? component.takes.usual)]
  }
}
