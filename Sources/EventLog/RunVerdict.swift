extension RunState {
  /// How a run is ended before all that could happen has happened.
  public enum Verdict: UInt8, Sendable {
    case deadlocked, livelocked, failed, limited

    /// Whether an event can follow such an end.
    func allows(_ event: Event) -> Bool {
      switch (event.kind, self) {
      case (.logClosed, _), (.callStopped, .deadlocked), (.callStopped, .livelocked): true
      default: false
      }
    }
  }
}
