import ConcurrencyBugs
import Schedules
import SimulatedTasks

/// After how many schedules each strategy finds each bug.
struct BugTable {
  /// What is told of a bug.
  private struct Row {
    var bug: ConcurrencyBug
    /// Of each strategy, after how many schedules it was found with each seed; nil where it was not.
    var counts: [[Int?]]
    /// How many changes of tasks the first run that failed had, and how many the shortest has.
    var shrunk: (from: Int, to: Int)?
    /// What the twin did, if it failed.
    var falseAlarm: String?
  }

  static let strategies: [ScheduleStrategy] = [
    .firstInFirstOut, .randomWalk, .priorityChanges(depth: 3), .partialOrderSampling, .delays(2),
    .guided, .portfolio,
  ]

  private var rows: [Row] = []
  private let seeds: Int
  private let schedules: Int

  init(_ bugs: [ConcurrencyBug], seeds: Int, schedules: Int, twins: Int) {
    (self.seeds, self.schedules) = (seeds, schedules)
    for bug in bugs { rows.append(row(of: bug, twins: twins)) }
  }

  /// The bugs whose repaired twins failed.
  var falseAlarms: [String] { rows.filter { $0.falseAlarm != nil }.map(\.bug.name) }

  private func row(of bug: ConcurrencyBug, twins: Int) -> Row {
    var row = Row(bug: bug, counts: [])
    for strategy in Self.strategies {
      row.counts.append(
        (0..<(strategy == .firstInFirstOut ? 1 : seeds)).map { seed in
          let program = Self.program(bug.broken)
          let exploration = Exploration(
            of: program, by: strategy, seed: UInt64(seed), limit: schedules)
          guard let failure = exploration.firstFailure() else { return nil }
          if strategy == .randomWalk, row.shrunk == nil {
            row.shrunk = Self.shrunk(failure, program)
          }
          return exploration.count
        })
    }
    let twin = Self.program(bug.repaired)
    row.falseAlarm =
      Exploration(of: twin, by: .portfolio, seed: 0, limit: twins).firstFailure()?
      .failure?.text
    return row
  }

  private static func shrunk(
    _ run: ScheduledRun, _ program: SimulatedProgram
  ) -> (from: Int, to: Int) {
    var shrinking = Shrinking(run, of: program)
    shrinking.run()
    return (shrinking.original, shrinking.shortest.schedule.switches.count)
  }

  private static func program(
    _ code: @escaping @Sendable (Checks) async throws -> Void
  ) -> SimulatedProgram {
    SimulatedProgram(seed: 1, limit: 20_000) { program in
      try await code(Checks { program.fail($0, $0) })
    }
  }

  // MARK: As text

  /// The table, in Markdown.
  var text: String {
    var lines = [
      "| bug | origin | " + Self.strategies.map(\.name).joined(separator: " | ")
        + " | changes of tasks | twin |"
    ]
    lines.append("|---|---|" + Self.strategies.map { _ in "--:|" }.joined() + "--:|---|")
    for row in rows {
      let cells = row.counts.map { Self.cell($0) }
      let shrunk = row.shrunk.map { "\($0.from) → \($0.to)" } ?? ""
      lines.append(
        "| \(row.bug.name) | \(row.bug.origin) | \(cells.joined(separator: " | ")) | \(shrunk) | \(row.falseAlarm ?? "never fails") |"
      )
    }
    lines.append("")
    lines += summary
    return lines.joined(separator: "\n") + "\n"
  }

  /// The median and the worst of some numbers of schedules.
  private static func cell(_ counts: [Int?]) -> String {
    let sorted = counts.map { $0 ?? .max }.sorted()
    let text = { (count: Int) in count == .max ? "–" : "\(count)" }
    guard counts.count > 1 else { return text(sorted[0]) }
    return "\(text(sorted[sorted.count / 2])), \(text(sorted[sorted.count - 1]))"
  }

  private var summary: [String] {
    Self.strategies.enumerated().map { place, strategy in
      let found = rows.count { row in row.counts[place].contains { $0 != nil } }
      let always = rows.count { row in row.counts[place].allSatisfy { $0 != nil } }
      return
        "- \(strategy.name): \(found) of \(rows.count) found, \(always) with every seed"
    } + [reproduction]
  }

  /// How often a run of 100 schedules shows a bug, as tables of other tools say it.
  private var reproduction: String {
    let place = Self.strategies.firstIndex(of: .portfolio) ?? 0
    let races = rows.filter { $0.bug.origin.hasPrefix("NodeRacer") }
    let rates = races.map { row in
      Double(row.counts[place].count { ($0 ?? .max) <= 100 }) / Double(seeds)
    }.sorted()
    guard !rates.isEmpty else { return "- no event races" }
    return
      "- event races: within 100 schedules of the portfolio a bug is found with \(Self.percent(rates[rates.count / 2])) of the seeds in the median, \(Self.percent(rates[0])) at worst"
  }

  private static func percent(_ rate: Double) -> String { "\(Int((rate * 100).rounded())) %" }
}
