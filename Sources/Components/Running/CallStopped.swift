public import EventLog

/// That a call was ended from outside, for those that wait for it: it was stopped, or it timed out.
public struct CallStopped: Error, CustomStringConvertible, Sendable {
  /// The call, by its number in the log.
  public let call: CallNumber
  /// Why it was ended.
  public let reason: String

  /// Why it was ended, in words.
  public var description: String { "call \(call) was ended: \(reason)" }
}

/// Leaves the code of a reactive flow, which is run again when something has changed.
struct IterationEnd: Error, CustomStringConvertible {
  var description: String {
    "the flow does not come past this for now, and is run again when something has changed: do not catch this error"
  }
}
