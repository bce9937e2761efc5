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
  /// Earliest and latest times.
  public let timing: Timing
  /// The heaviest chain.
  public let criticalPath: CriticalPath
  /// The room of each call.
  public let slack: Slack
  /// What the run waited for.
  public let observedPath: ObservedPath
  /// The numbers.
  public let measures: Measures
  /// Whether the run came to its end: all that could happen has happened, and the log is closed.
  public let isFinished: Bool
  /// How the run came to its end.
  public let ending: Log.Ending
  /// Whether the run was cut off at a limit.
  public var isCutOff: Bool {
    if case .limit = ending { true } else { false }
  }
  /// The components that were called more than once.
  private let calledAgain: Set<Name>

  /// Analyses a run.
  ///
  /// - Complexity: O(*n*) in the number of events and causes (see `Slack` for one exception).
  public init(_ log: Log) {
    ending = log.ending
    isFinished = log.isClosed && ending == .end
    self.log = log.endingOpenCalls()
    table = CallTable(self.log)
    let graph = RunGraph(log: self.log, table: table)
    timing = Timing(graph)
    criticalPath = CriticalPath(graph, timing)
    slack = Slack(graph, timing, criticalPath)
    measures = Measures(graph, timing)
    observedPath = ObservedPath(graph, makespan: measures.makespan)
    var called = Set<Name>()
    calledAgain = Set(table.calls.map(\.component).filter { !called.insert($0).inserted })
  }

  /// The name of the run.
  public var name: String { log.header.name }

  /// The name of a call's component.
  public func component(of call: CallNumber) -> String {
    call > 0 ? log.names[table[call].component] : ""
  }

  /// The calls that people ask about: all but flows, which only call others.
  public var calls: [CallRecord] { table.calls.filter { !$0.isFlow } }

  /// How the call of a component may be named: `train`, or `train (call 3)` where it has several.
  public func title(of call: CallNumber) -> String {
    let name = component(of: call)
    return call > 0 && calledAgain.contains(table[call].component) ? "\(name) (call \(call))" : name
  }
}
