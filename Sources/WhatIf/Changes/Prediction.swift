public import EventLog
internal import Formatting
public import Simulation
public import TraceAnalysis
public import TraceFormats
internal import Platform

/// What a run would be with changes, found by running it again in virtual time.
///
///     let prediction = try Prediction(Analysis(log), [.workers(8)])
///     print(prediction.unchanged.makespan, prediction.after.makespan)
public struct Prediction: Sendable {
  /// The changes.
  public let changes: [Change]
  /// The run as it was recorded or simulated.
  public let before: Analysis
  /// The run made again without changes: what savings are savings of.
  ///
  /// A simulated run is its own.
  public let unchanged: Analysis
  /// The run made again with the changes.
  public let after: Analysis
  /// With these changes no order of calls takes less; nil where that is not known.
  public let bound: Nanoseconds?
  /// How long lanes did nothing for reasons that are not recorded, the longest first; that was kept as it was.
  public let unexplained: [(lane: String, time: Nanoseconds)]

  /// What speaks against the changes of a scenario with a flow: accesses to what its components share that would race, reads
  /// that would see something else.
  ///
  /// - Complexity: As `Races` of both runs when first asked for, then O(1).
  public var hazards: [Counterfactual.Hazard] { foundHazards.value }
  private let foundHazards: Lazy<[Counterfactual.Hazard]>

  /// How much shorter the run would be, in nanoseconds; below 0 where it would be longer.
  ///
  /// It says nothing where one of the two did not come to its end.
  public var saved: Nanoseconds { unchanged.makespan - after.makespan }

  /// Whether the run with the changes comes to its end, and no call in it waits for ever.
  public var isWhole: Bool { after.isWhole && starved == nil && !isOfPart }

  /// Whether the run is a trace that ends before the run did, so that what changes save of that is not known.
  public var isOfPart: Bool { before.log.header.origin.isTrace && !before.isFinished }

  /// Whether the run comes to its end both with the changes and without them, so that one takes longer than the other.
  public var isSavingKnown: Bool { isWhole && unchanged.isWhole && isEveryCallMade }

  /// Whether a change leaves out all calls of a component.
  public func leavesOut(_ component: String) -> Bool {
    changes.contains { change in
      guard case .remove(let name) = change else { return false }
      return !NamePattern(name).places(in: [component]).isEmpty
    }
  }

  /// The first call of the run with the changes that waited for ever to start, by its component; nil if none did.
  public var starved: String? {
    guard isEveryCallMade else { return nil }
    return after.firstUnstarted.map { after.log.names[$0.component] }
  }

  /// Whether without the changes every call started.
  private var isEveryCallMade: Bool {
    unchanged.firstUnstarted == nil
  }

  /// How much longer than recorded the run takes that is made again without changes, as a part of it; 0 where it is exact.
  public var error: Double {
    guard before.makespan > 0 else { return 0 }
    return Double(unchanged.makespan - before.makespan) / Double(before.makespan)
  }

  /// Whether more is done than the workers that were asked for can do: what runs within a call that holds one takes none of its own,
  /// also where it is let run beside that.
  public var exceedsWorkers: Bool {
    guard let workers = changes.lazy.compactMap(\.workers).last else { return false }
    return after.measures.work > Int128(workers) * Int128(after.makespan)
  }

  /// Whether the run was recorded, so that what comes of changes is an estimate.
  public var isEstimate: Bool { before.log.header.clock == .wall }

  /// The log of the run with the changes, which says in its first line from what and how it was predicted.
  ///
  /// - Complexity: O(*n*) in the bytes of the log of the run without changes.
  public var log: Log {
    after.log.predicted(
      LogHeader.Plan(of: before.log.digest, changes: changes.map(\.option)))
  }

  /// Simulates a scenario with changes.
  ///
  /// - Parameters:
  ///   - model: The scenario.
  ///   - setup: What it is run with.
  ///   - before: The run without changes.
  ///   - changes: The changes.
  /// - Throws: `ChangeError` if a change hits nothing or cannot be made.
  /// - Complexity: As `Simulator.run` and `Analysis`.
  public init(
    _ model: Model, _ setup: LogHeader.Setup, before: Analysis, _ changes: [Change]
  ) throws(ChangeError) {
    var changed = try model.changed(by: changes.filter { $0.search == nil })
    var proved: Nanoseconds = 0
    if let limit = changes.lazy.compactMap(\.search).first {
      let schedule = try changed.schedule(limit, seed: setup.seed)
      // Of times that are drawn only the usual ones were looked at.
      if !changed.isRandom { proved = schedule.lowerBound }
      changed = changed.running(schedule)
    }
    self.changes = changes
    self.before = before
    unchanged = before
    after = Analysis(Simulator.run(changed, setup))
    // Where tasks may run on other machines, the chain of the placement alone is no bound.
    let isPlaced = changed.tasks?.hasChoices ?? false
    let least = isPlaced ? changed.leastPlacedTime : after.measures.lowerBound
    bound = after.isWhole ? least.map { max($0, proved) } : nil
    unexplained = []
    foundHazards = Lazy { [after] in Self.hazards(of: after, before, model, changes) }
  }

  /// What speaks against a run that comes to its end; that calls are left out was asked for.
  private static func hazards(
    of after: Analysis, _ before: Analysis, _ model: Model, _ changes: [Change]
  ) -> [Counterfactual.Hazard] {
    guard model.tasks == nil, after.isWhole, before.isWhole, !changes.isEmpty else { return [] }
    return HazardCheck(before, isReactive: model.isReactive).hazards(of: after).0.filter {
      switch $0 {
      case .doesNotEnd, .otherCalls: false
      default: true
      }
    }
  }

