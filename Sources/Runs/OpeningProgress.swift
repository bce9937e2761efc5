public import EventLog

/// Is told what an input is being put through, for whoever waits.
public struct OpeningProgress: Sendable {
  /// What is done to an input.
  public enum Step: Equatable, Sendable {
    /// An input of so many bytes is read.
    case reading(Int)
    /// A trace of so many bytes is read, and then joined with what goes with it.
    case importing(Int)
    /// The scenario that a log brings with it is read, of so many bytes.
    case readingScenario(Int)
    /// A run is made.
    case simulating(String, RunMode)
    /// A run is analysed.
    case analysing(String)
  }

  private let body: @Sendable (Step) -> ProgressHook

  /// Calls `body` when a step begins; what it gives back is told how far the step is.
  public init(_ body: @escaping @Sendable (Step) -> ProgressHook) { self.body = body }

  /// Tells nobody.
  public static let none = OpeningProgress { _ in .none }

  @discardableResult
  func begin(_ step: Step) -> ProgressHook { body(step) }
}
