internal import EventLog

/// The builds that one log holds.
///
/// Rows of one build share a moment at which it can have begun (`NinjaBeginning`), make no output
/// twice, and stand nearly in the order in which their commands ended, since ninja appends a row
/// when a command is over. Where a row does not fit in with the build before it, another begins. An
/// output that was left as it was has an old time, which says nothing; a row without a time stays
/// with its neighbours.
///
/// Now and then ninja rewrites the log, keeping only the newest row of each output, in no order. That
/// shows where rows go back to a build that had seemed to be over; as far as no output comes twice,
/// builds are then told apart by their beginnings alone (`NinjaRewritten`).
struct NinjaBuilds {
  private(set) var builds: [NinjaBuild] = []
  /// Whether the rows of several builds are mixed.
  private(set) var isRewritten = false
  private var buildOfOutput: [String: Int] = [:]
  private let stamp: NinjaStamp
  /// The last build of which a row says when it began.
  private var lastTimed: Int?

  init(_ rows: [NinjaRow], version: Int) {
    stamp = NinjaStamp(rows, version: version)
    var outputs = Set<String>()
    let unique = rows.prefix { outputs.insert($0.output).inserted }
    var known = NinjaMoments()
    for row in unique where !isRewritten {
      if let time = row.beginning, let timed = lastTimed {
        isRewritten = builds[timed].isOutOfPlace(row, time) { known.holds(row, time) }
      }
      if !row.makesManifest { known.add(row) }
      take(row)
    }
    if isRewritten {
      let rewritten = NinjaRewritten(unique, stamp: stamp)
      builds = rewritten.builds
      isRewritten = rewritten.isMixed
      buildOfOutput = [:]
      for (number, build) in builds.enumerated() {
        for row in build.rows { buildOfOutput[row.output] = number }
      }
      lastTimed = builds.lastIndex { $0.moment != nil }
    }
    for row in rows[unique.endIndex...] { take(row) }
    joinTornBuilds()
  }

  var count: Int { builds.count }

  /// Puts builds together of which the second goes on with what the first began.
  ///
  /// What a command has left as it was has an old time. Where a build begins with such rows, they look like
  /// a build of their own until a row comes that says when it began.
  private mutating func joinTornBuilds() {
    guard !isRewritten else { return }
    var joined: [NinjaBuild] = []
    for build in builds {
      // What goes on with one build may show that this one goes on with those before it.
      var build = build
      while let last = joined.last, last.isGoneOn(with: build) {
        build = last.joined(with: build)
        joined.removeLast()
      }
      joined.append(build)
    }
    builds = joined
  }

  /// The build that is shown if none is asked for: the last that did more than make `build.ninja`.
  var usual: Int {
    (builds.lastIndex { $0.manifest == nil } ?? builds.count - 1) + 1
  }

  /// When a build began, in milliseconds; nil if no row says it.
  func began(_ build: Int) -> Int64? {
    guard let manifest = builds[build - 1].manifest else { return builds[build - 1].anchor }
    return manifest.beginning?.byEnd
  }

  func rows(of build: Int) -> [NinjaRow] { builds[build - 1].rows }

  /// The build before which `build.ninja` was made anew by this one, in the same call of ninja.
  func main(of build: Int) -> Int? {
    guard let manifest = builds[build - 1].manifest, build < count else { return nil }
    guard let made = manifest.beginning, let next = builds[build].anchor else { return build + 1 }
    // The time is of the start or of the end, and reading the description again takes a while.
    let passed = next - (made.byEnd + manifest.end)
    return (-100...(30_000 + manifest.end - manifest.start)).contains(passed) ? build + 1 : nil
  }

  /// The build that made `build.ninja` anew before this one, in the same call of ninja.
  func regeneration(before build: Int) -> Int? {
    build > 1 && main(of: build - 1) == build ? build - 1 : nil
  }

  private mutating func take(_ row: NinjaRow) {
    let time = row.beginning
    if let current = builds.last, buildOfOutput[row.output] != builds.count - 1,
      current.continues(with: row)
    {
      let isTimed = time.map { !current.isOlder($0) } ?? false
      builds[builds.count - 1].append(row, isTimed: isTimed)
    } else {
      // A build begins after the one before it, so an older time is none of its own.
      let isTimed =
        time.map { time in lastTimed.map { !builds[$0].isOlder(time) } ?? true } ?? false
      var build = NinjaBuild(stamp: stamp)
      build.append(row, isTimed: isTimed)
      builds.append(build)
    }
    buildOfOutput[row.output] = builds.count - 1
    if builds[builds.count - 1].moment != nil { lastTimed = builds.count - 1 }
  }
}

/// Moments at which some build may have begun, by the rows so far.
private struct NinjaMoments {
  /// The time in the row by which each is known; several where it is nil.
  private var times: [Int64: Int64?] = [:]

  /// Takes in what a row says, whether it tells the start or the end of its command.
  mutating func add(_ row: NinjaRow) {
    guard let time = row.beginning else { return }
    for point in Set([time.byStart, time.byEnd].map(Self.slot)) {
      if let known = times[point] {
        if known != row.modified { times[point] = .some(nil) }
      } else {
        times[point] = row.modified
      }
    }
  }

  /// Whether another row says the same moment.
  ///
  /// Files that were copied with one and the same time say
  /// nothing.
  func holds(_ row: NinjaRow, _ time: NinjaBeginning) -> Bool {
    let reach = NinjaBuild.reach(of: row, time)
    return [time.byStart, time.byEnd].contains { point in
      (Self.slot(point - reach)...Self.slot(point + reach)).prefix(1_000).contains { slot in
        times[slot].map { $0 != row.modified } ?? false
      }
    }
  }

  private static func slot(_ moment: Int64) -> Int64 {
    moment / NinjaBuild.nearby
  }
}
