internal import EventLog
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// Many bars drawn as one: as high as the share of the time in which they do what they do.
struct GanttBlock {
  var start: Nanoseconds
  var end: Nanoseconds
  /// What the bars do; the time of those that do something else does not count.
  var activity: Activity
  /// The time of all bars together.
  var busy: Nanoseconds = 0
  /// How many bars at a time make the block as high as it can be.
  var capacity = 1
  /// How many bars begin here.
  var calls = 0
  /// How many of them are on the critical path, and how many did not end well.
  var critical = 0
  var unwell = 0
  /// The group of components of all of them, by its colour; nil where they differ.
  var colour: Int32?

  /// How many steps of height there are.
  static let steps = 10

  /// How high the block is, in steps; at least one where anything is.
  var level: Int {
    let whole = Int128(max(1, end - start)) * Int128(capacity)
    let steps = Int128(Self.steps)
    return Int(min(steps, (Int128(busy) * steps + whole - 1) / whole))
  }

  /// A block of what one bar does.
  init(_ bar: GanttChart.Bar) {
    (start, end, activity, colour) = (bar.start, bar.end, bar.activity, bar.colour)
    add(bar)
  }

  init(start: Nanoseconds, end: Nanoseconds, activity: Activity, capacity: Int) {
    (self.start, self.end, self.activity, self.capacity) = (start, end, activity, capacity)
  }

  /// Takes in a bar that begins when the last has ended, or later.
  mutating func add(_ bar: GanttChart.Bar) {
    end = bar.end
    if bar.activity == .running, activity != .running {
      (activity, busy, colour) = (.running, 0, bar.colour)
    }
    guard bar.activity == activity else { return }
    busy = busy.addingClamped(bar.end - bar.start)
    calls += 1
    if bar.isCritical { critical += 1 }
    if bar.ending != .none { unwell += 1 }
    if colour != bar.colour { colour = nil }
  }

  /// Takes in the block that follows.
  mutating func add(_ next: GanttBlock) {
    end = next.end
    busy = busy.addingClamped(next.busy)
    calls += next.calls
    critical += next.critical
    unwell += next.unwell
    if colour != next.colour { colour = nil }
  }

  /// Whether the block that follows looks the same.
  func looksLike(_ next: GanttBlock) -> Bool {
    level == next.level && activity == next.activity && colour == next.colour
      && (unwell > 0) == (next.unwell > 0)
  }

  /// What the block shows, in words.
  func words(of row: GanttRow) -> String {
    let average = Int128(busy) * 10 / Int128(max(1, end - start))
    let mean = average % 10 == 0 ? "\(average / 10)" : "\(average / 10).\(average % 10)"
    let begin = calls == 1 ? "1 call begins" : "\(calls) calls begin"
    var words =
      switch (row.isBand, row.isQueue) {
      case (true, true): "\(mean) calls wait on average, \(begin) to"
      case (true, false): "\(mean) of \(row.lanes.count) lanes run on average, \(begin)"
      case (false, _):
        "\(calls) calls, \(timeText(busy)) of \(timeText(end - start)) \(activity.word)"
      }
    if critical > 0 { words += ", \(critical) of them on the critical path" }
    if unwell > 0 { words += ", \(unwell) of them failed or stopped" }
    return words + ", from \(timeText(start)) to \(timeText(end))"
  }
}

extension Activity {
  fileprivate var word: String {
    switch self {
    case .queued: "waiting"
    case .running: "running"
    case .blocked: "blocked"
    }
  }
}
