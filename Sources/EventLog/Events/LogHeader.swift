/// What a log says of itself in its first line: what ran, and under which rules.
public struct LogHeader: Equatable, Sendable {
  /// The number of the log format that this package reads and writes.
  public static let currentFormat = 2
  /// The number that rises whenever the same scenario would give another log.
  public static let currentSemantics = 1

  /// The number of the rules of simulation that made the log.
  public var semantics = LogHeader.currentSemantics
  /// The name of the run, as reports give it.
  public var name: String
  /// What ran.
  public var origin: Origin
  /// Which clock the times of the log are of.
  public var clock: RunClock
  /// Whether all that an event follows from is among its causes.
  ///
  /// That is true of what ran under our own scheduler. Traces of other tools mostly record only a part of it or none, so an importer has to
  /// say that it knows what every call waited for.
  public var recordsDependencies: Bool
  /// What the times of calls say; of a trace of another tool that may be less than they seem to.
  public var callTimes = CallTimes.measured
  /// What was changed, of a run that never was: a prediction from another.
  public var plan: Plan?

  /// Makes a header of the current format and semantics; clock and dependencies are as runs of such
  /// an origin usually have them.
  public init(
    name: String, origin: Origin, clock: RunClock? = nil, recordsDependencies: Bool? = nil
  ) {
    self.name = name
    self.origin = origin
    self.clock = clock ?? origin.usualClock
    self.recordsDependencies = recordsDependencies ?? !origin.isTrace
  }

  /// Whether this version can make the run again from what the header says, with the same log.
  ///
  /// What ran for real takes other times each time, and the scenario of a prediction is that without its changes.
  public var canRunAgain: Bool {
    guard case .scenario = origin, clock == .virtual, plan == nil else { return false }
    return semantics == LogHeader.currentSemantics
  }

  /// What people read the run under: its name, and of a prediction that it is one, so that nobody takes it for a run that
  /// was.
  ///
  ///     header.title   // build, predicted with --workers 8
  public var title: String { plan.map { "\(name), predicted with \($0.words)" } ?? name }

  /// What is known of when calls ran.
  public enum CallTimes: String, Sendable {
    /// When each began, ran, waited and ended.
    case measured
    /// When each began and ended, with waits in between that are not recorded: what is told as running is the least that
    /// there can have been.
    case least
    /// When each could have begun and when it ended, with waits in between that are not recorded: what is told as running is
    /// the most that there can have been.
    case most
    /// How long each ran, and not when: they are laid end to end, and how long all took together is not known.
    case durations
  }

  /// What a run is a run of.
  public enum Origin: Equatable, Sendable {
    /// A scenario, simulated on a virtual clock, or recorded on that of a real machine.
    case scenario(Setup)
    /// Code, with the name of the program or test, a digest of what it was, and what it was run with.
    case code(name: String, digest: String, seed: UInt64 = 0, mode: RunMode = .declared)
    /// A trace of another tool, imported: its format, and which build or run of several it is.
    case trace(format: String, part: Int)

    fileprivate var usualClock: RunClock { isTrace ? .wall : .virtual }

    /// Whether it is code that ran.
    public var isCode: Bool {
      if case .code = self { true } else { false }
    }

    /// Whether it is a trace of another tool.
    public var isTrace: Bool {
      if case .trace = self { true } else { false }
    }

    /// Whether calls take one of the jobs that all of them share, and machines that the log declares are pools within
    /// those: a call of a pool takes one of the jobs besides, as in builds by ninja.
    package var hasPoolsWithinJobs: Bool {
      guard case .trace(let format, _) = self else { return false }
      return format.hasPrefix("ninja") || format.hasPrefix("CMake")
    }
  }

  /// From what and how a run was predicted.
  public struct Plan: Equatable, Sendable {
    /// The digest of the log of the run that was run again.
    public var of: String
    /// Each change as it was asked for: `--workers 8`.
    public var changes: [String]

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - digest: The digest of the log of the run that was run again.
    ///   - changes: Each change as it was asked for.
    public init(of digest: String, changes: [String]) {
      (self.of, self.changes) = (digest, changes)
    }

    /// The changes in a few words: `--workers 8 and 2 more changes`.
    public var words: String {
      guard changes.count > Self.mostNamed else {
        return changes.isEmpty ? "no changes" : changes.joined(separator: " ")
      }
      let rest = changes.count - Self.mostNamed + 1
      return changes.prefix(Self.mostNamed - 1).joined(separator: " ") + " and \(rest) more changes"
    }

    private static let mostNamed = 4
  }

  /// All that a simulated run depends on.
  public struct Setup: Equatable, Sendable {
    /// The whole text of the scenario.
    public var text: String
    /// The seed of all random draws.
    public var seed: UInt64
    /// Which components were run in parallel.
    public var mode: RunMode
    /// The system that was simulated.
    public var profile: Profile

    /// Makes a setup.
    public init(
      text: String, seed: UInt64 = 0, mode: RunMode = .declared, profile: Profile = .ideal
    ) {
      self.text = text
      self.seed = seed
      self.mode = mode
      self.profile = profile
    }
  }
}

/// What the times of a log were measured with.
public enum RunClock: String, CaseIterable, Sendable {
  /// A clock that the scheduler moves on: the run can be made again to the nanosecond.
  case virtual
  /// The clock of a real machine.
  case wall
}

/// Which components of a scenario run in parallel.
public enum RunMode: String, CaseIterable, Sendable {
  /// Those that the scenario declares parallel.
  case declared
  /// None.
  case serial
  /// All.
  case parallel
}

/// The system whose behaviour is simulated.
public enum Profile: String, CaseIterable, Sendable {
  /// Calls take just their own time.
  case ideal
}
