public import EventLog

/// The numbers of one run, all times in nanoseconds.
public struct Measures: Equatable, Sendable {
  /// The end of the last call; calls that never end do not count.
  public let makespan: Nanoseconds
  /// T₁: the running of all calls together, on any machine; at most `Nanoseconds.max`.
  public let work: Nanoseconds
  /// T∞: the heaviest chain; no number of machines makes the program as it is faster.
  public let span: Nanoseconds
  /// What making everything parallel on machines without limit could reach; nil if the trace does
  /// not say what depends on what.
  public let floor: Nanoseconds?
  /// The running of the longest call.
  public let longestCall: Nanoseconds
  /// P: the slots of all machines that the calls may use, or the most calls at once.
  public let machines: Int
  /// (T₁ + (P − 1) T∞)/P: no schedule that keeps workers busy where it can takes longer; known only
  /// for a task graph on identical workers.
  ///
  /// Graham (1969), Brent (1974).
  public let greedyBound: Nanoseconds?
  /// Whether `machines` is the most calls at once, since the log declares none.
  public let areMachinesInferred: Bool
  /// The most calls that ran at once.
  public let peak: Int
  /// How many calls there were, flows not counted.
  public let calls: Int

  /// max(⌈T₁/P⌉, floor, longest call): with so many machines nothing can be faster.
  public var lowerBound: Nanoseconds { max(workPerMachine, floor ?? 0, longestCall) }

  /// ⌈T₁/P⌉: what each machine has to do where the work is shared out evenly.
  public var workPerMachine: Nanoseconds {
    let (share, rest) = work.quotientAndRemainder(dividingBy: Nanoseconds(machines))
    return share + (rest > 0 ? 1 : 0)
  }

  /// T₁/T∞: how many machines the program could keep busy; nil if nothing ran.
  public var parallelism: Double? { span > 0 ? Double(work) / Double(span) : nil }

  init(_ graph: RunGraph, _ timing: Timing) {
    let table = graph.table
    let components = table.calls.filter { !$0.isFlow }
    makespan = table.calls.lazy.filter { !$0.isEndless }.compactMap(\.endedAt).max() ?? 0
    work = table.calls.reduce(0) { $0.addingClamped($1.running) }
    span = timing.span
    longestCall = table.calls.lazy.map(\.running).max() ?? 0
    calls = components.count
    floor =
      graph.hasDependencies
      ? graph.hasBlocking ? graph.earliestTimes { $0 != .blocking }.max() ?? 0 : span : nil
    peak = Occupancy(table) { _ in 1 }.peak
    areMachinesInferred = !components.contains(where: \.isDeclared)
    // A trace may run more calls at once than it declares slots.
    let machines = max(1, peak, areMachinesInferred ? 0 : table.slotsInUse)
    self.machines = machines
    greedyBound =
      table.runsOnIdenticalWorkers
      ? Nanoseconds(
        clamping: (Int128(work) + Int128(machines - 1) * Int128(span)) / Int128(machines)) : nil
  }
}

extension RunGraph {
  /// Whether the log says what depends on what, as that of a simulated run always does.
  fileprivate var hasDependencies: Bool {
    if log.header.recordsDependencies { return true }
    return log.events.indices.contains { effect in
      log.causes(of: effect).contains { cause in
        !cause.edge.isResource && log.events[Int(cause.seq)].call != log.events[effect].call
      }
    }
  }
}

extension CallTable {
  /// Whether this is a task graph of which each task takes one slot of the same machine.
  fileprivate var runsOnIdenticalWorkers: Bool {
    guard let first = calls.first, first.isDeclared, !first.machine.isNone else { return false }
    return otherSlots.isEmpty
      && calls.allSatisfy { !$0.isFlow && $0.isDeclared && $0.machine == first.machine }
  }

  /// The slots of the machines that calls of the run may use; a machine of one's own
  /// counts as often as it runs calls at once.
  fileprivate var slotsInUse: Int {
    var machines = Set<Name>()
    var own = Set<Name>()
    for call in calls where !call.isFlow {
      if call.machine.isNone { own.insert(call.component) } else { machines.insert(call.machine) }
    }
    return own.reduce(0) { $0 + Int(atOnce[$1] ?? 1) }
      + machines.reduce(0) { $0 + Int(slots[$1] ?? 0) }
  }
}
