internal import EventLog

/// The parts of tests' intervals that are not known to be work.
///
/// Parallel tests all start at once and wait inside their intervals for a thread. Something ran at each moment, and
/// what ended next is taken to be it: the rest of an interval counts as waiting. So the work that is told is the
/// least there can have been, and tests that follow one another are measured as they are.
struct SwiftTestingWaits {
  /// A wait within an item, and the item whose end seems to have ended it.
  struct Wait {
    var item: Int
    var start: Nanoseconds
    var end: Nanoseconds
    var wokenBy: Int?
  }

  private(set) var all: [Wait] = []
  /// How many functions and cases ran beside others.
  private(set) var overlapping = 0

  /// - Complexity: O(*n* log *n*) in the number of items.
  init(_ items: [SwiftTestingRun.Item], last: Nanoseconds) {
    let leaves = items.indices.filter { !items[$0].isSuite && !items[$0].hasItems }
      .sorted { (items[$0].end ?? last, $0) < (items[$1].end ?? last, $1) }
    // What ended sooner, as spans that do not touch, with the item that ended last in each.
    var spans: [(start: Nanoseconds, end: Nanoseconds, item: Int)] = []
    for leaf in leaves {
      let (start, end) = (items[leaf].start, items[leaf].end ?? last)
      var span = (start: start, end: end, item: leaf)
      let before = spans.last
      while let other = spans.last, other.end > start {
        span.start = min(span.start, other.start)
        spans.removeLast()
        let from = max(start, other.start)
        if spans.last.map({ $0.end <= start }) ?? true, let before {
          overlapping += 1
          all.append(Wait(item: leaf, start: from, end: before.end, wokenBy: before.item))
        }
      }
      spans.append(span)
    }
    addWaitsBeforeCases(items, spans.map { ($0.start, $0.end) })
  }

  /// A function with cases waits until the first of them begins, if others ran meanwhile.
  private mutating func addWaitsBeforeCases(
    _ items: [SwiftTestingRun.Item], _ busy: [(start: Nanoseconds, end: Nanoseconds)]
  ) {
    var seen = Set<Int>()
    for item in items {
      guard let parent = item.parent, !items[parent].isSuite, seen.insert(parent).inserted else {
        continue
      }
      let start = items[parent].start
      let next = busy.partitioningIndex { $0.end > start }
      guard next < busy.count, busy[next].start < item.start else { continue }
      let from = max(start, busy[next].start)
      overlapping += 1
      all.append(Wait(item: parent, start: from, end: item.start, wokenBy: nil))
    }
  }
}
