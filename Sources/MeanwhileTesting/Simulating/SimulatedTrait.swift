public import Schedules
internal import SimulatedTasks
public import Testing

/// Runs a test of concurrent code under many schedules, on a virtual clock, and tells the shortest one under which it fails.
///
///     @Test(.simulated(schedules: 1_000)) func `withdrawals never overdraw`() async throws {
///       let account = Account(balance: 100)
///       async let a: Void = account.withdraw(80)
///       async let b: Void = account.withdraw(80)
///       _ = try? await (a, b)
///       #expect(await account.balance >= 0)
///     }
///
/// The code that is tested is as it is: tasks, groups, actors, the main actor, streams, continuations, `Task.sleep`, clocks, dates and
/// random numbers are all those of the simulation. The test runs in a process of its own, one case of it after another. Where it
/// starts threads, gives work to Dispatch or waits for other processes, it is told what left the simulation.
///
/// A run is over when the test function is: tasks that go on after that are left where they are.
///
/// It goes for all tests of a suite, too. Where there are several of them, the one that is nearest to the test counts.
public struct SimulatedTrait: TestTrait, SuiteTrait, TestScoping {
  let options: SimulationOptions

  /// Whether it goes for all tests of a suite.
  public var isRecursive: Bool { true }

  /// Says when it takes the place of a test: of a whole test function, or in the process in which that is simulated, of each
  /// case of it.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - testCase: The case of it.
  /// - Returns: This, where it does.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> SimulatedTrait? {
    guard !test.isSuite else { return nil }
    return (testCase == nil) == (SimulationRequest.current == nil) ? self : nil
  }

  /// Runs a test in a process of its own, or in such a process, under one schedule after another.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - testCase: The case of it.
  ///   - function: Runs it.
  /// - Throws: Nothing: what goes wrong is an issue of the test.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // Several of them, one around the other, are one.
    if simulation.isOn { return try await function() }
    let options = test.traits.compactMap { $0 as? SimulatedTrait }.last?.options ?? options
    if let request = SimulationRequest.current {
      guard request.test == "\(test.id)" else { return }
      return LeftBehind.run(function) { SimulatedCase(test, testCase, options, request).run($0) }
    }
    if let hindrance = SimulatedProgram.hindrance ?? SimulationRequest.problem {
      Issue.record(Comment(rawValue: hindrance), sourceLocation: test.sourceLocation)
      return
    }
    await SimulatedTest(test, options).run()
  }
}

extension Trait where Self == SimulatedTrait {
  /// Runs a test under so many schedules.
  ///
  /// - Parameters:
  ///   - schedules: How many schedules are run; the test is over at the first under which it fails.
  ///   - seed: The seed of schedules and of random numbers; `MEANWHILE_SEED` in the environment takes its place.
  ///   - strategy: How schedules are chosen.
  ///   - steps: How many steps a run may have before it is said to go round for ever.
  /// - Returns: The trait.
  public static func simulated(
    schedules: Int = 1_000, seed: UInt64 = 0, strategy: ScheduleStrategy = .portfolio,
    steps: Int = 100_000
  ) -> SimulatedTrait {
    SimulatedTrait(
      options: SimulationOptions(
        schedules: max(schedules, 1), seed: seed, strategy: strategy, steps: max(steps, 1)))
  }

  /// Runs a test under 1,000 schedules.
  public static var simulated: SimulatedTrait { .simulated() }

  /// Runs a test under the schedule of a log that was kept when it failed.
  ///
  /// The test passes if it no longer fails. If the code no longer does what the log says, the first event that differs is told, and
  /// the failure is searched for again.
  ///
  /// - Parameters:
  ///   - log: Where the log is kept, from the folder of the test's file on.
  ///   - schedules: How many schedules are run where the code has changed.
  ///   - steps: How many steps a run may have before it is said to go round for ever.
  ///   - file: The file of the test.
  /// - Returns: The trait.
  public static func replays(
    _ log: String, schedules: Int = 1_000, steps: Int = 100_000, file: String = #filePath
  ) -> SimulatedTrait {
    var options = SimulationOptions(
      schedules: max(schedules, 1), seed: 0, strategy: .portfolio, steps: max(steps, 1))
    options.log = (log, file)
    return SimulatedTrait(options: options)
  }
}

/// How a test is simulated.
struct SimulationOptions: Sendable {
  var schedules: Int
  var seed: UInt64
  var strategy: ScheduleStrategy
  var steps: Int
  /// The log whose schedule is run first, and the file that it is kept beside.
  var log: (path: String, file: String)?
}
