public import EventLog

/// Which part of a trace is read, such as what was measured in it without the warming up before.
///
///     TraceWindow(from: .time(1_800_000_000))                  // all from 1.8 s on
///     TraceWindow(from: .call("load#4"))      // all from the fourth `load` on
///     TraceWindow(within: "measured")                          // while the first `measured` ran
public struct TraceWindow: Equatable, Sendable {
  /// Where a part begins or ends.
  public enum Mark: Equatable, Sendable {
    /// So long after the beginning of the run.
    case time(Nanoseconds)
    /// The start of a call, or its end: a name of a component, with `#4` behind it for its fourth call.
    case call(String)
  }

  /// Where it begins: at a time or the start of a call, the first of a name; nil for the beginning of the run.
  public var from: Mark?
  /// Where it ends: at a time or the end of a call, the last of a name; nil for the end of the run.
  public var until: Mark?
  /// The call while which it is, the first of a name; nil for none.
  public var within: String?

  /// The part of a trace between two marks.
  public init(from: Mark? = nil, until: Mark? = nil) {
    self.from = from
    self.until = until
  }

  /// The part of a trace while a call runs.
  public init(within name: String) { within = name }
}
