internal import EventLog

extension TaskList {
  /// The most slots of which it is looked for what ran at once.
  private static let mostSlots = 1_024

  /// Lets tasks end a little earlier where more would run at once than there are slots, by less than the unit of the times.
  ///
  /// Rounded times let one task end after the next on its slot has begun. Where more ran at once for longer than that, nothing
  /// is changed: so many slots there were not.
  ///
  /// - Complexity: O(*n* log *n* + *n* · *s*) in the number of tasks and slots.
  mutating func endWithinSlots() {
    guard let slots, slots <= Self.mostSlots else { return }
    var ends = tasks.map { $0.ran?.end ?? 0 }
    let order = placesByStart.filter { place in
      tasks[place].ran.map { $0.start < $0.end } ?? false
    }
    var running: [Int] = []
    var moved = 0
    for place in order {
      let start = tasks[place].ran?.start ?? 0
      running.removeAll { ends[$0] <= start }
      if running.count == slots {
        guard let first = running.indices.min(by: { ends[running[$0]] < ends[running[$1]] }),
          case let other = running[first], tasks[other].ran?.start ?? start < start,
          case let (excess, overflow) = ends[other].subtractingReportingOverflow(start),
          !overflow, excess < unit
        else { return }
        ends[other] = start
        moved += 1
        running.remove(at: first)
      }
      running.append(place)
    }
    for place in order { tasks[place].ran?.end = ends[place] }
    notes += ImportNote.inferred(
      moved, "end was", "ends were",
      " moved to where the next on its slot begins, by less than the unit of the times.")
  }
}
