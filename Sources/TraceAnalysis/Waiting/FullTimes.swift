import EventLog

/// When all slots of something were in use.
///
/// A gap so short that a scheduler may just have needed it to start the next call does not count (`Log.shortGap`).
struct FullTimes: Sendable {
  private var times: [Range<Nanoseconds>] = []
  /// How long they were in use before each of these times.
  private var before: [Nanoseconds] = []

  /// - Complexity: O(*n*) in the number of calls that used them.
  init(_ occupancy: Occupancy, slots: Int) {
    for time in occupancy.times(inUse: slots...Int.max) {
      if let last = times.last, time.lowerBound - last.upperBound <= Log.shortGap {
        times[times.count - 1] = last.lowerBound..<time.upperBound
      } else {
        times.append(time)
      }
    }
    var sum: Nanoseconds = 0
    for time in times {
      before.append(sum)
      sum += time.upperBound - time.lowerBound
    }
  }

  /// How long, of a while, all were in use.
  ///
  /// - Complexity: O(log *n*).
  func time(in range: Range<Nanoseconds>) -> Nanoseconds {
    time(until: range.upperBound) - time(until: range.lowerBound)
  }

  /// The times within a while in which all were in use.
  ///
  /// - Complexity: O(log *n*), and O(*m*) in how many there are.
  func ranges(in range: Range<Nanoseconds>) -> [Range<Nanoseconds>] {
    times[max(0, begun(before: range.lowerBound) - 1)...]
      .prefix { $0.lowerBound < range.upperBound }
      .map { $0.clamped(to: range) }.filter { !$0.isEmpty }
  }

  /// How long all were in use until an instant.
  private func time(until instant: Nanoseconds) -> Nanoseconds {
    let begun = begun(before: instant)
    guard begun > 0 else { return 0 }
    let last = times[begun - 1]
    return before[begun - 1] + min(instant, last.upperBound) - last.lowerBound
  }

  /// How many of the times begin before an instant.
  private func begun(before instant: Nanoseconds) -> Int {
    times.partitioningIndex { $0.lowerBound >= instant }
  }
}
