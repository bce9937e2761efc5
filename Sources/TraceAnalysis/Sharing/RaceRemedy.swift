public import EventLog

/// What would put two accesses that race in order.
public enum RaceRemedy: Equatable, Sendable {
  /// To hand the value on as data, or to wait in between: neither of the calls is parallel.
  case handOn
  /// To wait for a call before something, or if it says so, to let its component not be parallel.
  case wait(for: CallNumber, before: Place, orNotParallel: Bool)
  /// Nothing can wait for a call that never ends: it has to cope with either order, or be stopped before.
  case cope(endless: CallNumber, other: CallNumber)

  /// Before what to wait.
  public enum Place: Equatable, Sendable {
    /// The step that asks for a call.
    case call(CallNumber)
    /// The flow's own access.
    case flow(isWrite: Bool)
  }
}

extension Analysis {
  /// The accesses of a race that were made by parallel calls, which is why nothing puts them in order.
  public func parallelSides(of race: Races.Race) -> [Races.Access] {
    [race.earlier, race.later].filter { table[$0.call].traits.contains(.parallel) }
  }

  /// What would put the accesses of a race in order: whichever call was asked for first is to be waited for.
  public func remedy(for race: Races.Race) -> RaceRemedy {
    guard let side = parallelSides(of: race).first else { return .handOn }
    let other = side == race.earlier ? race.later : race.earlier
    let (call, otherCall) = (table[side.call], table[other.call])
    if otherCall.isFlow || otherCall.requested > call.requested {
      if call.isEndless { return .cope(endless: side.call, other: other.call) }
      return .wait(
        for: side.call,
        before: otherCall.isFlow ? .flow(isWrite: other.isWrite) : .call(other.call),
        orNotParallel: true)
    }
    if otherCall.isEndless { return .cope(endless: other.call, other: side.call) }
    return .wait(
      for: other.call, before: .call(side.call),
      orNotParallel: otherCall.traits.contains(.parallel))
  }
}
