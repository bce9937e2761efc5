internal import EventLog
internal import JSON

/// The actions of a build of Go.
///
/// A package or program of which a command ran and which has no `BuildID` all the same failed. What needs it never ran, though
/// it has times as well, unless it is told to go on all the same (`IgnoreFail`).
struct GoActions {
  private(set) var list = TaskList(place: "job")
  /// The places of the actions that failed.
  private var failed: [Int] = []
  /// The places of the actions that go on though what they need failed.
  private var goOn: Set<Int> = []

  init(_ text: JSONText) {
    for root in text.roots {
      for action in root.elements { add(action) }
    }
    leaveOutWhatNeverRan()
  }

  private mutating func add(_ action: JSONNode) {
    guard let id = action["ID"]?.integer() else { return }
    let mode = action["Mode"]?.string ?? "action"
    let package = action["Package"]?.string ?? ""
    let start = action["TimeStart"]?.instant
    let isCompiled = action["CmdReal"].map { $0.integer() ?? 0 > 0 } ?? false
    let isMade = mode == "build" || mode == "link"
    let hasFailed =
      isMade && isCompiled && action["ActionID"]?.string != nil && action["BuildID"]?.string == nil
    if hasFailed { failed.append(list.tasks.count) }
    if action["IgnoreFail"]?.bool == true { goOn.insert(list.tasks.count) }
    list.tasks.append(
      TaskList.Task(
        id: "\(id)",
        name: package.isEmpty ? mode : mode == "build" ? package : "\(mode) \(package)",
        arguments: mode, askedAt: action["TimeReady"]?.instant,
        ran: start.flatMap { start in action["TimeDone"]?.instant.map { (start, $0) } },
        needs: action.elements(of: "Deps").compactMap { $0.integer().map { "\($0)" } },
        ending: hasFailed ? .failed("its command failed") : .succeeded,
        isCached: mode == "build" && !isCompiled))
  }

  /// Takes its times from all that needs something that failed, directly or through others.
  private mutating func leaveOutWhatNeverRan() {
    guard !failed.isEmpty else { return }
    var dependents: [String: [Int]] = [:]
    for (place, task) in list.tasks.enumerated() where !goOn.contains(place) {
      for need in task.needs { dependents[need, default: []].append(place) }
    }
    var seen = Set(failed)
    var open = failed
    var stopped = 0
    while let place = open.popLast() {
      for other in dependents.removeValue(forKey: list.tasks[place].id) ?? []
      where seen.insert(other).inserted {
        list.tasks[other].ran = nil
        stopped += 1
        open.append(other)
      }
    }
    list.notes += ImportNote.expected(
      stopped, "action was", "actions were",
      " never begun, since something that was needed had failed.")
  }
}
