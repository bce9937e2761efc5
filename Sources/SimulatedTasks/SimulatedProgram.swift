internal import Platform
package import Schedules
internal import Synchronization

/// An asynchronous function that can be run under any schedule, with what it does to actors, tasks, clocks and random numbers.
package final class SimulatedProgram: ScheduledProgram, @unchecked Sendable {
  // It is unchecked because all of it is touched on the thread of the simulation alone.
  private let seed: UInt64
  private let limit: Int
  private let body: @Sendable (SimulatedProgram) async throws -> Void
  @exclusivity(unchecked) private var isOver = false
  @exclusivity(unchecked) private var failure: ScheduledRun.Failure?

  /// What ran last.
  @exclusivity(unchecked) package private(set) var record = RunRecord()

  /// Makes a program.
  ///
  /// - Parameters:
  ///   - seed: The seed of random numbers.
  ///   - limit: How many steps a run may have.
  ///   - outside: In what ways the process has had to do with what is not simulated.
  ///   - body: What is run; it tells its failures by `fail`, or throws.
  package init(
    seed: UInt64, limit: Int, outside: Outside = [],
    body: @escaping @Sendable (SimulatedProgram) async throws -> Void
  ) {
    (self.seed, self.limit, self.outside, self.body) = (seed, limit, outside, body)
  }

  /// In what ways the process has had to do with what is not simulated, in all runs so far.
  @exclusivity(unchecked) package private(set) var outside: Outside

  /// Why tests cannot be simulated here; nil if they can.
  package static var hindrance: String? { SimulatedWorld.hindrance }

  /// Notes that the run has failed; what comes after the first failure is not told.
  ///
  /// - Parameters:
  ///   - signature: What tells it from other failures.
  ///   - text: What happened, in words.
  package func fail(_ signature: String, _ text: String) {
    guard failure == nil else { return }
    failure = ScheduledRun.Failure(
      signature: signature, text: text, step: max(SimulatedWorld.shared.steps.count - 1, 0))
  }

  /// Runs it from the start.
  ///
  /// - Parameter chooser: Decides what goes on next.
  /// - Returns: What it did.
  package func run(_ chooser: any Chooser) -> ScheduledRun {
    Self.one.withLock { _ in runAlone(chooser) }
  }

  /// One program is run at a time: they have one world.
  private static let one = Mutex(())

  private func runAlone(_ chooser: any Chooser) -> ScheduledRun {
    let world = SimulatedWorld.shared
    (isOver, failure) = (false, nil)
    let end = world.run(
      seed: seed, limit: limit, outside: outside, chooser: chooser, start: start
    ) { self.isOver }
    outside = world.outside
    record = RunRecord(world)
    switch end {
    case .done: break
    case .deadlock: fail("deadlock", record.deadlock)
    case .limit:
      fail("limit", "it was not over after \(limit) steps: it may go round for ever")
    }
    var run = ScheduledRun(steps: world.steps, choices: world.choices, failure: failure)
    run.isWhole = outside.isEmpty
    record.run = run
    return run
  }

  /// The run that is on, and is not to go on.
  ///
  /// - Parameters:
  ///   - signature: What tells this failure from others.
  ///   - text: What happened, in words.
  /// - Returns: The run up to here.
  package func breakOff(_ signature: String, _ text: String) -> ScheduledRun {
    let world = SimulatedWorld.shared
    failure = nil
    fail(signature, text)
    record = RunRecord(world)
    record.run = ScheduledRun(steps: world.steps, choices: world.choices, failure: failure)
    return record.run
  }

  /// Counts steps in memory that somebody watches.
  ///
  /// - Parameter place: Where.
  package static func reportProgress(to place: UnsafeMutablePointer<UInt64>?) {
    SimulatedWorld.shared.progress = place
  }

  /// Says for how long a run waits for what comes from other threads, when nothing else can go on.
  ///
  /// - Parameter seconds: How many seconds.
  package static func waitForOutside(seconds: Int) {
    SimulatedWorld.shared.patience = seconds * 1_000
  }

  private func start() {
    Task(executorPreference: SimulatedExecutors.preferred) {
      do {
        try await self.body(self)
      } catch {
        self.fail("error \(type(of: error))", "it throws \(error)")
      }
      self.isOver = true
    }
  }
}
