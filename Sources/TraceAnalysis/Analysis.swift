public import EventLog

/// All that is known of one run: its calls, its paths, its measures.
///
///     let analysis = Analysis(log)
///     analysis.measures.makespan   // 4_000_000_000
///     analysis.criticalPath.parts  // [train, 0 to 4 s]
public struct Analysis: Sendable {
  /// The run; if it was cut off, its open calls end where it ends.
  public let log: Log
  /// The calls and what they did.
  public let table: CallTable
  /// When each event could have come at the earliest and at the latest, on machines without limit.
  public var timing: Timing { parts.timing.value }
  /// The heaviest chain of running calls: no number of machines makes the run shorter than it.
  public var criticalPath: CriticalPath { parts.criticalPath.value }
  /// How late each call may be, and what it adds to the whole: slack, free float and drag.
  public var slack: Slack { parts.slack.value }
  /// What the run as it was waited for, from its start to its end, machines included.
  public var observedPath: ObservedPath { parts.observedPath.value }
  /// Makespan, work, span, bounds and what follows from them.
  public var measures: Measures { parts.measures.value }

  /// How many calls ran at every instant.
  package var occupancy: Occupancy { parts.occupancy.value }
  /// What it may be that a task waits for after a need, by its scenario.
  package var needDelays: NeedDelays { parts.needDelays.value }
  /// What of that which calls need kept them waiting.
  var waitReasons: WaitReasons { parts.waitReasons.value }
  /// The end of the last call, without asking for all the other numbers.
  public let makespan: Nanoseconds
  /// Whether the run came to its end: all that could happen has happened, and the log is closed.
  public let isFinished: Bool
  /// How the run came to its end.
  public let ending: Ending
  /// The call for which a flow waited until the end of the run, if there is one; how a run that was
  /// cut off would have gone on is not known.
  public let endlessBlocker: CallNumber?
  /// The first call that ends by itself and waited for its start until a run that was not cut off was over; nil if
  /// none did.
  public let starvedCall: CallNumber?
  /// Whether a component was called more than once, by the number of its name.
  private let isCalledAgain: [Bool]
  private let hasFlows: Bool
  /// Whether a call was asked for within another that is no flow.
  package let hasNestedCalls: Bool
  /// Whether such a call ran where its caller did.
  let hasCallsOnSharedLanes: Bool

  private let parts: Parts

  /// Analyses a run; paths, measures and slack are found when they are first asked for.
  ///
  /// - Complexity: O(*n*) in the number of events and causes; O(*n* log *n*) once slack and measures
  ///   are asked for.
  public init(_ log: Log) {
    ending = log.ending
    isFinished = log.isClosed && ending == .end
    self.log = log.endingOpenCalls()
    table = CallTable(self.log)
    makespan = table.makespan
    endlessBlocker = isFinished ? Self.blocker(of: self.log, table) : nil
    starvedCall = isFinished ? Self.starved(in: self.log, table) : nil
    parts = Parts(self.log, table)
    var counts = [UInt8](repeating: 0, count: log.names.count)
    var (hasFlows, isNested, isOnSharedLanes) = (false, false, false)
    for call in table.calls {
      if call.isFlow { hasFlows = true }
      if call.parent > 0, !table[call.parent].isFlow {
        isNested = true
        if call.machine.isNone { isOnSharedLanes = true }
      }
      counts[Int(call.component.index)] = min(2, counts[Int(call.component.index)] + 1)
    }
    isCalledAgain = counts.map { $0 > 1 }
    self.hasFlows = hasFlows
    hasNestedCalls = isNested
    hasCallsOnSharedLanes = isOnSharedLanes
  }

  /// Whether the run did all that it was to do, so that its bounds are those of the program and not
  /// only of what was done by then.
  public var isWhole: Bool { isFinished && endlessBlocker == nil && starvedCall == nil }

  /// The name of the run as people read it; that of a prediction says that it is one.
  public var name: String { log.header.title }

