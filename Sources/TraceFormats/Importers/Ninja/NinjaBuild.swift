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
    if isNear(row, time) { anchor = time.point(stamp) }
  }

  /// Whether a row, the next in the file, is of this build too.
  func continues(with row: NinjaRow) -> Bool {
    if let manifest { return row.isSameCommand(as: manifest) }
    guard let time = row.beginning, let moment else { return isInOrder(row, within: 10) }
    if time.earliest > moment.upper + Self.clockError { return false }
    if isOlder(time) { return isInOrder(row, within: 10) }
    if row.makesManifest { return isNear(row, time) && isInOrder(row, within: Self.jitter) }
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
    // Clocks run apart by up to a thousandth.
    let most = Self.nearby + row.start / 1_000 + time.grain
    return abs(time.byStart - anchor) <= most || abs(time.byEnd - anchor) <= most
  }

  /// Whether a build can have begun at a time and after this one was over.
  private func isPast(_ time: NinjaBeginning) -> Bool {
    guard let moment else { return true }
    let begin = stamp == .start ? (anchor ?? moment.lower) - Self.nearby : moment.lower
    return time.latest + Self.clockError >= begin + latestEnd
  }

  /// Whether a row shares more with this build than clocks can be wrong by.
  private func isAmple(_ time: NinjaBeginning) -> Bool {
    guard let moment else { return false }
    let shared = min(time.latest, moment.upper) - max(time.earliest, moment.lower)
    return shared > 2 * Self.clockError
  }

  private func isInOrder(_ row: NinjaRow, within jitter: Int64) -> Bool {
    rows.isEmpty || isOutOfOrder || row.end >= lastEnd - jitter
  }
}
