internal import EventLog
internal import Simulation

extension ScheduleProblem {
  /// Makes the problem of a model's tasks; nil if it has none, some never end, may fail, may choose their machine or need only that
  /// others have started,
  /// or they take so long together that it cannot be counted in nanoseconds.
  ///
  /// Random times count with their mean or median.
  init?(_ model: Model) {
    guard let graph = model.tasks, graph.count > 0, !graph.hasStartNeeds, !graph.hasChoices,
      !graph.hasTransfers
    else { return nil }
    var times: [Nanoseconds] = []
    var rows: [[Link]] = []
    var machines = model.machines.map { machine in
      Machine(slots: Int(machine.slots), demands: Array(repeating: 0, count: graph.count))
    }
    var calls = [[Int]](repeating: [], count: model.components.count)
    for task in 0..<graph.count {
      let index = graph.component(of: task)
      let component = model.components[index]
      guard !component.isEndless, !component.mayFail else { return nil }
      calls[index].append(task)
      times.append(graph.time(of: task) ?? component.takes.usual)
      rows.append(graph.links(of: task).map { Link(task: Int32($0.task), lag: $0.lag) })
      guard let machine = component.machine else { continue }
      machines[machine].demands[task] = Int(component.slots)
      for share in component.others { machines[share.machine].demands[task] = Int(share.slots) }
    }
    // One after the other, with all lags, is longer than any schedule that is looked at.
    var longest: Int128 = 0
    for task in 0..<graph.count {
      longest += Int128(times[task]) + Int128(rows[task].lazy.map(\.lag).max() ?? 0)
      longest += Int128(graph.earliestStart(of: task))
    }
    guard longest < 1 << 60 else { return nil }
    // A component that runs fewer of its calls at once than there are is a machine too.
    for (index, tasks) in calls.enumerated()
    where tasks.count > Int(model.components[index].atOnce) {
      var machine = Machine(
        slots: Int(model.components[index].atOnce), demands: Array(repeating: 0, count: graph.count)
      )
      for task in tasks { machine.demands[task] = 1 }
      machines.append(machine)
    }
    self.init(
      times: times, releases: (0..<graph.count).map(graph.earliestStart), needs: rows,
      machines: machines)
  }
}
