public import EventLog

/// What bound a run of calls that no flow orders: their dependencies, or the machines.
///
/// With one more machine it takes at least max(⌈T₁/(P + 1)⌉, span), whatever the order; where
/// dependencies are not known, the longest call stands for the span. Machines of different names
/// cannot stand in for each other: there, one more is one more slot of the machine that has most to do.
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
  /// Where calls run on several machines, the one that has most to do for its slots.
  public let machine: MachineUse?
  /// How many slots can stand in for each other: those of `machine`, or of all.
  public let slots: Int
  /// What each of those slots has to do where its work is shared out evenly.
  public let share: Nanoseconds
  /// For how long all of those slots were busy.
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
    machine = measures.busiestMachine
    slots = machine?.slots ?? measures.machines
    share = machine?.share ?? measures.workPerMachine
    if measures.makespan - span <= measures.makespan / Self.little {
      bound = .chain
    } else if measures.floor == nil {
      bound = .unknown
    } else {
      bound = measures.machineBound >= span ? .machines : .both
    }
    let name = machine?.name
    allBusy = Occupancy(run.table) { call in
      name == nil || run.table[call].machine == name ? run.table.slotCount(of: call) : 0
    }.time(from: 0, to: measures.makespan, inUse: slots...Int.max)
    waiting = run.observedPath.waiting
    let work = machine?.work ?? measures.work
    let others = measures.machineUses.lazy.filter { $0.name != name }.map(\.share).max() ?? 0
    let shareWithOneMore = MachineUse.share(of: work, among: slots + 1)
    leastWithOneMore = max(shareWithOneMore, machine == nil ? 0 : others, span)
    mostSavedByOneMore = max(0, measures.makespan - leastWithOneMore)
  }

  /// One part in so many of the makespan is little.
  private static let little: Nanoseconds = 20
}
