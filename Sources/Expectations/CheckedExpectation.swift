public import EventLog
public import TraceAnalysis

/// An expectation, with what was found in the run.
public struct CheckedExpectation: Sendable {
  /// The expectation.
  public let expectation: RunExpectation
  /// Whether it is so.
  public let isKept: Bool
  /// What was found, whether it was expected or not.
  public let finding: Finding

  /// What there is to say of a run in answer to an expectation.
  public enum Finding: Sendable {
    /// The value of a measure.
    case value(MeasuredValue, RunMeasure.Unit)
    /// The measure is not known of this run.
    case unknown
    /// What the names in a condition stand for.
    case values([(name: String, value: Value)])
    /// How the run came to its end.
    case end(RunOutcome.End)
    /// A call that failed for good: the first.
    case failure(CallNumber)
    /// Accesses that could have come in the other order.
    case races(Races)
    /// A call that started before another had ended, though it was to come after it.
    case overlap(earlier: CallNumber, later: CallNumber)
    /// No call of these components ever started.
    case neverStarted(ChosenComponents)
    /// Nothing speaks against it.
    case nothing
  }

  init(_ expectation: RunExpectation, isKept: Bool, _ finding: Finding) {
    (self.expectation, self.isKept, self.finding) = (expectation, isKept, finding)
  }
}

extension Hazard {
  /// Whether a run ended so.
  public func isEnd(_ end: RunOutcome.End) -> Bool {
    switch (self, end) {
    case (.deadlock, .deadlock), (.livelock, .livelock), (.failure, .failure), (.limit, .limit),
      (.stuck, .stuck), (.stuck, .starved):
      true
    default: false
    }
  }
}
