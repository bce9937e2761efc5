public import EventLog

/// The numbers of one run, all times in nanoseconds.
public struct Measures: Equatable, Sendable {
  /// The end of the last call; calls that never end do not count.
  public let makespan: Nanoseconds
  /// T₁: the running of all calls together, on any machine; a call that holds several slots, of one machine or
  /// of several, counts as often.
  public let work: Int128
  /// The running of all calls together, each counted once: how long they take one after the other.
  public let callTime: Int128
  /// T∞: the heaviest chain; no number of machines makes the program as it is faster.
  public let span: Nanoseconds
  /// What making everything parallel on machines without limit could reach; nil if the trace does
  /// not say what depends on what.
  public let floor: Nanoseconds?
  /// How it is known what depends on what.
  public let dependencies: Dependencies
  /// The running of the longest call.
  public let longestCall: Nanoseconds
  /// P: the slots of all machines that the calls may use; where none are declared, as in most traces, the most
  /// calls at once.
  public let machines: Int
  /// The declared machines that calls of the run are to run on, in the order of their first call.
  public let machineUses: [MachineUse]
  /// (T₁ + (P − 1) T∞)/P: no schedule that keeps workers busy where it can takes longer; known only
  /// for a task graph on identical workers.
  ///
  /// Graham (1969), Brent (1974).
  public let greedyBound: Nanoseconds?
  /// Whether `machines` is the most calls at once, since the log does not say it.
  public let areMachinesInferred: Bool
  /// The most calls that ran at once.
  public let peak: Int
  /// How many calls there were, flows not counted.
  public let calls: Int

  /// Whether the span is of a critical path, and not only of what ran longest.
  public var hasCriticalPath: Bool {
    knowsRunning && (dependencies == .recorded || dependencies == .nested)
  }
  /// Whether it is known how long calls ran, and not only how long that can have been at most.
  package let knowsRunning: Bool
  /// The span, where it is known how long calls ran.
  package var knownSpan: Nanoseconds? { knowsRunning ? span : nil }

  /// max(⌈T₁/P⌉, the same of each machine, floor, longest call): with so many machines nothing can be
  /// faster.
  public var lowerBound: Nanoseconds { max(machineBound, floor ?? 0, longestCall) }

  /// What no number of machines makes faster: the floor, or where that is not known the longest call.
  package var knownChain: Nanoseconds { floor ?? longestCall }

  /// (T₁ + (P − 1) T∞)/P: no schedule of tasks on so many identical workers takes longer that keeps them busy where it can.
  package func greedyBound(on workers: Int) -> Nanoseconds {
    Self.greedyBound(work, span, on: workers)
  }

  private static func greedyBound(
    _ work: Int128, _ span: Nanoseconds, on workers: Int
  ) -> Nanoseconds {
    Nanoseconds(clamping: (work + Int128(workers - 1) * Int128(span)) / Int128(workers))
  }

  /// ⌈T₁/P⌉: what each slot has to do where the work is shared out evenly.
  public var workPerMachine: Nanoseconds { MachineUse.share(of: work, among: machines) }

  /// What the machines alone allow: ⌈T₁/P⌉, or ⌈work/slots⌉ of the machine that has most to do.
  public var machineBound: Nanoseconds {
    machineUses.lazy.map(\.share).filter { $0 <= makespan }.reduce(workPerMachine, max)
  }

  /// Whether the declared machines are pools, within the lanes that all calls share.
  public let hasPools: Bool

  /// The declared machine that has most to do for its slots, if calls run on several.
  public var busiestMachine: MachineUse? {
    guard machineUses.count > 1, !hasPools else { return nil }
    return machineUses.max { $0.share < $1.share }
  }

  /// Whether a call holds several slots at once.
  public var holdsSeveralSlots: Bool { work != callTime }

  /// T₁/T∞: how many slots the program could keep busy; nil if nothing ran.
  public var parallelism: Double? { span > 0 ? Double(work) / Double(span) : nil }

  /// T₁/(P · makespan): the part of the time for which slots were busy; nil if no time passed.
  public var utilization: Double? {
    makespan > 0 ? Double(work) / (Double(machines) * Double(makespan)) : nil
  }

  init(_ graph: RunGraph, _ timing: Timing, peak: Int) {
    let table = graph.table
    makespan = graph.makespan
    callTime = table.calls.reduce(0) { $0 + Int128($1.running) }
    var work = table.otherSlots.reduce(callTime) { work, held in
      work + Int128(table[held.key].running) * Int128(held.value.count)
    }
    for (call, slots) in table.slotsElsewhere {
      work += Int128(table[call].running) * Int128(slots.count)
    }
    self.work = work
    span = timing.span
    longestCall = table.calls.lazy.map(\.running).max() ?? 0
    calls = table.calls.count { !$0.isFlow }
    dependencies = graph.dependencies
    knowsRunning = graph.log.header.callTimes != .most
    floor =
      dependencies == .recorded && knowsRunning
      ? graph.hasBlocking ? graph.earliestTimes { $0 != .blocking }.max() ?? 0 : span : nil
    self.peak = peak
    machineUses = MachineUse.all(in: table)
    hasPools = table.hasPools
    let slots = SlotCount(table, machineUses, peak: peak)
    machines = slots.count
    areMachinesInferred = slots.isInferred
    let bound = Self.greedyBound(work, span, on: machines)
    greedyBound =
      graph.isOfTasksOnIdenticalWorkers && knowsRunning && bound >= makespan ? bound : nil
  }
}

