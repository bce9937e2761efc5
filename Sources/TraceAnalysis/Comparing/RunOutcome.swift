public import EventLog

/// How a run went, as far as another is compared with it: no log is needed to know that.
///
/// A twin, the same scenario run another way, is there for its time alone. What counts calls as they
/// are made can say all of this without writing down a log.
public struct RunOutcome: Equatable, Sendable {
  /// How a run came to its end.
  public enum End: Equatable, Sendable {
    /// It did all that it was to do.
    case whole
    /// Its flow never got past a call: `web, which never ends`.
    case stuck(behind: String)
    /// A call waited for ever to start.
    case starved(Starvation)
    /// Its log was not closed.
    case open
    /// It was recorded by another tool, and its trace ends before it does.
    case cut
    /// A limit cut it off.
    case limit(String)
    /// Nothing more could happen although calls were waiting; why.
    case deadlock(String)
    /// It would have gone round for ever; why.
    case livelock(String)
    /// A call failed and ended it; why.
    case failure(String)
  }

  /// The end of its last call.
  public var makespan: Nanoseconds
  /// How it came to its end.
  public var end: End
  /// Its last instant.
  public var endedAt: Nanoseconds
  /// How many calls of each component were started, and how many succeeded.
  public var calls: CallCounts

  /// Puts together what is known of a run.
  public init(
    makespan: Nanoseconds, end: End = .whole, endedAt: Nanoseconds, calls: CallCounts
  ) {
    self.makespan = makespan
    self.end = end
    self.endedAt = endedAt
    self.calls = calls
  }

  /// What a log says of a run.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  public init(_ run: Analysis) {
    makespan = run.makespan
    end = End(run)
    endedAt = run.log.end
    calls = CallCounts(run)
  }

  /// Whether it did all that it was to do.
  public var isWhole: Bool { end == .whole }

  /// What it did otherwise than another run, so that their times say nothing of each other; nil if it
  /// made the same calls and as many of them succeeded.
  func obstacle(to other: RunOutcome) -> Comparison.Obstacle? {
    calls.difference(to: other.calls)
  }
}

extension RunOutcome.End {
  /// How a run ended of which nothing is known but that, and nothing else is amiss.
  public init(_ ending: Ending) {
    switch ending {
    case .end: self = .whole
    case .limit(let limit): self = .limit(limit)
    case .deadlock(let reason): self = .deadlock(reason)
    case .livelock(let reason): self = .livelock(reason)
    case .failure(let reason): self = .failure(reason)
    }
  }

  /// What a log says of how a run ended.
  ///
  /// - Complexity: O(1).
  public init(_ run: Analysis) {
    self.init(run.ending)
    guard run.ending == .end else { return }
    if let blocker = run.blockerText {
      self = .stuck(behind: blocker)
    } else if let starved = run.starvation {
      self = .starved(starved)
    } else if !run.isFinished {
      self = run.log.header.origin.isTrace ? .cut : .open
    }
  }
}
