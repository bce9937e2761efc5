public import EventLog

/// What bound a run of calls that no flow orders: their dependencies, or the machines.
///
/// With one more machine it takes at least max(⌈T₁/(P + 1)⌉, span), whatever the order; where
/// dependencies are not known, the longest call stands for the span.
public struct Bottleneck: Sendable {
  /// What bound a run.
  public enum Bound: String, Sendable {
    /// Its longest chain, or its longest call: it took little longer.
    case chain
    /// Its machines: even shared out evenly, its work takes no less than its longest chain.
    case machines
    /// Both: work shared out evenly takes less than the longest chain, but the chain had to wait.
    case both
    /// It is not known what depends on what.
    case unknown
  }

  /// What bound the run.
  public let bound: Bound
  /// For how long all machines were busy.
  public let allBusy: Nanoseconds
  /// For how long what the end waited for was ready, and waited for a machine (observed path).
  public let waiting: Nanoseconds
  /// With one more machine no schedule takes less.
  public let leastWithOneMore: Nanoseconds
  /// The most that one more machine could have saved.
  public let mostSavedByOneMore: Nanoseconds

  /// Finds what bound a run; nil if a flow orders its calls, if it did not come to its end, or if
  /// nothing ran.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init?(_ run: Analysis) {
    let measures = run.measures
    guard run.isFinished, measures.work > 0, !run.table.calls.contains(where: \.isFlow) else {
      return nil
    }
    let span = measures.floor == nil ? measures.longestCall : measures.span
    let share = measures.workPerMachine
    if measures.makespan - span <= measures.makespan / Self.little {
      bound = .chain
    } else if measures.floor == nil {
      bound = .unknown
    } else {
      bound = share >= span ? .machines : .both
    }
    let occupancy = Occupancy(run.table) { 1 + (run.table.otherSlots[$0]?.count ?? 0) }
    allBusy = occupancy.time(
      from: 0, to: measures.makespan, inUse: measures.machines...Int.max)
    waiting = run.observedPath.waiting
    let machines = Nanoseconds(measures.machines + 1)
    leastWithOneMore = max(measures.work / machines + (measures.work % machines > 0 ? 1 : 0), span)
    mostSavedByOneMore = max(0, measures.makespan - leastWithOneMore)
  }

  /// One part in so many of the makespan is little.
  private static let little: Nanoseconds = 20
}
