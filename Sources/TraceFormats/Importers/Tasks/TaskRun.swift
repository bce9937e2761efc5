internal import EventLog

/// Makes a run of a list of tasks: who needs whom by their places, when each was ready, and where it ran.
enum TaskRun {
  /// The run of a list, and what had to be decided on the way.
  ///
  /// - Throws: `ImportError` if none of the tasks ran.
  /// - Complexity: O(*n* log *n*) in the number of tasks and what they need.
  static func make(
    _ list: borrowing TaskList, _ words: (one: String, many: String)
  ) throws(ImportError) -> (run: RecordedRun, notes: [ImportNote]) {
    var needs = try TaskNeeds(list)
    guard let first = needs.ran.first else {
      throw ImportError(
        line: 1,
        problem: "None of its \(words.many) ran, as far as it says, so there is nothing to tell.")
    }
    let begun = list.knowsStarts ? list.tasks[Int(first)].ran?.start ?? 0 : 0
    let origin = needs.ran.reduce(begun) { min($0, list.tasks[Int($1)].askedAt ?? $0) }
    needs.putInOrder(list)
    try RunLayout.checkTime(from: origin, to: needs.ends.max() ?? origin)
    var run = RecordedRun()
    run.infersNeeds = list.needs == .some
    var lanes: [String: Int32] = [:]
    var numbers = [Int32](repeating: -1, count: list.tasks.count)
    for (number, place) in needs.ran.enumerated() { numbers[Int(place)] = Int32(number) }
    for place in needs.ran {
      let task = list.tasks[Int(place)]
      let lane = task.place ?? list.place
      if lanes[lane] == nil {
        lanes[lane] = run.addLane(
          lane,
          order: list.hasLanes
            ? .limited(slots: task.place == nil ? list.slots : nil) : .independent)
      }
      let own = list.needs == .none ? [] : needs.needs(of: place)
      var ready = own.lazy.map { needs.ends[Int($0)] }.max()
      if let asked = task.askedAt { ready = max(ready ?? asked, asked) }
      let start = needs.starts[Int(place)]
      let readyAt =
        list.needs == .all || task.askedAt != nil ? max(ready ?? origin, origin) : nil
      let number = run.add(
        task.name, arguments: task.arguments, lane: lanes[lane], start: start - origin,
        end: needs.ends[Int(place)] - origin, needs: own.map { numbers[Int($0)] }.sorted(),
        readyAt: readyAt.map { min($0, start) - origin },
        status: status(of: task, &run))
      run.calls[Int(number)].rank = number
      run.calls[Int(number)].isDelay = task.isDelay
      if task.askedAt != nil { run.calls[Int(number)].queuedAt = run.calls[Int(number)].readyAt }
    }
    return (run, list.notes + needs.notes(list, words))
  }

  private static func status(
    of task: TaskList.Task, _ run: inout RecordedRun
  ) -> RecordedCall.Status {
    switch task.ending {
    case .succeeded: .succeeded
    case .failed(let reason): .failed(run.texts.intern(reason))
    case .stopped(let reason): .stopped(run.texts.intern(reason))
    case .unfinished: .unfinished(run.texts.intern("it never ended"))
    }
  }
}
