internal import EventLog
internal import TraceAnalysis
internal import Formatting

/// The targets of a build: how much of its work each is, and which bound it.
///
/// A command is of a target where an importer says so in what it was called with: `target water`.
struct TargetsText: TellsTimes {
  /// What a target is made by.
  private struct Target {
    var name: Substring
    var commands = 0
    var work: Nanoseconds = 0
    /// How much of the critical path is its commands.
    var onPath: Nanoseconds = 0
  }

  private let run: Analysis
  let timeScale: TimeScale
  private let targets: [Target]
  /// How many are shown.
  private static let most = 8

  /// The targets of a run; nil if it is of none, or of one.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  init?(_ run: Analysis, _ timeScale: TimeScale) {
    guard run.isBuild, run.log.header.callTimes == .measured else { return nil }
    self.run = run
    self.timeScale = timeScale
    var places: [Substring: Int] = [:]
    var targets: [Target] = []
    var placeOfCall: [CallNumber: Int] = [:]
    for call in run.calls {
      guard let name = Self.target(in: run.log.names[call.arguments]) else { continue }
      let place = places[name] ?? targets.count
      if place == targets.count {
        places[name] = place
        targets.append(Target(name: name))
      }
      targets[place].commands += 1
      targets[place].work = targets[place].work.addingClamped(call.running)
      placeOfCall[call.number] = place
    }
    guard targets.count > 1 else { return nil }
    if run.measures.floor != nil {
      for part in run.criticalPath.parts {
        guard let place = placeOfCall[part.call] else { continue }
        targets[place].onPath = targets[place].onPath.addingClamped(part.end - part.start)
      }
    }
    self.targets = targets.sorted { ($1.onPath, $1.work, $0.name) < ($0.onPath, $0.work, $1.name) }
  }

  /// The lines of the report.
  var lines: [String] {
    let knowsPath = run.measures.floor != nil
    var table = Table([.left, .right, .right, .right, .right])
    table.add("", "commands", "ran", "of work", knowsPath ? "on the critical path" : "")
    for target in targets.prefix(Self.most) {
      table.add(
        String(target.name).visibleText.endKept(toColumns: 48), "\(target.commands)",
        timeText(target.work), percentText(target.work, run.measures.work),
        knowsPath ? timeText(target.onPath) : "")
    }
    let others = targets.count - Self.most
    return [
      knowsPath ? "its targets, those that bound it first:" : "its targets, the longest first:"
    ] + table.lines + (others > 0 ? ["  and \(others) more"] : []) + tail
  }

  /// For how long at the end only one command ran, where that is much.
  private var tail: [String] {
    let calls = run.calls.compactMap { call in
      call.startedAt.flatMap { start in call.endedAt.map { (start: start, end: $0) } }
    }.sorted { $0.start < $1.start }
    // The last instant at which two ran: of each, until when one that began before it ran beside it.
    var (latest, last) = (Nanoseconds(0), Nanoseconds(0))
    for call in calls where call.start < call.end {
      if latest > call.start { last = max(last, min(latest, call.end)) }
      latest = max(latest, call.end)
    }
    let alone = run.measures.makespan - last
    guard run.measures.peak > 1, alone >= run.measures.makespan / 20 else { return [] }
    return ["  for the last \(timeText(alone)) no two commands ran at once"]
  }

  /// The target that is named in what a command was called with; nil if none is.
  private static func target(in arguments: String) -> Substring? {
    let mark = "target "
    if arguments.hasPrefix(mark) { return arguments.dropFirst(mark.count) }
    return arguments.firstRange(of: ", " + mark).map { arguments[$0.upperBound...] }
  }
}
