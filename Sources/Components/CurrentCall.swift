public import EventLog

/// The call whose code runs.
public enum CurrentCall {
  /// The number of the call among those of its component, from 1; 0 outside a run.
  public static var number: Int { CallContext.current.map { Int($0.number) } ?? 0 }

  /// The number of the call in the log, in the order in which calls were asked for; 0 outside a run.
  public static var call: CallNumber { CallContext.current?.call ?? 0 }
}