  /// Whether the run never was: it was predicted from another, with changes.
  public var isPrediction: Bool { log.header.plan != nil }

  /// Whether a component was called more than once.
  package func hasSeveralCalls(of component: Name) -> Bool { isCalledAgain[Int(component.index)] }

  /// The name of a call's component.
  public func component(of call: CallNumber) -> String {
    call > 0 ? log.names[table[call].component] : ""
  }

  /// The calls that people ask about: all but flows, which only call others.
  ///
  /// - Complexity: O(1) where there are no flows, else O(*n*) in the number of calls.
  public var calls: [CallRecord] {
    hasFlows ? table.calls.filter { !$0.isFlow } : table.calls
  }

  /// How the call of a component may be named: `train`, or `train (call 3)` where it has several.
  public func title(of call: CallNumber) -> String {
    let name = component(of: call)
    return call > 0 && isCalledAgain[Int(table[call].component.index)]
      ? "\(name) (call \(call))" : name
  }

  /// The call for which a flow waited until the end of the run, and what it never did: `web, which
  /// never ends`; nil if there is none.
  public var blockerText: String? {
    endlessBlocker.map { call in
      "\(title(of: call)), which never \(table[call].startedAt == nil ? "starts" : "ends")"
    }
  }

  /// The call that never started though the run was over, and what it waited for; nil if there is none.
  public var starvation: Starvation? {
    guard let call = starvedCall, let ended = table[call].ended,
      case .callStopped(let reason) = log.events[ended].kind
    else { return nil }
    return Starvation(call: title(of: call), reason: log.names[reason])
  }

  /// The first call that did not start and was not stopped by anything but the end of the run.
  private static func starved(in log: Log, _ table: CallTable) -> CallNumber? {
    table.calls.first { call in
      guard call.startedAt == nil, !call.isEndless, !call.isFlow, let ended = call.ended,
        case .callStopped = log.events[ended].kind
      else { return false }
      return log.causes(of: ended).allSatisfy { log.events[Int($0.seq)].call == call.number }
    }?.number
  }

  /// What a flow waited for last before one was stopped, if one was.
  private static func blocker(of log: Log, _ table: CallTable) -> CallNumber? {
    let stops = table.calls.lazy.filter(\.isFlow).compactMap(\.ended).filter {
      if case .callStopped = log.events[$0].kind { true } else { false }
    }
    guard let stop = stops.max() else { return nil }
    for event in log.events[..<stop].reversed() {
      if case .callBlocked(let other, _) = event.kind, table[event.call].isFlow {
        return other > 0 ? other : nil
      }
    }
    return nil
  }
}

/// What of an analysis is found only when it is asked for.
private struct Parts: Sendable {
  let timing: Lazy<Timing>
  let criticalPath: Lazy<CriticalPath>
  let slack: Lazy<Slack>
  let observedPath: Lazy<ObservedPath>
  let measures: Lazy<Measures>
  let occupancy: Lazy<Occupancy>
  let waitReasons: Lazy<WaitReasons>
  let needDelays: Lazy<NeedDelays>

  init(_ log: Log, _ table: CallTable) {
    let graph = Lazy { RunGraph(log: log, table: table) }
    let timing = Lazy { Timing(graph.value) }
    let path = Lazy { CriticalPath(graph.value, timing.value) }
    self.timing = timing
    criticalPath = path
    slack = Lazy { Slack(graph.value, timing.value, path.value) }
    let occupancy = Lazy { Occupancy(table) { _ in 1 } }
    self.occupancy = occupancy
    measures = Lazy { Measures(graph.value, timing.value, peak: occupancy.value.peak) }
    let waitReasons = Lazy { WaitReasons(table, occupancy) }
    self.waitReasons = waitReasons
    needDelays = Lazy { NeedDelays(log.header) }
    observedPath = Lazy { ObservedPath(graph.value, waitReasons, makespan: graph.value.makespan) }
  }
}
