internal import EventLog
internal import Reports
internal import TraceAnalysis

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
  /// The component of all of them; nil where they differ.
  var component: Int32?

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
    (start, end, activity, component) = (bar.start, bar.end, bar.activity, bar.component)
    add(bar)
  }

  init(start: Nanoseconds, end: Nanoseconds, activity: Activity, capacity: Int) {
    (self.start, self.end, self.activity, self.capacity) = (start, end, activity, capacity)
  }

  /// Takes in a bar that begins when the last has ended, or later.
  mutating func add(_ bar: GanttChart.Bar) {
    end = bar.end
    if bar.activity == .running, activity != .running {
      (activity, busy, component) = (.running, 0, bar.component)
    }
    guard bar.activity == activity else { return }
    busy = busy.addingClamped(bar.end - bar.start)
    calls += 1
    if bar.isCritical { critical += 1 }
    if bar.ending != .none { unwell += 1 }
    if component != bar.component { component = nil }
  }

  /// Takes in the block that follows.
  mutating func add(_ next: GanttBlock) {
    end = next.end
    busy = busy.addingClamped(next.busy)
    calls += next.calls
    critical += next.critical
    unwell += next.unwell
    if component != next.component { component = nil }
  }

  /// Whether the block that follows looks the same.
  func looksLike(_ next: GanttBlock) -> Bool {
    level == next.level && activity == next.activity && component == next.component
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

extension GanttRow {
  /// How busy a band is, in so many cells of equal length, of which equal neighbours are one.
  ///
  /// A lane or two that wait while others run do not count. A queue is as high as can be where it is
  /// longest.
  ///
  /// - Complexity: O(bars + lanes + cells).
  func profile(cells count: Int, end: Nanoseconds) -> [GanttBlock] {
    let activity: Activity = isQueue ? .queued : .running
    func edge(_ cell: Int) -> Nanoseconds {
      Nanoseconds(Int128(end) * Int128(cell) / Int128(count))
    }
    var cells = (0..<count).map {
      GanttBlock(start: edge($0), end: edge($0 + 1), activity: activity, capacity: lanes.count)
    }
    // How many bars more than in the cell before fill the cell from end to end.
    var changes = Array(repeating: 0, count: count + 1)
    for lane in lanes {
      for bar in lane.bars where bar.activity == activity {
        var first = min(count - 1, Int(Int128(bar.start) * Int128(count) / Int128(end)))
        if first + 1 < count, bar.start >= edge(first + 1) { first += 1 }
        var last = min(count - 1, Int(Int128(bar.end) * Int128(count) / Int128(end)))
        if last > first, bar.end <= edge(last) { last -= 1 }
        cells[first].calls += 1
        if bar.isCritical { cells[first].critical += 1 }
        if bar.ending != .none { cells[first].unwell += 1 }
        let rest = min(bar.end, cells[first].end) - bar.start
        cells[first].busy = cells[first].busy.addingClamped(rest)
        guard last > first else { continue }
        cells[last].busy = cells[last].busy.addingClamped(bar.end - cells[last].start)
        changes[first + 1] += 1
        changes[last] -= 1
      }
    }
    var filling = 0
    for index in cells.indices {
      filling += changes[index]
      let (time, isTooMuch) = (cells[index].end - cells[index].start)
        .multipliedReportingOverflow(by: Nanoseconds(filling))
      cells[index].busy = cells[index].busy.addingClamped(isTooMuch ? .max : time)
    }
    if isQueue {
      let longest = cells.map { $0.busy / max(1, $0.end - $0.start) }.max() ?? 1
      for index in cells.indices { cells[index].capacity = max(1, Int(longest)) }
    }
    return cells.reduce(into: []) { blocks, cell in
      guard cell.busy > 0 else { return }
      if let last = blocks.last, last.end == cell.start, last.looksLike(cell) {
        blocks[blocks.count - 1].add(cell)
      } else {
        blocks.append(cell)
      }
    }
  }
}
