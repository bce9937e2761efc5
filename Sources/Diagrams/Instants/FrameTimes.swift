public import EventLog
public import TraceAnalysis

/// The instants at which a run is shown, one picture after the other.
public enum FrameTimes {
  /// The instants of a run: one every so often, or each at which something happens to a call; of many, as many as are wanted,
  /// equally far apart.
  ///
  ///     FrameTimes.of(run, every: nil, most: 60)   // 0 s, 2 s, 3 s, 4 s
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - step: How far apart they are, in nanoseconds; nil for where something happens.
  ///   - most: How many there are at most; at least 2.
  /// - Returns: The instants in order, the first 0 and the last the end of the run.
  /// - Complexity: O(*n*) in the number of events.
  public static func of(
    _ run: Analysis, every step: Nanoseconds? = nil, most: Int
  ) -> [Nanoseconds] {
    let (end, most) = (run.log.end, max(2, most))
    var times: [Nanoseconds] = [0]
    if let step, step > 0 {
      guard end / step < most else { return even(most, end) }
      while let last = times.last, last < end { times.append(min(end, last + step)) }
      return times
    }
    for event in run.log.events where event.call > 0 && event.at > times[times.count - 1] {
      times.append(event.at)
      if times.count > most { return even(most, end) }
    }
    if let last = times.last, last < end { times.append(end) }
    return times.count > most ? even(most, end) : times
  }

  private static func even(_ count: Int, _ end: Nanoseconds) -> [Nanoseconds] {
    (0..<count).map { Nanoseconds(Int128(end) * Int128($0) / Int128(count - 1)) }
  }
}
