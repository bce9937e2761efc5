internal import EventLog
internal import TraceAnalysis

/// Calls within calls on lanes that nobody declared, such as threads: what has no lane of its own runs where its
/// caller does.
///
/// A caller is blocked while others run within it. On the lane only those are drawn, so that each instant
/// shows what ran innermost there:
///
///     train                  one row    train forward train backward train
///     └ forward  backward
struct NestedCalls {
  /// For each call, by its number − 1, the call that has its lane.
  private var hosts: [CallNumber] = []
  /// The calls within each on the same lane, one caller after the other, in the order of their requests.
  private var children: [CallNumber] = []
  /// Where the next child of each caller stands that has not been looked at, and where they end.
  private var next: [Int32] = []
  private var ends: [Int32] = []

  /// - Complexity: O(*n*) in the number of calls.
  init(_ run: Analysis) {
    guard run.isOfThreads else { return }
    let calls = run.table.calls
    hosts = run.table.laneHosts
    var counts = [Int32](repeating: 0, count: calls.count + 1)
    for call in calls where hosts[Int(call.number) - 1] != call.number {
      counts[Int(call.parent)] += 1
    }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    ends = Array(counts.dropFirst())
    next = Array(counts.dropLast())
    children = Array(repeating: 0, count: Int(counts[calls.count]))
    var places = next
    for call in calls where hosts[Int(call.number) - 1] != call.number {
      children[Int(places[Int(call.parent) - 1])] = call.number
      places[Int(call.parent) - 1] += 1
    }
  }

  /// The call on whose lane a call runs: itself if it has one.
  func host(of call: CallNumber) -> CallNumber { hosts.isEmpty ? call : hosts[Int(call) - 1] }

  /// When during an interval in which a call is blocked nothing within it is on its lane: it waits for others.
  ///
  /// Intervals of a call are to be asked for in their order.
  ///
  /// - Complexity: O(*n*) in the number of calls within it, over all its intervals.
  mutating func waits(
    in interval: Interval, _ table: CallTable
  ) -> [(start: Nanoseconds, end: Nanoseconds)] {
    guard !hosts.isEmpty else { return [(interval.start, interval.end)] }
    let caller = Int(interval.call) - 1
    var waits: [(start: Nanoseconds, end: Nanoseconds)] = []
    var time = interval.start
    while next[caller] < ends[caller] {
      let child = table[children[Int(next[caller])]]
      if let start = child.startedAt {
        guard start < interval.end else { break }
        if start > time { waits.append((time, start)) }
        let end = child.endedAt ?? .max
        time = max(time, end)
        if end > interval.end { break }
      }
      next[caller] += 1
    }
    if time < interval.end { waits.append((time, interval.end)) }
    return waits
  }
}
