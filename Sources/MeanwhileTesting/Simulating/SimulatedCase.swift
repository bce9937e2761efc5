internal import CTaskCapture
internal import EventLog
internal import Platform
internal import Schedules
internal import SimulatedTasks
internal import Synchronization
internal import Testing

/// One case of a test, in the process in which it is simulated: runs it under one schedule after another, and writes down what came of it.
struct SimulatedCase {
  private let test: Test
  private let testCase: Test.Case?
  private let options: SimulationOptions
  private let request: SimulationRequest
  private let seed: UInt64
  private let number: Int
  private let position = Position()

  /// Which schedule is run, for what is told when it ends the process, and what there was to be remarked.
  private final class Position: @unchecked Sendable {
    // It is unchecked because all of it is touched on the thread of the simulation alone.
    private(set) var remarks: [String] = []

    /// Takes in what is worth a warning.
    func remark(_ text: String) {
      if remarks.count < 5, !remarks.contains(text) { remarks.append(text) }
    }

    var exploration: Exploration?
    /// Its number from 1.
    var schedule: Int { (exploration?.count ?? 0) + (isFound ? 0 : 1) }
    /// Whether a failure has been found already, and shorter schedules are tried.
    var isFound = false
  }

  /// How many threads take the processors while it is looked whether another load makes a difference.
  private static let loadingThreads: Int32 = 4

  /// How many cases there have been; one is run at a time.
  private static let count = Mutex(0)

  init(
    _ test: Test, _ testCase: Test.Case?, _ options: SimulationOptions, _ request: SimulationRequest
  ) {
    (self.test, self.testCase, self.options, self.request) = (test, testCase, options, request)
    seed = SimulationRequest.seed ?? options.seed
    number = Self.count.withLock { count in
      count += 1
      return count
    }
  }

  /// Runs it.
  ///
  /// - Parameter function: The test function.
  func run(_ function: @escaping @Sendable () async throws -> Void) {
    guard number >= request.firstCase else { return }
    Self.count.withLock { _ in
      let progress = ProgressFile("\(request.folder)/progress")
      defer {
        SimulatedProgram.reportProgress(to: nil)
        CrashWatch.end()
      }
      SimulatedProgram.reportProgress(to: progress.place)
      let program = program(function)
      mw_attempt_end_with_parent()
      if request.task == .explore { CaseResult.begin(number, in: request.folder) }
      switch request.task {
      case .explore: explore(program)
      case .shrinkCrash: shrinkCrash(program)
      case .firstByName: writeFirst(program)
      case .compare, .compareByName:
        mw_load_begin(Self.loadingThreads)
        writeFirst(program)
        mw_load_end()
      }
      Self.outside.withLock { $0.formUnion(program.outside) }
    }
  }

  /// In what ways earlier cases have had to do with what is not simulated.
  private static let outside = Mutex<Outside>([])

  /// The test as a program that can be run under any schedule.
  private func program(_ function: @escaping @Sendable () async throws -> Void) -> SimulatedProgram
  {
    let (test, testCase, position) = (test, testCase, position)
    return SimulatedProgram(
      seed: seed, limit: options.steps, outside: Self.outside.withLock { $0 }
    ) { program in
      let telling: IssueHandlingTrait = .compactMapIssues { issue in
        if issue.isFailure {
          program.fail(issue.signature, issue.sentence)
        } else if issue.severity == .warning {
          position.remark(issue.sentence)
        }
        return nil
      }
      do {
        try await telling.provideScope(for: test, testCase: testCase, performing: function)
      } catch  where "\(type(of: error))" == "SkipInfo" {
        // That is what `Test.cancel` throws.
        position.remark("it was cancelled by itself, in one run or in several")
      }
    }
  }

  // MARK: Runs

  private func explore(_ program: SimulatedProgram) {
    var result = newResult
    CrashWatch.begin { signal in tell(signal, of: program) }
    if let schedule = SimulationRequest.schedule {
      let run = program.run(Replay(schedule))
      result.schedules = 1
      if run.schedule != schedule {
        position.remark(
          "the schedule \(schedule.text) does not fit the test any more: \(run.schedule.text) was run"
        )
      }
    } else if !replayFits(program, &result) {
      explore(program, &result)
    }
    result.take(program.record.run, program)
    result.remarks += position.remarks
    write(result)
  }