  /// Runs a recorded run again, with changes and without.
  ///
  /// - Parameters:
  ///   - recorded: The run.
  ///   - changes: The changes.
  ///   - workflow: What the run of a workflow was made of, for changes of its steps.
  /// - Throws: `ChangeError` if a change hits nothing or cannot be made.
  /// - Complexity: O(*n* log *n*) in the number of events, O(*m*) in that of causes.
  public init(
    _ recorded: Analysis, _ changes: [Change], of workflow: WorkflowRun? = nil
  ) throws(ChangeError) {
    let plan = RecordedPlan(recorded.log)
    if let strategy = changes.lazy.compactMap(\.split).first {
      try self.init(tests: recorded, plan, changes, strategy)
    } else {
      try self.init(calls: recorded, plan, changes, workflow)
    }
  }

  /// Runs the calls of a recorded run again.
  private init(
    calls recorded: Analysis, _ plan: RecordedPlan, _ changes: [Change], _ workflow: WorkflowRun?
  ) throws(ChangeError) {
    let changed = try plan.changed(by: changes, of: workflow)
    let runs = Cores.map(2) { place in
      Result { () throws(PlanError) in
        let isRecorded = place == 0 ? try plan.repeatsTheRecorded() : false
        let run = isRecorded ? recorded : Analysis(try (place == 0 ? plan : changed).run())
        // Asked for here, they are worked out beside those of the other run.
        _ = (run.measures, run.observedPath)
        return run
      }
    }
    self.changes = changes
    before = recorded
    do throws(PlanError) {
      unchanged = try runs[0].get()
      after = try runs[1].get()
    } catch {
      throw ChangeError(error, of: changed, changed: changes)
    }
    (unexplained, foundHazards) = (plan.unexplained, Lazy { [] })
    bound = Self.bound(of: after, changed)
  }
}

extension Prediction {
  /// No order of the calls of a plan takes less than that, in nanoseconds.
  ///
  /// - Parameters:
  ///   - run: What the plan gives when it is run.
  ///   - plan: The plan.
  /// - Returns: The longest chain, or the longest call, or the work that the slots of a pool have to do.
  static func bound(of run: Analysis, _ plan: RecordedPlan) -> Nanoseconds {
    plan.bound(withChain: run.measures.knownChain)
  }

  /// Runs recorded tests again, shared out in another way; workers are those among whom they are.
  private init(
    tests recorded: Analysis, _ plan: RecordedPlan, _ changes: [Change], _ strategy: SplitStrategy
  ) throws(ChangeError) {
    let others = changes.filter { $0.split == nil && $0.workers == nil }
    var run = recorded
    if !others.isEmpty {
      let changed = try plan.changed(by: others)
      do throws(PlanError) { run = Analysis(try changed.run()) } catch {
        throw ChangeError(error, of: changed, changed: others)
      }
    }
    let split = try SplitRun(run, strategy, workers: changes.lazy.compactMap(\.workers).last)
    self.changes = changes
    (before, unchanged) = (recorded, recorded)
    after = Analysis(split.log)
    bound = split.bound
    (unexplained, foundHazards) = ([], Lazy { [] })
  }
}

extension RecordedPlan {
  /// No order takes less than the longest chain and than the work that the slots of a pool have to do, in nanoseconds.
  ///
  /// Where what needs what is not all recorded, the longest chain that is known might be broken up: then the longest call
  /// stands for it.
  func bound(withChain chain: Nanoseconds) -> Nanoseconds { max(chain, workBound) }
}

extension Change {
  /// How tests are shared out, if the change says so.
  fileprivate var split: SplitStrategy? {
    if case .split(let strategy) = self { strategy } else { nil }
  }

  /// How many workers there are, if the change says so.
  fileprivate var workers: Int? { if case .workers(let count) = self { count } else { nil } }

  /// How long a search may go on, if the change is one.
  fileprivate var search: SearchLimit? {
    if case .search(let limit) = self { limit } else { nil }
  }
}

extension ChangeError {
  /// Why a plan cannot be run with changes, of which the last is named.
  init(_ error: PlanError, of plan: RecordedPlan, changed changes: [Change]) {
    self.init(
      change: changes.last ?? .overhead(0), problem: error.sentence { plan.component(of: $0) })
  }
}

extension PlanError {
  /// What is wrong, in a sentence.
  fileprivate func sentence(_ name: (CallNumber) -> String) -> String {
    switch self {
    case .circle(let calls):
      let way = (calls.prefix(8) + calls.prefix(1)).map { "`\(name($0))`" }
      return "Then calls wait for each other in a circle: \(way.joined(separator: " waits for "))."
    case .stuck(let call):
      return
        "Then `\(name(call))` waits for ever for slots that are held by calls which wait for it."
    case .tooLong: return "Then it would take more than a hundred years."
    case .lacksSlots(let call, let needs, let has):
      return "`\(name(call))` takes \(needs) slots at once, and there would be \(has)."
    }
  }
}

extension Analysis {
  /// The first call that ends by itself and never started; nil if there is none.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  var firstUnstarted: CallRecord? { table.calls.first { $0.startedAt == nil && !$0.isEndless } }
}
