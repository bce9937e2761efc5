internal import EventLog

/// Puts what a task stream tells into an order that is possible, since the clocks of its times are not to be trusted.
///
/// A worker adds to its own time what it believes that its clock is off from the scheduler's, and believes something
/// else after each heartbeat. Start and end of one thing are shifted by the same, so how long it took is right; but by
/// the record a task may start before one that it needs has ended, or before the one before it on its thread has.
/// Such a task begins later here, as long as it took. No task is moved by more than clocks were taken to be off from
/// one another, so what would have to move by more than `most` contradicts itself, and is left where it is.
struct DaskClocks {
  /// Something that took time.
  struct Work {
    var start: Nanoseconds
    var end: Nanoseconds
    /// Where it ran, one after the other; negative if that is no matter.
    var thread: Int32
    /// What had ended before it, by places in the list.
    var needs: [Int32]
  }

  /// By how much at most something is moved.
  static let most: Nanoseconds = 500_000_000

  /// The same with new times; what was not found in time is no longer needed.
  private(set) var works: [Work]
  /// Their places, each behind what it needs.
  private(set) var order: [Int]
  /// How many were moved, and by how much at most.
  private(set) var moved: (count: Int, most: Nanoseconds) = (0, 0)
  /// How many needs contradict the times by more than clocks do.
  private(set) var contradicted = 0
  /// How many needs are of something that needs the same in turn.
  private(set) var circular = 0

  /// - Complexity: O(*n* log *n*) in the number of works and needs.
  init(_ works: consuming [Work], threads: Int) {
    self.works = works
    order = []
    breakCircles()
    order = Self.order(self.works)
    let isThread = Self.areThreads(self.works, threads)
    var free = [Nanoseconds](repeating: .min, count: threads)
    for place in order {
      var work = self.works[place]
      let needs = work.needs
      work.needs = needs.filter { self.works[Int($0)].end - work.start <= Self.most }
      contradicted += needs.count - work.needs.count
      var start = work.start
      for need in work.needs { start = max(start, self.works[Int(need)].end) }
      if work.thread >= 0, isThread[Int(work.thread)],
        free[Int(work.thread)] <= work.start + Self.most
      {
        start = max(start, free[Int(work.thread)])
      }
      let shift = start - work.start
      if shift > 0 { moved = (moved.count + 1, max(moved.most, shift)) }
      work.start += shift
      work.end += shift
      if work.thread >= 0 { free[Int(work.thread)] = max(free[Int(work.thread)], work.end) }
      self.works[place] = work
    }
  }

  /// Whether what ran on a thread can have run one after the other, if clocks are off by no more than they may be.
  ///
  /// Coroutines all run on the thread of the event loop, at once.
  private static func areThreads(_ works: [Work], _ threads: Int) -> [Bool] {
    var areThreads = [Bool](repeating: true, count: threads)
    var free = [Nanoseconds](repeating: .min, count: threads)
    for work in works.sorted(by: { $0.start < $1.start }) where work.thread >= 0 {
      let thread = Int(work.thread)
      let start = max(work.start, free[thread])
      if start - work.start > Self.most { areThreads[thread] = false }
      free[thread] = start.addingClamped(work.end - work.start)
    }
    return areThreads
  }

  /// Leaves out of what needs itself in a circle what started no earlier, which is enough to break the circle.
  private mutating func breakCircles() {
    let order = Self.order(works)
    guard order.count < works.count else { return }
    var isInOrder = [Bool](repeating: false, count: works.count)
    for place in order { isInOrder[place] = true }
    for place in works.indices where !isInOrder[place] {
      let task = (works[place].start, place)
      let needs = works[place].needs.filter {
        isInOrder[Int($0)] || (works[Int($0)].start, Int($0)) < task
      }
      circular += works[place].needs.count - needs.count
      works[place].needs = needs
    }
  }

  /// An order in which each comes behind what it needs, else by their starts; without what is in circles or behind them.
  private static func order(_ works: [Work]) -> [Int] {
    let byStart = works.indices.sorted { (works[$0].start, $0) < (works[$1].start, $1) }
    return NeedsOrder.places(byStart) { works[$0].needs }
  }
}
