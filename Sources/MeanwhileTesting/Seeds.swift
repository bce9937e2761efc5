internal import Components
internal import Platform
public import Testing

/// The seeds with which a test is run: those up to a number, or the one that the environment names.
///
///     @Test(.seeded, arguments: seeds(100)) func `nothing is lost`(seed: UInt64) throws {
///       let run = try simulate(Delivery(), seed: seed)
///       …
///     }
///
/// A test that fails tells its seed, and the command that runs it again with that seed alone.
///
/// - Parameter count: How many seeds: from 1 to this number.
/// - Returns: The seeds; the one in `MEANWHILE_SEED` where that is set.
public func seeds(_ count: Int) -> [UInt64] {
  if let text = getenv(SeededTrait.variable), let seed = UInt64(String(cString: text)) {
    return [seed]
  }
  return count < 1 ? [] : (1...UInt64(count)).map { $0 }
}

/// Lets a test that fails tell the seed of its run, and the command that runs it again.
public struct SeededTrait: TestTrait, SuiteTrait, TestScoping {
  static let variable = "MEANWHILE_SEED"

  /// Whether it goes for all tests of a suite.
  public var isRecursive: Bool { true }

  /// Runs a test, and tells of each issue the seed of the run that was begun last.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - testCase: The case of it.
  ///   - function: Runs it.
  /// - Throws: What the test throws.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let seed = LatestSeed()
    let filter = TestFilter(test).text
    let telling: IssueHandlingTrait = .compactMapIssues { issue in
      guard let value = seed.value else { return issue }
      var issue = issue
      issue.comments.append(
        "seed \(value); run it again by: \(Self.variable)=\(value) swift test --filter '\(filter)'")
      return issue
    }
    try await LatestSeed.$current.withValue(seed) {
      try await telling.provideScope(for: test, testCase: testCase, performing: function)
    }
  }
}

extension Trait where Self == SeededTrait {
  /// Lets a test that fails tell the seed of its run, and the command that runs it again.
  public static var seeded: SeededTrait { SeededTrait() }
}
