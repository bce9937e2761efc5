/// Runs a program under one schedule after another until it fails, or has been run often enough.
///
/// Which schedule a number stands for depends on the seed, the strategy and the runs before it, and on nothing else.
package final class Exploration {
  private let program: any ScheduledProgram
  private let strategy: ScheduleStrategy
  private let seed: UInt64
  private let limit: Int
  private var coverage = Coverage()
  private var search: ExhaustiveSearch?
  /// How many decisions a run had at most.
  private var length = 0

  /// How many schedules have been run.
  package private(set) var count = 0
  /// Whether all schedules have been run, leaving out those that are equal to others.
  package private(set) var hasCoveredAll = false
  /// How many interleavings have been seen that differ.
  package var interleavings: Int { coverage.interleavings }

  /// Makes an exploration.
  ///
  /// - Parameters:
  ///   - program: What is run.
  ///   - strategy: How schedules are chosen.
  ///   - seed: The seed of all choices.
  ///   - limit: How many schedules are run at most.
  package init(
    of program: any ScheduledProgram, by strategy: ScheduleStrategy, seed: UInt64, limit: Int
  ) {
    (self.program, self.strategy, self.seed, self.limit) = (program, strategy, seed, limit)
    if strategy.isExhaustive {
      search = ExhaustiveSearch(takesActorsAsIndependent: strategy == .exhaustiveIfIsolated)
    }
  }

  /// Runs the next schedule.
  ///
  /// - Returns: What the program did; nil if it has been run often enough.
  package func next() -> ScheduledRun? {
    guard count < limit, !hasCoveredAll else { return nil }
    let run = search == nil ? runByChance() : runNextOfAll()
    count += 1
    length = max(length, run.choices.count)
    coverage.take(in: run)
    hasCoveredAll =
      run.isWhole
      && (run.choices.isEmpty || strategy == .firstInFirstOut || search?.isDone == true)
    return run
  }

  /// Runs schedules until one fails.
  ///
  /// - Returns: The run that failed; nil if none did.
  package func firstFailure() -> ScheduledRun? {
    while let run = next() {
      if run.failure != nil { return run }
    }
    return nil
  }

  private func runByChance() -> ScheduledRun {
    program.run(chooser(of: strategy.strategy(of: count)))
  }

  private func runNextOfAll() -> ScheduledRun {
    let run = program.run(search?.chooser ?? FirstInFirstOut())
    search?.goOn()
    return run
  }

  private func chooser(of strategy: ScheduleStrategy) -> any Chooser {
    let numbers = SeededNumbers(seed, UInt64(count))
    switch strategy {
    case .firstInFirstOut: return FirstInFirstOut()
    case .randomWalk, .exhaustive, .exhaustiveIfIsolated, .portfolio: return RandomWalk(numbers)
    case .priorityChanges(let depth):
      return PriorityChanges(numbers, depth: depth, length: length)
    case .partialOrderSampling: return PartialOrderSampling(numbers)
    case .delays(let bound): return Delays(numbers, bound: bound, length: length)
    case .guided:
      return coverage.schedule(numbers).map { Variation(numbers, of: $0) } ?? RandomWalk(numbers)
    }
  }
}
