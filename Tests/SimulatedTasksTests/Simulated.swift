import EventLog
import Schedules
import SimulatedTasks
import Testing

/// Code that is simulated in the process of the tests, one at a time.
enum Simulated {
  /// What a simulation has led to.
  struct Outcome {
    var record: RunRecord
    var run: ScheduledRun { record.run }
    var outside: [String] { record.outside }
    /// Its steps, with names of code, which take long to be found.
    var table: String { record.table() }
    /// Its log, without names of code.
    var log: Log { record.log(name: "simulated", test: "simulated", seed: 1, isNamed: false) }
  }

  /// Runs code under one schedule.
  static func run(
    _ chooser: any Chooser = FirstInFirstOut(), seed: UInt64 = 1, limit: Int = 50_000,
    _ code: @escaping @Sendable (SimulatedProgram) async throws -> Void
  ) -> Outcome {
    let program = SimulatedProgram(seed: seed, limit: limit, body: code)
    _ = program.run(chooser)
    return Outcome(record: program.record)
  }

  /// Runs code under many schedules, and looks for the shortest one with which it fails.
  static func explore(
    _ strategy: ScheduleStrategy = .portfolio, seed: UInt64 = 0, limit: Int = 2_000,
    _ code: @escaping @Sendable (SimulatedProgram) async throws -> Void
  ) -> (exploration: Exploration, shortest: ScheduledRun?, outcome: Outcome) {
    let program = SimulatedProgram(seed: 1, limit: 20_000, body: code)
    let exploration = Exploration(of: program, by: strategy, seed: seed, limit: limit)
    let failure = exploration.firstFailure()
    var shortest: ScheduledRun?
    if let failure {
      var shrinking = Shrinking(failure, of: program)
      shrinking.run()
      shortest = program.run(Replay(shrinking.shortest.schedule))
    }
    return (exploration, shortest, Outcome(record: program.record))
  }
}

extension SimulatedProgram {
  /// Fails where something does not hold.
  func expect(_ holds: Bool, _ promise: String) {
    if !holds { fail(promise, promise) }
  }
}

extension Log {
  /// What reading it again finds wrong with it.
  var problem: String? {
    do {
      return try Log.read(encoded()).log.encoded() == encoded() ? nil : "it is read as another"
    } catch {
      return "\(error)"
    }
  }
}
