/// How schedules are chosen that are to be tried.
public enum ScheduleStrategy: Equatable, Sendable {
  /// The one schedule in which what became ready first goes first.
  case firstInFirstOut
  /// Each candidate with the same probability.
  case randomWalk
  /// Random priorities that change a few times: what a bug needs that depends on so many events being in a certain order (PCT).
  case priorityChanges(depth: Int)
  /// Random priorities of steps (POS).
  case partialOrderSampling
  /// No changes of tasks that are not needed, but for so many (delay bounding).
  case delays(Int)
  /// Variations of schedules that led to something new.
  case guided
  /// All schedules, leaving out those that differ in the order of steps on different actors alone.
  ///
  /// That is right for tests in which tasks share nothing but the state of actors. Where two that run on different actors write to one
  /// stream or variable, cancel, or ask for a lock, not each order of that is tried. It is for small tests.
  case exhaustive
  /// All of these in turn, but for the exhaustive search, most of all random priorities.
  case portfolio

  /// The name by which reports call it.
  public var name: String {
    switch self {
    case .firstInFirstOut: "first in, first out"
    case .randomWalk: "random walk"
    case .priorityChanges(let depth): "priority changes, depth \(depth)"
    case .partialOrderSampling: "partial order sampling"
    case .delays(let bound): "at most \(bound) delays"
    case .guided: "guided by coverage"
    case .exhaustive: "exhaustive"
    case .portfolio: "portfolio"
    }
  }

  /// The strategy of a schedule, by its number from 0.
  func strategy(of number: Int) -> ScheduleStrategy {
    guard self == .portfolio else { return self }
    if number == 0 { return .firstInFirstOut }
    return Self.turns[number % Self.turns.count]
  }

  private static let turns: [ScheduleStrategy] = [
    .priorityChanges(depth: 3), .randomWalk, .partialOrderSampling, .delays(2),
    .priorityChanges(depth: 2), .guided, .priorityChanges(depth: 4), .delays(1),
  ]
}
