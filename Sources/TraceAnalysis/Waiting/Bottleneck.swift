public import EventLog

/// What bound a run of calls that no flow orders: their dependencies, the machines, or a pool.
///
/// With one more machine it takes at least max(⌈T₁/(P + 1)⌉, span), whatever the order; where
/// dependencies are not known, the longest call stands for the span. Machines of different names
/// cannot stand in for each other: there, one more is one more slot of the machine that has most to do.
/// In a trace with pools it is the pool, or the lanes that all calls share, for which the observed path
/// waited longest. Where nothing says that calls shared machines, as in traces of requests through services, no
/// machine bound it.
public struct Bottleneck: Sendable {
  /// What bound a run.
  public enum Bound: String, Sendable {
    /// Its longest chain, or its longest call: it took little longer.
    case chain
    /// Its machines: even shared out evenly, its work takes no less than its longest chain.
    case machines
    /// Both: work shared out evenly takes less than the longest chain, but the chain had to wait.
    case both
    /// It is not known what depends on what; or its chain, and waiting for machines, explain only a part of it, and what the
    /// rest waited for is not recorded.
    case unknown
  }

  /// What bound the run.
  public let bound: Bound
  /// Whether the log tells of machines that calls waited for, or had after one another.
  public let hasMachines: Bool
  /// Whether it is known how many calls could run at once: where neither that nor what needs what is told, as many may have
  /// run as there were to run.
  public let knowsSlots: Bool
  /// The pool that the run waited for, or where calls run on several machines, the one that has most to
  /// do for its slots.
  public let machine: MachineUse?
  /// How many slots can stand in for each other: those of `machine`, or of all.
  public let slots: Int
  /// What each of those slots has to do where its work is shared out evenly.
  public let share: Nanoseconds
  /// For how long all of those slots were busy.
  public let allBusy: Nanoseconds
  /// For how long any of them was busy, each counted by itself.
  public let slotTime: Int128
  /// For how long what the end waited for was ready, and waited for one of those slots (observed path).
  public let waiting: Nanoseconds
  /// What else the observed path waited for, the longest wait first.
  public let otherWaits: [(reason: WaitReason, time: Nanoseconds)]
  /// For how long the observed path does not say what the run waited for, though slots were free.
  public let unexplained: Nanoseconds
  /// The longest such time, and the call that had all that it needs; nil if there is none.
  public let longestUnexplained: (time: Range<Nanoseconds>, call: CallNumber)?
  /// With one more machine no schedule takes less.
  public let leastWithOneMore: Nanoseconds
  /// The most that one more machine could have saved.
  public let mostSavedByOneMore: Nanoseconds

  /// Whether the log explains what the run waited for, but for a little.
  public let isExplained: Bool

