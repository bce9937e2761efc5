public import EventLog

/// A run of a flow that is over.
public struct CompletedRun: Sendable {
  /// What happened.
  public let log: Log
  /// How the run came to its end.
  public let ending: Ending
  /// When the last call ended, of those that end.
  public let makespan: Duration
  /// How many events there were, kept or not.
  public let eventCount: Int
  /// What the run failed with, as it was thrown; nil if it did not.
  public let error: (any Error)?

  /// What the flow waited for when all that could happen had, such as a server that never ends; nil if it came to its end.
  public let blocker: String?

  /// The log of a run that did all that it was to do.
  ///
  /// - Returns: The log.
  /// - Throws: What the run failed with, or `UnfinishedRun` where it deadlocked, came to a limit, or the flow never came to its end.
  public func get() throws -> Log {
    if let error { throw error }
    guard ending == .end, blocker == nil else {
      throw UnfinishedRun(ending: ending, blocker: blocker)
    }
    return log
  }
}

/// That a run did not do all that it was to do.
public struct UnfinishedRun: Error, CustomStringConvertible, Sendable {
  /// How it ended.
  public let ending: Ending
  /// What the flow waited for in the end.
  public let blocker: String?

  /// How it ended, in words.
  public var description: String {
    switch ending {
    case .end: "the flow did not come to its end: \(blocker ?? "")"
    case .limit(let limit): "the run came to its limit of \(limit)"
    case .deadlock(let reason): "the run deadlocked: \(reason)"
    case .livelock(let reason): "the run would have gone round for ever: \(reason)"
    case .failure(let reason): reason
    }
  }
}
