/// What runs have shown so far: which pieces of code came right after which others of other tasks.
struct Coverage {
  private var seen: Set<UInt64> = []
  private var pairs: Set<UInt64> = []
  /// The schedules that showed something new; the oldest are let go.
  private var schedules: [Schedule] = []

  private static let most = 256

  /// How many interleavings have been seen that differ.
  var interleavings: Int { seen.count }

  /// Takes in a run.
  mutating func take(in run: ScheduledRun) {
    guard seen.insert(run.interleaving).inserted else { return }
    var isNew = false
    for (step, next) in zip(run.steps, run.steps.dropFirst())
    where step.chosen.lane != next.chosen.lane {
      var hash = StableHash()
      hash.combine(step.chosen.place)
      hash.combine(next.chosen.place)
      hash.combine(step.chosen.actor == next.chosen.actor ? 1 : 0)
      if pairs.insert(hash.value).inserted { isNew = true }
    }
    guard isNew else { return }
    if schedules.count == Self.most { schedules.removeFirst() }
    schedules.append(run.schedule)
  }

  /// One of the schedules that showed something new; nil if there is none.
  func schedule(_ numbers: SeededNumbers) -> Schedule? {
    var numbers = numbers
    return schedules.isEmpty ? nil : schedules[numbers.number(below: schedules.count)]
  }
}
