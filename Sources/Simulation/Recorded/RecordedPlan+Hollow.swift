package import EventLog

// Calls that do nothing themselves, such as the job of a workflow, whose steps do all.

extension RecordedPlan {
  /// A call that does nothing but wait for what runs within it.
  package struct Hollow {
    /// All that runs within it.
    package var within: [CallNumber] = []
    /// How long it took, in nanoseconds.
    package var time: Nanoseconds
  }

  /// Tells calls that run themselves from those that only hold others, which become faster with those alone.
  ///
  /// - Returns: The calls that run or hold nothing, and the others, the outermost of those within one another.
  /// - Complexity: O(*n*) in the number of calls and links.
  package func split(_ some: [CallNumber]) -> (own: [CallNumber], hollow: [Hollow]) {
    var holds = [Bool](repeating: false, count: calls.count)
    for call in calls where call.parent > 0 { holds[Int(call.parent) - 1] = true }
    // Mostly none does.
    guard some.contains(where: { holds[Int($0) - 1] }) else { return (some, []) }
    let (times, isNamed) = (runningTimes, flags(some))
    var own: [CallNumber] = []
    var hollow: [Hollow] = []
    // Within which of those each call is.
    var places = [Int](repeating: -1, count: calls.count)
    for (index, call) in calls.enumerated() {
      if call.parent > 0, case let place = places[Int(call.parent) - 1], place >= 0 {
        places[index] = place
        hollow[place].within.append(CallNumber(index + 1))
      } else if isNamed[index] {
        let time =
          call.ended < 0 || call.started < 0
          ? 0 : log.events[Int(call.ended)].at - log.events[Int(call.started)].at
        guard times[index] == 0, holds[index], time > 0 else {
          own.append(CallNumber(index + 1))
          continue
        }
        places[index] = hollow.count
        hollow.append(Hollow(time: time))
      }
    }
    return (own, hollow)
  }
}
