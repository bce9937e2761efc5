internal import EventLog
internal import Formatting

/// The builds that a database knows of.
///
/// Of each rule only the last time that it was made is kept. So the last build is there as a whole; of one before it, only what no later build
/// made again.
struct LLBuildBuilds {
  private let rules: LLBuildRules
  /// The numbers of the builds in which a command ran, ascending.
  private let builds: [Int64]
  private let usual: Int

  /// - Throws: `ImportError` if no command ever ran.
  init(_ rules: LLBuildRules) throws(ImportError) {
    self.rules = rules
    // SwiftPM looks at how a package is laid out in a build of its own.
    var (all, real): (Set<Int64>, Set<Int64>) = ([], [])
    for rule in rules.all where rule.isCommand {
      all.insert(rule.build)
      if !rule.key.elementsEqual("CPackageStructure".utf8) { real.insert(rule.build) }
    }
    builds = all.sorted()
    guard let last = real.max() ?? all.max(), let place = builds.firstIndex(of: last) else {
      throw ImportError(
        line: 1, problem: "No command ever ran, as far as the database knows.")
    }
    usual = place + 1
  }

  /// The number of the build that is asked for, from 1.
  ///
  /// - Throws: `ImportError` if there is none.
  func number(_ part: Int?) throws(ImportError) -> Int {
    try TracePart.number(
      part, of: builds.count, usual: usual, "build",
      held: "It holds \(counted(builds.count, "build"))")
  }

  /// A build as a run.
  ///
  /// - Throws: `ImportError` if its times cannot be.
  func run(of number: Int, _ input: TraceInput) throws(ImportError) -> Import {
    let build = builds[number - 1]
    var list = TaskList(place: "commands")
    list.hasLanes = false
    list.holdsWaits = true
    // A double of seconds since the start of a machine is good to less than a microsecond.
    list.unit = 1_000
    var (ran, same) = (0, 0)
    for rule in rules.all {
      let isCall = rule.isCommand && rule.build == build
      if isCall {
        ran += 1
        if rule.changed < rule.build { same += 1 }
      }
      list.tasks.append(
        TaskList.Task(
          id: "\(rule.id)", name: isCall ? LLBuildName.name(rule.key) : "", arguments: nil,
          ran: isCall ? (rule.start, rule.end) : nil, needs: rule.needs.map { "\($0)" }))
    }
    list.notes =
      [
        ImportNote(
          kind: .expected, count: ran,
          sentence:
            "Of each command it is told when all that it needs was there and when it ended, and not when it ran: waiting for a free lane is in "
            + "that time, so how long each ran itself, how many ran at once and what more lanes would save is not known. What needs what, and when "
            + "each ended, is.")
      ]
      + ImportNote.expected(
        same, "command was", "commands were", " run again and came out as before.")
      + rules.notes + others(than: number, isChosen: input.part != nil)
    var run = try list.imported(
      input, format: "llbuild database", part: number, ("command", "commands"))
    // What did not run here are files, names and commands of earlier builds, in every database.
    run.notes.removeAll { $0.kind == .inherent && $0.sentence.contains("did not run") }
    run.parts = builds.count
    return run
  }

  private func others(than number: Int, isChosen: Bool) -> [ImportNote] {
    var notes: [ImportNote] = []
    if builds.count > 1, !isChosen {
      notes.append(
        ImportNote(
          kind: .expected, count: builds.count - 1,
          sentence:
            "It knows of \(builds.count) builds, of earlier ones only what was not made again since; shown is number \(number). --builds "
            + "lists them, --build chooses another."))
    }
    if number < builds.count {
      notes.append(
        ImportNote(
          kind: .skipped, count: 1,
          sentence: "What a later build made again is missing in this one."))
    }
    return notes
  }

  /// What it knows of, in order.
  ///
  /// - Throws: `ImportError` if times of one cannot be.
  func parts() throws(ImportError) -> [TracePart] {
    try builds.enumerated().map { place, build throws(ImportError) in
      let commands = rules.all.filter { $0.isCommand && $0.build == build }
      let start = commands.lazy.map(\.start).min() ?? 0
      let end = commands.lazy.map { max($0.start, $0.end) }.max() ?? start
      try RunLayout.checkTime(from: start, to: end)
      return TracePart(
        number: place + 1, calls: commands.count,
        work: commands.reduce(0) { $0.addingClamped(max(0, $1.end - $1.start)) },
        makespan: end - start, began: nil, isUsual: place + 1 == usual,
        holdsWaits: true,
        remark: place + 1 < builds.count ? "only what no later build made again" : "")
    }
  }
}
