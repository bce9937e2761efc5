internal import EventLog
internal import TraceAnalysis

/// For how long each call of a run ran when no other did.
struct SoloTimes {
  /// The times, call by call.
  private(set) var times: [Nanoseconds]

  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ run: Analysis) {
    let calls = run.table.calls
    times = Array(repeating: 0, count: calls.count)
    var changes: [(at: Nanoseconds, call: CallNumber, begins: Bool)] = []
    for call in calls where !call.isFlow && !call.isEndless {
      guard let start = call.startedAt, let end = call.endedAt, start < end else { continue }
      changes += [(start, call.number, true), (end, call.number, false)]
    }
    changes.sort { ($0.at, $0.call) < ($1.at, $1.call) }
    // Where one call runs, the sum of the numbers of those that do is its number.
    var (count, sum, last) = (0, 0, Nanoseconds(0))
    for change in changes {
      if count == 1 { times[sum - 1] += change.at - last }
      last = change.at
      count += change.begins ? 1 : -1
      sum += change.begins ? Int(change.call) : -Int(change.call)
    }
  }

  /// The call that ran alone for longest, and for how long; nil if none did.
  var longest: (call: CallNumber, time: Nanoseconds)? {
    guard let place = times.indices.max(by: { (times[$0], $1) < (times[$1], $0) }), times[place] > 0
    else { return nil }
    return (CallNumber(place + 1), times[place])
  }
}
