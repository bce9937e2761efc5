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
        task.latestStart = times.latestStart
      }
      list.tasks.append(task)
    }
    list.notes = ImportNote.expected(
      skipped.count, "node was", "nodes were",
      " skipped by dbt, the first \(skipped[0]): what it needs had failed, or nothing was to be done."
    )
    beginBehindLast()
  }

  /// When a node ran: to the last timing that was completed, as long as it took as a whole.
  ///
  /// That time begins before the first timing, when a connection is made ready. Where it is no longer, or is not told, the node
  /// began with its first timing.
  ///
  /// The clock of some systems stands still for 15 ms, so that only the time that it took as a whole is longer than nothing.
  private func times(
    of result: JSONNode
  ) -> (start: Nanoseconds, end: Nanoseconds, latestStart: Nanoseconds?)? {
    let timings = result.elements(of: "timing")
    guard let start = timings.compactMap({ $0["started_at"]?.instant }).min() else { return nil }
    let end = timings.compactMap { $0["completed_at"]?.instant }.max() ?? start
    let whole = max(0, result["execution_time"]?.integer(timesTenTo: 9) ?? 0)
    guard end > start else { return (start, start.addingClamped(whole), nil) }
    return (min(start, end - min(whole, end)), end, start)
  }

  /// Lets each task begin when the one before it on its thread has ended, but not after its first timing was begun.
  private mutating func beginBehindLast() {
    let ran = list.tasks.indices.filter { list.tasks[$0].ran != nil }
    let order = TimeOrder.places(count: ran.count) { place in
      let task = list.tasks[ran[place]]
      return task.latestStart ?? task.ran?.start ?? 0
    }
    // When what each thread ran last ended.
    var ends: [String: Nanoseconds] = [:]
    for place in order.lazy.map({ ran[Int($0)] }) {
      guard let thread = threads[place], let (start, end) = list.tasks[place].ran else { continue }
      if let before = ends[thread], let latest = list.tasks[place].latestStart {
        list.tasks[place].ran?.start = max(start, min(before, latest))
      }
      ends[thread] = end
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
