public import EventLog
public import TraceAnalysis

/// What would make a recorded run shorter: changes that somebody could make, the best first.
///
///     let advice = TraceAdvice(Analysis(log))
///     advice.suggestions.first?.change   // run one more job at once
public struct TraceAdvice: Sendable {
  /// The run as it was recorded.
  public let run: Analysis
  /// The changes, those that save most first, and behind them those that can be made only if something is so that is not
  /// known; none that save nothing, and none of a run that was not at its end where its trace ends, but for how tests could be
  /// shared out.
  public let suggestions: [Suggestion]
  /// What else was found, in sentences: what would help nothing, and how well what is known explains the run.
  public let remarks: [String]
  /// The changes that were tried by running the run again; nil where it cannot be, and of tests, which have ways of their own.
  public let trials: ChangeTrials?
  /// Whether the suggestions are the changes that were tried, since all that the run waited for is known and running it again
  /// takes about as long as it took.
  public let isByTrials: Bool
  /// How the tests could be shared out, if it is a run of tests; their suggestions come from that alone.
  public let tests: TestAdvice?

  /// A change is worth it if it saves at least this part of the run: one twentieth; of tests, whose times differ more
  /// from run to run, one tenth.
  public var worth: Nanoseconds { run.traceKind == .tests ? 10 : 20 }

  /// Finds what would make a run shorter.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - rerun: The same run, to be made again; by default from its log.
  ///   - tests: How its tests could be shared out, where more is known of that than the run says.
  ///   - more: What is known to help from elsewhere, such as from the file that says what the run is to do.
  ///   - remarks: What else is known.
  /// - Complexity: O(*n* log *n*) in the number of calls, for each change that is tried.
  public init(
    _ run: Analysis, _ rerun: Rerun? = nil, tests: TestAdvice? = nil,
    adding more: [Suggestion] = [], remarks: [String] = []
  ) {
    self.run = run
    let tests = tests ?? TestAdvice(run)
    self.tests = tests
    let rerun = rerun ?? Rerun(run)
    trials = ChangeTrials.canBeMade(of: run) ? ChangeTrials(run, rerun) : nil
    let byTrials = Self.byTrials(run, trials)
    isByTrials = byTrials != nil
    let workers = tests == nil ? WorkerSuggestions(run, rerun) : nil
    let general =
      tests.map { TestSuggestions($0).all } ?? workers?.all ?? byTrials ?? Self.bounds(run, trials)
    self.remarks = remarks + (workers.map { [$0.remark] } ?? [])
    // Of those that save the same the first found comes first: machines before what runs, dependencies last.
    let found = run.isWhole || tests != nil ? more + general : []
    let ranked = found.filter { $0.saves > 0 }.enumerated()
      .sorted { ($1.element.saves, $0.offset) < ($0.element.saves, $1.offset) }
      .map(\.element)
    suggestions = ranked.filter { !$0.isConditional } + ranked.filter(\.isConditional)
  }

  /// Whether a change saves enough of the run to be made.
  public func isWorthIt(_ suggestion: Suggestion) -> Bool {
    suggestion.saves >= max(1, recorded / worth)
  }

  /// What savings are savings of: how long the run took, or, where only how long its calls took is known, all of them one after
  /// the other.
  public var recorded: Nanoseconds {
    !run.knowsStarts
      ? Nanoseconds(clamping: run.measures.work) : run.measures.makespan
  }

  /// What was tried, where that can be believed and is all that there is to say.
  private static func byTrials(_ run: Analysis, _ trials: ChangeTrials?) -> [Suggestion]? {
    // Jobs have lanes of their own: what could be moved from one to another is known only from their workflow.
    guard let trials, run.measures.floor != nil, run.traceKind != .workflow,
      trials.reproduce(run)
    else { return nil }
    return TrialSuggestions(run, trials).all
  }

  /// What each change saves at most, where not all that the run waited for is known; and by estimate where it was tried and
  /// that can be believed.
  private static func bounds(_ run: Analysis, _ trials: ChangeTrials?) -> [Suggestion] {
    guard run.traceKind != .workflow, let bottleneck = Bottleneck(run) else { return [] }
    let believed = trials.flatMap { $0.reproduce(run) ? $0 : nil }
    // What is called one after the other may need nothing of what came before, and is what saves most then.
    let overlaps =
      (believed.map { TrialSuggestions(run, $0).all.filter { $0.overlapping != nil } } ?? [])
      .prefix(mostOverlaps)
    let bounds =
      run.traceKind == .program
      ? LaneSuggestions(run, but: overlaps.compactMap(\.overlapping)).all
      : BoundSuggestions(run, bottleneck, believed).all
    return (overlaps + bounds).enumerated()
      .sorted { ($1.element.saves, $0.offset) < ($0.element.saves, $1.offset) }.map(\.element)
  }

  /// How many changes are told at most that let calls run beside each other.
  private static let mostOverlaps = 3
}

extension Suggestion {
  /// What it lets run beside other calls that came one after the other; nil if it is another change.
  fileprivate var overlapping: String? {
    for change in trial?.changes ?? [] {
      switch change {
      case .atOnce(let name, _), .parallel(let name): return name
      default: continue
      }
    }
    return nil
  }
}
