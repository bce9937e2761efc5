internal import EventLog

/// Finds who seems to have ended a wait.
struct WakerSearch {
  private let calls: [RecordedCall]
  private let threads: [Int32]
  /// The calls that let go of a lock, in the order of their starts.
  private let releases: [Int]
  /// All calls in the order of their ends, once they are asked for.
  private lazy var ended = TimeOrder.places(count: calls.count) { calls[$0].end }

  /// A search among the calls of some threads, of which those with some names let go of locks.
  init(_ calls: [RecordedCall], _ threads: [Int32], _ isRelease: (Name) -> Bool) {
    (self.calls, self.threads) = (calls, threads)
    releases = calls.indices.filter { isRelease(calls[$0].name) }
  }

  /// The last call on another thread that let go of a lock during a wait; if none did, the last that ended there meanwhile and
  /// did not wait itself; nil if there is none.
  ///
  /// - Complexity: O(log *n*) in the number of calls, beside those that let go of locks meanwhile on the thread itself.
  mutating func waker(from start: Nanoseconds, to end: Nanoseconds, of thread: Int32) -> Int32? {
    var place = releases.partitioningIndex { calls[$0].start > end } - 1
    while place >= 0, calls[releases[place]].start >= start {
      if threads[releases[place]] != thread { return Int32(releases[place]) }
      place -= 1
    }
    let last = ended.partitioningIndex { calls[Int($0)].end > end } - 1
    for place in stride(from: last, through: max(0, last - 64), by: -1) {
      let call = Int(ended[place])
      guard calls[call].end > start else { break }
      if threads[call] != thread, !calls[call].isWait { return Int32(call) }
    }
    return nil
  }
}
