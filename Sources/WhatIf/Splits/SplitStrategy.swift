/// A way to share tests out among workers or shards, as a runner has it.
public enum SplitStrategy: String, CaseIterable, Sendable {
  /// Who is free takes the next test, in the order of the tests: Playwright with `fullyParallel`.
  case nextTest
  /// Who is free takes the next file: Playwright, Maven's and Gradle's forks.
  case nextFile
  /// Who is free takes the longest test that is left.
  case longestTest
  /// Who is free takes the longest file that is left: Jest, once it knows how long its files take.
  case longestFile
  /// `pytest -n N`, which is `--dist load`: small runs of tests, handed out as they are used up.
  case load
  /// `pytest -n N --dist loadfile`: whole files, those with the most tests first.
  case loadFile
  /// `pytest -n N --dist loadscope`: whole classes and files, those with the most tests first.
  case loadScope
  /// `pytest -n N --dist worksteal`: equal numbers of tests, and who runs out takes half of what another has.
  case workSteal
  /// Shards of equal numbers of tests, in their order: `playwright test --shard` with `fullyParallel`.
  case countShards
  /// Shards of about equal numbers of tests, files kept whole: `playwright test --shard`.
  case fileShards
  /// `pytest --splits N --splitting-algorithm duration_based_chunks`: shards of about equal durations, in order.
  case durationShards
  /// `pytest --splits N --splitting-algorithm least_duration`: the longest test first, to the shard with least.
  case leastDurationShards

  /// Whether tests are shared out before the run, and not while workers run.
  public var isFixed: Bool {
    switch self {
    case .countShards, .fileShards, .durationShards, .leastDurationShards: true
    default: false
    }
  }

  /// Whether the tests of a file stay together, in their order.
  public var keepsFiles: Bool {
    switch self {
    case .nextFile, .longestFile, .loadFile, .fileShards: true
    default: false
    }
  }

  /// Whether it decides by how long tests took before, so that it needs an earlier recording.
  public var needsDurations: Bool {
    switch self {
    case .longestTest, .longestFile, .durationShards, .leastDurationShards: true
    default: false
    }
  }

  /// Whether another order of the tests may make it take much longer or shorter.
  public var dependsOnOrder: Bool {
    switch self {
    case .load, .workSteal, .countShards, .durationShards: true
    default: false
    }
  }

  /// What pytest-xdist calls it after `--dist`; nil for what it does not do.
  public var policy: String? {
    switch self {
    case .load: "load"
    case .loadFile: "loadfile"
    case .loadScope: "loadscope"
    case .workSteal: "worksteal"
    default: nil
    }
  }

  /// What pytest-xdist can do, by the words that it has for it.
  public static let policies = allCases.compactMap(\.policy)

  /// The way that pytest-xdist has a word for; nil if it has not.
  public init?(policy: String) {
    guard let strategy = Self.allCases.first(where: { $0.policy == policy }) else { return nil }
    self = strategy
  }
}
