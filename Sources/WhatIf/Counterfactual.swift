public import EventLog
public import TraceAnalysis

/// What a run would be if other components were parallel.
public struct Counterfactual: Sendable {
  /// A component whose parallel flag is turned over.
  public struct Change: Equatable, Sendable {
    /// The name of the component.
    public var component: String
    /// Whether it would be parallel.
    public var isParallel: Bool
  }

  /// Why a change is not safe.
  public enum Hazard: Equatable, Sendable {
    /// The run would not come to its end; how it would end.
    case doesNotEnd(RunOutcome)
    /// Other calls would be made.
    case otherCalls
    /// A component would be called with something else.
    case otherArguments(String)
    /// Calls of a component would end otherwise: what they would do.
    case otherEnd(component: String, end: String)
    /// Two components would access a variable in no order that holds.
    case race(variable: String, String, String)
    /// So many accesses would race that not all of them were found.
    case tooManyRaces
    /// A component would read a variable before another had written it, or after yet another had.
    case otherRead(variable: String, by: String, of: String?)
    /// A component would read another value.
    case otherValue(of: String, by: String)
  }

  /// The changes, in the order of the components' declaration.
  public let changes: [Change]
  /// When its last call ends, in nanoseconds.
  public let makespan: Nanoseconds
  /// The most calls that run at once, each on a machine or slot of its own.
  public let peak: Int
  /// What speaks against it; none if it is safe.
  public let hazards: [Hazard]
  /// How many events it came to, and comparisons of accesses to shared state.
  let steps: Int

  /// Whether nothing speaks against it.
  public var isSafe: Bool { hazards.isEmpty }

  /// Whether the run would not do all that it is to do.
  public var endsBadly: Bool {
    hazards.contains { if case .doesNotEnd = $0 { true } else { false } }
  }
}
