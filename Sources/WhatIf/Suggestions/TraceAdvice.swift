public import EventLog
public import TraceAnalysis

/// What would make a recorded run shorter: changes that somebody could make, the best first.
///
///     let advice = TraceAdvice(Analysis(log))
///     advice.suggestions.first?.change   // run one more job at once
public struct TraceAdvice: Sendable {
  /// The run as it was recorded.
  public let run: Analysis
  /// The changes, those that save most first; none that save nothing.
  public let suggestions: [Suggestion]
  /// What else was found, in sentences: what would help nothing, and how well what is known explains the run.
  public let remarks: [String]
  /// How long the run takes when its calls are run again as they were, where savings come from that; how near
  /// this comes to what was recorded says how far they can be trusted.
  public let replayed: Nanoseconds?
  /// How the tests could be shared out, if it is a run of tests; their suggestions come from that alone.
  public let tests: TestAdvice?

  /// A change is worth it if it saves at least this part of the run: one twentieth; of tests, whose times differ more
  /// from run to run, one tenth.
  public var worth: Nanoseconds { run.traceKind == .tests ? 10 : 20 }

  /// Finds what would make a run shorter.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - tests: How its tests could be shared out, where more is known of that than the run says.
  ///   - more: What is known to help from elsewhere, such as from the file that says what the run is to do.
  ///   - remarks: What else is known.
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init(
    _ run: Analysis, tests: TestAdvice? = nil, adding more: [Suggestion] = [],
    remarks: [String] = []
  ) {
    self.run = run
    let tests = tests ?? TestAdvice(run)
    self.tests = tests
    let workers = tests == nil ? WorkerSuggestions(run) : nil
    let (general, replayed) =
      tests.map { (TestSuggestions($0).all, nil) } ?? workers.map { ($0.all, nil) }
      ?? Self.general(run)
    self.replayed = replayed
    self.remarks = remarks + (workers.map { [$0.remark] } ?? [])
    suggestions = (more + general).filter { $0.saves > 0 }
      .sorted { ($1.saves, $0.change) < ($0.saves, $1.change) }
  }

  /// Whether a change saves enough of the run to be made.
  public func isWorthIt(_ suggestion: Suggestion) -> Bool {
    suggestion.saves >= max(1, recorded / worth)
  }

  /// What savings are savings of: how long the run took, or, where only how long its calls took is known, all of them one after
  /// the other.
  public var recorded: Nanoseconds {
    run.log.header.callTimes == .durations
      ? Nanoseconds(clamping: run.measures.work) : run.measures.makespan
  }

  /// What can be said of any run of calls that no flow orders.
  private static func general(_ run: Analysis) -> ([Suggestion], replayed: Nanoseconds?) {
    // Jobs have lanes of their own: what could be moved from one to another is known only from their workflow.
    guard run.traceKind != .workflow, let bottleneck = Bottleneck(run) else { return ([], nil) }
    if let estimates = SpeedupEstimates(run, bottleneck), estimates.reproduces(run) {
      return (PlanSuggestions(run, bottleneck, estimates).all, estimates.replayed)
    }
    if run.traceKind == .program { return (LaneSuggestions(run).all, nil) }
    return (BoundSuggestions(run, bottleneck).all, nil)
  }
}
