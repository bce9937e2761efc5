/// How a run came to its end.
public enum Ending: Equatable, Sendable {
  /// All that could happen has happened.
  case end
  /// A limit cut it off: `time`, `events`, `steps` or `memory`.
  case limit(String)
  /// Nothing more could happen although calls were waiting; why.
  case deadlock(String)
  /// It would have gone round for ever; why.
  case livelock(String)
  /// A call failed and ended it; why.
  case failure(String)

  /// An ending without its reason.
  public enum Kind: UInt8, Sendable {
    /// See the cases of `Ending`.
    case end, limit, deadlock, livelock, failure

    /// Whether calls were open when the run ended, which were stopped for that alone.
    public var leavesCallsOpen: Bool { self != .end && self != .failure }
  }

  /// The ending without its reason.
  public var kind: Kind {
    switch self {
    case .end: .end
    case .limit: .limit
    case .deadlock: .deadlock
    case .livelock: .livelock
    case .failure: .failure
    }
  }
}

extension Log {
  /// How the run came to its end.
  ///
  /// - Complexity: O(*n*) in the number of calls that were stopped at the end.
  public var ending: Ending {
    let last = events.last { event in
      switch event.kind {
      case .logClosed, .callStopped, .machineReleased: false
      default: true
      }
    }
    return switch last?.kind {
    case .runLimited(let limit): .limit(names[limit])
    case .runDeadlocked(let reason): .deadlock(names[reason])
    case .runLivelocked(let reason): .livelock(names[reason])
    case .runFailed(let reason): .failure(names[reason])
    default: .end
    }
  }
}

extension Event {
  /// How the run is ended by this event, if it is.
  var ending: Ending.Kind? {
    switch kind {
    case .runLimited: .limit
    case .runDeadlocked: .deadlock
    case .runLivelocked: .livelock
    case .runFailed: .failure
    default: nil
    }
  }
}

extension Ending.Kind {
  /// Whether an event can follow such an end.
  func allows(_ event: Event) -> Bool {
    switch (event.kind, self) {
    case (.logClosed, _), (.callStopped, .deadlock), (.callStopped, .livelock): true
    default: false
    }
  }

  /// What the run has done, after `the run has`.
  var words: String {
    switch self {
    case .end: "come to its end"
    case .deadlock: "deadlocked"
    case .livelock: "gone round for ever"
    case .failure: "failed"
    case .limit: "been cut off at a limit"
    }
  }
}
