internal import EventLog
internal import JSON

/// The nodes that dbt ran: models, tests, seeds, snapshots, each with the times of compiling and executing it.
///
///     {"unique_id": "model.shop.orders", "status": "success", "thread_id": "Thread-1 (worker)", "execution_time": 1.5,
///      "timing": [{"name": "execute", "started_at": "2026-11-28T10:00:00.25Z", "completed_at": "…"}]}
struct DbtResults {
  private(set) var list = TaskList(place: "thread")
  /// The thread that ran each task, if that is told.
  private var threads: [String?] = []

  init(_ text: JSONText) {
    let root = text.roots.first { _ in true }
    list.needs = .none
    list.slots = root?["args"]?["threads"]?.integer(timesTenTo: 0).flatMap {
      $0 > 0 ? Int($0) : nil
    }
    var skipped: [String] = []
    for result in root?.elements(of: "results") ?? [] {
      guard let id = result["unique_id"]?.string else { continue }
      if result["status"]?.isString("skipped") == true { skipped.append(DbtId.name(of: id)) }
      threads.append(result["thread_id"]?.string)
      var task = TaskList.Task(
        id: id, name: DbtId.name(of: id), arguments: DbtId.kind(of: id), ending: ending(of: result))
      if let times = times(of: result) {
        task.ran = (times.start, times.end)
        task.leastEnd = times.completed
      }
      list.tasks.append(task)
    }
    list.notes = ImportNote.expected(
      skipped.count, "node was", "nodes were",
      " skipped by dbt, the first \(skipped[0]): what it needs had failed, or nothing was to be done."
    )
    endBeforeNext()
  }

  /// From the first that was begun to the last that was completed; the clock of some systems stands still for 15 ms, so
  /// that only the time that it took as a whole is longer than nothing.
  ///
  /// That time begins before the first timing, so that it reaches too far from there: where the clock went on, what was
  /// completed last may be the end as well.
  private func times(
    of result: JSONNode
  ) -> (start: Nanoseconds, end: Nanoseconds, completed: Nanoseconds?)? {
    let timings = result.elements(of: "timing")
    guard let start = timings.compactMap({ $0["started_at"]?.instant }).min() else { return nil }
    let completed = timings.compactMap { $0["completed_at"]?.instant }.max() ?? start
    let whole = result["execution_time"]?.integer(timesTenTo: 9) ?? 0
    let (least, overflow) = start.addingReportingOverflow(max(0, whole))
    return (
      start, overflow ? completed : max(completed, least), completed > start ? completed : nil
    )
  }

  /// Lets each task end before the next on its thread begins, but not before its last timing was completed.
  private mutating func endBeforeNext() {
    // What each thread ran last.
    var last: [String: Int] = [:]
    for place in list.placesByStart {
      guard let thread = threads[place], let start = list.tasks[place].ran?.start else { continue }
      if let before = last[thread], let end = list.tasks[before].ran?.end,
        let completed = list.tasks[before].leastEnd
      {
        list.tasks[before].ran?.end = min(end, max(start, completed))
      }
      last[thread] = place
    }
  }

  private func ending(of result: JSONNode) -> TaskList.Ending {
    let status = result["status"]?.string ?? ""
    guard ["error", "fail", "runtime error", "partial success"].contains(status) else {
      return .succeeded
    }
    let message = String((result["message"]?.string ?? "").drop { $0.isWhitespace }).firstLine
    return .failed(message.isEmpty ? status : "\(status): \(message)")
  }
}
