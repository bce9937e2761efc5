public import EventLog
public import Expectations
internal import Scenarios
public import Simulation
public import TraceAnalysis
public import TraceFormats

/// A run that was read or made of any input, and what can be run again to compare it with.
///
///     let run = try OpenedRun.open(bytes, name: "toy_app")
///     run.log.end                    // 6_000_000_000
///     run.analysis.measures.span     // analysed when it is asked for, and once
///     run.twin(.serial)?.log.end     // the same scenario, one call after the other
///
/// Nothing is simulated or analysed before somebody asks for it, except that a scenario is run.
public final class OpenedRun {
  /// What the input is.
  public let format: InputFormat
  /// The run as it was recorded or made.
  public let log: Log
  /// What had to be decided on the way, each with its count and its first place.
  public let notes: [ImportNote]
  /// What is to be simulated to make the run again; nil where this version cannot.
  public let setup: LogHeader.Setup?
  /// What the run of a workflow was made of; nil if it is something else, or a part of one.
  public let workflow: WorkflowRun?
  private let readScenario: () -> Scenario.Contents?
  let progress: OpeningProgress
  private(set) var twins: [RunMode: OpenedRun] = [:]
  /// How twins went of which no log was kept.
  var outcomes: [RunMode: RunOutcome] = [:]

  /// What is known of the run.
  public private(set) lazy var analysis: Analysis = {
    progress.begin(.analysing(log.header.name))
    return Analysis(log)
  }()

  private lazy var scenario: Scenario.Contents? = readScenario()

  /// The scenario; nil for traces of other tools, and where it cannot be read again.
  public var model: Model? { scenario?.model }

  /// What the scenario expects of the run, each with what was found.
  ///
  /// That is of a simulated run as declared: nothing is expected of a twin, of a trace, of a recording.
  public private(set) lazy var expectations: [CheckedExpectation] = checkExpectations()

  /// The name of the run.
  public var name: String { log.header.name }

  init(
    format: InputFormat, log: Log, notes: [ImportNote] = [], setup: LogHeader.Setup? = nil,
    workflow: WorkflowRun? = nil, progress: OpeningProgress,
    scenario: @escaping () -> Scenario.Contents? = { nil }
  ) {
    self.format = format
    self.log = log
    self.notes = notes
    self.setup = setup
    self.workflow = workflow
    self.progress = progress
    readScenario = scenario
  }

  /// The same scenario run in another way; nil where it cannot be run.
  ///
  /// It is simulated when it is asked for, and once.
  public func twin(_ mode: RunMode) -> OpenedRun? {
    if setup?.mode == mode { return self }
    if let twin = twins[mode] { return twin }
    guard let (model, setup) = plan(for: mode), let scenario else { return nil }
    let twin = OpenedRun(
      format: format, log: progress.simulate(model, setup), setup: setup, progress: progress,
      scenario: { scenario })
    twins[mode] = twin
    return twin
  }

  /// What is to be simulated to run the same scenario in another way; nil where it cannot be run.
  func plan(for mode: RunMode) -> (Model, LogHeader.Setup)? {
    guard let model, var setup else { return nil }
    setup.mode = mode
    return (model, setup)
  }

  /// Whether the run ended as its scenario says that it should: well, or as `ends` in it has it.
  ///
  /// Of a log that is not closed nothing else is known.
  public var endsAsExpected: Bool {
    let end = RunOutcome.End(analysis)
    switch end {
    case .whole, .open, .cut: return true
    case .stuck, .starved, .limit, .deadlock, .livelock, .failure: break
    }
    guard setup?.mode == .declared, let scenario else { return false }
    return scenario.expectations.contains { expectation in
      if case .ends(let hazard) = expectation.claim { hazard.isEnd(end) } else { false }
    }
  }

  private func checkExpectations() -> [CheckedExpectation] {
    guard setup?.mode == .declared, let scenario, !scenario.expectations.isEmpty else { return [] }
    let check = ExpectationCheck(of: comparisonForExpectations, scenario.model)
    return scenario.expectations.map(check.outcome)
  }

  /// The run beside its serial twin, which is run only where an expectation asks what parallelism saved.
  public var comparisonForExpectations: Comparison {
    let asks = scenario?.expectations.contains(where: \.asksForBaseline) ?? false
    guard asks, let serial = outcome(as: .serial) else {
      return Comparison(run: analysis, baseline: .unknown(reason: "nothing asks for it"))
    }
    return Comparison(run: analysis, baseline: .twin(serial))
  }
}

extension OpeningProgress {
  /// Runs a model, telling whoever waits how far it is.
  public func simulate(_ model: Model, _ setup: LogHeader.Setup) -> Log {
    Simulator.run(model, setup, progress: begin(.simulating(model.name, setup.mode)))
  }
}
