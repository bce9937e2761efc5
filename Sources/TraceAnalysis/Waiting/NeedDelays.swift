internal import EventLog

/// What the tasks of a scenario may wait for after a need: a lag, or data that take a while to another machine.
///
/// In a log both are a timer, so which of them it can be is told by the keys of the scenario that the log holds.
package struct NeedDelays: Sendable {
  /// Whether needs of the scenario may have a `lag`.
  package let hasLags: Bool
  /// Whether needs of the scenario may have a `transfer`.
  package let hasTransfers: Bool

  /// Looks for the keys in the scenario of a log.
  ///
  /// - Complexity: O(*n*) in the length of the scenario.
  init(_ header: LogHeader) {
    guard case .scenario(let setup) = header.origin else {
      (hasLags, hasTransfers) = (false, false)
      return
    }
    hasLags = setup.text.contains("lag")
    hasTransfers = setup.text.contains("transfer")
  }
}
