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
    let busy = BusyTimes(calls, slots: nil)
    var started = calls.first?.start ?? 0
    for (place, call) in calls.enumerated() {
      // When a test was started last, or all workers were busy.
      let since = max(started, busy.lastTaken(before: call.start) ?? started)
      if call.start - since > Log.shortGap { places.append(Int32(place)) }
      started = call.start
    }
  }
}
