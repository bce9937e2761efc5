internal import EventLog
internal import TraceAnalysis

/// The bars that are drawn on their own even if they are narrow.
struct Highlights {
  struct Key: Hashable {
    var call: CallNumber
    var start: Nanoseconds
  }

  private var keys = Set<Key>()
  /// The shortest of them; the many that are shorter need not be looked up.
  private var shortest = Nanoseconds.max
  /// The longest bars among them, which get numbers.
  private(set) var longest: [GanttChart.Bar] = []

  static let mostCritical = 60
  static let mostUnwell = 40
  static let mostLongest = 6

  init() {}

  init(_ rows: [GanttRow], cell: Nanoseconds) {
    var critical = Longest(most: Self.mostCritical)
    var unwell = Longest(most: Self.mostUnwell)
    var all = Longest(most: Self.mostLongest)
    var (count, sum) = (0, 0.0)
    for row in rows where !row.isBand {
      for bar in row.lanes[0].bars where bar.activity == .running && bar.end - bar.start < cell {
        if bar.isCritical { critical.add(bar) }
        if bar.ending != .none { unwell.add(bar) }
        all.add(bar)
        count += 1
        sum += Double(bar.end - bar.start)
      }
    }
    // Among many that take equally long, none is worth more than the others.
    longest = all.bars.filter { Double($0.end - $0.start) * Double(count) >= 2 * sum }
    for bar in critical.outstanding + unwell.bars + longest {
      keys.insert(Key(call: bar.call, start: bar.start))
      shortest = min(shortest, bar.end - bar.start)
    }
  }

  func contains(_ bar: GanttChart.Bar) -> Bool {
    !bar.isSerial && bar.activity == .running && bar.end - bar.start >= shortest
      && keys.contains(Key(call: bar.call, start: bar.start))
  }

  /// What is drawn of a lane: bars as wide as a cell or outstanding, and blocks of the others.
  ///
  /// A block ends where it is as wide as a cell, where a bar stands on its own, and where nothing
  /// happens for as long as a cell. One narrow bar between wide ones stays a bar.
  ///
  /// - Complexity: O(*n*) in the number of bars.
  func marks(of lane: GanttChart.Lane, cell: Nanoseconds) -> [LevelOfDetail.Mark] {
    var marks: [LevelOfDetail.Mark] = []
    var open: GanttBlock?
    var only: GanttChart.Bar?
    func close() {
      guard let block = open else { return }
      if let only {
        marks.append(.bar(only))
      } else if case .block(var last)? = marks.last, block.start - last.end < cell,
        last.looksLike(block)
      {
        last.add(block)
        marks[marks.count - 1] = .block(last)
      } else {
        marks.append(.block(block))
      }
      open = nil
    }
    for bar in lane.bars {
      if bar.end - bar.start >= cell || contains(bar) {
        close()
        marks.append(.bar(bar))
        continue
      }
      if let block = open, bar.start - block.end >= cell || block.end - block.start >= cell {
        close()
      }
      if open == nil {
        (open, only) = (GanttBlock(bar), bar)
      } else {
        open?.add(bar)
        only = nil
      }
    }
    close()
    return marks
  }
}

/// The longest of many bars; of equals, the first.
private struct Longest {
  let most: Int
  private(set) var bars: [GanttChart.Bar] = []
  /// How long the longest of those is that found no place.
  private var longestOther: Nanoseconds = -1

  /// Those that are longer than all others: of many that take equally long, a part would look like another kind.
  var outstanding: [GanttChart.Bar] { bars.filter { $0.end - $0.start > longestOther } }

  init(most: Int) { self.most = most }

  /// - Complexity: O(`most`), and O(1) for a bar that is too short.
  mutating func add(_ bar: GanttChart.Bar) {
    let time = bar.end - bar.start
    if bars.count == most {
      guard let last = bars.last, last.end - last.start < time else {
        longestOther = max(longestOther, time)
        return
      }
      longestOther = max(longestOther, last.end - last.start)
      bars.removeLast()
    }
    let place = bars.firstIndex { $0.end - $0.start < time } ?? bars.count
    bars.insert(bar, at: place)
  }
}
