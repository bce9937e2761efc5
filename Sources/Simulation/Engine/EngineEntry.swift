/// What can be due on the clock of an engine: what its driver plans, and dispatches.
package protocol EngineEntry {
  /// The entry at which calls that are ready get slots and start.
  static var dispatch: Self { get }
  /// The order within a delta cycle, lower first: endings and releases 0, timers and deliveries 1, steps of
  /// flows 2, dispatch 3.
  var priority: UInt8 { get }
}
