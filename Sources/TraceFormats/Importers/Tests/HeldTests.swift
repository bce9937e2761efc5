internal import EventLog

/// The tests of a run that began later than a worker was free: something else held them back.
struct HeldTests {
  /// Their places among the calls, in the order in which they began.
  private(set) var places: [Int32] = []

  /// Looks at the tests of a run, of which as many could run at once as ever did.
  ///
  /// Who starts tests may need a moment for each.
  ///
  /// - Precondition: Calls come in the order of their starts.
  /// - Complexity: O(*n* log *n*) in the number of tests.
  init(_ calls: [RecordedCall]) {
    let ends = calls.map(\.end).sorted()
    var most = 0
    Self.forEach(of: calls, ends) { _, running in
      most = max(most, running + 1)
    } ended: { _, _ in
    }
    // When all workers were busy last, or a test was started.
    var since = calls.first?.start ?? 0
    var held: [Int32] = []
    Self.forEach(of: calls, ends) { place, _ in
      if calls[place].start - since > Log.shortGap { held.append(Int32(place)) }
      since = calls[place].start
    } ended: { at, running in
      if running == most { since = max(since, at) }
    }
    places = held
  }

  /// Goes through starts and ends, at one instant the ends first; each is told with how many ran before it.
  private static func forEach(
    of calls: [RecordedCall], _ ends: [Nanoseconds], _ started: (Int, Int) -> Void,
    ended: (Nanoseconds, Int) -> Void
  ) {
    var next = 0
    for (place, call) in calls.enumerated() {
      while next < place, ends[next] <= call.start {
        ended(ends[next], place - next)
        next += 1
      }
      started(place, place - next)
    }
  }
}
