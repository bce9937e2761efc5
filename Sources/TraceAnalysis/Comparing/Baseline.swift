/// What a run is compared with.
public enum Baseline: Sendable {
  /// The same scenario run again, with nothing parallel.
  case twin(RunOutcome)
  /// Another run.
  case other(Analysis)
  /// The run's own work: all calls one after the other. Contention may have made it longer.
  case work
  /// There is nothing to compare with, and why.
  case unknown(reason: String)
}
