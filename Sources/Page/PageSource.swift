public import EventLog
public import Simulation
public import TraceAnalysis
internal import WhatIf

/// A run that a page shows, with what it is compared with and what can be run again.
public struct PageSource: Sendable {
  /// The run beside its baseline.
  public var comparison: Comparison
  /// The scenario; nil for traces of other tools.
  public var model: Model?
  /// What the scenario was run with.
  public var setup: LogHeader.Setup?
  /// Whether the input was a scenario, and not the log of its run.
  public var isScenario: Bool
  /// What had to be decided while the input was read, a sentence each.
  public var notes: [String]

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - comparison: The run beside its baseline, with the calls of its twin if it has one.
  ///   - model: The scenario; nil for traces of other tools.
  ///   - setup: What the scenario was run with.
  ///   - isScenario: Whether the input was a scenario, and not the log of its run.
  ///   - notes: What had to be decided while the input was read, a sentence each.
  public init(
    _ comparison: Comparison, model: Model? = nil, setup: LogHeader.Setup? = nil,
    isScenario: Bool = false, notes: [String] = []
  ) {
    (self.comparison, self.model, self.setup) = (comparison, model, setup)
    (self.isScenario, self.notes) = (isScenario, notes)
  }

  /// The same run, to be made again by its scenario; nil where only its log is known.
  var rerun: Rerun? {
    guard let model, let setup else { return nil }
    return Rerun(model, setup)
  }
}
