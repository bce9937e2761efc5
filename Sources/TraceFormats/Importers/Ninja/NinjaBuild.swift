/// Rows that are taken for one build, and what they say together of when it began.
struct NinjaBuild {
  /// What clocks and the writing of outputs may put rows of one build apart, in milliseconds.
  static let nearby: Int64 = 50
  /// How far times of rows may go back within a build.
  static let jitter: Int64 = 20
  /// How much two clocks may differ.
  static let clockError: Int64 = 12

  private(set) var rows: [NinjaRow] = []
  let stamp: NinjaStamp
  /// All moments at which it can have begun; nil if no row says any.
  private(set) var moment: (lower: Int64, upper: Int64)?
  /// When it began by the latest row that says so exactly.
  private(set) var anchor: Int64?
  private(set) var lastEnd: Int64 = 0
  private(set) var latestEnd: Int64 = 0
  private(set) var firstEnd = Int64.max
  /// Whether its rows are not in the order in which their commands ended.
  private(set) var isOutOfOrder = false
  /// The command that made the description of the build anew, if one did.
  private(set) var manifest: NinjaRow?

  init(stamp: NinjaStamp) { self.stamp = stamp }

  /// Adds a row; `isTimed` is whether its time is to be believed.
  mutating func append(_ row: NinjaRow, isTimed: Bool = true) {
    if row.end < lastEnd - Self.jitter { isOutOfOrder = true }
    rows.append(row)
    lastEnd = row.end
    latestEnd = max(latestEnd, row.end)
    firstEnd = min(firstEnd, row.end)
    if row.makesManifest { manifest = row }
    guard isTimed, let time = row.beginning else { return }
    guard let moment else {
      moment = (time.earliest, time.latest)
      anchor = time.point(stamp)
      return
    }
    let lower = max(moment.lower, time.earliest)
    let upper = min(moment.upper, time.latest)
    self.moment = lower <= upper ? (lower, upper) : (upper, upper)
    let point = time.point(stamp)
    guard let anchor else { return }
    // An output that was written early says that the build began too early.
    let isBetter = stamp == .end && point > anchor && (lower...max(lower, upper)).contains(point)
    if isBetter || abs(point - anchor) <= Self.reach(of: row, time) { self.anchor = point }
  }

  /// Whether a row, the next in the file, is of this build too.
  func continues(with row: NinjaRow) -> Bool {
    if let manifest { return row.isSameCommand(as: manifest) }
    // It is made anew before all else, and then ninja starts over.
    if row.makesManifest { return false }
    guard let time = row.beginning, let moment else { return isInOrder(row, within: 10) }
    if time.earliest > moment.upper + Self.clockError { return false }
    if isOlder(time) { return isInOrder(row, within: 10) }
    guard isInOrder(row, within: Self.jitter) else { return !isPast(time) }
    let isLater = time.point(stamp) > (anchor ?? moment.upper) && !isNear(row, time)
    guard isLater, row.start < firstEnd, isPast(time) else { return true }
    return stamp == .end && isAmple(time)
  }

  /// Whether a time is too old to be of this build: its output was left as it was.
  func isOlder(_ time: NinjaBeginning) -> Bool {
    guard let moment else { return false }
    return time.latest < moment.lower - Self.clockError
  }

  /// Whether a row says nearly exactly that its build began when this one did.
  func isNear(_ row: NinjaRow, _ time: NinjaBeginning) -> Bool {
    guard let anchor else { return false }
    let most = Self.reach(of: row, time)
    return abs(time.byStart - anchor) <= most || abs(time.byEnd - anchor) <= most
  }

  /// How much two rows of one build may differ; clocks run apart by up to a thousandth.
  static func reach(of row: NinjaRow, _ time: NinjaBeginning) -> Int64 {
    nearby + row.start / 1_000 + time.grain
  }

  /// Whether a build can have begun at a time and after this one was over.
  private func isPast(_ time: NinjaBeginning) -> Bool {
    guard let moment else { return true }
    let begin = stamp == .start ? (anchor ?? moment.lower) - Self.nearby : moment.lower
    return time.latest >= begin + latestEnd
  }

  /// Whether a row shares more with this build than clocks can be wrong by.
  private func isAmple(_ time: NinjaBeginning) -> Bool {
    guard let moment else { return false }
    let shared = min(time.latest, moment.upper) - max(time.earliest, moment.lower)
    return shared > 2 * Self.clockError
  }

  /// Whether a row can stand where it stands only if the log was rewritten: where it goes back within a build, or
  /// to a moment of an earlier one, which `isKnown` tells.
  func isOutOfPlace(_ row: NinjaRow, _ time: NinjaBeginning, _ isKnown: () -> Bool) -> Bool {
    if manifest != nil { return !row.makesManifest && isKnown() }
    if isOlder(time) {
      // A row that tells the start of its command has no older time, nor does what begins another build.
      return stamp == .start || row.makesManifest || row.end < lastEnd - Self.jitter || isKnown()
    }
    return row.end < lastEnd - Self.jitter && isNear(row, time) && !isPast(time)
  }

  /// Whether another build, the next in the file, is the rest of this one.
  ///
  /// It is if nothing else speaks against it, and a command of it started just when one of this build ended and
  /// none of its own.
  func isGoneOn(with rest: NinjaBuild) -> Bool {
    guard manifest == nil, rest.manifest == nil, !saysWhenItBegan, let moment = rest.moment,
      rows.allSatisfy({ row in
        row.beginning.map { $0.earliest <= moment.upper + Self.clockError } ?? true
      }), let first = rest.rows.first, first.end >= lastEnd - Self.jitter
    else { return false }
    let outputs = Set(rows.lazy.map(\.output))
    guard !rest.rows.contains(where: { outputs.contains($0.output) }) else { return false }
    let (ends, endsOfRest) = (Set(rows.map(\.end)), Set(rest.rows.map(\.end)))
    return rest.rows.contains { row in
      row.start > Self.jitter && (0...3).contains { ends.contains(row.start - $0) }
        && !(0...Self.jitter).contains { endsOfRest.contains(row.start - $0) }
    }
  }

  /// Whether two commands agree on when it began.
  private var saysWhenItBegan: Bool {
    let points = rows.compactMap { row in
      row.beginning.map { (at: $0.point(stamp), grain: $0.grain, row: row) }
    }.sorted { ($0.at, $0.row.line) < ($1.at, $1.row.line) }
    return zip(points, points.dropFirst()).contains { one, next in
      next.at - one.at <= Self.jitter + next.grain && !next.row.isSameCommand(as: one.row)
    }
  }

  /// This build and the rest of it.
  func joined(with rest: NinjaBuild) -> NinjaBuild {
    var build = NinjaBuild(stamp: stamp)
    for row in rows { build.append(row, isTimed: false) }
    for row in rest.rows { build.append(row) }
    return build
  }

  private func isInOrder(_ row: NinjaRow, within jitter: Int64) -> Bool {
    rows.isEmpty || isOutOfOrder || row.end >= lastEnd - jitter
  }
}
