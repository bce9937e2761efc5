internal import EventLog

/// When all slots of something were taken.
///
/// A gap so short that a scheduler may just have needed it to start the next call does not count.
struct BusyTimes {
  private var times: [(start: Nanoseconds, end: Nanoseconds)] = []
  /// When each time without any gap began and was over.
  private var starts: [Nanoseconds] = []
  private var ends: [Nanoseconds] = []
  /// How many slots they need, with those that take no time.
  private(set) var slotsNeeded = 0
  private let shortGap: Nanoseconds

  /// Finds when at least `slots` of some calls ran; if nil, as many as ever ran at once.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ calls: some Sequence<RecordedCall>, slots: Int?, _ shortGap: Nanoseconds = Log.shortGap) {
    self.shortGap = shortGap
    var (begins, overs, instants) = ([Nanoseconds](), [Nanoseconds](), [Nanoseconds]())
    for call in calls {
      if call.takesTime {
        begins.append(call.start)
        overs.append(call.end)
      } else {
        instants.append(call.start)
      }
    }
    let changes = Self.changes(begins, overs, instants)
    var (running, peak) = (0, 0)
    for change in changes {
      running += change.change
      peak = max(peak, running)
      slotsNeeded = max(slotsNeeded, change.change == 0 ? running + 1 : running)
    }
    let full = slots ?? peak
    running = 0
    for change in changes {
      let before = running
      running += change.change
      if before < full, running >= full {
        open(at: change.at)
        starts.append(change.at)
      } else if before >= full, running < full {
        times[times.count - 1].end = change.at
        ends.append(change.at)
      }
    }
  }

  /// By how many more calls run from each instant on; at one instant, what ran before ends first, and what takes no
  /// time takes a slot all the same, when others have ended and none has started yet.
  private static func changes(
    _ begins: [Nanoseconds], _ overs: [Nanoseconds], _ instants: [Nanoseconds]
  ) -> [(at: Nanoseconds, change: Int)] {
    // Each list is mostly in order as it is, which is put in order in no time.
    let lists = [(overs.sorted(), -1), (instants.sorted(), 0), (begins.sorted(), 1)]
    var next = [0, 0, 0]
    var changes: [(at: Nanoseconds, change: Int)] = []
    changes.reserveCapacity(begins.count * 2 + instants.count)
    while true {
      var first: Int?
      for (list, (times, _)) in lists.enumerated() where next[list] < times.count {
        if let other = first, lists[other].0[next[other]] <= times[next[list]] { continue }
        first = list
      }
      guard let first else { return changes }
      changes.append((lists[first].0[next[first]], lists[first].1))
      next[first] += 1
    }
  }

  /// When one of two was fully taken.
  init(_ one: BusyTimes, or other: BusyTimes) {
    shortGap = max(one.shortGap, other.shortGap)
    for time in (one.times + other.times).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      open(at: time.start)
      times[times.count - 1].end = max(times[times.count - 1].end, time.end)
    }
    starts = (one.starts + other.starts).sorted()
    ends = (one.ends + other.ends).sorted()
  }

  private mutating func open(at start: Nanoseconds) {
    if let last = times.last, start - last.end <= shortGap { return }
    times.append((start, start))
  }

  /// When all were taken last before an instant, which is that instant where they were until then; nil if they never were.
  ///
  /// - Complexity: O(log *n*).
  func lastTaken(before instant: Nanoseconds) -> Nanoseconds? {
    let begun = times.partitioningIndex { $0.start >= instant }
    return begun > 0 ? min(times[begun - 1].end, instant) : nil
  }

  /// Since when, from `ready` on, all were taken until an instant; that instant itself if some were
  /// free just before it, or in truth all the time.
  ///
  /// - Complexity: O(log *n*).
  func taken(from ready: Nanoseconds, until instant: Nanoseconds) -> Nanoseconds {
    let begun = times.partitioningIndex { $0.start >= instant }
    guard begun > 0, instant <= times[begun - 1].end else { return instant }
    // A gap alone is no waiting.
    let over = ends.partitioningIndex { $0 > ready }
    guard over < ends.count, starts[over] < instant else { return instant }
    return max(ready, times[begun - 1].start)
  }
}
