import Schedules

/// A program without code: tasks of so many steps each, on actors or on none, that fails when its steps come in some order.
final class LaneProgram: ScheduledProgram {
  /// Of each task, the actor of each of its steps; 0 for none.
  private let lanes: [[UInt32]]
  /// Whether a run whose steps are of these tasks fails.
  private let fails: ([UInt32]) -> Bool
  /// The tasks of the steps of each run so far.
  private(set) var orders: [[UInt32]] = []

  init(_ lanes: [[UInt32]], fails: @escaping ([UInt32]) -> Bool = { _ in false }) {
    (self.lanes, self.fails) = (lanes, fails)
  }

  func run(_ chooser: any Chooser) -> ScheduledRun {
    var next = lanes.map { _ in 0 }
    var ready: [Candidate] = []
    var run = ScheduledRun()
    var order: UInt32 = 0
    var last: [Int32?] = lanes.map { _ in nil }
    for lane in lanes.indices where !lanes[lane].isEmpty {
      ready.append(Candidate(lane: UInt32(lane), actor: lanes[lane][0], order: order))
      order += 1
    }
    while !ready.isEmpty {
      var place = 0
      if let current = run.steps.last?.chosen.lane,
        let index = ready.firstIndex(where: { $0.lane == current })
      {
        ready.insert(ready.remove(at: index), at: 0)
      }
      let count = ready.count
      if count > 1 {
        place = min(max(chooser.choose(among: ready, at: run.steps.count), 0), count - 1)
        run.choices.append(UInt32(place))
      }
      let chosen = ready.remove(at: place)
      let lane = Int(chosen.lane)
      run.steps.append(
        ScheduledRun.Step(
          chosen, cause: last[lane], ready: UInt32(count),
          decision: count > 1 ? Int32(run.choices.count - 1) : nil))
      last[lane] = Int32(run.steps.count - 1)
      next[lane] += 1
      if next[lane] < lanes[lane].count {
        ready.append(
          Candidate(
            lane: chosen.lane, actor: lanes[lane][next[lane]], order: order,
            place: UInt64(next[lane])))
        order += 1
      }
    }
    let tasks = run.steps.map(\.chosen.lane)
    orders.append(tasks)
    if fails(tasks) {
      run.failure = ScheduledRun.Failure(
        signature: "order", text: "in that order", step: run.steps.count - 1)
    }
    return run
  }
}
