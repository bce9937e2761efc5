import TestSupport

/// A ninja log of made-up builds, of which is known which row is of which build.
struct RandomNinjaLog {
  /// What ninja writes as the time of a row.
  enum Stamp: CaseIterable {
    /// When the output was last written, in seconds: ninja before 1.9.
    case seconds
    /// The same in nanoseconds: ninja 1.9 to 1.11.
    case nanoseconds
    /// The same in units of 100 ns since 2001: ninja on Windows.
    case ticks
    /// When the command started, in nanoseconds: ninja since 1.12.
    case starts
  }

  struct Row {
    var start: Int64
    var end: Int64
    var modified: Int64
    var output: String
    var hash: String
    /// The build that it is of, from 0.
    var build: Int
    /// Whether its time says when it was made.
    var isTimed: Bool
  }

  let stamp: Stamp
  private(set) var rows: [Row] = []
  /// Whether each build only made the description of the build anew.
  private(set) var isRegeneration: [Bool] = []
  private(set) var isRewritten = false

  private var generator: SeededGenerator
  private let statements: [MadeUpStatement]
  private let jobs: Int
  /// Milliseconds since 1970.
  private var now: Int64
  /// When each statement's output was last written, in nanoseconds.
  private var written: [Int64]
  private let makesManifest: Bool

  /// The file.
  var text: String {
    let version = stamp == .starts ? 7 : 5
    return "# ninja log v\(version)\n"
      + rows.map { "\($0.start)\t\($0.end)\t\($0.modified)\t\($0.output)\t\($0.hash)\n" }.joined()
  }

