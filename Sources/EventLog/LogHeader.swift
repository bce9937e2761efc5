/// What a log says of itself in its first line: what ran, and under which rules.
public struct LogHeader: Equatable, Sendable {
  /// The number of the log format that this package reads and writes.
  public static let currentFormat = 1
  /// The number that rises whenever the same scenario would give another log.
  public static let currentSemantics = 1

  /// The number of the rules of simulation that made the log.
  public var semantics = LogHeader.currentSemantics
  /// The name of the run, as reports give it.
  public var name: String
  /// What ran.
  public var origin: Origin

  /// Makes a header of the current format and semantics.
  public init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
  }

  /// What a run is a run of.
  public enum Origin: Equatable, Sendable {
    /// A scenario, simulated on a virtual clock.
    case scenario(Setup)
    /// A trace of another tool, imported: its format, and which build or run of several it is.
    case trace(format: String, part: Int)
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
