public import EventLog
internal import Simulation
internal import TraceAnalysis

/// The changes of a run that are worth a try: those of what its end waited for.
public struct ChangeCandidates {
  /// Why a change is worth a try.
  public enum Reason: Equatable, Sendable {
    /// What the end of the run waited for ran so long.
    case onPath(Nanoseconds)
    /// The same of it and of all that ran within it.
    case within(Nanoseconds)
    /// What the end waited for waited so long for a slot that it held.
    case held(Nanoseconds)
    /// Without its calls the longest chain would be so much shorter.
    case drag(Nanoseconds)
    /// What the end waited for waited so long for slots.
    case waited(Nanoseconds)
    /// A call waited for another until so late.
    case waitedUntil(Nanoseconds)
  }

  /// A change, and why it is worth a try, the machines first.
  private(set) var all: [(change: Change, reason: Reason)] = []

  /// How many components, and dependencies, are tried.
  private static let (mostComponents, mostDependencies) = (8, 12)

  /// - Complexity: O(*n* log *n*) in the number of events.
  init(_ run: Analysis) {
    addMachines(run)
    addComponents(run)
    if run.measures.dependencies == .recorded { addDependencies(run) }
  }

  private mutating func add(_ change: Change, _ reason: Reason) {
    if !all.contains(where: { $0.change == change }) { all.append((change, reason)) }
  }

  /// One more slot where the path waited for one, and the orders in which slots could be given.
  private mutating func addMachines(_ run: Analysis) {
    let waiting = run.observedPath.waiting
    guard waiting > 0 else { return }
    let plan = RecordedPlan(run.log)
    let pools = plan.pools.filter(\.isLimited)
    let times = Self.waits(run, plan)
    for pool in pools {
      let time = times[pool.name] ?? (pools.count == 1 ? waiting : 0)
      guard time > 0 else { continue }
      let isShared = pools.count == 1 || pool.name == plan.jobs?.name
      let change = Self.slots(pool.slots + 1, of: plan.name(of: pool), isOnly: isShared, run)
      add(change, .waited(time))
    }
    for policy in SchedulingPolicy.allCases where policy != .priority {
      add(.policy(policy), .waited(waiting))
    }
  }

  /// For how long the path waited for slots of each pool, and of jobs that calls need besides.
  private static func waits(_ run: Analysis, _ plan: RecordedPlan) -> [Name: Nanoseconds] {
    var times: [Name: Nanoseconds] = [:]
    for wait in run.observedPath.waits {
      let isForJob = run.reason(of: wait.call, waitingIn: wait.time) == .lane
      let pool = isForJob ? plan.jobs?.name : nil
      times[pool ?? run.table[wait.call].machine, default: 0] +=
        wait.time.upperBound - wait.time.lowerBound
    }
    return times
  }

  /// More slots of a machine.
  ///
  /// - Parameters:
  ///   - count: How many there are to be.
  ///   - machine: The name of the machine.
  ///   - isOnly: Whether all calls of the run share it.
  ///   - run: The run.
  /// - Returns: The change, of which a scenario knows the machine, and a trace its workers.
  static func slots(_ count: Int, of machine: String, isOnly: Bool, _ run: Analysis) -> Change {
    // Of a machine with a name of its own more workers are none.
    isOnly && (machine == "worker" || run.log.header.origin.isTrace)
      ? .workers(count) : .slots(machine: machine, count)
  }

  /// What ran longest on the path, or drags most, twice as fast; and beside whoever called it.
  private mutating func addComponents(_ run: Analysis) {
    var (onPath, held): ([Name: Nanoseconds], [Name: Nanoseconds]) = ([:], [:])
    for part in run.observedPath.parts {
      if part.kind == .running {
        onPath[run.table[part.call].component, default: 0] += part.end - part.start
      } else if part.behind > 0 {
        held[run.table[part.behind].component, default: 0] += part.end - part.start
      }
    }
    var drags: [Name: Nanoseconds] = [:]
    var isCalled: Set<Name> = []
    if run.measures.hasCriticalPath {
      for (call, drag) in zip(run.table.calls, run.slack.drag) where drag > 0 {
        drags[call.component] = drags[call.component, default: 0].addingClamped(drag)
      }
    }
    for call in run.table.calls where call.parent > 0 && !call.isFlow {
      isCalled.insert(call.component)
    }
    func longest(_ times: [Name: Nanoseconds]) -> [(Name, Nanoseconds)] {
      times.first(Self.mostComponents) { ($1.value, $0.key.index) < ($0.value, $1.key.index) }
        .map { ($0.key, $0.value) }
    }
    let flows = Set(run.table.calls.lazy.filter(\.isFlow).map(\.component))
    for (name, time) in longest(onPath) where !flows.contains(name) {
      add(.faster(run.log.names[name], .times(2)), .onPath(time))
    }
    for (name, time) in longest(held) where !flows.contains(name) {
      add(.faster(run.log.names[name], .times(2)), .held(time))
    }
    for (name, drag) in longest(drags) where !flows.contains(name) {
      add(.faster(run.log.names[name], .times(2)), .drag(drag))
    }
    // What may run beside whoever called it is told elsewhere of scenarios, with what is safe, and of steps of jobs, with what
    // waits for what.
    guard run.log.header.clock == .wall, run.traceKind != .workflow else { return }
    let within = longest(Self.timesWithin(run)).filter { isCalled.contains($0.0) }
    let repeated = Self.siblings(of: Set(within.map(\.0)), run)
    for (component, time) in within {
      let (name, count) = (run.log.names[component], min(repeated[component] ?? 1, Self.mostAtOnce))
      // Of what is called in a loop, the calls that could run beside each other are more than their caller.
      add(count > 1 ? .atOnce(name, count) : .parallel(name), .within(time))
    }
  }