  /// Finds what bound a run; nil if a flow orders its calls, if it did not come to its end, if
  /// nothing ran, or if it is not known when.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init?(_ run: Analysis) {
    let measures = run.measures
    guard run.isFinished, measures.work > 0, run.log.header.callTimes == .measured,
      !run.table.calls.contains(where: \.isFlow)
    else {
      return nil
    }
    let makespan = measures.makespan
    let span = measures.floor == nil ? measures.longestCall : measures.span
    let path = PathWaits(run, knowsNeeds: measures.floor != nil)
    let waits = path.times
    let machine = measures.hasPools ? Self.pool(of: measures, waits) : measures.busiestMachine
    self.machine = machine
    slots = machine?.slots ?? measures.machines
    share = machine?.share ?? measures.workPerMachine
    unexplained = path.unexplained
    longestUnexplained = path.longestUnexplained
    isExplained = unexplained <= makespan / Self.little
    hasMachines = run.log.tellsOfMachines
    knowsSlots = run.knowsSlots
    let name = machine?.name
    let occupancy =
      name == nil && run.table.holdsOneSlotEach
      ? run.occupancy
      : Occupancy(run.table) { call in
        name.map { run.table.slotCount(of: call, on: $0) } ?? run.table.slotCount(of: call)
      }
    allBusy = occupancy.time(from: 0, to: makespan, inUse: slots...Int.max)
    let little = makespan / Self.little
    let most = measures.hasPools ? share : measures.machineBound
    if makespan - span <= little {
      bound = .chain
    } else if measures.floor == nil || !hasMachines {
      bound = .unknown
    } else if makespan - unexplained - span <= little, makespan - most > little {
      bound = .unknown
    } else if most >= span, allBusy < makespan / 2,
      !isExplained || occupancy.time(from: 0, to: makespan, inUse: 0...0) > little
    {
      // Slots that were free for most of the time are not what held it up, where nothing says what it waited for, or where
      // nothing ran.
      bound = .unknown
    } else {
      bound = most >= span ? .machines : .both
    }
    slotTime = machine?.work ?? measures.work
    let own: WaitReason? = measures.hasPools ? machine.map { .machine($0.name) } ?? .lane : nil
    waiting = own.map { waits[$0, default: 0] } ?? path.all
    otherWaits =
      own == nil
      ? []
      : waits.filter { $0.key != own }.map { ($0.key, $0.value) }
        .sorted { ($1.1, run.log.order(of: $0.0)) < ($0.1, run.log.order(of: $1.0)) }
    var least = max(MachineUse.share(of: slotTime, among: slots + 1), span)
    // How many lanes a trace had besides those that it used is not known.
    for use in measures.machineUses where machine != nil || measures.hasPools {
      if use.name != name { least = max(least, use.share) }
    }
    leastWithOneMore = least
    // Where dependencies are not recorded, neither are waits.
    let mostWaited = measures.floor == nil ? makespan : path.all
    mostSavedByOneMore =
      hasMachines && knowsSlots ? max(0, min(makespan - least, mostWaited)) : 0
  }

  /// One part in so many of the makespan is little.
  private static let little: Nanoseconds = 20

  /// The pool that the observed path waited for longer than for anything else, if it is one.
  private static func pool(
    of measures: Measures, _ waits: [WaitReason: Nanoseconds]
  ) -> MachineUse? {
    func waited(for pool: MachineUse) -> Nanoseconds { waits[.machine(pool.name), default: 0] }
    let lane = waits[.lane, default: 0]
    return measures.machineUses.filter { waited(for: $0) > lane }
      .max { waited(for: $0) < waited(for: $1) }
  }
}

extension Analysis {
  /// Whether it is known how many calls could run at once.
  ///
  /// Builds and batches run as many as they were told to. Of what a pipeline runs, as many may have been ready as ever ran at
  /// once, unless that is as many as it says that it may run.
  fileprivate var knowsSlots: Bool {
    guard traceKind == .pipeline, measures.floor == nil else { return true }
    return measures.machineUses.contains { $0.slots <= measures.peak }
  }
}

extension Log {
  /// Whether calls waited for slots, or may have: they were simulated, all that they waited for is recorded, or
  /// one has what another had.
  fileprivate var tellsOfMachines: Bool {
    !header.origin.isTrace || header.recordsDependencies || causes.contains { $0.edge == .machine }
  }

  /// A place by which what calls waited for is sorted: by the order in which names are first met.
  fileprivate func order(of reason: WaitReason) -> Int {
    switch reason {
    case .turn: 0
    case .lane: 1
    case .machine(let name): 2 + Int(name.index)
    }
  }
}

/// What the observed path of a run waited for.
private struct PathWaits {
  /// For how long it waited for what.
  private(set) var times: [WaitReason: Nanoseconds] = [:]
  /// For how long a call had all that it needs, did not start, and nothing was full.
  private(set) var unexplained: Nanoseconds = 0
  /// The longest such time.
  private(set) var longestUnexplained: (time: Range<Nanoseconds>, call: CallNumber)?

  /// For how long it waited for anything.
  var all: Nanoseconds { times.values.reduce(0, +) }

  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ run: Analysis, knowsNeeds: Bool) {
    let reasons = run.waitReasons
    for wait in run.observedPath.waits {
      for part in reasons.parts(of: wait.time, call: wait.call) {
        times[part.reason, default: 0] += part.time
      }
    }
    guard knowsNeeds, run.log.header.origin.isTrace else { return }
    for delay in run.observedPath.delays {
      var rest = delay.time.upperBound - delay.time.lowerBound
      for part in reasons.fullParts(of: delay.time, call: delay.call) {
        times[part.reason, default: 0] += part.time
        rest -= part.time
      }
      unexplained += rest
      // No gap is longer than what is left of the delay.
      let known = longestUnexplained.map { $0.time.upperBound - $0.time.lowerBound } ?? 0
      guard rest > known else { continue }
      let gap = reasons.longestGap(in: delay.time, call: delay.call)
      if gap.upperBound - gap.lowerBound > known { longestUnexplained = (gap, delay.call) }
    }
  }
}
