internal import EventLog
internal import Simulation

extension Duration {
  /// The time in whole nanoseconds, not longer than a run can take either way.
  var nanoseconds: Nanoseconds {
    let most = Duration.nanoseconds(Limits.longestTime)
    if self >= most { return Limits.longestTime }
    if self <= .zero - most { return -Limits.longestTime }
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// The time in whole nanoseconds, if it is one that can pass.
  func nanoseconds(of what: String) throws -> Nanoseconds {
    guard self >= .zero else { throw CodeError(.negative(what)) }
    guard self <= .nanoseconds(Limits.longestTime) else { throw CodeError(.tooLong(what)) }
    return nanoseconds
  }
}