  private func explore(_ program: SimulatedProgram, _ result: inout CaseResult) {
    // Work of other threads may take its time; that nothing ever comes is known once a run has failed.
    SimulatedProgram.waitForOutside(seconds: 10)
    let first = writeFirst(program)
    let exploration = Exploration(
      of: program, by: options.strategy, seed: seed, limit: options.schedules)
    position.exploration = exploration
    let failure = exploration.firstFailure()
    position.isFound = true
    result.schedules = exploration.count
    result.interleavings = exploration.interleavings
    result.hasCoveredAll = exploration.hasCoveredAll
    SimulatedProgram.waitForOutside(seconds: 1)
    if let failure {
      shrink(failure, program, &result)
    } else if let failure = first.failure {
      result.keep(failure, of: first)
      result.schedules = 1
      result.notes.append(
        "it failed when it was run first, and not again: it depends on what outlives a run, such as global variables"
      )
    }
  }

  private func shrink(
    _ run: ScheduledRun, _ program: any ScheduledProgram, _ result: inout CaseResult
  ) {
    var shrinking = Shrinking(run, of: program)
    shrinking.run()
    result.switches = (shrinking.original, shrinking.shortest.schedule.switches.count)
    result.tries = shrinking.tries
    let again = program.run(Replay(shrinking.shortest.schedule))
    if again.failure != shrinking.shortest.failure {
      if again.failure == nil, let failure = run.failure { result.keep(failure, of: run) }
      result.notes.append(
        "run again under the same schedule, it did something else: it depends on what is not simulated"
      )
    }
  }

  private func shrinkCrash(_ program: SimulatedProgram) {
    let attempts = CrashAttempts(program, in: request.folder)
    var result = newResult
    guard let schedule = result.read(from: request.folder, number) else { return }
    let run = attempts.run(Replay(schedule))
    guard run.failure != nil else { return }
    shrink(run, attempts, &result)
    let found = result
    attempts.runLast(run: { program.run(Replay(attempts.last)) }) { signal in
      tell(signal, of: program, after: found)
    }
  }

  /// Writes down that a run has ended the process.
  private func tell(_ signal: Int32, of program: SimulatedProgram, after found: CaseResult? = nil) {
    var result = found ?? newResult
    if found == nil { result.schedules = position.schedule }
    result.take(program.crashed(by: signal), program)
    write(result)
  }

  /// Runs the schedule of the log that is kept; whether it decides about the test.
  private func replayFits(_ program: SimulatedProgram, _ result: inout CaseResult) -> Bool {
    guard let place = options.log else { return false }
    let replay: LogReplay
    do {
      replay = try LogReplay(place.path, beside: place.file)
    } catch {
      let problem = (error as? LogDamage)?.description(of: place.path) ?? "\(error)"
      result.failure = "the log \(place.path) cannot be read: \(problem)"
      return true
    }
    guard replay.tellsOfFailure else {
      result.notes.append("the log \(place.path) tells of no failure: it is searched for")
      return false
    }
    _ = program.run(replay)
    result.schedules = 1
    let log = log(of: program)
    guard let difference = replay.difference(from: log) else { return true }
    result.notes.append("the run is not that of \(place.path) any more:\n\(difference)")
    // Without the failure the run goes on otherwise: as long as it kept to the log until then, that is what was asked for.
    return replay.hasFollowed && program.record.run.failure == nil
  }

  /// Writes down what the first schedule leads to, for a comparison with another process.
  @discardableResult
  private func writeFirst(_ program: SimulatedProgram) -> ScheduledRun {
    let run = program.run(FirstInFirstOut())
    CaseResult.write(
      log(of: program, isNamed: request.task.isNamed).encoded(),
      to: "\(request.folder)/\(number).\(request.task.rawValue).first")
    return run
  }

  /// Writes down what came of it, with the log of a run that failed.
  private func write(_ result: CaseResult) {
    result.write(to: request.folder, number, log: result.failed.map { log(of: $0) })
  }

  private func log(of program: SimulatedProgram, isNamed: Bool = true) -> Log {
    program.record.log(
      name: test.displayName ?? test.name, test: "\(test.id)", seed: seed, isNamed: isNamed)
  }

  private var newResult: CaseResult {
    let isOneOfMany = testCase?.isParameterized ?? false
    return CaseResult(seed: seed, arguments: isOneOfMany ? testCase?.argumentsText : nil)
  }
}

extension Issue {
  /// What tells it from other issues: its kind, and where it is.
  fileprivate var signature: String {
    let kind = "\(kind)".prefix { $0 != ":" && $0 != "(" }
    let place = sourceLocation.map { "\($0.fileID):\($0.line):\($0.column)" } ?? ""
    return "\(kind) \(place)"
  }

  /// What it says, and where.
  fileprivate var sentence: String {
    let place = sourceLocation.map { " at \($0.fileName):\($0.line)" } ?? ""
    return "\(description)\(place)"
  }
}