  /// The build of each row; nil if nothing says which it is.
  ///
  /// In a log that was rewritten nothing says it of a row without a time of its own; nor does it in another, where
  /// a build begins with such rows.
  var truth: [Int?] {
    var timed = Set<Int>()
    return rows.map { row in
      if row.isTimed { timed.insert(row.build) }
      let isKnown = row.isTimed || (!isRewritten && timed.contains(row.build))
      return isKnown ? row.build : nil
    }
  }

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    stamp = Stamp.allCases.randomElement(using: &generator) ?? .starts
    jobs = Int.random(in: 1...6, using: &generator)
    now = Int64.random(in: 1_500_000_000_000...1_790_000_000_000, using: &generator)
    makesManifest = Bool.random(using: &generator)
    statements = Self.project(stamp, &generator)
    written = Array(repeating: 0, count: statements.count)
    for number in 0..<Int.random(in: 1...5, using: &generator) { build(isFirst: number == 0) }
    if Int.random(in: 0..<6, using: &generator) == 0 { rewrite() }
  }

  /// Statements that each need some of those before them.
  private static func project(
    _ stamp: Stamp, _ generator: inout SeededGenerator
  ) -> [MadeUpStatement] {
    let slash = stamp == .ticks ? "\\" : "/"
    let longest = [200, 3_000, 30_000].randomElement(using: &generator) ?? 200
    let hasPool = Int.random(in: 0..<4, using: &generator) == 0
    return (0..<Int.random(in: 2...24, using: &generator)).map { number in
      let chance = Int.random(in: 0..<20, using: &generator)
      var statement = MadeUpStatement(
        outputs: (0..<(chance == 0 ? 2 : 1)).map { "out\(slash)f\(number)_\($0).o" },
        length: .random(in: 5...Int64(longest), using: &generator))
      for _ in 0..<Int.random(in: 0...3, using: &generator) where number > 0 {
        let need = Int.random(in: 0..<number, using: &generator)
        if !statement.needs.contains(need) { statement.needs.append(need) }
      }
      statement.restats = chance == 1
      statement.writesNothing = chance == 2
      if chance == 3 { statement.writtenAt = .random(in: 20...95, using: &generator) }
      if hasPool, chance > 14 { statement.depth = 1 }
      return statement
    }
  }

  /// Runs a build, after making the description anew if that is called for.
  private mutating func build(isFirst: Bool) {
    if !isFirst, Int.random(in: 0..<8, using: &generator) == 0 { rewrite() }
    if makesManifest, Int.random(in: 0..<3, using: &generator) == 0 { regenerate() }
    var running = Set(statements.indices)
    if !isFirst {
      running = Set(
        statements.indices.filter { _ in Int.random(in: 0..<6, using: &generator) == 0 })
    }
    for (number, statement) in statements.enumerated() {
      if statement.writesNothing || statement.needs.contains(where: running.contains) {
        running.insert(number)
      }
    }
    let fails = Int.random(in: 0..<8, using: &generator) == 0
    let build = SimulatedBuild(
      statements, running: running, jobs: jobs,
      failing: fails ? running.sorted().randomElement(using: &generator) : nil, &generator)
    let edited = now * 1_000_000 - Int64.random(in: 1_000_000...400_000_000, using: &generator)
    for command in build.commands { write(command, edited: edited, isFirst: isFirst) }
    isRegeneration.append(false)
    now += build.length
    // The next build comes soon or late; where times are coarse, not at once.
    let soonest: Int64 = stamp == .seconds ? 3_000 : 300
    now += Int64.random(
      in: soonest...(Bool.random(using: &generator) ? 20_000 : 8_000_000), using: &generator)
  }

  /// Makes the description of the build anew, by itself and on a clock of its own.
  private mutating func regenerate() {
    let length = Int64.random(in: 30...3_000, using: &generator)
    // A generator's row tells when its output was written.
    let modified = shown(now * 1_000_000 + (length - 2) * 1_000_000 + fraction())
    rows.append(
      Row(
        start: 2, end: length, modified: modified, output: "build.ninja", hash: "regenerate",
        build: isRegeneration.count, isTimed: true))
    isRegeneration.append(true)
    now += length + Int64.random(in: 5...300, using: &generator)
  }

  private mutating func write(_ command: MadeUpCommand, edited: Int64, isFirst: Bool) {
    let statement = statements[command.statement]
    let origin = now * 1_000_000
    let writing = command.start + (command.end - command.start) * statement.writtenAt / 100
    // The clock of files lags behind by up to a tick of the kernel.
    let lag = Int64.random(in: 0...4_000_000, using: &generator)
    let isLeft = statement.restats && !isFirst && Bool.random(using: &generator)
    var time =
      max(origin + command.start * 1_000_000, origin + writing * 1_000_000 - lag) + fraction()
    if !isLeft, !statement.writesNothing { written[command.statement] = time }
    if stamp == .starts {
      if !statement.restats || isLeft {
        time = origin + command.start * 1_000_000 - lag
      }
    } else if statement.writesNothing {
      time = 0
    } else if isLeft {
      // The newest of what it needs.
      time = statement.needs.map { written[$0] }.reduce(edited, max)
    }
    for output in statement.outputs {
      rows.append(
        Row(
          start: command.start, end: command.end, modified: time == 0 ? 0 : shown(time),
          output: output, hash: "h\(command.statement)", build: isRegeneration.count,
          isTimed: time != 0 && (stamp == .starts || !isLeft)))
    }
  }

  /// Keeps the newest row of each output, in no order, as ninja does when the log has grown long.
  private mutating func rewrite() {
    var newest: [String: Int] = [:]
    for (place, row) in rows.enumerated() { newest[row.output] = place }
    rows = newest.values.sorted().map { rows[$0] }.shuffled(using: &generator)
    isRewritten = true
  }

  private mutating func fraction() -> Int64 { .random(in: 0..<1_000_000, using: &generator) }

  /// A time in nanoseconds as it stands in a row.
  private func shown(_ nanoseconds: Int64) -> Int64 {
    switch stamp {
    case .seconds: nanoseconds / 1_000_000_000
    case .nanoseconds, .starts: nanoseconds
    case .ticks: (nanoseconds - 978_307_200_000_000_000) / 100
    }
  }
}