  /// How many calls of a component are tried at once.
  private static let mostAtOnce = 8

  /// How many calls of each of some components one caller made at most, but for those that followed on one that failed.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  private static func siblings(of components: Set<Name>, _ run: Analysis) -> [Name: Int] {
    struct Key: Hashable {
      var parent: CallNumber
      var component: Name
    }
    var counts: [Key: Int] = [:]
    var most: [Name: Int] = [:]
    // What follows on one that failed may be its next try, which can only come after it.
    var failed: Set<Key> = []
    for call in run.table.calls where call.parent > 0 && components.contains(call.component) {
      let key = Key(parent: call.parent, component: call.component)
      let isTry = failed.remove(key) != nil
      if let ended = call.ended, case .callFailed = run.log.events[ended].kind {
        failed.insert(key)
      }
      if isTry { continue }
      let count = counts[key, default: 0] + 1
      counts[key] = count
      most[call.component] = max(most[call.component] ?? 0, count)
    }
    return most
  }

  /// How long what the end waited for ran within calls of each component, themselves included.
  ///
  /// - Complexity: O(*n*) in the number of parts of the path, each with the callers next above it.
  private static func timesWithin(_ run: Analysis) -> [Name: Nanoseconds] {
    var times: [Name: Nanoseconds] = [:]
    for part in run.observedPath.parts where part.kind == .running {
      var components: Set<Name> = []
      var (call, callers) = (part.call, 0)
      while call > 0, callers < mostCallers {
        callers += 1
        let record = run.table[call]
        // What calls itself holds that time once.
        if components.insert(record.component).inserted {
          times[record.component, default: 0] += part.end - part.start
        }
        call = record.parent
      }
    }
    return times
  }

  /// How many callers above a call are looked at.
  private static let mostCallers = 64

  /// Whether a call is another try of one that failed, which it can only come after: `build` after `build`, `C(1)` after `C(0)`.
  private static func isTry(_ call: CallNumber, after other: CallNumber, _ run: Analysis) -> Bool {
    guard let ended = run.table[other].ended, case .callFailed = run.log.events[ended].kind else {
      return false
    }
    let names = [call, other].map { number in
      let name = run.component(of: number)
      guard name.last == ")", let open = name.lastIndex(of: "("), open > name.startIndex,
        name[name.index(after: open)...].dropLast().allSatisfy(\.isNumber)
      else { return name }
      return String(name[..<open])
    }
    return names[0] == names[1]
  }

  /// What a call on the path waited for that is no machine.
  ///
  /// Without a dependency what came before it and what came after it run beside each other: at best the shorter of the two is saved.
  private mutating func addDependencies(_ run: Analysis) {
    let parts = run.observedPath.parts.filter { $0.kind == .running }
    var found: [(change: Change, at: Nanoseconds)] = []
    for (part, next) in zip(parts, parts.dropFirst())
    where part.call != next.call && part.via == .data
      && !Self.isTry(next.call, after: part.call, run)
    {
      let (from, to) = (run.component(of: part.call), run.component(of: next.call))
      found.append((.noEdge(from: from, to: to), part.end))
    }
    let best = found.enumerated().map { ($0, min($1.at, run.makespan - $1.at)) }
      .first(Self.mostDependencies) { ($1.1, $0.0) < ($0.1, $1.0) }
    for (place, _) in best { add(found[place].change, .waitedUntil(found[place].at)) }
  }
}
