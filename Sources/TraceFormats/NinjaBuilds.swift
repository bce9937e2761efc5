internal import EventLog

/// The builds that one log holds.
///
/// ninja appends a row when a command ends, so within a build ends never go back: where they do,
/// another build begins. But now and then ninja rewrites the log, keeping only the newest row of
/// each output, in no order. That shows where ends go back although both outputs say, by their
/// modification times, that their build began at the same moment; builds are then told apart by
/// that moment.
struct NinjaBuilds {
  private let builds: [[NinjaRow]]
  /// Whether the rows had lost their order.
  let isRewritten: Bool

  /// How far apart, in milliseconds, the beginnings of a build by two of its rows may be: what
  /// passes between an output being written and its command being over.
  private static let nearby: Int64 = 50
  /// How far apart beginnings of different builds are at least.
  private static let apart: Int64 = 2_000

  init(_ rows: [NinjaRow]) {
    isRewritten = zip(rows, rows.dropFirst()).contains { earlier, later in
      later.end < earlier.end && earlier.modified != later.modified
        && min(earlier.modified, later.modified) > 0
        && abs(earlier.origin - later.origin) <= Self.nearby
    }
    builds = isRewritten ? Self.byBeginning(rows) : Self.byOrder(rows)
  }

  var count: Int { builds.count }

  func rows(of build: Int) -> [NinjaRow] { builds[build - 1] }

  /// What is to be said of the builds; that others are left out is no loss where one was asked for.
  func notes(shown: Int, isChosen: Bool = false, commands: Int) -> [ImportNote] {
    var notes: [ImportNote] = []
    if builds.count > 1 {
      let others = builds.count - 1
      let which = shown == builds.count ? "the last" : "number \(shown)"
      let size = commands == 1 ? "1 command" : "\(commands) commands"
      notes.append(
        ImportNote(
          kind: isChosen ? .expected : .skipped, count: others,
          sentence: "The log holds \(builds.count) builds; this is \(which), with \(size). "
            + "Choose another with --build 1 to \(builds.count)."))
    }
    if isRewritten {
      notes.append(
        ImportNote(
          kind: .inferred, count: builds.count,
          sentence: "ninja has rewritten the log, so the order of its \(builds.count) builds was "
            + "worked out from the times of their outputs; of what was built again only the "
            + "last time is left."))
    }
    return notes
  }

  private static func byOrder(_ rows: [NinjaRow]) -> [[NinjaRow]] {
    var builds: [[NinjaRow]] = []
    var lastEnd = Int64.max
    for row in rows {
      if row.end < lastEnd { builds.append([]) }
      builds[builds.count - 1].append(row)
      lastEnd = row.end
    }
    return builds
  }

  /// Rows without a time go to the last build.
  private static func byBeginning(_ rows: [NinjaRow]) -> [[NinjaRow]] {
    let timed = rows.filter { $0.modified > 0 }.sorted {
      ($0.origin, $0.line) < ($1.origin, $1.line)
    }
    var builds: [[NinjaRow]] = []
    var lastOrigin = Int64.min / 2
    for row in timed {
      if row.origin - lastOrigin > Self.apart { builds.append([]) }
      builds[builds.count - 1].append(row)
      lastOrigin = row.origin
    }
    builds[builds.count - 1] += rows.filter { $0.modified <= 0 }
    return builds
  }
}
