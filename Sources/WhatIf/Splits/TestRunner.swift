internal import TraceAnalysis

/// A runner of tests, and the ways in which it can share them out.
public enum TestRunner: Sendable {
  /// pytest, with pytest-xdist and pytest-split.
  case pytest
  case playwright
  /// Jest, and Vitest, which keep files whole too.
  case jest
  /// Any other, or one that the report does not name.
  case other

  /// The runner that wrote a report of that format.
  init(format: String?) {
    switch format {
    case "report log of pytest", "durations of pytest-split": self = .pytest
    case "Playwright report": self = .playwright
    case "Jest report": self = .jest
    default: self = .other
    }
  }

  /// The ways to share tests out that it has, its usual one first.
  public var strategies: [SplitStrategy] {
    switch self {
    case .pytest:
      [.load, .loadFile, .loadScope, .workSteal, .durationShards, .leastDurationShards]
    case .playwright: [.nextFile, .nextTest, .fileShards, .countShards]
    case .jest: [.longestFile, .nextFile, .leastDurationShards]
    case .other:
      [.nextTest, .nextFile, .longestTest, .longestFile, .countShards, .leastDurationShards]
    }
  }

  /// What has to be said to have tests shared out so: `pytest -n 4 --dist loadfile`.
  ///
  /// - Parameters:
  ///   - strategy: The way.
  ///   - workers: Among how many workers, or shards.
  /// - Returns: The words.
  public func words(_ strategy: SplitStrategy, workers: Int) -> String {
    switch (self, strategy) {
    case (_, .load): "pytest -n \(workers)"
    case (_, .loadFile): "pytest -n \(workers) --dist loadfile"
    case (_, .loadScope): "pytest -n \(workers) --dist loadscope"
    case (_, .workSteal): "pytest -n \(workers) --dist worksteal"
    case (_, .durationShards):
      "pytest --splits \(workers) --splitting-algorithm duration_based_chunks"
    case (.pytest, .leastDurationShards):
      "pytest --splits \(workers) --splitting-algorithm least_duration"
    case (.playwright, .nextFile): "playwright test --workers=\(workers)"
    case (.playwright, .nextTest): "playwright test --workers=\(workers) --fully-parallel"
    case (.playwright, .fileShards): "playwright test --shard=i/\(workers)"
    case (.playwright, .countShards): "playwright test --shard=i/\(workers) --fully-parallel"
    case (.jest, .longestFile): "jest --maxWorkers=\(workers), with its cache of durations"
    case (.jest, .nextFile): "jest --maxWorkers=\(workers), without its cache of durations"
    case (.jest, .leastDurationShards): "\(workers) shards, the longest file to the one with least"
    case (_, .nextTest): "\(workers) workers, who is free takes the next test"
    case (_, .nextFile): "\(workers) workers, who is free takes the next file"
    case (_, .longestTest): "\(workers) workers, the longest test first"
    case (_, .longestFile): "\(workers) workers, the longest file first"
    case (_, .countShards): "\(workers) shards of equal numbers of tests"
    case (_, .fileShards): "\(workers) shards of about equal numbers of tests, files whole"
    case (_, .leastDurationShards): "\(workers) shards, the longest test to the one with least"
    }
  }
}
