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
  /// All schedules, each once. It is for small tests.
  case exhaustive
  /// All schedules but those that only change the order of steps on different actors, which are far fewer.
  ///
  /// They are all there is to be seen where whatever tasks share is isolated to actors. They are not where steps on two actors
  /// write to one stream, take one lock, cancel, or change what is isolated to neither.
  case exhaustiveIfIsolated
  /// All of these in turn, but for the exhaustive searches, most of all random priorities.
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
    case .exhaustiveIfIsolated: "exhaustive, if all is isolated to actors"
    case .portfolio: "portfolio"
    }
  }

  /// Whether it goes through all schedules.
  package var isExhaustive: Bool { self == .exhaustive || self == .exhaustiveIfIsolated }

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