/// How it is known of a run what depends on what.
public enum Dependencies: Sendable {
  /// The log says it, as that of a run under our own scheduler always does.
  case recorded
  /// Which call was asked for within which is known, and when each ran: that what ended before another began had to
  /// is worked out, so that there is a critical path of the run as it went.
  case nested
  /// Only the order in which it ran is known, on threads and within calls: one may depend on the other or not.
  case inferred
  /// Nothing is known of it.
  case unknown
}

/// A declared machine, and what the calls of a run had to do on it.
public struct MachineUse: Equatable, Sendable {
  /// The machine.
  public let name: Name
  /// How many slots it has.
  public let slots: Int
  /// The running of its calls together, each as often as it holds slots.
  public fileprivate(set) var work: Int128 = 0

  /// ⌈work/slots⌉: what each slot has to do where the work is shared out evenly.
  public var share: Nanoseconds { Self.share(of: work, among: slots) }

  package static func share(of work: Int128, among slots: Int) -> Nanoseconds {
    let (share, rest) = work.quotientAndRemainder(dividingBy: Int128(max(1, slots)))
    return Nanoseconds(clamping: share + (rest > 0 ? 1 : 0))
  }

  fileprivate static func all(in table: CallTable) -> [MachineUse] {
    var uses: [MachineUse] = []
    var places: [Name: Int] = [:]
    // Mostly the next call runs where the last did: that is not looked up again.
    var last: (machine: Name, place: Int) = (.none, 0)
    for call in table.calls where !call.isFlow {
      table.forEachMachine(of: call.number) { machine, count in
        guard !machine.isNone else { return }
        if machine != last.machine {
          guard let slots = table.slots[machine] else { return }
          last = (machine, places[machine] ?? uses.count)
          if last.place == uses.count {
            places[machine] = last.place
            uses.append(MachineUse(name: machine, slots: Int(slots)))
          }
        }
        uses[last.place].work += Int128(call.running) * Int128(count)
      }
    }
    return uses
  }
}

/// How many slots the calls of a run may use.
private struct SlotCount {
  let count: Int
  let isInferred: Bool

  /// The slots of the declared machines and of those that components have of their own.
  ///
  /// A component that a flow calls has as many of its own as it runs calls at once, one by default. What no
  /// flow calls and no machine is declared for, such as tasks without workers, has as many as it used at once.
  ///
  /// Of a trace it is known where all its calls run on machines of which it says how many slots they have. Pools are none:
  /// a call of a pool takes one of the lanes that all share besides, and how many lanes there were, such as jobs of a build,
  /// is not recorded.
  init(_ table: CallTable, _ machines: [MachineUse], peak: Int) {
    guard !table.isTrace || table.declaredSlots != nil else {
      (count, isInferred) = (max(1, peak), true)
      return
    }
    let declared = machines.reduce(0) { $0 + $1.slots }
    let hasFlow = table.calls.contains(where: \.isFlow)
    var own = Set<Name>()
    if hasFlow {
      for call in table.calls
      where !call.isFlow && call.isDeclared && table.slots[call.machine] == nil {
        own.insert(call.component)
      }
    }
    let loose = hasFlow || machines.isEmpty ? 0 : Self.loose(table)
    isInferred = machines.isEmpty && own.isEmpty
    // A trace may use more at once than it declares.
    let used =
      table.holdsOneSlotEach ? peak : Occupancy(table, slots: { table.slotCount(of: $0) }).peak
    let ownSlots = own.reduce(0) { count, component in
      let atOnce = table.atOnce[component] ?? 1
      return count + (atOnce == .max ? max(1, peak) : Int(atOnce))
    }
    count = max(1, used, declared + ownSlots + loose)
  }

  /// How many calls on no declared machine ran at once.
  private static func loose(_ table: CallTable) -> Int {
    var last = (machine: Name.none, isLoose: true)
    func isLoose(_ call: CallRecord) -> Bool {
      if call.machine != last.machine {
        last = (call.machine, table.slots[call.machine] == nil)
      }
      return last.isLoose
    }
    guard table.calls.contains(where: isLoose) else { return 0 }
    return Occupancy(table) { isLoose(table[$0]) ? 1 : 0 }.peak
  }
}

extension RunGraph {
  /// How it is known what depends on what: where anything is inferred but for machines, not all of it is.
  fileprivate var dependencies: Dependencies {
    if log.header.recordsDependencies { return .recorded }
    var (isRecorded, isNested) = (false, false)
    for effect in log.events.indices {
      let call = log.events[effect].call
      for place in log.causeRange(of: effect) {
        let cause = log.causes[place]
        guard !cause.edge.isResource, log.events[Int(cause.seq)].call != call else { continue }
        switch (cause.isInferred, cause.edge) {
        case (false, _): isRecorded = true
        case (true, .program): return .inferred
        case (true, _): isNested = true
        }
      }
    }
    return isNested ? .nested : isRecorded ? .recorded : .unknown
  }
}

extension RunGraph {
  /// Whether this is a task graph of which each task takes one worker, as soon as what it needs has ended, and started.
  ///
  /// Workers are slots of one declared machine; or what nobody declared, of a trace that says all of what depends on what, and
  /// of tasks that get as many as they can use.
  fileprivate var isOfTasksOnIdenticalWorkers: Bool {
    guard let machine = table.calls.first?.machine, log.header.recordsDependencies,
      table.otherSlots.isEmpty, table.slotsElsewhere.isEmpty
    else { return false }
    let areDeclared = table.slots[machine] != nil
    return table.calls.allSatisfy {
      !$0.isFlow && !$0.isEndless && $0.parent == 0 && $0.started != nil
        && (areDeclared ? $0.machine == machine : table.slots.isEmpty)
    } && !links.contains { $0.edge == .time && $0.weight > 0 }
  }
}
